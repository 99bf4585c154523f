/** @jsxImportSource preact */
import { glyphFor } from './glyph-for';
import { PATHS } from './paths';

/** An icon as high as the text beside it. Decoration only: whoever shows it alone has to name it. */
export function Icon({ name }: { name: string }) {
  const found = glyphFor(name);
  return (
    <svg class={found?.mirrored ? 'icon mirrored' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      {found && <path d={PATHS[found.glyph]} />}
    </svg>
  );
}
