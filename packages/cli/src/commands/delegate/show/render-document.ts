import { EXIT, type ExitCode } from '@hanzo/contracts';
import { eventEmitter } from '../../../terminal/events.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DelegateInput } from '../delegate-input.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import { planDelegation } from '../run/plan-delegation.ts';
import { choosingWithoutKeys } from '../models/choosing-without-keys.ts';
import { sayWhatIsMissing } from './progress.ts';

export interface ShowParts {
  readonly flags: DelegateEngineFlags;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

type Write = (text: string) => Promise<void>;

/** Prints the document that would be sent: on a screen as a screen may show it, elsewhere byte for byte. */
export async function renderDocument(
  input: DelegateInput,
  { flags, terminal, signal }: ShowParts,
  write: Write = writeStdout,
): Promise<ExitCode> {
  const { choose } = choosingWithoutKeys();
  const { prompt, request, evidence } = await planDelegation(input, { flags, terminal, signal, choose });
  sayWhatIsMissing(request, evidence.files, terminal);
  if (flags.json === true) eventEmitter(terminal, true)('delegation-document', { document: prompt });
  else if (terminal.outWatched) terminal.out(prompt.trimEnd());
  else await write(prompt);
  return EXIT.done;
}

async function writeStdout(text: string): Promise<void> {
  await new Promise<void>((written) => {
    process.stdout.write(text, () => written());
  });
}
