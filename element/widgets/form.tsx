/** @jsxImportSource preact */
import type { ComponentChildren, TargetedSubmitEvent } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { boxStyle } from './box-style';
import { Children } from './children';
import type { Style } from './css-values';
import { isValid } from './form-values';
import { type NodeProps, oneOf } from './read-props';
import { useAction } from './use-action';
import { FormContext, useScheme } from './widget-scope';

/** A real form. Nothing is ever posted by the browser: submitting checks the fields and fires the action. */
export function FormElement(props: {
  action: unknown;
  class: string;
  style: Style;
  children: ComponentChildren;
}) {
  const id = useId();
  const element = useRef<HTMLFormElement>(null);
  const submit = useAction(props.action, 'container', element);
  const onSubmit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    if (isValid(event.currentTarget)) submit.fire();
  };
  return (
    <FormContext.Provider value={{ id, element, submit }}>
      <form ref={element} class={props.class} style={props.style} noValidate onSubmit={onSubmit}>
        {props.children}
        {/* With it, Enter submits however many fields there are. */}
        <input type="submit" hidden />
      </form>
    </FormContext.Provider>
  );
}

export function Form({ node }: NodeProps) {
  const direction = oneOf(node.direction, ['row', 'col'], 'col');
  return (
    <FormElement
      action={node.onSubmitAction}
      class="w-box w-form"
      style={boxStyle(node, useScheme(), direction)}
    >
      <Children node={node} />
    </FormElement>
  );
}
