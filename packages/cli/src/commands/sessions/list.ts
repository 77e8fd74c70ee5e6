import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT, formatDollars, systemClock, type ExitCode } from '@hanzo/contracts';
import { shortSessionId, type StoredSession } from '../../sessions/session.ts';
import { SessionStore } from '../../sessions/session-store.ts';
import { loadSetting } from '../../setting.ts';
import { glyphsFor } from '../../terminal/glyphs.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan } from '../../terminal/units.ts';
import { fittedLines } from '../tasks/fitted-lines.ts';
import type { SessionsListFlags } from './flags.ts';

const HEAD = ['session', 'turns', 'cost', 'age', 'workspace', 'last words'];
const GIVES_WAY = { texts: ['session', 'workspace', 'last words'], leftOut: ['cost', 'age'] };

/** The conversations of this home, the last used first. */
export async function run(flags: SessionsListFlags, terminal: Terminal): Promise<ExitCode> {
  const { home, workspace, json } = flags;
  const { paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal, { makeHome: false });
  const { sessions: all, unreadable } = new SessionStore(paths.sessions).list();
  const root = workspace === undefined ? undefined : realPath(workspace);
  const sessions = all.filter((session) => root === undefined || session.workspace === root);
  if (json === true) terminal.out(JSON.stringify({ v: 1, sessions: sessions.map(fieldsOf), unreadable }));
  else if (sessions.length === 0) terminal.out('There is no conversation. Begin one: hanzo dev, on a terminal.');
  else print(sessions, terminal);
  if (json !== true)
    for (const { file, why } of unreadable)
      terminal.err(`${terminal.style.yellow('warning:')} ${file} is left out: ${why}`);
  return EXIT.done;
}

function realPath(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : resolve(folder);
}

function fieldsOf(session: StoredSession): Readonly<Record<string, unknown>> {
  const { id, workspace, startedAt, updatedAt, turnCount, costMicros, underWay, turns } = session;
  const lastWords = underWay?.words ?? turns.at(-1)?.words;
  const fields = { id, shortId: shortSessionId(id), workspace, startedAt, updatedAt, turnCount, costMicros };
  return { ...fields, ...(lastWords !== undefined && { lastWords }), ...(underWay && { underWay }) };
}

function print(sessions: readonly StoredSession[], terminal: Terminal): void {
  const now = systemClock.now();
  const rows = sessions.map(({ id, turnCount, costMicros, updatedAt, workspace, turns, underWay }) => [
    shortSessionId(id),
    String(turnCount),
    formatDollars(costMicros),
    formatSpan(now - updatedAt),
    workspace,
    underWay?.words ?? turns.at(-1)?.words ?? '',
  ]);
  const { watched, columns } = terminal;
  for (const line of fittedLines(HEAD, rows, GIVES_WAY, { watched, columns, glyphs: glyphsFor(process.env) }))
    terminal.out(line);
  const [last] = sessions;
  if (last !== undefined) terminal.err(`Go on with the last one: hanzo dev --session ${shortSessionId(last.id)}`);
}
