import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { clearCache, readCacheStats } from '@hanzo/cache';
import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan } from '../../terminal/units.ts';
import { confirm } from '../../terminal/confirm.ts';
import { cacheSetting } from './cache-setting.ts';
import type { CacheClearFlags } from './flags.ts';

/** Forgets what was kept; what is forgotten is asked for again when it is next wanted. */
export async function run(flags: CacheClearFlags, terminal: Terminal): Promise<ExitCode> {
  const { path } = cacheSetting(flags);
  const workspace = flags.workspace === undefined ? undefined : realPath(flags.workspace, path);
  if (!existsSync(path)) {
    if (flags.json === true) terminal.out(JSON.stringify({ v: 1, path, exists: false, cleared: 0 }));
    else terminal.out(`There is no cache at ${path}: nothing was kept yet.`);
    return EXIT.done;
  }
  const { olderThan, worker } = flags;
  if (flags.yes !== true) {
    const question = `Forget ${inWords(workspace, flags)}?`;
    if (!(await confirm(question, terminal, 'There is nobody to ask: give --yes.'))) {
      terminal.err('nothing was changed');
      return EXIT.incomplete;
    }
  }
  const before = olderThan === undefined ? undefined : systemClock.now() - olderThan;
  const cleared = clearCache(path, { workspace, worker, before });
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, path, exists: true, cleared }));
  else terminal.out(`${cleared === 1 ? '1 entry' : `${cleared} entries`} forgotten`);
  return EXIT.done;
}

/** As runs know it. A folder that is gone may still have entries; one that has none was mistyped. */
function realPath(folder: string, path: string): string {
  if (existsSync(folder)) return realpathSync(folder);
  const gone = resolve(folder);
  if (readCacheStats(path)?.workspaces.some(({ workspace }) => workspace === gone) === true) return gone;
  throw new HanzoError('USAGE', `There is no folder ${gone}, and nothing was kept for one.`, {
    mend: 'See `hanzo cache stats` for those that have entries.',
  });
}

function inWords(workspace: string | undefined, { worker, olderThan }: CacheClearFlags): string {
  const from = worker === undefined ? '' : ` of the worker ${worker}`;
  const what =
    workspace === undefined ? `all answers, reviews and plans${from}` : `what was kept${from} for ${workspace}`;
  return olderThan === undefined ? what : `${what} that are older than ${formatSpan(olderThan)}`;
}
