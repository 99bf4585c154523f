import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { closedSchema } from './closed-schema';
import openapi from './openapi.json';
import { canonicalId } from './point-id';

/** A request that the document knows. */
export interface KnownRequest {
  /** Method and path of the document, as in `PUT /collections/{collection_name}`. */
  operation: string;
  collection: string;
}

interface Operation {
  method: string;
  pattern: RegExp;
  path: string;
  parameters: { name: string; in: string; required?: boolean; schema: unknown }[];
  requestBody?: { content: { 'application/json': { schema: unknown } } };
  responses: Record<string, { content?: { 'application/json'?: { schema: unknown } } }>;
}

/** Says whether requests and answers are as Qdrant's OpenAPI document has them, strictly. */
export class OpenApiChecker {
  /** In a URL everything is text. */
  private readonly parameters = checker({ coerceTypes: true });
  private readonly bodies = checker({});
  private readonly compiled = new Map<unknown, ValidateFunction>();

  /** The operation that a request is; undefined if the document has none. */
  find(method: string, url: URL): KnownRequest | undefined {
    const operation = OPERATIONS.find(
      (candidate) => candidate.method === method && candidate.pattern.test(url.pathname),
    );
    if (!operation) return undefined;
    const [, collection = ''] = operation.pattern.exec(url.pathname) ?? [];
    return { operation: `${method} ${operation.path}`, collection: decoded(collection) };
  }

  /** What is wrong with a request that was found; undefined if nothing is. */
  violation(
    { operation: name }: KnownRequest,
    url: URL,
    body: { value: unknown } | undefined,
  ): string | undefined {
    const operation = operationOf(name);
    return operation && (this.wrongParameter(operation, url) ?? this.wrongBody(operation, body));
  }

  /** What is wrong with an answer of status 200; undefined if nothing is. */
  wrongAnswer(operation: string, answer: unknown): string | undefined {
    const schema = operationOf(operation)?.responses['200']?.content?.['application/json']?.schema;
    return schema === undefined
      ? `no answer of ${operation} is described`
      : this.wrong(this.bodies, schema, answer);
  }

  private wrongParameter({ parameters }: Operation, url: URL): string | undefined {
    for (const [name, value] of url.searchParams) {
      const parameter = parameters.find((candidate) => candidate.in === 'query' && candidate.name === name);
      if (!parameter) return `unknown parameter ${name}`;
      const wrong = this.wrong(this.parameters, parameter.schema, value);
      if (wrong) return `parameter ${name}: ${wrong}`;
    }
    return undefined;
  }

  private wrongBody({ requestBody }: Operation, body: { value: unknown } | undefined): string | undefined {
    if (!requestBody) return body && 'a body where there is none';
    if (!body) return 'no body';
    return this.wrong(this.bodies, requestBody.content['application/json'].schema, body.value);
  }

  private wrong(by: Ajv, schema: unknown, value: unknown): string | undefined {
    const validate = this.compiled.get(schema) ?? by.compile(prepared(schema));
    this.compiled.set(schema, validate);
    // A bare value cannot be coerced in place.
    if (validate({ value })) return undefined;
    return by.errorsText(validate.errors?.slice(-3), { dataVar: '' });
  }
}

function prepared(schema: unknown): object {
  const value = JSON.parse(
    JSON.stringify(closedSchema(schema)).replaceAll('"#/components/', '"qdrant#/components/'),
  );
  return { type: 'object', properties: { value } };
}

function checker(options: ConstructorParameters<typeof Ajv>[0]): Ajv {
  const ajv = new Ajv({ ...options, strict: false });
  addFormats.default(ajv);
  ajv.addFormat('uuid', (value) => canonicalId(value) !== undefined);
  for (const format of ['uint', 'uint8', 'uint16', 'uint32', 'uint64'])
    ajv.addFormat(format, { type: 'number', validate: (value) => Number.isInteger(value) && value >= 0 });
  const schemas = Object.fromEntries(
    Object.entries(openapi.components.schemas).map(([name, schema]) => [name, closedSchema(schema)]),
  );
  ajv.addSchema({ $id: 'qdrant', components: { schemas } });
  return ajv;
}

const paths: Record<string, Record<string, Omit<Operation, 'method' | 'path' | 'pattern'>>> = JSON.parse(
  JSON.stringify(openapi.paths),
);
const OPERATIONS: Operation[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    parameters: operation.parameters ?? [],
    method: method.toUpperCase(),
    path,
    pattern: new RegExp(`^${path.replace('{collection_name}', '([^/]+)')}$`),
  })),
);

function operationOf(name: string): Operation | undefined {
  return OPERATIONS.find(({ method, path }) => `${method} ${path}` === name);
}

/** As it stands, where it is not encoded as it should be: there is no such collection. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
