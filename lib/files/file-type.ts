import { ChatKitError } from '../chatkit/server/errors';

/** What a file is announced as: how its content is looked at depends on the kind. */
export type FileType =
  | { kind: 'image'; mimeType: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' }
  | { kind: 'pdf'; mimeType: 'application/pdf' }
  | { kind: 'text'; mimeType: string };

const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;

/** Text and code, with the endings that browsers give no type for. Sent to the model as text; never run, never served. */
const TEXTS: Record<string, readonly string[]> = {
  'text/plain': ['txt', 'log', 'ini', 'cfg', 'conf', 'toml', 'rst', 'msg', 'srv', 'action', 'idl', 'proto'],
  'text/markdown': ['md', 'markdown'],
  'text/csv': ['csv'],
  'text/x-python': ['py'],
  'text/x-c': ['c', 'h'],
  'text/x-c++': ['cpp', 'cc', 'cxx', 'hpp', 'hh', 'hxx', 'cu'],
  'text/x-java': ['java'],
  'text/x-rust': ['rs'],
  'text/x-shellscript': ['sh', 'bash', 'zsh'],
  'text/x-cmake': ['cmake'],
  'text/x-matlab': ['m'],
  'text/xml': ['xml', 'urdf', 'xacro', 'sdf', 'world', 'launch', 'srdf', 'mjcf'],
  'application/json': ['json', 'ipynb'],
  'text/yaml': ['yaml', 'yml', 'rviz', 'repos'],
};

/** Other names of the same types. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'image/jpg': 'image/jpeg',
    'text/x-markdown': 'text/markdown',
    'application/csv': 'text/csv',
    'text/x-python-script': 'text/x-python',
    'application/x-python-code': 'text/x-python',
    'text/x-csrc': 'text/x-c',
    'text/x-chdr': 'text/x-c',
    'text/x-c++src': 'text/x-c++',
    'text/x-c++hdr': 'text/x-c++',
    'text/x-java-source': 'text/x-java',
    'text/rust': 'text/x-rust',
    'text/x-sh': 'text/x-shellscript',
    'application/x-sh': 'text/x-shellscript',
    'application/x-shellscript': 'text/x-shellscript',
    'application/xml': 'text/xml',
    'text/json': 'application/json',
    'application/yaml': 'text/yaml',
    'application/x-yaml': 'text/yaml',
    'text/x-yaml': 'text/yaml',
    'application/toml': 'text/plain',
  }),
);

/** A browser that does not know an ending says one of these. */
const UNKNOWN = ['', 'application/octet-stream'];

/** Pages and drawings that run scripts where they are opened. */
const SCRIPTABLE = ['html', 'htm', 'xhtml', 'xht', 'shtml', 'mhtml', 'mht', 'svg', 'svgz', 'hta', 'swf'];

/**
 * What a file says it is.
 *
 * @param mimeType as announced; without one, the ending of the name decides
 * @param name cleaned
 * @throws ChatKitError `unsupported_media_type` for what is not on the list
 */
export function fileType(mimeType: string, name: string): FileType {
  const given = mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
  const ending = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (SCRIPTABLE.includes(ending)) throw unsupported();
  const plain = UNKNOWN.includes(given) ? typeOfEnding(ending, name) : (ALIASES.get(given) ?? given);
  const image = IMAGES.find((candidate) => candidate === plain);
  if (image) return { kind: 'image', mimeType: image };
  if (plain === 'application/pdf') return { kind: 'pdf', mimeType: plain };
  if (Object.hasOwn(TEXTS, plain)) {
    // A browser calls most code plain text: the ending says more.
    return { kind: 'text', mimeType: plain === 'text/plain' ? textOfEnding(ending, name) || plain : plain };
  }
  throw unsupported();
}

function typeOfEnding(ending: string, name: string): string {
  const image = IMAGES.find((candidate) => candidate === `image/${ending === 'jpg' ? 'jpeg' : ending}`);
  if (image) return image;
  return ending === 'pdf' ? 'application/pdf' : textOfEnding(ending, name);
}

function textOfEnding(ending: string, name: string): string {
  if (/^(CMakeLists\.txt|Makefile|Dockerfile)$/i.test(name)) return 'text/x-cmake';
  return Object.keys(TEXTS).find((type) => TEXTS[type]?.includes(ending)) ?? '';
}

function unsupported(): ChatKitError {
  return new ChatKitError(
    'unsupported_media_type',
    'Only images (PNG, JPEG, WebP, GIF), PDF, and text or code files can be attached.',
  );
}
