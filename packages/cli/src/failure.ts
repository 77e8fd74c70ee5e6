import { toHanzoError, type ExitCode } from '@hanzo/contracts';
import type { Terminal } from './terminal.ts';

/** Says what went wrong and how to mend it; a stack only for errors that are ours. Returns the exit code. */
export function reportFailure(thrown: unknown, terminal: Terminal, json: boolean): ExitCode {
  const error = toHanzoError(thrown);
  const { code, message, mend, exitCode } = error;
  if (json)
    terminal.out(
      JSON.stringify({ v: 1, event: 'error', code, message, ...(mend !== undefined && { mend }), exitCode }),
    );
  terminal.err(`${terminal.style.red('error:')} ${message}`);
  if (mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${mend}`);
  if (code === 'INTERNAL') {
    const cause = thrown instanceof Error ? thrown : error;
    terminal.err(terminal.style.dim(cause.stack ?? cause.message));
    terminal.err('This is a fault of hanzo itself. Please report it with the lines above.');
  }
  return exitCode;
}
