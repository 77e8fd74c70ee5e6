import { EXIT, formatDollars, type ExitCode } from '@hanzo/contracts';
import { shortSessionId, type StoredSession, type Turn } from '../../sessions/session.ts';
import { SessionStore } from '../../sessions/session-store.ts';
import { loadSetting } from '../../setting.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import { shortRunId } from '../tasks/task-id.ts';
import type { SessionsShowFlags } from './flags.ts';

/** What was said in one conversation, and what came of it. */
export async function run({ id, home, json }: SessionsShowFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal, { makeHome: false });
  const session = new SessionStore(paths.sessions).find(id);
  if (json === true) terminal.out(JSON.stringify({ ...session, shortId: shortSessionId(session.id) }));
  else print(session, terminal);
  return EXIT.done;
}

function print(session: StoredSession, terminal: Terminal): void {
  const { id, workspace, startedAt, turns, turnCount, costMicros, underWay } = session;
  const count = turnCount === 1 ? '1 turn' : `${turnCount} turns`;
  terminal.out(`conversation ${shortSessionId(id)} about ${workspace}`);
  terminal.out(`begun ${formatTime(startedAt)}, ${count}, ${formatDollars(costMicros)}`);
  if (turnCount > turns.length) terminal.out(`the last ${turns.length} turns are kept`);
  turns.forEach((turn, at) => printTurn(turn, turnCount - turns.length + at + 1, terminal));
  if (underWay !== undefined) {
    const { words, runId } = underWay;
    terminal.out('');
    terminal.out(`not ended: ${oneLine(words)}`);
    if (runId !== undefined) terminal.out(`  its rest is done by: hanzo dev --resume ${shortRunId(runId)}`);
  }
  terminal.err(`Go on with it: hanzo dev --session ${shortSessionId(id)}`);
}

function printTurn(
  { words, summary, endedAt, runId, costMicros, findings }: Turn,
  number: number,
  terminal: Terminal,
): void {
  const run = runId === undefined ? '' : `, run ${shortRunId(runId)}`;
  terminal.out('');
  terminal.out(`${number}. ${words.split('\n').map(oneLine).join('\n   ')}`);
  terminal.out(`   ${formatTime(endedAt)}${run}, ${formatDollars(costMicros)}: ${oneLine(summary)}`);
  findings.slice(0, 10).forEach(({ severity, path, line, message }, at) => {
    terminal.out(`   ${at + 1}. ${severity} ${oneLine(path)}:${line}  ${oneLine(message)}`);
  });
  if (findings.length > 10) terminal.out(`   and ${findings.length - 10} more: --json has them`);
}
