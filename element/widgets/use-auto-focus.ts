import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { useWidget } from './widget-scope';

/** Focuses a field that asks for it, but only in a widget that just came, and never away from where somebody is. */
export function useAutoFocus(
  field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>,
  wanted: boolean,
): void {
  const { arrived } = useWidget();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it appears
  useEffect(() => {
    if (wanted && arrived && (document.activeElement ?? document.body) === document.body)
      field.current?.focus({ preventScroll: true });
  }, []);
}

/** Attributes that keep password managers away from fields that are none of theirs. */
export const NO_AUTOFILL = {
  autocomplete: 'off',
  'data-1p-ignore': '',
  'data-lpignore': 'true',
  'data-form-type': 'other',
} as const;
