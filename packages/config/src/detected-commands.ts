import { createHash } from 'node:crypto';
import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { DetectionRoot } from './detect/detection.ts';
import { detectMake } from './detect/make.ts';
import { detectNode } from './detect/node.ts';
import { detectOthers } from './detect/others.ts';
import { detectPython } from './detect/python.ts';
import type { ProjectCommands } from './project-commands.ts';

/** Commands that a workspace seems to have, found without running anything. */
export interface DetectedCommands {
  readonly commands: ProjectCommands;
  /** For each command where it was found, e.g. `package.json scripts.test: "vitest run"`. */
  readonly from: Readonly<Partial<Record<keyof ProjectCommands, string>>>;
  /** Hex, over the commands and all that says what they do: another one means another question. */
  readonly sha256: string;
}

const MAX_BYTES = 512 * 1024;
const NAMES = ['format', 'lint', 'types', 'tests'] as const;

/** Commands of a workspace by its manifests; undefined: there is none that is known. The first manifest that has one counts. */
export function detectCommands(root: string): DetectedCommands | undefined {
  let isUnclear = false;
  const files: DetectionRoot = {
    read: (name) => {
      const text = readSmall(join(root, name));
      isUnclear ||= text === UNREADABLE;
      return text === UNREADABLE ? undefined : text;
    },
    has: (name) => existsSync(join(root, name)),
  };
  const found = [detectNode(files), detectPython(files), detectOthers(files), detectMake(files)];
  const commands: Record<string, readonly string[]> = {};
  const from: Record<string, string> = {};
  for (const name of NAMES) {
    const first = found.map((one) => one.commands[name]).find((one) => one !== undefined);
    if (first === undefined) continue;
    [commands[name], from[name]] = [first.argv, first.from];
  }
  // A file that cannot be looked into is copied and used all the same: nobody could say what is allowed.
  if (isUnclear || Object.keys(commands).length === 0) return undefined;
  const evidence = found.flatMap((one) => one.evidence);
  const sha256 = createHash('sha256')
    .update(JSON.stringify([1, commands, from, evidence]))
    .digest('hex');
  return { commands, from, sha256 };
}

const UNREADABLE = Symbol('there, and too large or not to be read');

/** Follows no link and waits for nobody. Undefined: no plain file is there. */
function readSmall(file: string): string | typeof UNREADABLE | undefined {
  let handle: number;
  try {
    handle = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
    return isThere ? UNREADABLE : undefined;
  }
  try {
    const { size } = fstatSync(handle);
    if (!fstatSync(handle).isFile()) return undefined;
    if (size > MAX_BYTES) return UNREADABLE;
    const bytes = Buffer.alloc(size);
    const length = readSync(handle, bytes, 0, size, 0);
    return bytes
      .subarray(0, length)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } catch {
    return UNREADABLE;
  } finally {
    closeSync(handle);
  }
}
