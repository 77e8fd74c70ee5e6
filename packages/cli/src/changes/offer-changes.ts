import type { HomePaths } from '@hanzo/config';
import { toHanzoError, type HanzoError } from '@hanzo/contracts';
import { shellWord } from '../terminal/shell-word.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { ChangeCheck, ChangeSet } from './change-set.ts';
import { counted, type MadeChanges } from './make-changes.ts';
import { openChanges } from './open-changes.ts';
import { although, refusedBy, whyNotUnasked } from './refused-by.ts';
import { diffLines, unseen } from './show-diff.ts';

export interface OfferOptions {
  readonly paths: HomePaths;
  /** Of the flag, for commands that people copy. */
  readonly home?: string | undefined;
  /** Nobody is asked: it is applied. */
  readonly yes: boolean;
  /** With `yes`: also what a command of the project refuses, or none could be tried on. @default false */
  readonly despiteChecks?: boolean | undefined;
  /** All of the diff is shown, however long. @default its first lines, and the question says how many are not */
  readonly wholeDiff?: boolean | undefined;
  /** Asks a person; undefined: nobody is there. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  /** The run was stopped by a person: nothing more happens to the workspace. */
  readonly stopped: boolean;
}

/** What became of a set at the end of its run. */
export interface OfferedChanges {
  readonly set: ChangeSet;
  /** It is not applied, although that was wanted. */
  readonly fault?: HanzoError | undefined;
  /** What speaks against it: commands of the project that fail with it, or all of them where none could be tried. */
  readonly failed: readonly ChangeCheck[];
}

/** For people: the files are written, the book is not. */
export const UNNOTED =
  'this is not noted yet, since the book of changes cannot be written: make room; the next run or `hanzo changes` command notes it';

/** Shows a set that a run made, asks once, and applies it or says how that is done later. */
export async function offerChanges(
  { set, kind, because }: MadeChanges,
  options: OfferOptions,
  terminal: Terminal,
): Promise<OfferedChanges> {
  using book = openChanges(options.paths);
  const later = laterCommand(set, options.home);
  const { style } = terminal;
  terminal.err('');
  terminal.err(`${style.bold(`changes ${set.id}`)}: ${set.title}`);
  const diff = await book.diff(set.id);
  const most = options.wholeDiff === true ? Number.MAX_SAFE_INTEGER : undefined;
  for (const line of diffLines(diff, terminal, later('show'), most)) terminal.err(line);
  for (const line of checkLines(set, kind, because, terminal)) terminal.err(line);
  const failed = refusedBy(set);
  const left = options.wholeDiff === true ? '' : unseen(diff);
  if (!(await isWanted(set, { failed, left }, options, terminal))) {
    terminal.err(`not applied: the changes are kept. Apply them with: ${later('apply')}`);
    return { set, failed };
  }
  try {
    const applied = await book.apply(set.id);
    const where = `to ${set.workspace}: ${counted(set.files.length, 'file')}`;
    terminal.err(`${style.green('applied')} ${where}. Take it back with: ${later('undo')}`);
    if (applied.isUnnoted === true) terminal.err(`${style.yellow('warning:')} ${UNNOTED}`);
    return { set: applied, failed };
  } catch (error) {
    const fault = toHanzoError(error);
    terminal.err(`${style.red('not applied:')} ${fault.message}`);
    if (fault.mend !== undefined) terminal.err(`  ${style.cyan('mend:')} ${fault.mend}`);
    return { set, failed, fault };
  }
}

async function isWanted(
  { files, workspace }: ChangeSet,
  { failed, left }: { readonly failed: readonly ChangeCheck[]; readonly left: string },
  { yes, despiteChecks = false, ask, stopped }: OfferOptions,
  terminal: Terminal,
): Promise<boolean> {
  if (stopped) return false;
  if (yes && failed.length > 0 && !despiteChecks) {
    terminal.err(`${terminal.style.yellow('warning:')} ${whyNotUnasked(failed)}`);
    return false;
  }
  if (yes) return true;
  return (
    (await ask?.(`Apply this to ${counted(files.length, 'file')} of ${workspace}${although(failed)}${left}?`)) ?? false
  );
}

/** What the project's commands said, a line each. */
export function checkLines(
  { checks }: Pick<ChangeSet, 'checks'>,
  kind: MadeChanges['kind'],
  because: string | undefined,
  { style }: Pick<Terminal, 'style'>,
): readonly string[] {
  const where = because === undefined ? [] : [style.dim(`tried in a copy, since git made no worktree: ${because}`)];
  if (checks.length === 0)
    return kind === 'none' ? [style.dim('tried with no command: the project has none that you trust')] : where;
  const marks = { passed: style.green('passed'), failed: style.red('FAILED'), unjudged: style.yellow('not judged') };
  return [
    ...where,
    ...checks.map(({ name, verdict, why }) => `${name}: ${marks[verdict]}${why === '' ? '' : `: ${why}`}`),
  ];
}

/** Commands about a set, to be copied. */
export function laterCommand({ id }: Pick<ChangeSet, 'id'>, home: string | undefined): (verb: string) => string {
  const where = home === undefined ? '' : ` --home ${shellWord(home)}`;
  return (verb) => `hanzo changes ${verb} ${id}${where}`;
}
