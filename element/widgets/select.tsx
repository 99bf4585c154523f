/** @jsxImportSource preact */
import type { TargetedKeyboardEvent } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { useScope } from '../ui/chat-scope';
import { controlHeight } from './control-size';
import { listMove, optionStarting } from './list-keys';
import { flag, type NodeProps, type Option, oneOf, optionsOf, words } from './read-props';
import { optionId, SelectList } from './select-list';
import { useAction } from './use-action';
import { useField } from './use-field';
import { useWidget } from './widget-scope';

/** From this many options on a list can be searched. */
const SEARCHABLE_FROM = 16;
/** Letters that follow each other faster than this, in ms, are one word. */
const TYPING_PAUSE = 600;

/** A choice from a list: a button that opens it, and everything by keyboard that a native select can do. */
export function Select({ node }: NodeProps) {
  const { words: say } = useScope();
  const { disabled } = useWidget();
  const field = useField(node.name);
  const change = useAction(node.onChangeAction, 'none');
  const listId = useId();
  const button = useRef<HTMLButtonElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const [own, setOwn] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(-1);

  const all = optionsOf(node.options);
  const value = own ?? words(node.defaultValue);
  const chosen = all.find((option) => option.value === value);
  const searchable = flag(node.searchable) || all.length >= SEARCHABLE_FROM;
  const shown = all.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
  const off = disabled || flag(node.disabled);

  const show = () => {
    if (off) return;
    setQuery('');
    setActive(all.findIndex((option) => option.value === value));
    setOpen(true);
  };
  const close = () => setOpen(false);
  const take = (next: string) => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
    if (next === value) return;
    setOwn(next);
    change.fire(new Map([[field.name, next]]));
  };
  const pick = (option: Option | undefined) => {
    if (option && !option.disabled) take(option.value);
  };
  const jump = (letter: string) => {
    const now = performance.now();
    const text = now - typed.current.at < TYPING_PAUSE ? typed.current.text + letter : letter;
    typed.current = { text, at: now };
    const found = optionStarting(all, text, active);
    if (found >= 0) setActive(found);
  };
  const onKey = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (!open) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      show();
      return;
    }
    const typing = event.currentTarget instanceof HTMLInputElement;
    const move =
      !typing && event.key === ' ' ? ({ kind: 'take' } as const) : listMove(event.key, shown, active);
    if (typing && (event.key === 'Home' || event.key === 'End')) return;
    switch (move.kind) {
      case 'to':
        setActive(move.at);
        break;
      case 'take':
        if (active < 0) return;
        pick(shown[active]);
        break;
      case 'close':
        close();
        // A dialog around the page must not take the same Esc for itself.
        event.stopPropagation();
        if (event.key === 'Tab') return;
        button.current?.focus({ preventScroll: true });
        break;
      case 'none':
        if (!typing && event.key.length === 1 && !event.ctrlKey && !event.metaKey) jump(event.key);
        return;
    }
    event.preventDefault();
  };

  const variant = oneOf(node.variant, ['solid', 'soft', 'outline', 'ghost'], 'outline');
  const name = words(node.placeholder) || field.name;
  const clearable = flag(node.clearable) && chosen !== undefined && !off;
  return (
    <div class={flag(node.block) ? 'w-field block' : 'w-field'}>
      <div class="w-select-box">
        <button
          ref={button}
          id={field.id}
          type="button"
          class={`w-input select ${variant}${flag(node.pill) ? ' pill' : ''}${chosen ? '' : ' empty'}${clearable ? ' clearable' : ''}`}
          style={{ '--w-h': controlHeight(node.size) }}
          role="combobox"
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-controls={listId}
          aria-activedescendant={open && !searchable && active >= 0 ? optionId(listId, active) : undefined}
          aria-label={field.labelledBy ? undefined : name}
          aria-labelledby={field.labelledBy}
          disabled={off}
          onClick={() => (open ? close() : show())}
          onKeyDown={onKey}
          onBlur={() => {
            if (!searchable) close();
          }}
        >
          <span class="w-select-text">{chosen?.label ?? (words(node.placeholder) || say.choose)}</span>
          <Icon name="chevron-down" />
        </button>
        {clearable && (
          <button type="button" class="w-clear" aria-label={say.clear} onClick={() => take('')}>
            <Icon name="close" />
          </button>
        )}
      </div>
      <input type="hidden" data-field={field.name} value={value} />
      {open && (
        <SelectList
          id={listId}
          name={name}
          options={shown}
          chosen={value}
          active={active}
          query={searchable ? query : null}
          anchor={button}
          onQuery={(text) => {
            setQuery(text);
            setActive(0);
          }}
          onKey={onKey}
          onPick={pick}
          onHover={setActive}
          onClose={close}
        />
      )}
    </div>
  );
}
