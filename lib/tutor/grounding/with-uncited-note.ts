import { assistantMessageText } from '../../chatkit/agents/message-text';
import type { AssistantMessageItem, ThreadStreamEvent, WorkflowItem } from '../../chatkit/protocol';

/** Shorter answers, in UTF-16 code units, say nothing that a passage had to stand behind; neither do questions, with which many end. */
const MIN_LENGTH = 80;
const SENTENCE_END = /(?<=[.!?。！？؟۔।\n])/u;
const QUESTION = /[?？؟]$/u;

/**
 * Follows an answer to a question about the course. If it is whole and cites nothing, the line that says what was read for it says so, too:
 * it looks like an answer of the course, and is none. The text itself is the model's, and stays as it is.
 *
 * @param note the line, from what it was before; undefined where nothing was looked up, and where there is nothing to add
 */
export async function* withUncitedNote(
  events: AsyncIterable<ThreadStreamEvent>,
  note: (before: WorkflowItem | undefined) => WorkflowItem | undefined,
): AsyncGenerator<ThreadStreamEvent> {
  const answers: AssistantMessageItem[] = [];
  let looked: WorkflowItem | undefined;
  let isOpen = true;
  for await (const event of events) {
    if (event.type === 'thread.item.done') {
      const { item } = event;
      if (item.type === 'assistant_message') answers.push(item);
      else if (item.type === 'workflow') looked = item;
      // A card, something for the client to do, or an end that is not that of a whole answer.
      else isOpen = false;
    }
    yield event;
  }
  if (!isOpen || !needsPassage(answers)) return;
  const item = note(looked);
  if (item) yield looked ? { type: 'thread.item.replaced', item } : { type: 'thread.item.done', item };
}

function needsPassage(answers: readonly AssistantMessageItem[]): boolean {
  if (answers.some(({ content }) => content.some(({ annotations }) => annotations.length > 0))) return false;
  const sentences = answers.map(assistantMessageText).join('\n').split(SENTENCE_END);
  const statements = sentences.filter((sentence) => !QUESTION.test(sentence)).join('');
  return statements.trim().length >= MIN_LENGTH;
}
