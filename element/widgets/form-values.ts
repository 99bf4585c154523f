import { dateValue } from './date-value';

/** What one control says; undefined leaves it out. */
function fieldValue(field: Element): unknown {
  if (field instanceof HTMLInputElement) {
    switch (field.type) {
      case 'checkbox':
        return field.checked;
      case 'radio':
        return field.checked ? field.value : undefined;
      case 'date':
        return dateValue(field.value);
      default:
        return field.value;
    }
  }
  return field instanceof HTMLTextAreaElement ? field.value : undefined;
}

/**
 * The values of a form by the names that the server gave its controls. `data-field` holds that name: `name` itself has to
 * be unique on the page, or the radio buttons of two widgets would be one group.
 */
export function formValues(form: HTMLFormElement | null): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const field of form?.querySelectorAll('[data-field]') ?? []) {
    const name = field.getAttribute('data-field') ?? '';
    if (name === '' || field.closest('form') !== form || field.matches(':disabled')) continue;
    const value = fieldValue(field);
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

/** Asks every control; the first that objects gets the focus. Each says beside itself what is wrong. */
export function isValid(form: HTMLFormElement): boolean {
  if (form.checkValidity()) return true;
  form.querySelector<HTMLElement>(':is(input,textarea):invalid')?.focus();
  return false;
}
