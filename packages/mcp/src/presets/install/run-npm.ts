import { spawn } from 'node:child_process';
import { HanzoError, redact, withoutKeys } from '@hanzo/contracts';
import { shownLine } from '../../shown-text.ts';
import type { NpmProgram } from './npm-program.ts';

/** Of what npm says, the end: its reasons stand there. In characters. */
const KEPT = 20_000;

export interface NpmRun {
  /** Where `package.json` and `package-lock.json` lie. */
  readonly folder: string;
  /** The package that somebody wants, for messages. */
  readonly what: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * Installs exactly what the lock in a folder names: what has another hash is refused by npm. Nothing of the packages is run.
 *
 * @throws HanzoError DOWNLOAD_FAILED, CHECKSUM_MISMATCH, DISK_FULL; the signal's reason
 */
export async function runNpm(npm: NpmProgram, run: NpmRun): Promise<void> {
  const options = ['--ignore-scripts', '--omit=optional', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'];
  // npm's own patience is a minute; somebody waits here.
  const retries = ['--fetch-retries=2', '--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=2000'];
  // Whoever runs us through npm sets variables that would have it install elsewhere.
  const plain = [
    '--no-update-notifier',
    '--global=false',
    '--workspaces=false',
    '--package-lock=true',
    '--dry-run=false',
  ];
  const args = [...npm.args, 'ci', ...options, ...retries, ...plain, '--prefix', run.folder];
  const { code, said } = await ended(npm.command, args, run);
  if (code !== 0) throw faultOf(code, said, run.what);
}

async function ended(
  command: string,
  args: readonly string[],
  { folder, environment, signal }: NpmRun,
): Promise<{ readonly code: number | null; readonly said: string }> {
  signal.throwIfAborted();
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...withoutKeys(environment), NODE_OPTIONS: '', npm_config_loglevel: 'warn' },
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT);
  });
  // While it installs, npm catches softer signals and waits for the registry first. All that it leaves is removed here.
  const onAbort = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', (cause) => reject(notStarted(command, cause)));
      child.once('close', resolve);
    });
    signal.throwIfAborted();
    return { code, said };
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function notStarted(command: string, cause: Error): HanzoError {
  return new HanzoError('ENGINE_MISSING', `npm could not be started (${command}): ${cause.message}`, {
    cause,
    mend: 'Does `npm --version` work?',
  });
}

/** npm says its own code, then sentences; those of the registry may hold anything. */
function faultOf(code: number | null, said: string, what: string): HanzoError {
  const npmCode = /^npm (?:error|ERR!) code (\S+)/m.exec(said)?.[1] ?? '';
  const reason = shownLine(redact(reasonIn(said)).slice(0, 300));
  const details = { npmCode, exitCode: code };
  if (npmCode === 'EINTEGRITY')
    return new HanzoError('CHECKSUM_MISMATCH', `${what}: what the registry sent is not what was tried: ${reason}`, {
      details,
      mend: 'Nothing was installed. Is the registry of `npm config get registry` the one you mean?',
    });
  if (npmCode === 'ENOSPC' || /\bENOSPC\b|no space left on device/.test(said))
    return new HanzoError('DISK_FULL', `${what}: the disk is full.`, { details, mend: 'Make room, then try again.' });
  const why = reason === '' ? `npm ended with ${code ?? 'a signal'}.` : reason;
  return new HanzoError('DOWNLOAD_FAILED', `${what} could not be installed: ${why}`, {
    details,
    mend: 'Nothing was installed. It needs the registry of npm once: check the network and `npm config get registry`.',
  });
}

function reasonIn(said: string): string {
  const lines = said.split('\n').filter((line) => /^npm (?:error|ERR!) /.test(line));
  const told = lines.map((line) => line.replace(/^npm (?:error|ERR!) /, ''));
  return told.filter((line) => !/^code |^A complete log|^errno |^syscall /.test(line)).join(' ');
}
