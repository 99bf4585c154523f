/** @jsxImportSource preact */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useScope } from '../ui/chat-scope';

interface RenameFormProps {
  title: string;
  /** Gets the trimmed name. */
  onDone: (name: string) => void;
  onCancel: () => void;
}

/** A title that is being edited in its place: Enter and leaving it save, Esc does not. */
export function RenameForm({ title, onDone, onCancel }: RenameFormProps) {
  const { words } = useScope();
  const input = useRef<HTMLInputElement>(null);
  // Leaving the field also happens when it goes away after Enter or Esc.
  const settled = useRef(false);
  const settle = (how: () => void) => {
    if (settled.current) return;
    settled.current = true;
    how();
  };
  const save = () => settle(() => onDone(input.current?.value.trim() ?? ''));
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        ref={input}
        type="text"
        dir="auto"
        maxLength={300}
        defaultValue={title}
        aria-label={words.renameLabel}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          settle(onCancel);
        }}
      />
    </form>
  );
}
