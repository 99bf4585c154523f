/** @jsxImportSource preact */

import type { TargetedSubmitEvent } from 'preact';
import type { StructuredInput, StructuredInputItem, StructuredInputSubmission } from '@/lib/chatkit/protocol';
import type { ThreadStore } from '../chat/chat-context';
import { useScope } from '../ui/chat-scope';

function Answered({ input }: { input: StructuredInput }) {
  const { words } = useScope();
  const { answer } = input;
  const skipped = !answer || answer.skipped || answer.values.length === 0;
  return (
    <>
      <dt>{input.question}</dt>
      <dd class={skipped ? 'skipped' : undefined}>
        {skipped ? words.questionSkipped : answer.values.join(', ')}
      </dd>
    </>
  );
}

function Question({ input }: { input: StructuredInput }) {
  const { words } = useScope();
  if (input.type === 'freeform') {
    return (
      <fieldset>
        <legend>{input.question}</legend>
        {input.description && <p class="hint">{input.description}</p>}
        <textarea name={input.id} rows={2} dir="auto" aria-label={input.question} />
      </fieldset>
    );
  }
  return (
    <fieldset>
      <legend>{input.question}</legend>
      {input.options.map(({ value }) => (
        <label key={value}>
          <input type={input.multiple ? 'checkbox' : 'radio'} name={input.id} value={value} />
          {value}
        </label>
      ))}
      <input
        type="text"
        name={input.id}
        dir="auto"
        placeholder={words.otherAnswer}
        aria-label={words.otherAnswer}
      />
    </fieldset>
  );
}

/** Questions of the assistant: a form while they wait for an answer, a list of answers afterwards. */
export function Questions(props: { item: StructuredInputItem; store: ThreadStore; open: boolean }) {
  const { item, store, open } = props;
  const { chat, words } = useScope();
  if (!open) {
    const pending = item.status === 'pending';
    return (
      <dl class="questions" part="questions">
        {pending && <p class="hint">{words.questionsOpen}</p>}
        {item.inputs.map((input) => (
          <Answered key={input.id} input={input} />
        ))}
      </dl>
    );
  }
  const send = (input: StructuredInputSubmission) => {
    const { id } = store.value;
    if (id === null || chat.conversations.isRunning(store)) return;
    void chat.conversations.run(store, {
      type: 'threads.add_structured_input',
      params: { thread_id: id, item_id: item.id, input },
    });
  };
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const answers = Object.fromEntries(
      item.inputs.map(({ id }) => {
        const values = data
          .getAll(id)
          .filter((value): value is string => typeof value === 'string' && value !== '');
        return [id, { values, skipped: values.length === 0 }];
      }),
    );
    send({ status: 'answered', answers });
  };
  return (
    <form class="questions" part="questions" aria-label={words.questionsWaiting} onSubmit={submit}>
      {item.inputs.map((input) => (
        <Question key={input.id} input={input} />
      ))}
      <div class="buttons">
        <button type="submit" class="button primary">
          {words.submit}
        </button>
        <button type="button" class="button" onClick={() => send({ status: 'skipped', answers: {} })}>
          {words.skipAll}
        </button>
      </div>
    </form>
  );
}
