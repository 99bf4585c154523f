import type { StructuredInputItem, Task, WidgetItem } from '../protocol';
import type { HiddenItem } from '../protocol/items';

/** What the model reads in place of things that are not messages. The wording is ours and never on the wire (spec section 7). */
const LEAD = {
  widget: 'You showed the user this widget',
  task: 'You told the user that this was done:',
  questions: 'You asked the user these questions; they are',
  hidden: 'The user has not seen this:',
} as const;

export const TAG_NOTE =
  'The message names the following with @. They are what the user points at; call them by these names, without the @.';

export const IMAGE_NOTE = 'You made this image for the user.';

export function quoteText(quoted: string): string {
  return `The message is about this quoted text:\n${quotedBlock(quoted)}`;
}

/** Between marks that are longer than any that the text holds, so that nothing in it ends them. */
export function quotedBlock(text: string): string {
  const longest = (text.match(/"+/g) ?? []).reduce((most, marks) => Math.max(most, marks.length), 2);
  const marks = '"'.repeat(longest + 1);
  return `${marks}\n${text}\n${marks}`;
}

export function widgetText({ id, widget }: WidgetItem): string {
  const json = JSON.stringify(widget, (_key, value: unknown) => (value === null ? undefined : value));
  return `${LEAD.widget} (${id}):\n${json}`;
}

/** Undefined for a task that says nothing of its own. */
export function taskText(task: Task): string | undefined {
  if (task.type !== 'custom') return undefined;
  const said = [task.title, task.content].filter(Boolean).join(': ');
  return said ? `${LEAD.task}\n${block('Task', said)}` : undefined;
}

export function structuredInputText({ status, inputs }: StructuredInputItem): string {
  const lines = inputs.map(({ question, answer }) => {
    if (!answer) return `- ${question}: unanswered`;
    return `- ${question}: ${answer.skipped ? 'skipped' : answer.values.join(', ')}`;
  });
  return `${LEAD.questions} ${status}:\n${block('StructuredInput', lines.join('\n'))}`;
}

/** Objects become JSON, so that no item can break a later turn (trap T34). */
export function hiddenContextText({ content }: HiddenItem): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content ?? null);
  return `${LEAD.hidden}\n${block('HiddenContext', text)}`;
}

/** Whether a text on the person's side is one of these, and not what a person wrote. */
export function isNote(text: string): boolean {
  return text === IMAGE_NOTE || Object.values(LEAD).some((lead) => text.startsWith(lead));
}

/** What stands in a block cannot end it. */
function block(name: string, text: string): string {
  return `<${name}>\n${text.replaceAll(`</${name}>`, `<\\/${name}>`)}\n</${name}>`;
}
