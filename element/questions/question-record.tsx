/** @jsxImportSource preact */
import type { StructuredInput, StructuredInputItem } from '@/lib/chatkit/protocol';
import type { ThreadStore } from '../chat/chat-context';
import { pendingQuestions } from '../thread/pending-questions';
import { useScope } from '../ui/chat-scope';
import { useSelected } from '../ui/use-selected';

function Answered({ input, pending }: { input: StructuredInput; pending: boolean }) {
  const { words } = useScope();
  const { answer } = input;
  const skipped = !answer || answer.skipped || answer.values.length === 0;
  return (
    <div>
      <dt>{input.question}</dt>
      <dd class={skipped ? 'skipped' : undefined}>
        {skipped ? (pending ? words.questionsOpen : words.questionSkipped) : answer.values.join(', ')}
      </dd>
    </div>
  );
}

/** What stands in the conversation for questions: that they wait, or what was answered. */
export function QuestionRecord({ item, store }: { item: StructuredInputItem; store: ThreadStore }) {
  const { words } = useScope();
  const asked = useSelected(store, (thread) => pendingQuestions(thread)?.item.id === item.id);
  if (asked) return <p class="stopped">{words.questionsWaiting}</p>;
  return (
    <dl class="questions" part="questions">
      {item.inputs.map((input) => (
        <Answered key={input.id} input={input} pending={item.status === 'pending'} />
      ))}
    </dl>
  );
}
