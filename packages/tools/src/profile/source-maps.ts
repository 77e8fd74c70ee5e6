import { readFileSync, statSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Larger files are not looked through. Bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

export interface OriginalPlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Finds where generated code was written, by the source maps beside it or in it. Reads each once. */
export class SourceMaps {
  readonly #maps = new Map<string, { readonly map: SourceMap; readonly folder: string } | undefined>();

  /** Undefined where no map says it. Line and column are counted from 0. */
  originalOf(file: string, line: number, column: number): OriginalPlace | undefined {
    if (!this.#maps.has(file)) this.#maps.set(file, readMap(file));
    const known = this.#maps.get(file);
    const entry = known?.map.findEntry(line, Math.max(0, column));
    if (known === undefined || entry === undefined || !('originalSource' in entry)) return undefined;
    const source = entry.originalSource;
    const original = source.startsWith('file:') ? fileURLToPath(source) : resolve(known.folder, source);
    return { file: original, line: entry.originalLine + 1 };
  }
}

function readMap(file: string): { readonly map: SourceMap; readonly folder: string } | undefined {
  try {
    const address = [...small(file).matchAll(/^\/\/[#@] sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1];
    if (address === undefined) return undefined;
    const inside = /^data:application\/json[^,]*;base64,(.*)$/s.exec(address)?.[1];
    const text =
      inside === undefined ? small(resolve(dirname(file), address)) : Buffer.from(inside, 'base64').toString();
    // Whatever else it is, the lookup fails, and nothing is found.
    return { map: new SourceMap(JSON.parse(text) as SourceMapPayload), folder: dirname(file) };
  } catch {
    return undefined;
  }
}

function small(file: string): string {
  const { size } = statSync(file);
  return size > MOST_BYTES ? '' : readFileSync(file, 'utf8');
}
