import matter from 'gray-matter';
import { type Layer, parseLayer } from './parse-layer';
import { type Proficiency, parseProficiency } from './parse-proficiency';
import { parseTier, type Tier } from './parse-tier';

export interface FrontMatter {
  title?: string;
  description?: string;
  id?: string;
  slug?: string;
  draft: boolean;
  /** Served, but listed nowhere. */
  unlisted: boolean;
  /** False keeps the digits of the file's and its directories' names in the address. */
  parseNumberPrefixes: boolean;
  /** `md` or `mdx` whatever the file is called; `detect` goes by the name. */
  format?: 'md' | 'mdx' | 'detect';
  hardwareTier: Tier;
  proficiency: Proficiency;
  layer: Layer;
  durationMinutes?: number;
}

/** The front matter of a page, its Markdown without it, and a sentence for each value that was not understood. */
export interface ParsedPage {
  frontMatter: FrontMatter;
  body: string;
  warnings: string[];
}

const FORMATS = ['md', 'mdx', 'detect'] as const;
const FENCED = /^\uFEFF?---\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/;

/** Splits a page into front matter and body. Nothing throws: what cannot be read becomes a warning and its default. */
export function parseFrontMatter(source: string): ParsedPage {
  const warnings: string[] = [];
  const { data, content } = splitYaml(source, warnings);

  const text = (key: string): string | undefined => {
    const value = data[key];
    if (value === undefined || value === null) return undefined;
    // Half of a surrogate pair, which YAML can write as an escape, is in no UTF-8.
    if (typeof value === 'string' || typeof value === 'number')
      return String(value).toWellFormed().trim() || undefined;
    warnings.push(`${key} should be text`);
    return undefined;
  };

  const read = <Value>(key: string, parse: (value: unknown) => Value | undefined): Value | undefined => {
    const value = data[key];
    if (value === undefined || value === null) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) warnings.push(`${key} ${JSON.stringify(value)} is not known`);
    return parsed;
  };

  const frontMatter: FrontMatter = {
    draft: data.draft === true,
    unlisted: data.unlisted === true,
    parseNumberPrefixes: data.parse_number_prefixes !== false,
    hardwareTier: read('hardware_tier', parseTier) ?? 1,
    proficiency: read('proficiency_level', parseProficiency) ?? 'A2',
    layer: read('layer', parseLayer) ?? 'L1',
  };
  const title = text('title');
  const description = text('description');
  const id = withoutSlash(text('id'), warnings);
  const slug = text('slug');
  const format = read('format', parseFormat);
  const durationMinutes = read('duration_minutes', parseMinutes);
  if (title !== undefined) frontMatter.title = title;
  if (description !== undefined) frontMatter.description = description;
  if (id !== undefined) frontMatter.id = id;
  if (slug !== undefined) frontMatter.slug = slug;
  if (format !== undefined) frontMatter.format = format;
  if (durationMinutes !== undefined) frontMatter.durationMinutes = durationMinutes;

  return { frontMatter, body: content.replace(/^(?:[ \t]*\r?\n)+/, ''), warnings };
}

function splitYaml(source: string, warnings: string[]): { data: Record<string, unknown>; content: string } {
  try {
    // Options, even empty ones, keep gray-matter from remembering a page that failed to parse as a page without data.
    const { data, content } = matter(source, {});
    return { data, content };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    warnings.push(`front matter is not valid YAML: ${reason}`);
    return { data: {}, content: source.replace(FENCED, '') };
  }
}

/** Docusaurus does not build a site with such an id. */
function withoutSlash(id: string | undefined, warnings: string[]): string | undefined {
  if (!id?.includes('/')) return id;
  warnings.push(`id ${JSON.stringify(id)} may not contain a slash`);
  return undefined;
}

function parseFormat(value: unknown): FrontMatter['format'] {
  return FORMATS.find((format) => format === value);
}

function parseMinutes(value: unknown): number | undefined {
  const minutes = Number(value);
  return Number.isFinite(minutes) && minutes > 0 ? Math.round(minutes) : undefined;
}
