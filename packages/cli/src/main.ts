import { CommanderError } from 'commander';
import { EXIT, hideSecret, type ExitCode } from '@hanzo/contracts';
import { keysAmong } from '@hanzo/keys';
import { ignoreProgramsHere, takeKeys } from './process/environment.ts';
import { reportFailure } from './process/failure.ts';
import { isReaderGone } from './terminal/output-stream.ts';
import { createProgram } from './program/program.ts';
import { createTerminal, type Terminal } from './terminal/terminal.ts';
import { untilDone } from './process/until-done.ts';

/** Runs one command and sets the process's exit code. Never throws: every error becomes a sentence and a code. */
export async function run(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', failOnLostOutput);
  // One for all: it alone knows what is drawn. A fault is told by it, too: Node would print that as it is, with whatever keys
  // are in it.
  const terminal = createTerminal(process.stdout, process.stderr, process.env);
  const endWithFault = (thrown: unknown): never =>
    process.exit(reportFailure(thrown, terminal, process.argv.includes('--json')));
  process.on('uncaughtException', endWithFault);
  process.on('unhandledRejection', endWithFault);
  takeKeys();
  ignoreProgramsHere();
  // Instructions may hold one, too: it goes to nobody.
  for (const key of keysAmong(argv)) hideSecret(key);
  await untilDone(async () => await main(argv, terminal));
}

/** A full disk under `> file` must not read as success. A reader who has seen enough is no failure. */
function failOnLostOutput(error: Error): void {
  if (isReaderGone(error)) return;
  process.once('exit', () => {
    process.exitCode ||= EXIT.incomplete;
  });
}

/** @param argv without node and script */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return commanderExit(error);
    return reportFailure(error, terminal, argv.includes('--json'));
  }
}

/** commander has already printed its sentence. */
function commanderExit(error: CommanderError): ExitCode {
  return error.exitCode === 0 ? EXIT.done : EXIT.usage;
}
