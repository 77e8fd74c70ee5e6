import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openWorkspace, type Workspace } from '@hanzo/tools';
import { pack, type PackOptions } from '../../src/index.ts';
import type { Candidate, LineRange, NamedFile, Packed, PackedFile } from '../../src/words.ts';

export const SIGNAL: AbortSignal = new AbortController().signal;

/** A workspace with these files, until it is disposed. */
export interface Folder extends Disposable {
  readonly root: string;
  write(path: string, content: string | Uint8Array): void;
  workspace(): Promise<Workspace>;
  pack(
    named: readonly (string | NamedFile)[],
    candidates?: readonly Candidate[],
    options?: Partial<PackOptions>,
  ): Promise<Packed>;
}

export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const root = mkdtempSync(join(tmpdir(), 'hanzo-request-'));
  const write: Folder['write'] = (path, content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  const workspace = async (): Promise<Workspace> => await openWorkspace(root);
  return {
    root,
    write,
    workspace,
    pack: async (named, candidates = [], options = {}) => {
      const all = named.map((one) => (typeof one === 'string' ? { path: one, lines: [] } : one));
      return await pack(all, candidates, await workspace(), { contextTokens: 30_000, signal: SIGNAL, ...options });
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

export function candidate(path: string, score: number, lines: readonly LineRange[] = []): Candidate {
  return { path, score, lines, reasons: [{ kind: 'text', words: `score ${score}` }] };
}

/** `12-15`: its pieces as ranges of lines. */
export function rangesOf({ pieces }: PackedFile): readonly string[] {
  return pieces.map(({ firstLine, text }) => `${firstLine}-${firstLine + text.split('\n').length - 1}`);
}

/** Each line says its number: `line 7`. */
export function numberedText(lines: number, end = '\n'): string {
  return Array.from({ length: lines }, (_, index) => `line ${index + 1}${end}`).join('');
}

/** Functions of ten lines each, named by their numbers from 0. */
export function functionsText(count: number): string {
  const body = (at: number): string => Array.from({ length: 7 }, (_, line) => `  step(${at}, ${line});`).join('\n');
  return Array.from({ length: count }, (_, at) => `export function f${at}(): void {\n${body(at)}\n}\n\n`).join('');
}
