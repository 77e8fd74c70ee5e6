import { EXIT, toHanzoError, type ExitCode } from '@hanzo/contracts';
import { withoutLookAlikes } from '@hanzo/keys';
import type { Terminal } from '../terminal/terminal.ts';

/** Says what went wrong and how to mend it; a stack only for errors that are ours. Returns the exit code. */
export function reportFailure(thrown: unknown, terminal: Terminal, json: boolean): ExitCode {
  const error = toHanzoError(thrown);
  const { code, mend, exitCode } = error;
  // Sentences about a wrong argument repeat it.
  const message = exitCode === EXIT.usage ? withoutLookAlikes(error.message) : error.message;
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
