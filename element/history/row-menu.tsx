/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { useScope } from '../ui/chat-scope';
import { IconButton } from '../ui/icon-button';

interface RowMenuProps {
  title: string;
  onRename: (() => void) | null;
  onDelete: (() => void) | null;
}

/** The menu of a conversation. Arrow keys walk, Esc and leaving close. */
export function RowMenu({ title, onRename, onDelete }: RowMenuProps) {
  const { words } = useScope();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  // biome-ignore lint/correctness/useExhaustiveDependencies: only opening moves the focus
  useLayoutEffect(() => {
    if (open) items()[0]?.focus();
  }, [open]);
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: Event) => {
      if (box.current && !event.composedPath().includes(box.current)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave, true);
    return () => document.removeEventListener('pointerdown', leave, true);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const choose = (action: () => void) => () => {
    setOpen(false);
    action();
  };
  const walk = (step: number) => {
    const list = items();
    const at = list.findIndex((item) => item.matches(':focus'));
    list[(at + step + list.length) % list.length]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the menu inside
    <div
      class="row-menu"
      ref={box}
      onKeyDown={(event) => {
        if (!open) return;
        if (event.key === 'ArrowDown') walk(1);
        else if (event.key === 'ArrowUp') walk(-1);
        else if (event.key === 'Escape') close();
        else if (event.key === 'Tab') setOpen(false);
        else return;
        if (event.key !== 'Tab') event.preventDefault();
      }}
    >
      <IconButton
        icon="dots"
        class="row-more"
        label={words.moreActions(title)}
        popup="menu"
        expanded={open}
        buttonRef={button}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div class="menu" role="menu" aria-label={words.moreActions(title)}>
          {onRename && (
            <button type="button" role="menuitem" tabIndex={-1} onClick={choose(onRename)}>
              <Icon name="pencil" />
              {words.rename}
            </button>
          )}
          {onDelete && (
            <button type="button" role="menuitem" tabIndex={-1} class="danger" onClick={choose(onDelete)}>
              <Icon name="trash" />
              {words.delete}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
