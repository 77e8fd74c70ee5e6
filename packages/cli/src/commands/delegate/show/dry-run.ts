import { EXIT, formatDollars, toHanzoError, type ExitCode } from '@hanzo/contracts';
import { DELEGATION_SYSTEM, type PackedFile } from '@hanzo/delegate';
import { estimateTokens } from '@hanzo/tools';
import { glyphsFor } from '../../../terminal/glyphs.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { roughDollars } from '../../dev/money/money.ts';
import { fittedLines } from '../../tasks/fitted-lines.ts';
import type { DelegateInput } from '../delegate-input.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import { choosingWithoutKeys } from '../models/choosing-without-keys.ts';
import { laterRounds, type LaterRound } from '../run/later-rounds.ts';
import { planDelegation, requireSendable, type DelegationPlan } from '../run/plan-delegation.ts';
import { emitPlan } from './emit-plan.ts';
import { earlierInWords, redactionInWords } from './progress.ts';
import type { ShowParts } from './render-document.ts';

const HEAD = ['file', 'tokens', 'lines', 'why'];
const GIVES_WAY = { texts: ['why', 'file'], leftOut: ['lines'] };

/** Shows what would be sent, to whom, and what that may cost at most. Asks nobody, writes nothing, and needs no key. */
export async function dryRun(input: DelegateInput, { flags, terminal, signal }: ShowParts): Promise<ExitCode> {
  const { choose, missing } = choosingWithoutKeys();
  const plan = await planDelegation(input, { flags, terminal, signal, choose });
  const rounds = laterRounds(plan, flags);
  const total = estimateTokens(DELEGATION_SYSTEM) + estimateTokens(plan.prompt);
  if (flags.json === true) emitPlan(plan, flags, terminal);
  else print(plan, rounds, total, terminal);
  for (const { message, mend } of missing()) {
    terminal.err(`${terminal.style.yellow('before it can be sent:')} ${message}`);
    if (mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${mend}`);
  }
  const exitCode = sayRefusal(plan, flags, terminal);
  terminal.err('nothing was sent');
  return exitCode;
}

/** What a real delegation would be refused for. Here it is only told, but for flags that never go together. */
function sayRefusal(plan: DelegationPlan, flags: DelegateEngineFlags, terminal: Terminal): ExitCode {
  try {
    requireSendable(plan, flags);
    return EXIT.done;
  } catch (thrown) {
    const { message, mend, code } = toHanzoError(thrown);
    terminal.err(`${terminal.style.yellow('it would be refused:')} ${message}`);
    if (mend !== undefined) terminal.err(`  ${terminal.style.cyan('mend:')} ${mend}`);
    return code === 'USAGE' ? EXIT.usage : EXIT.done;
  }
}

function print(plan: DelegationPlan, rounds: readonly LaterRound[], total: number, terminal: Terminal): void {
  const { request, models, worstMicros, budgetMicros, evidence } = plan;
  const rows = request.files.map((file) => [
    oneLine(file.path),
    String(file.tokens),
    linesOf(file),
    oneLine(file.because),
  ]);
  const { outWatched: watched, columns } = terminal;
  if (rows.length === 0) terminal.out(evidence.gathers ? 'no file: the issue leads to none' : 'no file goes with it');
  else
    for (const line of fittedLines(HEAD, rows, GIVES_WAY, { watched, columns, glyphs: glyphsFor(process.env) }))
      terminal.out(line);
  for (const { path, reason, nearest } of request.leftOut)
    terminal.out(
      `not sent: ${oneLine(path)}: ${oneLine(reason)}${nearest === undefined ? '' : `; did you mean ${oneLine(nearest)}?`}`,
    );
  for (const redaction of request.redactions) terminal.out(`taken out: ${redactionInWords(redaction)}`);
  for (const line of earlierInWords(request)) terminal.out(line);
  const ofFiles = request.files.reduce((sum, { tokens }) => sum + tokens, 0);
  terminal.out(`about ${total} tokens, ${ofFiles} of them in files (room for ${evidence.contextTokens})`);
  for (const { name, because } of models)
    terminal.out(`model: ${name} (${because}): ${costInWords(worstMicros.get(name) ?? 0)}`);
  for (const { round, model, micros, contextTokens, showsMore } of rounds) {
    const shown = showsMore ? `room for ${contextTokens}` : 'the same files';
    terminal.out(`round ${round}, if unsure: ${model}, ${shown}: ${costInWords(micros)}`);
  }
  terminal.out(`all of it: never more than ${formatDollars(budgetMicros)} (--budget)`);
}

function costInWords(micros: number): string {
  return micros === 0 ? 'free' : `at most ${roughDollars(micros)} a try`;
}

function linesOf({ isWhole, lineCount, pieces }: PackedFile): string {
  if (isWhole) return `all ${lineCount}`;
  return pieces.map(({ firstLine, text }) => `${firstLine}-${firstLine + text.split('\n').length - 1}`).join(', ');
}
