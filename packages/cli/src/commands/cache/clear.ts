import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { clearCache } from '@hanzo/cache';
import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../terminal.ts';
import { formatSpan } from '../../units.ts';
import { confirm } from '../models/confirm.ts';
import { cacheSetting } from './cache-setting.ts';
import type { CacheClearFlags } from './flags.ts';

/** Forgets what was kept; what is forgotten is asked for again when it is next wanted. */
export async function run(flags: CacheClearFlags, terminal: Terminal): Promise<ExitCode> {
  const { path } = cacheSetting(flags);
  if (!existsSync(path)) {
    if (flags.json === true) terminal.out(JSON.stringify({ v: 1, path, exists: false, cleared: 0 }));
    else terminal.out(`There is no cache at ${path}: nothing was kept yet.`);
    return EXIT.done;
  }
  const { olderThan } = flags;
  const workspace = flags.workspace === undefined ? undefined : realPath(flags.workspace);
  if (flags.yes !== true) {
    const question = `Forget ${inWords(workspace, olderThan)}?`;
    if (!(await confirm(question, terminal, 'There is nobody to ask: give --yes.'))) {
      terminal.err('nothing was changed');
      return EXIT.incomplete;
    }
  }
  const before = olderThan === undefined ? undefined : systemClock.now() - olderThan;
  const cleared = clearCache(path, { workspace, before });
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, path, exists: true, cleared }));
  else terminal.out(`${cleared === 1 ? '1 entry' : `${cleared} entries`} forgotten`);
  return EXIT.done;
}

/** As runs know it; a folder that is gone may still have entries. */
function realPath(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : resolve(folder);
}

function inWords(workspace: string | undefined, olderThan: number | undefined): string {
  const what = workspace === undefined ? 'all answers, reviews and plans' : `what was kept for ${workspace}`;
  return olderThan === undefined ? what : `${what} that are older than ${formatSpan(olderThan)}`;
}
