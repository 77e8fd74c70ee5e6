import { TASK_LIMITS } from '../../guards/guard.ts';
import { guardChanges } from '../../guards/guard-changes.ts';
import { plainName } from '../../writes/forbidden-path.ts';
import { quote, ToolFault } from '../tool-fault.ts';
import type { FileWrite } from './write-book.ts';

/** No task names a file for tools. */
const NOBODY = {
  named: new Set<string>(),
  limits: TASK_LIMITS,
  licence: { spdx: undefined, notices: [] },
  newPackages: [],
};

/**
 * What starts programs, here or elsewhere, or decides what judges the code, is refused as it is of a worker.
 *
 * @throws ToolFault
 */
export function refuseSettings(writes: readonly FileWrite[]): void {
  for (const { path, before, after } of writes) {
    const change = {
      path: path.split('/').map(plainName).join('/'),
      before: before && textOf(before),
      after: textOf(after),
    };
    const [fault] = guardChanges([change], ['scripts', 'settings'], NOBODY);
    if (fault === undefined) continue;
    throw new ToolFault(
      `Settings that start programs, or choose what judges the code, are changed by a person, and ${quote(path)} has such. ${fault.reason} Tell the user what should stand there.`,
    );
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}
