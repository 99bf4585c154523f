import bash from 'highlight.js/lib/languages/bash';
import c from 'highlight.js/lib/languages/c';
import cmake from 'highlight.js/lib/languages/cmake';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import diff from 'highlight.js/lib/languages/diff';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import makefile from 'highlight.js/lib/languages/makefile';
import markdown from 'highlight.js/lib/languages/markdown';
import matlab from 'highlight.js/lib/languages/matlab';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import shell from 'highlight.js/lib/languages/shell';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';

// Loaded as a chunk of its own when the first code block shows (see load-highlighter.ts).
const lowlight = createLowlight({
  bash,
  c,
  cmake,
  cpp,
  css,
  diff,
  dockerfile,
  ini,
  javascript,
  json,
  makefile,
  markdown,
  matlab,
  python,
  rust,
  shell,
  sql,
  typescript,
  xml,
  yaml,
});

lowlight.registerAlias({ xml: ['urdf', 'xacro', 'sdf', 'launch'], ini: ['toml'], cpp: ['cuda', 'cu'] });

/** Highlighted code as text and spans; `kind` is the class of the span. */
export type CodeNode = string | { kind: string; children: CodeNode[] };

type Content = ReturnType<typeof lowlight.highlight>['children'][number];

function convert(node: Content): CodeNode[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  const names = node.properties.className;
  const kind = Array.isArray(names) ? names.join(' ') : '';
  return [{ kind, children: node.children.flatMap(convert) }];
}

/** The tokens of `code`, or null for a language that we do not know. */
export function highlightCode(code: string, language: string): CodeNode[] | null {
  return lowlight.registered(language) ? lowlight.highlight(language, code).children.flatMap(convert) : null;
}
