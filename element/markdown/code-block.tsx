/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { useScope } from '../ui/chat-scope';
import { CopyButton } from '../ui/copy-button';
import { useStore } from '../ui/use-store';
import type { CodeNode } from './highlight-code';
import { highlighter, loadHighlighter } from './load-highlighter';

/** Longer code is not worth the time it takes to colour it, in UTF-16 code units. */
const HIGHLIGHT_LIMIT = 30_000;

/** Characters that reorder text on the screen: code that reads differently than it runs. */
const REORDERING = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

const visible = (code: string): string =>
  code.replace(REORDERING, (char) => `⟨U+${char.charCodeAt(0).toString(16).toUpperCase()}⟩`);

const render = (nodes: CodeNode[]): ComponentChildren =>
  nodes.map((node, at) =>
    typeof node === 'string' ? (
      node
    ) : (
      <span key={at} class={node.kind}>
        {render(node.children)}
      </span>
    ),
  );

/** Fenced code: language, copy button, and colours as soon as the highlighter is here. */
export function CodeBlock({ code, language }: { code: string; language: string }) {
  const { words } = useScope();
  const highlight = useStore(highlighter);
  const text = visible(code);
  useLayoutEffect(loadHighlighter, []);
  const nodes = useMemo(
    () => (text.length > HIGHLIGHT_LIMIT ? null : (highlight?.(text, language.toLowerCase()) ?? null)),
    [highlight, text, language],
  );
  return (
    <figure class="code" part="code">
      <figcaption class="code-bar">
        <span class="code-language">{language || 'text'}</span>
        <CopyButton class="code-copy" text={() => code} label={words.copyCode} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard */}
      <pre tabIndex={0} dir="ltr">
        <code>{nodes ? render(nodes) : text}</code>
      </pre>
    </figure>
  );
}
