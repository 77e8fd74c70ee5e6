import { existsSync } from 'node:fs';
import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import type { ChangeSet } from '../../changes/change-set.ts';
import { openChanges } from '../../changes/open-changes.ts';
import { loadSetting } from '../../setting.ts';
import { oneLine } from '../../terminal/one-line.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan } from '../../terminal/units.ts';
import type { ChangesListFlags } from './flags.ts';
import { workspaceMeant } from './which-set.ts';

/** Sets of changes, the newest first. */
export async function run(flags: ChangesListFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  // To look is not to make.
  if (!existsSync(paths.changes)) return none(flags, terminal);
  using book = openChanges(paths);
  const workspace = flags.all === true ? undefined : workspaceMeant(book, flags);
  const sets = book.list(workspace);
  if (flags.json === true) {
    terminal.out(JSON.stringify({ v: 1, workspace, sets }));
    return await Promise.resolve(EXIT.done);
  }
  if (sets.length === 0) {
    terminal.out(`No changes were made${workspace === undefined ? '' : ` in ${oneLine(workspace)}`}.`);
    return EXIT.done;
  }
  const now = systemClock.now();
  const head = ['id', 'state', 'files', 'age', 'what', ...(workspace === undefined ? ['workspace'] : [])];
  const rows = sets.map((set) => [...cells(set, now), ...(workspace === undefined ? [oneLine(set.workspace)] : [])]);
  printTable(head, rows, terminal);
  return EXIT.done;
}

function none({ json }: ChangesListFlags, terminal: Terminal): ExitCode {
  terminal.out(json === true ? JSON.stringify({ v: 1, sets: [] }) : 'No changes were made yet.');
  return EXIT.done;
}

function cells({ id, state, begun, files, madeAt, title }: ChangeSet, now: number): readonly string[] {
  const stands = begun === undefined ? state : `${state}, not ${begun} yet`;
  return [id, stands, String(files.length), formatSpan(now - madeAt), oneLine(title)];
}
