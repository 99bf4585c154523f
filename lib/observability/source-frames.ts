import { existsSync, readFileSync, statSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Larger maps take longer to read than an error is worth while answers are streamed. In bytes. */
const MAX_MAP_BYTES = 4 * 1024 ** 2;

/** A frame of a stack: what stands before its place, the file, the line and the column. */
const FRAME = /^(\s*at (?:.*\()?)((?:file:\/\/)?\/[^()]+?):(\d+):(\d+)(\)?)$/;

/** Read when an error is told of, and not held for the next one if memory is needed. */
const maps = new Map<string, WeakRef<SourceMap>>();

/**
 * Frames of a stack with the places in the source that compiled code was made from. Node could do this by itself, but then it holds
 * the map of every file that it loads, of Next's too. A frame without a map beside its file stays as it is.
 */
export function sourceFrames(frames: string[]): string[] {
  return frames.map((frame) => {
    const [, before = '', named = '', line, column, after = ''] = FRAME.exec(frame) ?? [];
    if (named === '') return frame;
    try {
      const file = named.startsWith('file://') ? fileURLToPath(named) : named;
      const origin = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (!origin || !('originalSource' in origin) || !origin.originalSource) return frame;
      const source = path.relative(process.cwd(), path.resolve(path.dirname(file), origin.originalSource));
      return `${before}${source}:${origin.originalLine + 1}:${origin.originalColumn + 1}${after}`;
    } catch {
      // An error is being told of: a map that cannot be read is no reason to lose it.
      return frame;
    }
  });
}

function mapOf(file: string): SourceMap | undefined {
  const known = maps.get(file)?.deref();
  if (known) return known;
  const mapFile = `${file}.map`;
  if (!existsSync(mapFile) || statSync(mapFile).size > MAX_MAP_BYTES) return undefined;
  const map = new SourceMap(JSON.parse(readFileSync(mapFile, 'utf8')));
  maps.set(file, new WeakRef(map));
  return map;
}
