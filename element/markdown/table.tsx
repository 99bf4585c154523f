/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import type { Tokens } from 'marked';
import { inline, MarksBehind } from './inline';
import type { MarkdownScope } from './markdown-scope';

function Cell({ cell, header, scope }: { cell: Tokens.TableCell; header: boolean; scope: MarkdownScope }) {
  const content = (
    <>
      {inline(cell.tokens, scope)}
      <MarksBehind anchor={cell} scope={scope} />
    </>
  );
  const align = cell.align ? `align-${cell.align}` : undefined;
  if (header) {
    return (
      <th scope="col" class={align} dir="auto">
        {content}
      </th>
    );
  }
  return (
    <td class={align} dir="auto">
      {content}
    </td>
  );
}

/** A table in a box of its own that scrolls sideways, so that the text around it never does. */
export function Table({ token, scope }: { token: Tokens.Table; scope: MarkdownScope }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
    <div class="table-box" tabIndex={0} part="table">
      <table dir="auto">
        <thead>
          <tr>
            {token.header.map((cell, key) => (
              <Cell key={key} cell={cell} header scope={scope} />
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, key) => (
                <Cell key={key} cell={cell} header={false} scope={scope} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <MarksBehind anchor={token} scope={scope} />
    </div>
  );
}
