import { Environment, parse, tokenize } from '@huggingface/jinja';
import { parseJson } from './parse-json';
import { StrictInterpreter } from './strict-interpreter';

/** Renders a template with the properties of an object as its variables. Throws what is wrong, in words. */
export type RenderTemplate = (data: object) => string;

const CONSTANTS = { true: true, false: false, none: null, True: true, False: false, None: null };

/** Reads the source of a Jinja template. Throws for a mistake in it. */
export function compileTemplate(source: string): RenderTemplate {
  const program = parse(tokenize(source));
  return (data) => {
    const environment = new Environment();
    for (const [name, value] of [...Object.entries(plainData(data)), ...Object.entries(CONSTANTS)]) {
      // An environment refuses to declare a name twice, also one of its own.
      environment.variables.delete(name);
      environment.set(name, value);
    }
    const { value } = new StrictInterpreter(environment).run(program);
    return String(value);
  };
}

/** The data as JSON sees it: dates as text, and no functions that a template could call. */
function plainData(data: object): object {
  const plain = parseJson(JSON.stringify(data));
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) {
    throw new Error('the data is not an object');
  }
  return plain;
}
