import type { RefObject } from 'preact';
import { useContext, useId } from 'preact/hooks';
import { formValues } from './form-values';
import { readAction } from './read-action';
import { type BoundAction, FormContext, type Loading, useWidget } from './widget-scope';

/**
 * An action of a widget, bound to a control (spec element 1.13). `auto` is what its loading behaviour "auto" means there;
 * `form` is the form whose values go along, by default the one around the control.
 */
export function useAction(
  config: unknown,
  auto: Loading,
  form?: RefObject<HTMLFormElement | null>,
): BoundAction {
  const widget = useWidget();
  const around = useContext(FormContext);
  const source = useId();
  const action = readAction(config);
  const blocked = action !== null && action.handler === 'server' && action.streaming && widget.blocked;
  return {
    armed: action !== null,
    loading: widget.loading.get(source) === 'self',
    blocked,
    fire(own) {
      if (!action || blocked || widget.disabled || widget.loading.has(source)) return;
      const element = (form ?? around?.element)?.current ?? null;
      const values = new Map([...formValues(element), ...(own ?? [])]);
      const loading = action.loadingBehavior === 'auto' ? auto : action.loadingBehavior;
      widget.fire({ action, source, loading, values });
    },
  };
}
