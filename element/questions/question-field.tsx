/** @jsxImportSource preact */
import { useId } from 'preact/hooks';
import type { StructuredInput } from '@/lib/chatkit/protocol';
import { useScope } from '../ui/chat-scope';
import { choose, type Draft, write } from './answers';

interface QuestionFieldProps {
  input: StructuredInput;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

type Choice = Extract<StructuredInput, { type: 'multiple_choice' }>;

function Choices({ input, draft, onChange }: QuestionFieldProps & { input: Choice }) {
  const { words } = useScope();
  const name = useId();
  const type = input.multiple ? 'checkbox' : 'radio';
  return (
    <>
      {input.options.map(({ value }) => (
        <label key={value} class="w-choice">
          <input
            type={type}
            name={name}
            checked={draft.chosen.includes(value)}
            onChange={() => onChange(choose(input, draft, value))}
          />
          <span>{value}</span>
        </label>
      ))}
      <input
        class="w-input"
        type="text"
        dir="auto"
        placeholder={words.otherAnswer}
        aria-label={words.otherAnswer}
        value={draft.text}
        onInput={(event) => onChange(write(input, draft, event.currentTarget.value))}
      />
    </>
  );
}

/** One question: its options and a place for an answer of one's own, or only that. */
export function QuestionField({ input, draft, onChange }: QuestionFieldProps) {
  const id = useId();
  const described = input.type === 'freeform' && input.description ? id : undefined;
  return (
    <fieldset class="question" data-question={input.id} aria-describedby={described}>
      <legend>{input.question}</legend>
      {input.type === 'freeform' ? (
        <>
          {described && (
            <p class="hint" id={id}>
              {input.description}
            </p>
          )}
          <textarea
            class="w-input area"
            rows={2}
            dir="auto"
            aria-label={input.question}
            value={draft.text}
            onInput={(event) => onChange(write(input, draft, event.currentTarget.value))}
          />
        </>
      ) : (
        <div class="w-choices col">
          <Choices input={input} draft={draft} onChange={onChange} />
        </div>
      )}
    </fieldset>
  );
}
