/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the text is what tells its parts apart
import type { AssistantMessageItem, ClientToolCallItem } from '@/lib/chatkit/protocol';
import type { ThreadStore } from '../chat/chat-context';
import { markersOf, numberSources } from '../citations/number-sources';
import { SourcesList } from '../citations/sources-list';
import { Markdown } from '../markdown/markdown';
import { QuestionRecord } from '../questions/question-record';
import type { ItemEntry } from '../thread/entry';
import { useScope } from '../ui/chat-scope';
import { Widget } from '../widgets/widget';
import { GeneratedImage } from './generated-image';
import { TaskLine } from './task-line';
import { WorkflowView } from './workflow-view';

interface ItemViewProps {
  entry: ItemEntry;
  store: ThreadStore;
  imageDomains: string[] | undefined;
  last: boolean;
}

function AssistantMessage(props: {
  item: AssistantMessageItem;
  streaming: boolean;
  imageDomains: string[] | undefined;
}) {
  const { item, streaming, imageDomains } = props;
  const numbers = numberSources(item.content);
  return (
    <>
      {item.content.map((part, at) =>
        part.text === '' ? null : (
          <Markdown
            key={at}
            source={part.text}
            streaming={streaming}
            markers={markersOf(part.text, part.annotations, numbers)}
            imageDomains={imageDomains}
          />
        ),
      )}
      {!streaming && <SourcesList citations={[...numbers.values()]} />}
    </>
  );
}

/** A call that a reload left open: running it again may repeat its effects, so the student decides. */
function OpenCall({ call, store }: { call: ClientToolCallItem; store: ThreadStore }) {
  const { chat, words } = useScope();
  return (
    <p class="older">
      {words.toolWaiting}
      <button
        type="button"
        class="text-button"
        onClick={() => void chat.conversations.answerCall(store, call)}
      >
        {words.continueTool}
      </button>
    </p>
  );
}

/** One item of a thread that is not the student's message (spec element 2). */
export function ItemView({ entry, store, imageDomains, last }: ItemViewProps) {
  const { item, phase } = entry;
  switch (item.type) {
    case 'assistant_message':
      return <AssistantMessage item={item} streaming={phase === 'streaming'} imageDomains={imageDomains} />;
    case 'workflow':
      return <WorkflowView workflow={item.workflow} running={phase === 'streaming'} />;
    case 'task':
      return <TaskLine task={item.task} indicator={false} />;
    case 'widget':
      return (
        <Widget
          item={item}
          phase={phase}
          arrived={entry.stream > 0}
          store={store}
          imageDomains={imageDomains}
        />
      );
    case 'generated_image':
      return <GeneratedImage image={item.image} progress={entry.progress} running={phase === 'streaming'} />;
    case 'structured_input':
      return <QuestionRecord item={item} store={store} />;
    case 'client_tool_call':
      return last && item.status === 'pending' ? <OpenCall call={item} store={store} /> : null;
    default:
      // Messages stand in blocks of their own, hidden items show nothing, unknown ones are kept but cannot be shown.
      return null;
  }
}
