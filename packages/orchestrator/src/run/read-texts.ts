import { maskKeys } from '@hanzo/contracts';
import type { Workspace } from '@hanzo/tools';
import type { NotCovered } from '../plan/plan.ts';

const READS_AT_ONCE = 32;

/** Text of each file that has one, and why the others have none. */
export interface Texts {
  readonly texts: ReadonlyMap<string, string>;
  readonly unreadable: readonly NotCovered[];
}

/** Reads many files, some at a time. A key of this process that stands in one is masked: texts end up in prompts. */
export async function readTexts(workspace: Workspace, paths: readonly string[], signal: AbortSignal): Promise<Texts> {
  const texts = new Map<string, string>();
  const unreadable: NotCovered[] = [];
  for (let at = 0; at < paths.length; at += READS_AT_ONCE) {
    signal.throwIfAborted();
    const batch = await Promise.all(
      paths.slice(at, at + READS_AT_ONCE).map(async (path) => await workspace.read(path)),
    );
    for (const file of batch) {
      if (file.kind === 'text') texts.set(file.path, maskKeys(file.text));
      else unreadable.push({ path: file.path, reason: file.reason, ...(file.isMissed && { isMissed: true }) });
    }
  }
  return { texts, unreadable };
}
