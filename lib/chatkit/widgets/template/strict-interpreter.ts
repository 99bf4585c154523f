import { Environment, Interpreter } from '@huggingface/jinja';
import { loopedOver, nameOf, type Syntax, toleratedFunction, toleratedUndefined, writesJson } from './syntax';

type Value = ReturnType<Interpreter['evaluate']>;

/** How much a template may do, so that data with many or long elements cannot hold the process. */
const MAX_STEPS = 250_000;
const MAX_CHARACTERS_PRODUCED = 32 * 1024 * 1024;

/**
 * Jinja as a widget template needs it. An undefined value is an error wherever it is used, as under Jinja's StrictUndefined,
 * but for `is defined` and `default(…)`; a function that is not called is one too, since it could only be printed as source.
 * `tojson` escapes what is special in HTML.
 */
export class StrictInterpreter extends Interpreter {
  private steps = 0;
  private produced = 0;
  private readonly mayBeUndefined = new WeakSet<object>();
  private readonly mayBeFunction = new WeakSet<object>();
  private readonly lists = new WeakSet<object>();

  override evaluate(syntax: Syntax | undefined, environment: Environment): Value {
    // A part that was left out, such as the end of a slice: what it stands for is the engine's to say.
    if (syntax === undefined) return super.evaluate(syntax, environment);
    this.count(1, 0);
    const operand = toleratedUndefined(syntax);
    if (operand) this.mayBeUndefined.add(operand);
    const callee = toleratedFunction(syntax);
    if (callee) this.mayBeFunction.add(callee);
    const list = loopedOver(syntax);
    if (list) this.lists.add(list);

    const value = super.evaluate(syntax, environment);
    if (holdsUndefined(value, syntax) && !this.mayBeUndefined.has(syntax)) {
      throw new Error(`${nameOf(syntax)} is undefined`);
    }
    if (value.type === 'FunctionValue' && !this.mayBeFunction.has(syntax)) {
      throw new Error(`${nameOf(syntax)} is a function and was not called`);
    }
    // The engine spends time on each element, also when the body of the loop is empty.
    if (this.lists.has(syntax) && Array.isArray(value.value)) this.count(value.value.length, 0);
    if (typeof value.value !== 'string') return value;
    this.count(0, value.value.length);
    return writesJson(syntax) ? stringValue(escapeForHtml(value.value)) : value;
  }

  private count(steps: number, characters: number): void {
    this.steps += steps;
    this.produced += characters;
    if (this.steps > MAX_STEPS || this.produced > MAX_CHARACTERS_PRODUCED) {
      throw new Error('the template does too much work for this data');
    }
  }
}

/** A filter can also give a list with undefined elements (`map`), or nothing at all (`first` of an empty list). */
function holdsUndefined(value: Value | undefined, syntax: Syntax): boolean {
  if (value === undefined || value.type === 'UndefinedValue') return true;
  if (syntax.type !== 'FilterExpression' || !Array.isArray(value.value)) return false;
  return value.value.some((element) => element.type === 'UndefinedValue');
}

/** These characters stand only inside strings in JSON, where the escape means the same. */
function escapeForHtml(json: string): string {
  return json.replaceAll(
    /[<>&']/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The engine does not export its classes of values; an environment makes them. */
function stringValue(text: string): Value {
  return new Environment().set('text', text);
}
