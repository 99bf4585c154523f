/** @jsxImportSource preact */
import { useContext, useId, useState } from 'preact/hooks';
import type { WidgetComponent } from '@/lib/chatkit/protocol';
import { Icon } from '../icons/icon';
import { isRecord } from '../protocol/is-record';
import { useScope } from '../ui/chat-scope';
import { paddingStyle } from './box-style';
import { Children } from './children';
import { FormElement } from './form';
import { PushButton } from './push-button';
import { childrenOf, flag, type NodeProps, oneOf, words } from './read-props';
import { RootBox } from './root-box';
import { StatusLine, statusText } from './status-line';
import { useAction } from './use-action';
import { FormContext } from './widget-scope';

/** The first words of a card that can stand for it when it is folded. */
function titleOf(node: WidgetComponent, depth = 0): string {
  if (node.type === 'Title' || node.type === 'Text') return words(node.value);
  if (depth > 8) return '';
  for (const child of childrenOf(node)) {
    const title = titleOf(child, depth + 1);
    if (title !== '') return title;
  }
  return '';
}

/** Confirm in a card that is a form submits it; everything else fires at once. */
function FootButton(props: { config: unknown; primary: boolean; submits: boolean }) {
  const { config, primary, submits } = props;
  const { words: say } = useScope();
  const form = useContext(FormContext);
  const own = useAction(isRecord(config) ? config.action : null, 'container');
  const action = submits && form ? form.submit : own;
  if (!isRecord(config)) return null;
  return (
    <PushButton
      label={words(config.label) || (primary ? say.submit : say.cancel)}
      color={primary ? 'primary' : 'secondary'}
      variant={primary ? 'solid' : 'outline'}
      type={submits ? 'submit' : 'button'}
      action={action}
      onClick={submits ? undefined : () => action.fire()}
    />
  );
}

function Body({ node }: NodeProps) {
  const padding = paddingStyle(node.padding ?? 4);
  const confirm = isRecord(node.confirm);
  const inside = (
    <>
      <Children node={node} />
      {(confirm || isRecord(node.cancel)) && (
        <div class="w-foot">
          <FootButton config={node.cancel} primary={false} submits={false} />
          <FootButton config={node.confirm} primary submits={flag(node.asForm)} />
        </div>
      )}
    </>
  );
  if (!flag(node.asForm)) {
    return (
      <div class="w-body" style={padding}>
        {inside}
      </div>
    );
  }
  return (
    <FormElement action={isRecord(node.confirm) ? node.confirm.action : null} class="w-body" style={padding}>
      {inside}
    </FormElement>
  );
}

/** A bordered surface, with buttons at its foot if it asks for something. */
export function Card({ node }: NodeProps) {
  const { words: say } = useScope();
  const [opened, setOpened] = useState(false);
  const id = useId();
  const folds = flag(node.collapsed);
  const shown = !folds || opened;
  const size = oneOf(node.size, ['sm', 'md', 'lg', 'full'], 'md');
  return (
    <RootBox node={node} class={`w-card ${size}`}>
      {folds ? (
        <button
          type="button"
          class="w-fold"
          aria-expanded={shown}
          aria-controls={id}
          onClick={() => setOpened(!opened)}
        >
          <Icon name="chevron-right" />
          <span>{statusText(node.status) || titleOf(node) || say.widgetDetails}</span>
        </button>
      ) : (
        <StatusLine status={node.status} />
      )}
      <div id={id} hidden={!shown}>
        <Body node={node} />
      </div>
    </RootBox>
  );
}
