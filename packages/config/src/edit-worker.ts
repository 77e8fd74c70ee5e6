import { existsSync, readFileSync } from 'node:fs';
import { configFileSchema } from './file-schema.ts';
import { readJsonFile } from './json-file.ts';
import type { WorkerKey, WorkerSection } from './worker-section.ts';
import { writeWhole } from './write-whole.ts';
import { checkFile } from './zod-check.ts';

export interface WorkerEdit {
  readonly set: WorkerSection;
  /** Taken away before `set` is put in; `all` takes the section away. */
  readonly reset: readonly WorkerKey[] | 'all';
}

type Bag = Record<string, unknown>;

/**
 * Changes the `worker` section of config.json and nothing else in it. The file appears whole or stays as it was, and
 * keeps its mode (0600 when it is new). A link is followed.
 *
 * @throws HanzoError CONFIG_INVALID when the file, before or after, is not a good configuration, or cannot be written;
 *   DISK_FULL
 */
export function editWorkerSection(file: string, { set, reset }: WorkerEdit): void {
  const content = readJsonFile(file) ?? {};
  checkFile(configFileSchema, content, file);
  const before = content as Bag;
  const kept = reset === 'all' ? {} : { ...(before['worker'] as Bag | undefined) };
  for (const key of reset === 'all' ? [] : reset) delete kept[key];
  const worker = { ...kept, ...mergeMembers(kept, set) };
  const after = { ...before, worker };
  if (Object.keys(worker).length === 0) delete (after as Bag)['worker'];
  checkFile(configFileSchema, after, file);
  writeWhole(file, `${JSON.stringify(after, undefined, indentOf(file))}\n`);
}

/** Rules about members are set one by one: `--deny-members` keeps the weights. */
function mergeMembers(kept: Bag, set: WorkerSection): WorkerSection {
  if (set.members === undefined) return set;
  return { ...set, members: { ...(kept['members'] as WorkerSection['members']), ...set.members } };
}

/** People have their own taste. */
function indentOf(file: string): string | number {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^\s*\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? 2;
}
