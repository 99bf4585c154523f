/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import type { MarkedToken, Token, Tokens } from 'marked';
import type { ComponentChildren } from 'preact';
import { Heading } from '../ui/heading';
import { CodeBlock } from './code-block';
import { inline, MarksBehind } from './inline';
import type { MarkdownScope } from './markdown-scope';
import { isMarked } from './parse-markdown';
import { Table } from './table';

/** Deeper lists and quotes are cut: no text of a tutor needs them, and a hostile one could exhaust the stack. */
const MAX_DEPTH = 20;

function children(tokens: Token[], scope: MarkdownScope, depth: number): ComponentChildren {
  if (depth > MAX_DEPTH) return null;
  return tokens
    .filter(isMarked)
    .map((token, key) => <Block key={key} token={token} scope={scope} depth={depth} />);
}

function listItem(item: Tokens.ListItem, key: number, scope: MarkdownScope, depth: number) {
  return (
    <li key={key} class={item.task ? 'task' : undefined}>
      {children(item.tokens, scope, depth)}
      <MarksBehind anchor={item} scope={scope} />
    </li>
  );
}

function list(token: Tokens.List, scope: MarkdownScope, depth: number) {
  const items = token.items.map((item, key) => listItem(item, key, scope, depth));
  return token.ordered ? <ol start={token.start === '' ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>;
}

/** One block as vnodes. */
export function Block({
  token,
  scope,
  depth = 0,
}: {
  token: MarkedToken;
  scope: MarkdownScope;
  depth?: number;
}) {
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
        <Heading level={scope.headingLevel + token.depth - 1} class={`md-h${token.depth}`}>
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
        <blockquote dir="auto">
          {children(token.tokens, scope, depth + 1)}
          {behind}
        </blockquote>
      );
    case 'list':
      return list(token, scope, depth + 1);
    case 'table':
      return <Table token={token} scope={scope} />;
    case 'hr':
      return <hr />;
    case 'space':
    case 'def':
      return null;
    case 'html':
      return <p class="raw">{token.raw.trim()}</p>;
    case 'text':
      return (
        <>
          {inline(token.tokens ?? [token], scope)}
          {token.tokens && behind}
        </>
      );
    default:
      return <>{inline([token], scope)}</>;
  }
}
