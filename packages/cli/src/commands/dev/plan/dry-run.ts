import type { ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { startRun } from '../run/start-run.ts';

export async function dryRun(flags: DevFlags, terminal: Terminal): Promise<ExitCode> {
  return await startRun(flags, terminal);
}
