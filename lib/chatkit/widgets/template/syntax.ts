import type { Interpreter } from '@huggingface/jinja';

/** A node of a parsed template. The engine exports the base class only, so the parts of a node are asked for by name. */
export type Syntax = NonNullable<Parameters<Interpreter['evaluate']>[0]>;

/** What may be undefined: a part of `syntax` that is tested for just that or given a default, and an `if` without `else`. */
export function toleratedUndefined(syntax: Syntax): object | undefined {
  switch (syntax.type) {
    case 'SelectExpression':
      return syntax;
    case 'TestExpression':
      return /^(un)?defined$/.test(identifier(part(syntax, 'test')) ?? '')
        ? part(syntax, 'operand')
        : undefined;
    case 'FilterExpression':
      return filterName(syntax) === 'default' ? part(syntax, 'operand') : undefined;
    default:
      return undefined;
  }
}

/** The part of `syntax` that may be a function: what is called, or asked about. */
export function toleratedFunction(syntax: Syntax): object | undefined {
  switch (syntax.type) {
    case 'CallExpression':
      return part(syntax, 'callee');
    case 'CallStatement':
      return part(part(syntax, 'call'), 'callee');
    case 'TestExpression':
      return part(syntax, 'operand');
    default:
      return undefined;
  }
}

/** What a `for` goes through. */
export function loopedOver(syntax: Syntax): object | undefined {
  if (syntax.type !== 'For') return undefined;
  const iterable = part(syntax, 'iterable');
  // `for … in list if condition`
  return part(iterable, 'lhs') ?? iterable;
}

/** Whether the value of `syntax` is JSON made by the filter `tojson`. */
export function writesJson(syntax: Syntax): boolean {
  return (
    (syntax.type === 'FilterExpression' || syntax.type === 'FilterStatement') &&
    filterName(syntax) === 'tojson'
  );
}

/** What to call an expression in a message: `user.name` for a name or a path of them. */
export function nameOf(syntax: object | undefined): string {
  return pathOf(syntax) ?? 'an expression';
}

function pathOf(syntax: object | undefined): string | undefined {
  if (syntax === undefined || !('object' in syntax)) return identifier(syntax);
  const object = pathOf(part(syntax, 'object'));
  const property = part(syntax, 'property');
  if (object === undefined || property === undefined) return object;
  const name = identifier(property);
  const computed = Reflect.get(syntax, 'computed') === true;
  if (name !== undefined) return computed ? `${object}[${name}]` : `${object}.${name}`;
  return `${object}[${JSON.stringify(Reflect.get(property, 'value')) ?? '…'}]`;
}

function filterName(syntax: Syntax): string | undefined {
  const filter = part(syntax, 'filter');
  return identifier(filter) ?? identifier(part(filter, 'callee'));
}

function identifier(syntax: object | undefined): string | undefined {
  if (syntax === undefined || !('type' in syntax) || syntax.type !== 'Identifier') return undefined;
  return 'value' in syntax && typeof syntax.value === 'string' ? syntax.value : undefined;
}

function part(syntax: object | undefined, name: string): object | undefined {
  if (syntax === undefined) return undefined;
  const value: unknown = Reflect.get(syntax, name);
  return typeof value === 'object' && value !== null ? value : undefined;
}
