/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { fieldId, labelId } from './field-id';
import { words } from './read-props';
import { FormContext, useWidget } from './widget-scope';

interface Invalid {
  preventDefault(): void;
  currentTarget: { validationMessage: string };
}

export interface FieldBinding {
  name: string;
  id: string;
  /** Id of the label that the widget has for it; undefined if it has none and the control must name itself. */
  labelledBy: string | undefined;
  /** For the control: tells what is wrong with it, and takes that back when it is changed. */
  watch: {
    'aria-invalid': true | undefined;
    'aria-describedby': string | undefined;
    onInvalid: (event: Invalid) => void;
    onInput: () => void;
  };
  message: ComponentChildren;
}

/** What ties a control to its label, its form and its error message. */
export function useField(given: unknown): FieldBinding {
  const { item, labelled } = useWidget();
  const form = useContext(FormContext);
  const [error, setError] = useState('');
  const name = words(given);
  const place = form?.id ?? item.id;
  const id = fieldId(place, name);
  return {
    name,
    id,
    labelledBy: labelled.has(name) ? labelId(place, name) : undefined,
    watch: {
      'aria-invalid': error === '' ? undefined : true,
      'aria-describedby': error === '' ? undefined : `${id}-error`,
      onInvalid: (event) => {
        // The words of the browser, in the language of the reader, without its bubble.
        event.preventDefault();
        setError(event.currentTarget.validationMessage);
      },
      onInput: () => setError(''),
    },
    message: error !== '' && (
      <p id={`${id}-error`} class="w-error">
        {error}
      </p>
    ),
  };
}
