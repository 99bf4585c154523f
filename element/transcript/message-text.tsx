/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import { Formula } from '../formulas/formula';
import { CodeBlock } from '../markdown/code-block';
import { messageParts } from './message-parts';

/**
 * What a student typed: code and formulas as such, everything else to the letter. A message is not Markdown: "1. no" or
 * "5 * 3 * 2" mean what they say.
 */
export function MessageText({ text }: { text: string }) {
  return (
    <>
      {messageParts(text).map((part, key) => {
        switch (part.kind) {
          case 'text':
            return part.text;
          case 'code':
            return <code key={key}>{part.text}</code>;
          case 'block':
            return <CodeBlock key={key} code={part.text} language={part.language} />;
          case 'formula':
            return <Formula key={key} source={part.source} tex={part.tex} display={part.display} />;
          default:
            return part satisfies never;
        }
      })}
    </>
  );
}
