import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type WidgetRoot, widgetRoot } from '../../protocol';
import { withoutNulls } from '../without-nulls';
import { compileTemplate, type RenderTemplate } from './compile-template';
import { parseJson } from './parse-json';
import { WidgetTemplateError } from './widget-template-error';

/** The longest JSON text that a template may produce, in characters. */
const MAX_OUTPUT = 1024 * 1024;

const definition = z.object({
  version: z.literal('1.0', { error: 'the version must be "1.0"' }),
  name: z.string({ error: 'there is no "name"' }).min(1, 'the "name" is empty'),
  template: z.string({ error: 'there is no source, "template"' }),
  jsonSchema: z.unknown().optional(),
});

/** A widget with places for data, as a `.widget` file holds it (spec 8.5): JSON whose `template` is Jinja that writes JSON. */
export class WidgetTemplate {
  private constructor(
    readonly name: string,
    /** What the data should look like, by the file's own account; not enforced. */
    readonly jsonSchema: unknown,
    private readonly render: RenderTemplate,
  ) {}

  /**
   * Reads a `.widget` file, at once and blocking: do it where a module is loaded.
   *
   * @param file A path, or the URL of a file; `new URL('./card.widget', import.meta.url)` is one next to the code. A relative
   * path counts from the directory in which the process runs.
   * @throws WidgetTemplateError For a file that is no template. For one that is not there, the file system's own error.
   */
  static fromFile(file: string | URL): WidgetTemplate {
    const text = readFileSync(file, 'utf8');
    const fileName = path.basename(file instanceof URL ? fileURLToPath(file) : file);
    const json = attempt(fileName, 'the file is not JSON', (): unknown => JSON.parse(text));
    return WidgetTemplate.read(json, fileName);
  }

  /**
   * Takes a template that was read already.
   *
   * @param json What a `.widget` file holds, parsed.
   * @throws WidgetTemplateError For anything that is no template.
   */
  static fromJson(json: unknown): WidgetTemplate {
    const named = z.object({ name: z.string() }).safeParse(json);
    return WidgetTemplate.read(json, named.data?.name ?? 'without a name');
  }

  private static read(json: unknown, called: string): WidgetTemplate {
    const { success, data, error } = definition.safeParse(json);
    if (!success)
      throw new WidgetTemplateError(called, error.issues.map(({ message }) => message).join('; '));
    const render = attempt(data.name, 'the template has a mistake', () => compileTemplate(data.template));
    return new WidgetTemplate(data.name, data.jsonSchema, render);
  }

  /**
   * The widget for some data. Nulls are left out.
   *
   * @param data The variables of the template: an object, of which it sees what JSON would show.
   * @throws WidgetTemplateError When a variable is missing, or what comes out is not a widget.
   */
  build(data: object = {}): WidgetRoot {
    const output = attempt(this.name, 'it cannot be rendered', () => this.render(data));
    if (output.length > MAX_OUTPUT) {
      throw new WidgetTemplateError(this.name, `the output is longer than ${MAX_OUTPUT} characters`);
    }
    const json = attempt(this.name, 'the output is not JSON', () => parseJson(output));
    const widget = widgetRoot.safeParse(withoutNulls(json));
    if (!widget.success) {
      throw new WidgetTemplateError(
        this.name,
        `the output is not a widget: ${z.prettifyError(widget.error)}`,
      );
    }
    return widget.data;
  }

  /**
   * {@link build} for templates whose root is a `Basic`.
   *
   * @deprecated `build` does the same for every root.
   */
  buildBasic(data: object = {}): WidgetRoot {
    process.emitWarning('WidgetTemplate.buildBasic is deprecated: use build', { type: 'DeprecationWarning' });
    const widget = this.build(data);
    if (widget.type !== 'Basic') {
      throw new WidgetTemplateError(this.name, `the root is a ${widget.type}, and buildBasic wants a Basic`);
    }
    return widget;
  }
}

/** What `work` gives; what it throws becomes the reason why this template failed. */
function attempt<T>(template: string, failure: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new WidgetTemplateError(template, `${failure}: ${why}`, { cause });
  }
}
