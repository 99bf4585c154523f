/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import type { Token, Tokens } from 'marked';
import type { ComponentChildren } from 'preact';
import { Formula } from '../formulas/formula';
import { markdownDirection } from '../i18n/text-direction';
import { Heading } from '../ui/heading';
import { CodeBlock } from './code-block';
import { Fold, inline, MarksBehind } from './inline';
import type { MarkdownScope } from './markdown-scope';
import { isKnown, type MarkdownToken } from './markdown-token';
import { Table } from './table';
import { splitItems } from './within-parts';

function children(tokens: Token[], scope: MarkdownScope): ComponentChildren {
  return tokens.filter(isKnown).map((token, key) => <Block key={key} token={token} scope={scope} />);
}

function listItem(item: Tokens.ListItem, key: number, scope: MarkdownScope) {
  return (
    <li key={key} class={item.task ? 'task' : undefined} dir={markdownDirection(item.text)}>
      {children(item.tokens, scope)}
      <MarksBehind anchor={item} scope={scope} />
    </li>
  );
}

function list(token: Tokens.List, scope: MarkdownScope) {
  const { drawn, rest } = splitItems(token.items);
  const items = drawn.map((item, key) => listItem(item, key, scope));
  if (rest !== '') items.push(<li class="lines">{rest}</li>);
  return token.ordered ? <ol start={token.start === '' ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}

/** One block as vnodes. */
export function Block({ token, scope }: { token: MarkdownToken; scope: MarkdownScope }) {
  const behind = <MarksBehind anchor={token} scope={scope} />;
  switch (token.type) {
    case 'paragraph':
      return (
        <p dir="auto">
          {inline(token.tokens, scope)}
          {behind}
        </p>
      );
    case 'heading':
      return (
        <Heading level={scope.headingLevel + token.depth - 1} class={`md-h${token.depth}`} dir="auto">
          {inline(token.tokens, scope)}
          {behind}
        </Heading>
      );
    case 'code':
      return (
        <>
          <CodeBlock code={token.text} language={token.lang?.split(/\s/)[0] ?? ''} />
          {behind}
        </>
      );
    case 'blockquote':
      return (
        <blockquote dir={markdownDirection(token.text)}>
          {children(token.tokens, scope)}
          {behind}
        </blockquote>
      );
    case 'list':
      return list(token, scope);
    case 'table':
      return <Table token={token} scope={scope} />;
    case 'hr':
      return <hr />;
    case 'space':
      return null;
    case 'def':
      // A model that lists its sources like this means them to be read.
      return <p class="raw">{token.raw.trim()}</p>;
    case 'formula':
      return (
        <div>
          <Formula source={token.raw} tex={token.tex} display={token.display} isDrawn={scope.drawsFormulas} />
          {behind}
        </div>
      );
    case 'details':
      return (
        <>
          <Fold token={token} scope={scope} content={children(token.tokens, scope)} />
          {behind}
        </>
      );
    case 'text':
      // Of a list without blank lines between its items. If one comes later, they are paragraphs: drawn alike, nothing moves.
      return (
        <p dir="auto">
          {inline(token.tokens ?? [token], scope)}
          {token.tokens && behind}
        </p>
      );
    default:
      return <>{inline([token], scope)}</>;
  }
}
