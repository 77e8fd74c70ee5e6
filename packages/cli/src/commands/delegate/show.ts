import { EXIT, type ExitCode } from '@hanzo/contracts';
import { comparisonOf, renderComparison, renderResult, standingAnswers } from '@hanzo/delegate';
import type { Delegation, DelegationResult, Delegations, KeptResult } from '@hanzo/delegate';
import { changeStateIn } from '../../changes/change-state.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { DelegateShowFlags } from './flags.ts';
import { stateOf } from './list.ts';
import { openPlace } from './place.ts';
import { folderFlags, resumeCommand } from './show/say-left.ts';

/** What was answered, or what was sent. */
export async function run(flags: DelegateShowFlags, terminal: Terminal): Promise<ExitCode> {
  const { delegations, setting } = await openPlace(flags, terminal);
  const delegation = await delegations.findAny(flags.id);
  const { id, isFinished, isForeign } = delegation;
  if (isForeign)
    terminal.err(`${terminal.style.yellow('warning:')} ${id} was not made here: whoever wrote its files wrote this`);
  if (flags.request === true) return await showRequest(delegation, { delegations, flags, terminal });
  const results = await lastResults(delegation, delegations, terminal);
  if (flags.json === true) {
    const { terms: _, ...told } = delegation;
    terminal.out(
      JSON.stringify({
        v: 1,
        delegation: { ...told, state: stateOf(delegation, changeStateIn(setting.paths)) },
        results,
      }),
    );
  } else {
    // Made again: the file may be gone, or be something else by now.
    const comparison = delegation.comparison === undefined ? undefined : comparisonOf(results);
    if (comparison !== undefined) terminal.out(renderComparison(comparison).trimEnd());
    for (const result of results) terminal.out(renderResult(result, folderFlags(flags)).trimEnd());
    if (results.length === 0) terminal.err(`There is no result of ${id} yet: ${oneLine(delegation.issue)}`);
    if (!isFinished && !isForeign) terminal.err(`It is not finished. Go on with it: ${resumeCommand(id, flags)}`);
  }
  return results.some(({ state }) => state === 'answered') ? EXIT.done : EXIT.incomplete;
}

interface Showing {
  readonly delegations: Delegations;
  readonly flags: DelegateShowFlags;
  readonly terminal: Terminal;
}

async function showRequest({ id, request, further }: Delegation, showing: Showing): Promise<ExitCode> {
  const { delegations, flags, terminal } = showing;
  const files = [request, ...further.map((one) => one.request)];
  for (const file of files) {
    const document = await delegations.readRequest(id, file);
    if (flags.json === true) terminal.out(JSON.stringify({ v: 1, id, file, document }));
    else terminal.out(document.trimEnd());
  }
  return EXIT.done;
}

/** What counts, then what else came, each question's last. One that cannot be read does not take the others away. */
async function lastResults(
  delegation: Delegation,
  delegations: Delegations,
  terminal: Terminal,
): Promise<readonly DelegationResult[]> {
  const { id, results } = delegation;
  const last = new Map(results.map((kept): [string, KeptResult] => [`${kept.round} ${kept.model}`, kept]));
  const shown = new Set([...standingAnswers(delegation), ...last.values()]);
  const read = await Promise.allSettled([...shown].map((kept) => delegations.readResult(id, kept)));
  return read.flatMap((one) => {
    if (one.status === 'fulfilled') return [one.value];
    const why = one.reason instanceof Error ? one.reason.message : String(one.reason);
    terminal.err(`${terminal.style.yellow('warning:')} ${why}`);
    return [];
  });
}
