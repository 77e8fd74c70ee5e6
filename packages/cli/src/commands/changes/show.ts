import { EXIT, type ExitCode } from '@hanzo/contracts';
import { checkLines } from '../../changes/offer-changes.ts';
import { openChanges } from '../../changes/open-changes.ts';
import { diffLines } from '../../changes/show-diff.ts';
import { visibleDiff } from '../../changes/visible-diff.ts';
import { loadSetting } from '../../setting.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import { applyCommand } from '../dev/report/apply-command.ts';
import { checkOutputPath, writeReport } from '../dev/report/write-report.ts';
import type { ChangesShowFlags } from './flags.ts';
import { setMeant } from './which-set.ts';

/** One set: what it is to stderr, and its whole diff to stdout, or to a file as git takes it. */
export async function run(flags: ChangesShowFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.output !== undefined) await checkOutputPath(flags.output);
  const { paths } = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using book = openChanges(paths);
  const set = setMeant(book, flags, undefined);
  const diff = await book.diff(set.id);
  if (flags.json === true) {
    terminal.out(escaped(JSON.stringify({ v: 1, ...set, diff })));
    return EXIT.done;
  }
  const { id, state, stateAt, madeAt, title, workspace, runId } = set;
  terminal.err(`${terminal.style.bold(`changes ${id}`)}: ${oneLine(title)}`);
  terminal.err(`${state} since ${formatTime(stateAt)}; made ${formatTime(madeAt)} by run ${runId.slice(0, 8)}`);
  terminal.err(`in ${oneLine(workspace)}`);
  for (const line of checkLines(set, 'worktree', undefined, terminal)) terminal.err(line);
  if (flags.output !== undefined) {
    await writeReport(flags.output, diff);
    terminal.err(`Patch: ${flags.output}; to merge it: ${await applyCommand(workspace, flags.output)}`);
    return EXIT.done;
  }
  const isSeen = terminal.watched && process.stdout.isTTY === true;
  const visible = visibleDiff(diff);
  const lines = isSeen ? diffLines(diff, terminal, '', Number.MAX_SAFE_INTEGER) : [visible.replace(/\n$/, '')];
  for (const line of lines) terminal.out(line, 'data');
  if (visible !== diff && !isSeen)
    terminal.err('the diff has characters that are not seen, which git must have: for git, write it with --output');
  return EXIT.done;
}

/** The terminal drops what is not seen; in JSON it can be written otherwise. */
function escaped(json: string): string {
  return json.replaceAll(/[\p{Cf}\p{Cc}\u2028\u2029]/gu, (text) =>
    Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
