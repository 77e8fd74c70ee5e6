import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { shortSessionId, type StoredSession } from '../../sessions/session.ts';
import { SessionStore } from '../../sessions/session-store.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan } from '../../terminal/units.ts';
import { confirm } from '../../terminal/confirm.ts';
import type { SessionsRmFlags } from './flags.ts';

/** Forgets one conversation, or those that were not used for long. What their runs did stays in the journal. */
export async function run(flags: SessionsRmFlags, terminal: Terminal): Promise<ExitCode> {
  const { home, id, olderThan, yes, json } = flags;
  if ((id === undefined) === (olderThan === undefined))
    throw new HanzoError('USAGE', 'Say which conversation, or --older-than, and not both.', {
      mend: 'hanzo sessions rm <id>, or: hanzo sessions rm --older-than 30d',
    });
  const { paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal, { makeHome: false });
  const store = new SessionStore(paths.sessions);
  const chosen = id === undefined ? olderOnes(store, olderThan ?? 0) : [store.find(id)];
  if (yes !== true && chosen.length > 0 && !(await agreed(chosen, terminal))) {
    terminal.err('nothing was changed');
    return EXIT.incomplete;
  }
  for (const one of chosen) store.remove(one.id);
  if (json === true) terminal.out(JSON.stringify({ v: 1, removed: chosen.map((one) => one.id) }));
  else terminal.out(`${chosen.length === 1 ? '1 conversation' : `${chosen.length} conversations`} forgotten`);
  return EXIT.done;
}

function olderOnes(store: SessionStore, ageMs: number): readonly StoredSession[] {
  const before = systemClock.now() - ageMs;
  return store.list().sessions.filter(({ updatedAt }) => updatedAt < before);
}

async function agreed(chosen: readonly StoredSession[], terminal: Terminal): Promise<boolean> {
  const [first] = chosen;
  const now = systemClock.now();
  const what =
    chosen.length === 1 && first !== undefined
      ? `the conversation ${shortSessionId(first.id)} about ${first.workspace}, last used ${formatSpan(now - first.updatedAt)} ago`
      : `${chosen.length} conversations`;
  return await confirm(`Forget ${what}?`, terminal, 'There is nobody to ask: give --yes.');
}
