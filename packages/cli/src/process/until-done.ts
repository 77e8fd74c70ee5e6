import { EXIT, type ExitCode } from '@hanzo/contracts';

const LONG_MS = 2 ** 30;

/**
 * Keeps the process until the command has said how it ended, and exits with that. Node ends a process in which nothing
 * can happen any more, whatever is still awaited, and calls that success; e.g. while only timers run that do not count.
 */
export async function untilDone(command: () => Promise<ExitCode>): Promise<void> {
  process.exitCode = EXIT.incomplete;
  const alive = setTimeout(() => undefined, LONG_MS);
  try {
    process.exitCode = await command();
  } finally {
    clearTimeout(alive);
  }
}
