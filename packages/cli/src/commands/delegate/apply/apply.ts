import { EXIT, HanzoError, toHanzoError, type ExitCode } from '@hanzo/contracts';
import type { Delegation, DelegationResult, KeptResult } from '@hanzo/delegate';
import type { Patch } from '@hanzo/orchestrator';
import { unifiedDiff } from '@hanzo/tools';
import { openChanges } from '../../../changes/open-changes.ts';
import { changesField } from '../../../changes/end-with-changes.ts';
import { makeChanges, tryTogether, type MadeChanges } from '../../../changes/make-changes.ts';
import { checkLines, offerChanges, type OfferedChanges } from '../../../changes/offer-changes.ts';
import { refusedBy } from '../../../changes/refused-by.ts';
import { settleLeftChanges } from '../../../changes/settle-left.ts';
import { visibleDiff } from '../../../changes/visible-diff.ts';
import { listenForInterrupts } from '../../../process/interrupt.ts';
import { canAsk } from '../../../terminal/ask.ts';
import { confirm } from '../../../terminal/confirm.ts';
import { oneLine } from '../../../terminal/one-line.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { openPlace, type Place } from '../place.ts';
import { chosenFixes, resultMeant, type ChosenFix } from './chosen-fixes.ts';
import type { DelegateApplyFlags } from './flags.ts';
import { patchOfFixes, type RefusedFix } from './patch-of-fixes.ts';
import { notStanding } from './not-standing.ts';
import { standingFixes } from './standing-fixes.ts';

/** Makes fixes that a model recommends a set of changes, and applies it once a person has seen it and agreed. */
export async function run(flags: DelegateApplyFlags, terminal: Terminal): Promise<ExitCode> {
  refuseFlags(flags, terminal);
  using interrupts = listenForInterrupts(() => terminal.err('stopping: nothing is applied'));
  const place = await openPlace(flags, terminal);
  settleLeftChanges(place.setting.paths, terminal);
  const delegation = await place.delegations.findAny(flags.id);
  if (delegation.isForeign) sayForeign(delegation, flags, terminal);
  const kept = resultMeant(delegation, flags);
  if (kept === undefined) {
    terminal.err(`no model has answered ${delegation.id}: there is nothing to apply`);
    return tell({ id: delegation.id, state: 'none' }, EXIT.incomplete, flags, terminal);
  }
  const result = await place.delegations.readResult(delegation.id, kept);
  return await applyFixes({ place, delegation, kept, result, flags, terminal, signal: interrupts.drain });
}

/** @throws HanzoError USAGE */
function refuseFlags({ yes, despiteChecks, foreign, dryRun }: DelegateApplyFlags, terminal: Terminal): void {
  if (foreign === true && yes !== true)
    throw new HanzoError('USAGE', '--foreign does something only with --yes.', {
      mend: 'Add --yes, or leave it out: then you are asked.',
    });
  if (despiteChecks === true && yes !== true)
    throw new HanzoError('USAGE', '--despite-checks does something only with --yes.', {
      mend: 'Add --yes, or leave it out: then you are asked.',
    });
  if (dryRun === true && yes === true)
    throw new HanzoError('USAGE', '--dry-run writes nothing, and --yes applies: they do not go together.', {
      mend: 'Leave one of them out.',
    });
  if (dryRun !== true && yes !== true && !canAsk(terminal))
    throw new HanzoError('USAGE', 'There is nobody to ask whether to apply the changes.', {
      mend: 'Give --yes, or look at them with --dry-run.',
    });
}

/**
 * Which files were sent, and what was answered, is what its author says.
 *
 * @throws HanzoError USAGE where nobody is asked
 */
function sayForeign({ id }: Delegation, { yes, foreign }: DelegateApplyFlags, terminal: Terminal): void {
  if (yes === true && foreign !== true)
    throw new HanzoError('USAGE', `The delegation ${id} was not made here: --yes alone does not apply it.`, {
      mend: 'Look at it without --yes: then you are asked. With --foreign too it is applied unseen, whoever wrote it.',
    });
  const what = `${id} was not made here: whoever wrote these files chose each line of what follows`;
  terminal.err(`${terminal.style.yellow('warning:')} ${what}`);
}

interface Applying {
  readonly place: Place;
  readonly delegation: Delegation;
  readonly kept: KeptResult;
  readonly result: DelegationResult;
  readonly flags: DelegateApplyFlags;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

async function applyFixes(applying: Applying): Promise<ExitCode> {
  const { place, delegation, kept, result, flags, terminal } = applying;
  const { id, model } = result;
  const chosen = chosenFixes(result.analysis?.fixes ?? [], flags.fix);
  const facts = { id, model, fixes: chosen.map(({ number }) => number) };
  const inexact = chosen.filter(({ fix }) => fix.edits.length === 0);
  if (chosen.length === 0 || inexact.length > 0) {
    sayInexact(inexact, model, terminal);
    const refused = inexact.map(({ number, fix }) => ({ number, title: fix.title, why: NO_EDITS }));
    return tell({ ...facts, state: 'none', refused }, EXIT.incomplete, flags, terminal);
  }
  const { left, odd } = notStanding(chosen, standingFixes(delegation, kept, place.setting.paths), { flags, terminal });
  if (left.length === 0) return tell({ ...facts, state: 'there' }, EXIT.done, flags, terminal);
  if (flags.yes === true && odd.length > 0) return refuse(odd, facts, applying);
  return await applyLeft(left, facts, applying);
}

/** Fixes that are not there yet, all of them or none. */
async function applyLeft(left: readonly ChosenFix[], facts: Facts, applying: Applying): Promise<ExitCode> {
  const { place, result, flags, terminal, signal } = applying;
  for (const { number, fix } of left) terminal.err(`fix ${number} of ${result.model}: ${oneLine(fix.title)}`);
  const made = await patchOfFixes(result, left, { workspace: place.workspace, signal });
  switch (made.kind) {
    case 'refused':
      return refuse(made.refused, facts, applying);
    case 'there':
      terminal.err('the files hold this already: there is nothing to do');
      return tell({ ...facts, state: 'there' }, EXIT.done, flags, terminal);
    case 'patch':
      for (const number of made.already) terminal.err(`the files hold fix ${number} already`);
      return flags.dryRun === true
        ? await showPatch(made.patch, { ...facts, fixes: made.fixes }, applying)
        : await offerPatch(made.patch, { ...facts, fixes: made.fixes }, applying);
  }
}

function refuse(refused: readonly RefusedFix[], facts: Facts, { flags, terminal }: Applying): ExitCode {
  for (const one of refused) sayRefused(one, terminal);
  terminal.err('nothing was changed');
  return tell({ ...facts, state: 'refused', refused }, EXIT.incomplete, flags, terminal);
}

const NO_EDITS = 'it has no exact edits: it is for you to make';

function sayInexact(inexact: readonly ChosenFix[], model: string, terminal: Terminal): void {
  if (inexact.length === 0) terminal.err(`no fix of ${model} has exact edits: they are for you to make`);
  for (const { number, fix } of inexact)
    terminal.err(`fix ${number} cannot be applied: ${NO_EDITS} (${oneLine(fix.title)})`);
}

function sayRefused({ number, title, why }: RefusedFix, terminal: Terminal): void {
  terminal.err(`${terminal.style.red('refused:')} fix ${number} (${title}): ${oneLine(why)}`);
}

/** Which fixes of which answer, for programs. */
interface Facts {
  readonly id: string;
  readonly model: string;
  readonly fixes: readonly number[];
}

/** The diff to stdout, what the project's commands say of it to stderr. Nothing is kept. */
async function showPatch(patch: Patch, facts: Facts, { place, flags, terminal, signal }: Applying): Promise<ExitCode> {
  const { root, changes } = patch;
  const { paths } = place.setting;
  const say = (line: string): void => terminal.err(line);
  const { checks, kind, because } = await tryTogether(root, changes, { paths, signal, say });
  signal.throwIfAborted();
  const diff = unifiedDiff(changes);
  if (flags.json !== true) terminal.out(visibleDiff(diff).replace(/\n$/, ''), 'data');
  for (const line of checkLines({ checks }, kind, because, terminal)) terminal.err(line);
  const exitCode = refusedBy({ checks }).length > 0 ? EXIT.incomplete : EXIT.done;
  return tell({ ...facts, state: 'dry-run', checks, diff }, exitCode, flags, terminal);
}

async function offerPatch(patch: Patch, facts: Facts, applying: Applying): Promise<ExitCode> {
  const { place, result, flags, terminal, signal } = applying;
  const { paths } = place.setting;
  const title = titleOf(facts);
  const making = { paths, signal, title, say: (line: string): void => terminal.err(line) };
  const made = await makeChanges({ patch, runId: result.runId }, making);
  if (made === undefined) return tell({ ...facts, state: 'there' }, EXIT.done, flags, terminal);
  await noteOffered(made, facts, applying);
  const offered = await offerChanges(
    made,
    {
      paths,
      home: flags.home,
      yes: flags.yes === true,
      wholeDiff: true,
      despiteChecks: flags.despiteChecks,
      stopped: signal.aborted,
      ask: async (question) => await askOnce(question, terminal),
    },
    terminal,
  );
  const isApplied = offered.set.state === 'applied';
  if (isApplied) await noteApplied(offered, facts, applying);
  const state = isApplied ? 'applied' : 'kept';
  const exitCode = signal.aborted ? EXIT.interrupted : isApplied ? EXIT.done : EXIT.incomplete;
  return tell({ ...facts, state, changes: changesField(offered) }, exitCode, flags, terminal);
}

/** `applies fix 1 of gpt-4o (20251128_133758)` */
function titleOf({ id, model, fixes }: Facts): string {
  return `applies fix${fixes.length === 1 ? '' : 'es'} ${fixes.join(', ')} of ${model} (${id})`;
}

/** Whoever presses Ctrl-C here wants nothing applied; the set is kept. */
async function askOnce(question: string, terminal: Terminal): Promise<boolean> {
  try {
    return await confirm(question, terminal, '');
  } catch (error) {
    if (error instanceof HanzoError && error.code === 'CANCELLED') return false;
    throw error;
  }
}

/** Before anybody can apply it, also by `hanzo changes apply`: it is not offered a second time while it stands. */
async function noteOffered(
  { set }: MadeChanges,
  { id, model, fixes }: Facts,
  { place, kept }: Applying,
): Promise<void> {
  const { delegations, setting } = place;
  try {
    await delegations.noteOffered(id, { changeSet: set.id, model, result: kept.json, fixes });
  } catch (error) {
    using book = openChanges(setting.paths);
    book.discard(set.id);
    throw error;
  }
}

/** The files are changed, whatever becomes of the note. */
async function noteApplied(
  { set }: OfferedChanges,
  { id, model, fixes }: Facts,
  { place, kept, terminal }: Applying,
): Promise<void> {
  try {
    await place.delegations.noteApplied(id, { changeSet: set.id, model, result: kept.json, fixes });
  } catch (error) {
    const { message } = toHanzoError(error);
    terminal.err(`${terminal.style.yellow('warning:')} it is applied, but not noted with the delegation: ${message}`);
  }
}

function tell(
  facts: Readonly<Record<string, unknown>>,
  exitCode: ExitCode,
  { json }: DelegateApplyFlags,
  terminal: Terminal,
): ExitCode {
  if (json === true) terminal.out(JSON.stringify({ v: 1, ...facts }));
  return exitCode;
}
