import { join } from 'node:path';
import { EXIT, formatDollars, HanzoError, isErrorCode, type ExitCode } from '@hanzo/contracts';
import { comparisonOf, renderComparison, renderResult, standingAnswers } from '@hanzo/delegate';
import type { DelegationEnd, DelegationResult, DelegationState } from '@hanzo/delegate';
import { eventEmitter } from '../../../terminal/events.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DelegationFlags } from '../flags.ts';
import { shownPath } from './progress.ts';
import { commandAt, folderFlags } from './say-left.ts';

export interface EndParts {
  readonly terminal: Terminal;
  /** By which others find the delegation. */
  readonly flags: DelegationFlags;
  /** Absolute. */
  readonly folder: string;
  /** Of all models and rounds, in micro-dollars. */
  readonly costMicros: number;
}

/** Prints what was answered, and what can be done with it. */
export function printEnd(end: DelegationEnd, { terminal, flags, folder, costMicros }: EndParts): ExitCode {
  const { delegation, best } = end;
  const { id, comparison } = delegation;
  const exitCode = exitOf(end);
  const unanswered = unansweredOf(end);
  eventEmitter(terminal, flags.json)('delegation-end', {
    id,
    folder,
    costMicros,
    answered: best.length,
    best: best.map(({ model, round }) => ({ model, round })),
    ...(unanswered.length > 0 && { unanswered }),
    ...(comparison && {
      comparison: { markdown: join(folder, comparison.markdown), json: join(folder, comparison.json) },
    }),
    exitCode,
  });
  if (flags.json !== true) for (const text of textsOf(end, flags)) terminal.out(text.trimEnd());
  if (comparison !== undefined && end.isComparedNow)
    terminal.err(`comparison saved: ${shownPath(join(folder, comparison.markdown))}`);
  if (best.length > 0 && unanswered.length > 0) {
    const who = unanswered
      .map(({ model, code, state }) => `${model} (${code ?? state ?? 'still to answer'})`)
      .join(', ');
    terminal.err(`${terminal.style.yellow('warning:')} no analysis of ${who}`);
  }
  terminal.err(`${formatDollars(costMicros)} in all; delegation ${id}`);
  sayNext(end, flags, terminal);
  return exitCode;
}

/** Of the models that were wanted: an end with an analysis of another one does not hide them. */
function unansweredOf({ delegation, results }: DelegationEnd): readonly Unanswered[] {
  return delegation.models.flatMap((model): Unanswered[] => {
    const isOwn = (one: { readonly model: string; readonly round: number }): boolean =>
      one.model === model && one.round === 1;
    // Those of before count where it was not asked now.
    const state = delegation.open.some(isOwn) ? undefined : delegation.results.findLast(isOwn)?.state;
    if (state === 'answered') return [];
    const now = results.map(({ result }) => result).findLast(isOwn);
    return [{ model, code: now?.error?.code, ...(state !== undefined && { state }) }];
  });
}

interface Unanswered {
  readonly model: string;
  /** Why it has no analysis, where that came out now. */
  readonly code: string | undefined;
  /** Of its last result. Undefined: there is none. */
  readonly state?: DelegationState;
}

/** How several models agree, then the surest answer of each; without any what came instead. */
function textsOf(end: DelegationEnd, flags: DelegationFlags): readonly string[] {
  const isCompared = end.delegation.comparison !== undefined;
  // Not read back: whoever can write into the folder could have changed it meanwhile.
  const comparison = isCompared ? comparisonOf(end.results.map(({ result }) => result)) : undefined;
  const compared = comparison === undefined ? [] : [renderComparison(comparison)];
  return [...compared, ...shownResults(end).map((result) => renderResult(result, folderFlags(flags)))];
}

function shownResults({ best, results, delegation }: DelegationEnd): readonly DelegationResult[] {
  if (best.length === 0) return results.slice(-1).map(({ result }) => result);
  // Who followed an unsure model answers in its place.
  return delegation.models.length === 1 ? best.slice(0, 1) : best;
}

function sayNext(end: DelegationEnd, flags: DelegationFlags, terminal: Terminal): void {
  const { best, delegation } = end;
  const { id } = delegation;
  if (best.length === 0) return;
  const next = [...applying(end), `hanzo delegate follow-up ${id} "…"`, `hanzo delegate show ${id} --request`];
  terminal.err('next:');
  for (const command of next) terminal.err(`  ${commandAt(command, flags)}`);
}

/** The surest answer that has exact edits; its model is named unless applying would take it anyway. */
function applying({ best, delegation }: DelegationEnd): readonly string[] {
  const first = best.find(({ analysis }) => analysis?.fixes.some(({ edits }) => edits.length > 0) === true);
  if (first === undefined) return [];
  const { id } = delegation;
  const [only, ...others] = standingAnswers(delegation);
  const isMeant = others.length === 0 && only?.model === first.model;
  return [`hanzo delegate apply ${id}${isMeant ? '' : ` --model ${first.model}`}`];
}

/** Without an analysis the first fault that a person can mend decides. */
export function exitOf({ best, results }: Pick<DelegationEnd, 'best' | 'results'>): ExitCode {
  if (best.length > 0) return EXIT.done;
  const exits = results.flatMap(({ result: { error } }) =>
    error !== undefined && isErrorCode(error.code) ? new HanzoError(error.code, error.message).exitCode : [],
  );
  return (
    exits.find((exit) => exit === EXIT.configuration || exit === EXIT.budget || exit === EXIT.unreachable) ??
    EXIT.incomplete
  );
}
