import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import type { Changes, ChangeSet, ChangeState } from '../../changes/change-set.ts';
import { counted } from '../../changes/make-changes.ts';
import { checkLines, laterCommand, UNNOTED } from '../../changes/offer-changes.ts';
import { openChanges } from '../../changes/open-changes.ts';
import { although, refusedBy, whyNotUnasked } from '../../changes/refused-by.ts';
import { settleAloud } from '../../changes/settle-left.ts';
import { diffLines, unseen } from '../../changes/show-diff.ts';
import { loadSetting } from '../../setting.ts';
import { canAsk } from '../../terminal/ask.ts';
import { confirm } from '../../terminal/confirm.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { ChangesWriteFlags } from './flags.ts';
import { setMeant, workspaceMeant } from './which-set.ts';

/** One of the ways in which a set is brought into or out of its workspace. */
export interface Way {
  readonly verb: 'apply' | 'undo' | 'redo';
  /** Without an id the last set of one of these is meant. */
  readonly from: readonly ChangeState[];
  readonly done: 'applied' | 'undone';
  /** What takes it back. */
  readonly back: 'undo' | 'redo';
  /** The diff is shown and a person asked, unless --yes says so. */
  readonly asks: boolean;
}

/** Brings a set where it is to go, and says how to take that back. */
export async function bring(way: Way, flags: ChangesWriteFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.despiteChecks === true && flags.yes !== true)
    throw new HanzoError('USAGE', '--despite-checks does something only with --yes.', {
      mend: 'Add --yes, or leave it out: then you are asked.',
    });
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using book = openChanges(paths);
  const ended = endedNow(book, way, flags, terminal);
  if (ended !== undefined) return tell(ended, way, flags, terminal);
  const set = setMeant(book, flags, way.from);
  if (way.asks && !(await isWanted(book, set, flags, terminal))) {
    terminal.err('nothing was changed');
    if (flags.json === true) terminal.out(JSON.stringify({ v: 1, ...set }));
    return EXIT.incomplete;
  }
  return tell(await book[way.verb](set.id), way, flags, terminal);
}

/** The set that is meant, where a process that was killed had begun the same and it is finished now. */
function endedNow(book: Changes, { done }: Way, flags: ChangesWriteFlags, terminal: Terminal): ChangeSet | undefined {
  const { id } = flags;
  const workspace = workspaceMeant(book, flags);
  const isMeant = (set: ChangeSet): boolean =>
    id === undefined || id === 'last' ? set.workspace === workspace : set.id.startsWith(id.toLowerCase());
  const settled = settleAloud(book, terminal);
  return settled.find(({ set, ended, target }) => ended === 'arrived' && target === done && isMeant(set))?.set;
}

function tell(set: ChangeSet, { done, back }: Way, flags: ChangesWriteFlags, terminal: Terminal): ExitCode {
  const { id, state, workspace, files } = set;
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, ...set }));
  else {
    const later = laterCommand(set, flags.home);
    terminal.out(`${done} ${id}: ${counted(files.length, 'file')} of ${workspace}`);
    terminal.err(`${state}; take that back with: ${later(back)}`);
  }
  if (set.isUnnoted === true) terminal.err(`${terminal.style.yellow('warning:')} ${UNNOTED}`);
  return EXIT.done;
}

async function isWanted(
  book: Changes,
  set: ChangeSet,
  { yes, despiteChecks, home }: ChangesWriteFlags,
  terminal: Terminal,
): Promise<boolean> {
  const refused = refusedBy(set);
  if (yes === true) {
    if (refused.length === 0 || despiteChecks === true) return true;
    for (const line of checkLines(set, 'worktree', undefined, terminal)) terminal.err(line);
    terminal.err(`${terminal.style.yellow('warning:')} ${whyNotUnasked(refused)}: add --despite-checks to apply it`);
    return false;
  }
  const diff = await book.diff(set.id);
  const where = `${counted(set.files.length, 'file')} of ${set.workspace}`;
  const question = `Apply ${set.id} to ${where}${although(refused)}${unseen(diff)}?`;
  if (canAsk(terminal)) {
    const rest = laterCommand(set, home)('show');
    for (const line of diffLines(diff, terminal, rest)) terminal.err(line);
    for (const line of checkLines(set, 'worktree', undefined, terminal)) terminal.err(line);
  }
  return await confirm(question, terminal, 'There is nobody to ask: give --yes.');
}
