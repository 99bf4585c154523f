import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Takes from Qdrant's OpenAPI document what the loopback server answers, and writes it beside this file:
 * `node --import tsx tests/support/qdrant/take-openapi.ts <openapi.json>`. The document is Qdrant's, of the repository
 * qdrant/qdrant, `docs/redoc/master/openapi.json`, under the Apache License 2.0; so is what is taken from it.
 */
const OPERATIONS: Record<string, string[]> = {
  '/': ['get'],
  '/collections/{collection_name}': ['get', 'put', 'delete'],
  '/collections/{collection_name}/exists': ['get'],
  '/collections/{collection_name}/index': ['put'],
  '/collections/{collection_name}/points': ['put', 'post'],
  '/collections/{collection_name}/points/delete': ['post'],
  '/collections/{collection_name}/points/scroll': ['post'],
  '/collections/{collection_name}/points/count': ['post'],
  '/collections/{collection_name}/points/query': ['post'],
  '/collections/{collection_name}/points/query/batch': ['post'],
};
const REFERENCE = '#/components/schemas/';
const PROSE = new Set(['description', 'summary', 'example', 'examples', 'tags']);

interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, unknown> };
}

const [, , source = ''] = process.argv;
const document: Document = JSON.parse(readFileSync(source, 'utf8'));
const schemas: Record<string, unknown> = {};

/** A copy without its prose, which takes along the schemas it refers to. */
function take(value: unknown, inProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => take(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => inProperties || !PROSE.has(key))
      .map(([key, inner]) => {
        if (key === '$ref' && typeof inner === 'string') takeSchema(inner.slice(REFERENCE.length));
        return [key, take(inner, key === 'properties' && !inProperties)];
      }),
  );
}

function takeSchema(name: string): void {
  if (name in schemas) return;
  schemas[name] = {};
  schemas[name] = take(document.components.schemas[name]);
}

const paths = Object.fromEntries(
  Object.entries(OPERATIONS).map(([path, methods]) => [
    path,
    Object.fromEntries(methods.map((method) => [method, take(document.paths[path]?.[method])])),
  ]),
);
const subset = {
  openapi: document.openapi,
  info: {
    title: document.info.title,
    version: document.info.version,
    description:
      'A part of the OpenAPI document of Qdrant 1.19, taken by take-openapi.ts from qdrant/qdrant, docs/redoc/master/openapi.json, without its prose.',
    license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0.html' },
  },
  paths,
  components: {
    schemas: Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => one.localeCompare(other))),
  },
};
writeFileSync(
  fileURLToPath(new URL('openapi.json', import.meta.url)),
  `${JSON.stringify(subset, null, 2)}\n`,
);
