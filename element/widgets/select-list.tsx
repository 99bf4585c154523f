/** @jsxImportSource preact */
import type { RefObject, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { useScope } from '../ui/chat-scope';
import type { Option } from './read-props';
import { usePopup } from './use-popup';

interface SelectListProps {
  id: string;
  name: string;
  options: Option[];
  chosen: string;
  active: number;
  /** What is typed into the search field; null for a list without one. */
  query: string | null;
  anchor: RefObject<HTMLButtonElement | null>;
  onQuery: (query: string) => void;
  onKey: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  onPick: (option: Option) => void;
  onHover: (at: number) => void;
  onClose: () => void;
}

export const optionId = (id: string, at: number): string => `${id}-${at}`;

/** The open list of a select. The focus stays in its search field, or on the button; the list only shows where one is. */
export function SelectList(props: SelectListProps) {
  const { id, name, options, chosen, active, query, anchor, onQuery, onKey, onPick, onHover, onClose } =
    props;
  const { words } = useScope();
  const popup = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  usePopup(popup, anchor, onClose);
  useEffect(() => search.current?.focus({ preventScroll: true }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another option becomes the active one
  useEffect(() => {
    popup.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="w-popup" popover="manual" ref={popup}>
      {query !== null && (
        <input
          ref={search}
          class="w-search"
          type="text"
          role="combobox"
          aria-label={words.searchOptions}
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={active >= 0 ? optionId(id, active) : undefined}
          placeholder={words.searchOptions}
          value={query}
          onInput={(event) => onQuery(event.currentTarget.value)}
          onKeyDown={onKey}
          onBlur={(event) => {
            if (event.relatedTarget !== anchor.current) onClose();
          }}
        />
      )}
      <div id={id} class="w-options" role="listbox" aria-label={name}>
        {options.map((option, at) => (
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the combobox
          <div
            key={option.value}
            id={optionId(id, at)}
            class={at === active ? 'w-option active' : 'w-option'}
            role="option"
            aria-selected={option.value === chosen}
            aria-disabled={option.disabled || undefined}
            onPointerMove={() => onHover(at)}
            // Before the press takes the focus away from where it belongs.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(option)}
          >
            <span class="w-option-text">
              <span>{option.label}</span>
              {option.description !== '' && <small>{option.description}</small>}
            </span>
            {option.value === chosen && <Icon name="check" />}
          </div>
        ))}
      </div>
      {options.length === 0 && <p class="w-empty">{words.nothingFound}</p>}
    </div>
  );
}
