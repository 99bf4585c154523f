/** @jsxImportSource preact */
// biome-ignore-all lint/correctness/useJsxKeyInIterable: marks stand right behind the token that has the key
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import type { Token, Tokens } from 'marked';
import { type ComponentChildren, createElement } from 'preact';
import { CitationMarks } from '../citations/citation-marks';
import { Formula } from '../formulas/formula';
import { markdownDirection } from '../i18n/text-direction';
import { useScope } from '../ui/chat-scope';
import { decodeEntities } from './decode-entities';
import { MarkdownImage } from './markdown-image';
import type { MarkdownScope } from './markdown-scope';
import { type DetailsToken, isKnown, type MarkdownToken } from './markdown-token';
import type { Anchor } from './place-markers';
import { TextLink } from './text-link';

/** The marks that stand behind a token or in an empty place. */
export function MarksBehind({ anchor, scope }: { anchor: Anchor; scope: MarkdownScope }) {
  const marks = scope.placements.get(anchor);
  if (!marks) return null;
  return (
    <>
      {marks.map(({ citations }, at) => (
        <CitationMarks key={at} citations={citations} />
      ))}
    </>
  );
}

function text(token: Tokens.Text | Tokens.Escape, scope: MarkdownScope): ComponentChildren {
  const marks = scope.placements.get(token);
  if (!marks) return decodeEntities(token.type === 'escape' ? token.text : token.raw);
  let from = 0;
  const pieces: ComponentChildren[] = [];
  for (const { at, citations } of marks) {
    const end = Math.min(at, token.raw.length);
    pieces.push(
      decodeEntities(token.raw.slice(from, end)),
      <CitationMarks key={`mark${end}`} citations={citations} />,
    );
    from = end;
  }
  pieces.push(decodeEntities(token.raw.slice(from)));
  return pieces;
}

/** A fold, closed at first. One without a summary of its own has a word of ours. */
export function Fold({
  token,
  scope,
  content,
}: {
  token: DetailsToken;
  scope: MarkdownScope;
  content: ComponentChildren;
}) {
  const { words } = useScope();
  return (
    <details class="fold" dir={markdownDirection(token.summary || token.text)}>
      <summary>{token.summary ? inline(token.summaryTokens, scope) : words.details}</summary>
      <div class="fold-content">{content}</div>
    </details>
  );
}

/** Inline tokens as vnodes. Raw HTML is shown as the text that it is. */
export function inline(tokens: Token[] | undefined, scope: MarkdownScope): ComponentChildren {
  return (tokens ?? []).filter(isKnown).map((token: MarkdownToken, key) => {
    const behind = <MarksBehind anchor={token} scope={scope} />;
    switch (token.type) {
      case 'text':
        if (token.tokens) return inline(token.tokens, scope);
        if (!token.raw.includes('\n')) return text(token, scope);
        return (
          <span key={key} class="lines">
            {text(token, scope)}
          </span>
        );
      case 'escape':
        return text(token, scope);
      case 'strong':
        return [<strong key={key}>{inline(token.tokens, scope)}</strong>, behind];
      case 'em':
        return [<em key={key}>{inline(token.tokens, scope)}</em>, behind];
      case 'del':
        return [<del key={key}>{inline(token.tokens, scope)}</del>, behind];
      case 'element':
        return [createElement(token.name, { key }, inline(token.tokens, scope)), behind];
      case 'details':
        return [<Fold key={key} token={token} scope={scope} content={inline(token.tokens, scope)} />, behind];
      case 'formula':
        return [
          <Formula
            key={key}
            source={token.raw}
            tex={token.tex}
            display={token.display}
            isDrawn={scope.drawsFormulas}
          />,
          behind,
        ];
      case 'codespan':
        return [<code key={key}>{token.text}</code>, behind];
      case 'br':
        return <br key={key} />;
      case 'link':
        return [
          <TextLink key={key} token={token}>
            {inline(token.tokens, scope)}
          </TextLink>,
          behind,
        ];
      case 'image':
        return [
          <MarkdownImage
            key={key}
            src={token.href}
            alt={decodeEntities(token.text)}
            domains={scope.imageDomains}
          />,
          behind,
        ];
      case 'checkbox':
        return (
          <input
            key={key}
            type="checkbox"
            checked={token.checked}
            disabled
            aria-label={token.checked ? '✓' : '–'}
          />
        );
      default:
        return [token.raw, behind];
    }
  });
}
