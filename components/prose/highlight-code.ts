import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { bundledLanguages, codeToHast, createCssVariablesTheme, type ShikiTransformer } from 'shiki';
import { visit } from 'unist-util-visit';

const theme = createCssVariablesTheme({ name: 'robolearn', variablePrefix: '--tok-', fontStyle: false });

/** What robotics files are called, where it is not what the grammar is called. */
const ALIASES: Record<string, string> = {
  urdf: 'xml',
  xacro: 'xml',
  sdf: 'xml',
  launch: 'xml',
  console: 'shellsession',
  usd: 'text',
  usda: 'text',
};

/** Names as people write them; others stand as they are. */
const LABELS: Record<string, string> = {
  bash: 'Terminal',
  sh: 'Terminal',
  shell: 'Terminal',
  console: 'Terminal',
  python: 'Python',
  py: 'Python',
  cpp: 'C++',
  c: 'C',
  cmake: 'CMake',
  xml: 'XML',
  urdf: 'URDF',
  xacro: 'Xacro',
  sdf: 'SDF',
  yaml: 'YAML',
  json: 'JSON',
  toml: 'TOML',
  dockerfile: 'Dockerfile',
  text: 'Text',
  usda: 'USD',
};

/** Turns a token's inline colour into a class: smaller pages, and nothing that a strict CSP would refuse. */
const coloursToClasses: ShikiTransformer = {
  name: 'colours-to-classes',
  span(node) {
    const token = /var\(--tok-token-([a-z-]+)\)/.exec(String(node.properties.style ?? ''))?.[1];
    node.properties.style = undefined;
    if (token) node.properties.class = `tok-${token}`;
  },
  line(node) {
    node.properties.class = undefined;
  },
  pre(node) {
    node.properties = { tabIndex: 0 };
  },
};

/** Lights the lines that the fence names, as in `python {2,4-6}`. */
function litLines(meta: string): ShikiTransformer {
  const ranges = (/\{([\d,\s-]+)\}/.exec(meta)?.[1] ?? '').split(',').map((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return { from, to };
  });
  return {
    name: 'lit-lines',
    line(node, line) {
      if (ranges.some(({ from, to }) => from <= line && line <= to)) node.properties.class = 'line-lit';
    },
  };
}

/**
 * Colours every code block of the page, and wraps it as `<figure data-language data-title>` for `CodeBlock` to dress.
 * Done once, at build time; an unknown language is plain text.
 */
export async function highlightCode(tree: Root): Promise<void> {
  const blocks: Array<{ pre: Element; code: Element }> = [];
  visit(tree, 'element', (pre) => {
    const code = pre.tagName === 'pre' ? pre.children[0] : undefined;
    if (code?.type === 'element' && code.tagName === 'code') blocks.push({ pre, code });
  });

  for (const { pre, code } of blocks) {
    const written = languageOf(code);
    const name = ALIASES[written] ?? written;
    const meta = code.data?.meta ?? '';
    const highlighted = await codeToHast(textOf(code).replace(/\n$/, ''), {
      lang: name in bundledLanguages ? name : 'text',
      theme,
      transformers: [coloursToClasses, litLines(meta)],
    });
    pre.tagName = 'figure';
    pre.properties = { dataLanguage: LABELS[written] ?? written, dataTitle: titleOf(meta) };
    pre.children = highlighted.children.filter((child) => child.type === 'element');
  }
}

function languageOf(code: Element): string {
  const classes = code.properties.className;
  const named = Array.isArray(classes)
    ? classes.map(String).find((name) => name.startsWith('language-'))
    : undefined;
  return named?.slice('language-'.length).toLowerCase() ?? 'text';
}

function titleOf(meta: string): string | undefined {
  return /title="([^"]+)"/.exec(meta)?.[1];
}
