import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PersonReading } from '../machine.ts';
import type { RunTool } from './run-tool.ts';

/** One login as systemd-logind knows it. */
interface Session {
  readonly isGraphical: boolean;
  readonly isActive: boolean;
  readonly isIdle: boolean;
  /** Microseconds since the epoch. */
  readonly idleSince: number;
}

const GRAPHICAL: ReadonlySet<string | undefined> = new Set(['x11', 'wayland', 'mir']);

/**
 * The shortest time since anybody typed at a terminal, or used a desktop as far as it tells logind. A desktop that tells
 * logind nothing counts as in use: its owner asked not to be disturbed.
 *
 * @param now milliseconds since the epoch
 */
export async function linuxPerson(root: string, run: RunTool, now: number): Promise<PersonReading> {
  const [typed, sessions] = await Promise.all([lastTyped(root), readSessions(run)]);
  const desktops = sessions?.filter(({ isGraphical, isActive }) => isGraphical && isActive) ?? [];
  const idles = [
    ...(typed === undefined ? [] : [now - typed]),
    ...desktops.map(({ isIdle, idleSince }) => (isIdle && idleSince > 0 ? now - idleSince / 1_000 : 0)),
  ];
  if (idles.length > 0) return { kind: 'idle', idleMs: Math.max(0, Math.min(...idles)) };
  if (sessions !== undefined) return { kind: 'nobody' };
  return { kind: 'unknown', why: 'no terminal is in use and systemd-logind does not answer' };
}

/** The kernel notes at a terminal when something was last read from it: typed, that is. Milliseconds since the epoch. */
async function lastTyped(root: string): Promise<number | undefined> {
  const inFolder = async (folder: string, pattern: RegExp): Promise<string[]> => {
    const names = await readdir(join(root, folder)).catch(() => []);
    return names.filter((name) => pattern.test(name)).map((name) => join(root, folder, name));
  };
  const files = [...(await inFolder('dev/pts', /^\d+$/)), ...(await inFolder('dev', /^tty[1-9]\d*$/))];
  const times = await Promise.all(files.map(timeTyped));
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** Undefined for a terminal of the console on which nobody is logged in: it belongs to root. */
async function timeTyped(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  const isUnusedConsole = /\/tty\d+$/.test(file) && found.uid === 0;
  return isUnusedConsole ? undefined : found.atimeMs;
}

/** Undefined: logind does not answer. */
async function readSessions(run: RunTool): Promise<Session[] | undefined> {
  try {
    const list = await run('loginctl', ['list-sessions', '--no-legend', '--no-pager']);
    const ids = list
      .split('\n')
      .map((line) => line.trim().split(/\s+/)[0] ?? '')
      .filter((id) => id !== '');
    if (ids.length === 0) return [];
    const wanted = ['Type', 'State', 'IdleHint', 'IdleSinceHint'].flatMap((name) => ['-p', name]);
    const text = await run('loginctl', ['show-session', ...ids, ...wanted]);
    return text
      .split(/\n\s*\n/)
      .filter((block) => block.trim() !== '')
      .map(sessionOf);
  } catch {
    return undefined;
  }
}

function sessionOf(block: string): Session {
  const values = new Map(
    block.split('\n').map((line) => {
      const [name = '', ...rest] = line.split('=');
      return [name.trim(), rest.join('=').trim()] as const;
    }),
  );
  return {
    isGraphical: GRAPHICAL.has(values.get('Type')),
    isActive: values.get('State') === 'active',
    isIdle: values.get('IdleHint') === 'yes',
    idleSince: Number(values.get('IdleSinceHint')) || 0,
  };
}
