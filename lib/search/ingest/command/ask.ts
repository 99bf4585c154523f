import { countTokens } from '../../chunk/count-tokens';
import { addLines, UnreadableLines } from '../ask/add-lines';
import { type UnaskedPage, unaskedPages } from '../ask/unasked-sections';
import { type Asking, INSTRUCTIONS, QUESTIONS } from '../ask/write-questions';
import { type CommandOutput, EXIT, type IngestSetup } from './ingest-setup';
import { WrongUsage } from './read-arguments';
import { count, printWarnings, readSource } from './read-source';

/** Tokens of a line, about. */
const LINE_TOKENS = 15;

/**
 * Has a model write how students ask for the sections that have no lines yet, into the `.asked.yaml` beside each page. It tells before what
 * that takes. Every page is written when its lines are there, so that a run that is stopped is gone on with by the next.
 */
export async function ask(
  setup: IngestSetup,
  output: CommandOutput,
  { isSure }: { isSure: boolean },
): Promise<number> {
  const { course } = await readSource(setup, output);
  const pages = unaskedPages(course, setup.courseDir);
  const sections = pages.flatMap((page) => page.sections);
  if (sections.length === 0) {
    output.line('Lines      every section has some, or too few words to be asked for');
    return EXIT.done;
  }
  const { asking } = setup;
  const what = `${count(sections.length, 'section')} of ${count(pages.length, 'page')}`;
  if (!asking) {
    output.line(`Lines      none for ${what}; a model writes them: set OPENAI_API_KEY or OPENAI_BASE_URL`);
    return EXIT.failed;
  }
  output.line(`Lines      none for ${what}; to write them takes ${cost(pages, asking)}`);
  if (!isSure) {
    if (!output.confirm) throw new WrongUsage('To have them written without being asked, add --yes.');
    if (!(await output.confirm('Have them written?'))) {
      output.line('Nothing was written.');
      return EXIT.failed;
    }
  }
  return writeAll(pages, asking, setup, output);
}

async function writeAll(
  pages: readonly UnaskedPage[],
  { write }: Asking,
  { signal }: IngestSetup,
  output: CommandOutput,
): Promise<number> {
  const warnings: string[] = [];
  const bar = output.progress('Lines     ');
  let written = 0;
  try {
    for (const [done, { title, sourceFile, file, sections }] of pages.entries()) {
      signal?.throwIfAborted();
      bar.show(done, pages.length);
      const answers = await Promise.allSettled(
        sections.map((section) => write({ ...section, page: title }, signal)),
      );
      const lines = new Map<string, string[]>();
      for (const [at, answer] of answers.entries()) {
        const key = sections[at]?.key ?? '';
        if (answer.status === 'fulfilled' && answer.value.length > 0) lines.set(key, answer.value);
        else if (answer.status === 'fulfilled')
          warnings.push(`${sourceFile}: no line of the answer for ${key} is one`);
      }
      if (lines.size > 0) await addLines(file, lines).catch((error) => leave(error, sourceFile));
      written += lines.size;
      signal?.throwIfAborted();
      const failure = answers.find((answer) => answer.status === 'rejected');
      if (failure) {
        warnings.push(
          `${sourceFile}: ${reasonOf(failure.reason)}; what is written stays, the next run goes on from there`,
        );
        break;
      }
    }
  } finally {
    bar.end();
    printWarnings(warnings, output);
  }
  output.line(`Lines      written for ${count(written, 'section')}; \`run\` brings them into the index`);
  return warnings.length === 0 ? EXIT.done : EXIT.failed;

  function leave(error: unknown, sourceFile: string): void {
    if (!(error instanceof UnreadableLines)) throw error;
    warnings.push(`${sourceFile}: its .asked.yaml is no map of lists of questions, and stays as it is`);
  }
}

function cost(pages: readonly UnaskedPage[], { model, price }: Asking): string {
  const sections = pages.flatMap((page) => page.sections);
  const input =
    sections.reduce((sum, { text }) => sum + countTokens(text), 0) +
    sections.length * countTokens(INSTRUCTIONS);
  const output = sections.length * QUESTIONS * LINE_TOKENS;
  const dollars = price && (input * price.input + output * price.output) / 1_000_000;
  return `about ${thousands(input)} tokens in and ${thousands(output)} out of ${model}${dollars === undefined ? '' : `, ${dollars.toFixed(2)} dollars`}`;
}

function thousands(tokens: number): string {
  return tokens.toLocaleString('en');
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
}
