import { toHanzoError, EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import {
  DELEGATION_SYSTEM,
  failedFree,
  resumeDelegation,
  type Delegation,
  type DelegationRequest,
  type Delegations,
  type KeptResult,
} from '@hanzo/delegate';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { shellWord } from '../../terminal/shell-word.ts';
import { oneLine } from '../../terminal/one-line.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { budgetMicros } from '../dev/money/money.ts';
import { asIfWithKeys } from '../dev/plan/as-if-with-keys.ts';
import { given } from '../dev/run/setting-of.ts';
import { awaitedAnswer } from './ask/awaited-answer.ts';
import { refuseTwice } from './ask/paid-twice.ts';
import { requireTaken, worstAskMicros } from './ask/worst-ask.ts';
import type { DelegateInput } from './delegate-input.ts';
import type { DelegateEngineFlags, DelegateResumeFlags } from './flags.ts';
import { refuseTogether } from './handler.ts';
import { chooseModels, type DelegateModel } from './models/delegate-model.ts';
import { openPlace, type Place } from './place.ts';
import { flowOf } from './run/flow-of.ts';
import { evidenceOf } from './run/prepare-request.ts';
import { readTerms, type Terms } from './run/terms.ts';
import { printEnd } from './show/print-end.ts';
import { resumeCommand, sayLeft } from './show/say-left.ts';
import { sayResumed } from './show/say-resumed.ts';

/** Goes on with a delegation whose process was lost: what has an answer in the journal is taken, and not paid again. */
export async function run(written: DelegateResumeFlags, terminal: Terminal): Promise<ExitCode> {
  using interrupts = listenForInterrupts(() =>
    terminal.err('stopping: what is answered is kept; once more stops at once'),
  );
  const signal = interrupts.drain;
  const before = await openPlace(written, terminal);
  const delegation = await before.delegations.find(written.id);
  const { id } = delegation;
  const asksOthers = othersAreMeant(id, written);
  const terms = readTerms(delegation.terms);
  const flags: DelegateEngineFlags = { ...terms?.flags, ...given(written) };
  sayEndpoint(flags, written, before, terminal);
  const place = terms === undefined ? before : await openPlace(flags, terminal, terms.within);
  const { setting } = place;
  // Whoever is at it just now has calls of which nobody knows the end.
  place.delegations.hold(id)[Symbol.dispose]();
  refuseUnknown(delegation, written, place.setting);
  const asksAgain = written.again === true;
  const needsNobody = !asksAgain && isSettled(delegation);
  // What was answered is taken without a key; whoever must be asked says what is missing.
  const wish = asksOthers ? written : { models: delegation.models };
  const models = asIfWithKeys(setting, (complete) => chooseModels(complete, wish)).value;
  const input = inputOf(delegation, terms);
  if (!needsNobody) requireAsTaken(delegation, models, { place, flags });
  const evidence = terms && evidenceOf(input, place, models, flags);
  const request: DelegationRequest | undefined = terms && emptyRequest(delegation, terms);
  const budget = budgetMicros(flags.budget) ?? setting.config.delegate.budgetMicros;
  const plan = {
    id,
    place,
    models,
    worstMicros: await worstOf(delegation, needsNobody ? [] : models, { place, flags, asksAgain }),
    budgetMicros: budget,
    ...given({ evidence, request, fileTokens: terms?.fileTokens }),
  };
  const runs = delegation.asked.map(({ runId }) => runId);
  const again = asksOthers ? { ...written, named: models } : written;
  const abandons = await abandonedBy(delegation, again, place.delegations);
  using flow = flowOf({ plan, input, flags, parts: { terminal, signal }, runs, asksAgain, asksOthers, abandons });
  const money = { budgetMicros: budget, spentMicros: flow.allowance.spentMicros };
  sayResumed(delegation, { setting, models, needsNobody, retries: flow.parts.retries, ...money }, terminal);
  try {
    const end = await resumeDelegation(delegation, flow.parts);
    const costMicros = flow.allowance.spentMicros;
    const exitCode = printEnd(end, { terminal, flags, folder: place.delegations.folder, costMicros });
    return signal.aborted ? EXIT.interrupted : exitCode;
  } catch (thrown) {
    sayLeft(toHanzoError(thrown), { id, chargedMicros: flow.allowance.spentMicros, flags: written, terminal });
    throw thrown;
  }
}

/** @throws HanzoError USAGE for models that nobody would ask */
function othersAreMeant(id: string, flags: DelegateResumeFlags): boolean {
  refuseTogether(flags);
  const { model, models, again } = flags;
  if (model === undefined && models === undefined) return false;
  if (again === true) return true;
  const name = model === undefined ? '--models' : '--model';
  const named = `${name} ${shellWord(model ?? models?.join(',') ?? '')}`;
  throw new HanzoError('USAGE', `${name} says who else is asked the same, and only --again asks anybody anew.`, {
    mend: `Ask: ${resumeCommand(id, flags)} --again ${named}. Or leave it out: then it goes on with the models that it was begun with.`,
  });
}

/** The key goes there: nobody shall be surprised by what was written weeks ago. */
function sayEndpoint(
  { baseUrl }: DelegateEngineFlags,
  written: DelegateResumeFlags,
  { setting }: Place,
  terminal: Terminal,
): void {
  const configured = setting.config.openai.baseUrl;
  if (baseUrl === undefined || written.baseUrl !== undefined || baseUrl === configured) return;
  const where = `it was begun with --base-url ${oneLine(baseUrl)}, and goes on there; configured is ${configured}`;
  terminal.err(`${terminal.style.yellow('warning:')} ${where}`);
}

/**
 * What a try of each model that has no answer is never dearer than, in micro-dollars. Nothing is known of a request that was changed:
 * what was answered needs none, and it is not sent.
 */
async function worstOf(
  delegation: Delegation,
  models: readonly DelegateModel[],
  {
    place,
    flags,
    asksAgain,
  }: { readonly place: Place; readonly flags: DelegateEngineFlags; readonly asksAgain: boolean },
): Promise<ReadonlyMap<string, number>> {
  const { setting, delegations } = place;
  const prompt = await delegations.readRequest(delegation.id, delegation.request).catch(unlessChanged);
  if (prompt === undefined) return new Map();
  const texts = { system: DELEGATION_SYSTEM, prompt };
  const stays = (kept: KeptResult): boolean => (asksAgain ? kept.state === 'answered' : !failedFree(kept));
  const first = countingResults(delegation).filter(({ round }) => round === 1);
  const staying = new Set(first.filter(stays).map(({ model }) => model));
  const left = models.filter(({ name }) => !staying.has(name));
  return new Map(left.map((model) => [model.name, worstAskMicros(texts, model, { setting, flags })]));
}

function unlessChanged(thrown: unknown): undefined {
  const { code } = toHanzoError(thrown);
  if (code !== 'CHECKSUM_MISMATCH' && code !== 'STORE_UNUSABLE') throw thrown;
}

/** An answer that is awaited is taken, whatever the flags say. @throws HanzoError USAGE for flags that a model does not take */
function requireAsTaken(
  { open }: Delegation,
  models: readonly DelegateModel[],
  { place: { setting }, flags }: { readonly place: Place; readonly flags: DelegateEngineFlags },
): void {
  if (open.some((question) => awaitedAnswer(setting, question) !== undefined)) return;
  for (const model of models) requireTaken(model, setting, flags);
}

/** Nobody is asked, unless somebody says so. */
function isSettled(delegation: Delegation): boolean {
  return delegation.isFinished && !countingResults(delegation).some(failedFree);
}

/** Of each model and round the last one. */
function countingResults({ results }: Delegation): readonly KeptResult[] {
  return [...new Map(results.map((kept) => [`${kept.round} ${kept.model}`, kept])).values()];
}

/**
 * Runs whose awaited answers --again gives up: those of models that it names, else all, unless it may mean a result that is there and is no
 * analysis.
 */
async function abandonedBy(
  delegation: Delegation,
  { again, named }: Pick<DelegateResumeFlags, 'again'> & { readonly named?: readonly DelegateModel[] },
  delegations: Delegations,
): Promise<ReadonlySet<string>> {
  if (again !== true) return new Set();
  const { open } = delegation;
  const isNamed = (model: string): boolean => named === undefined || named.some(({ name }) => name === model);
  const wanted = new Set(open.filter(({ model }) => isNamed(model)).map(({ runId }) => runId));
  if (named !== undefined || wanted.size === 0) return wanted;
  for (const kept of countingResults(delegation))
    if (kept.state !== 'answered' || !(await isReadable(delegation, kept, delegations))) return new Set();
  return wanted;
}

async function isReadable({ id }: Delegation, kept: KeptResult, delegations: Delegations): Promise<boolean> {
  try {
    await delegations.readResult(id, kept);
    return true;
  } catch (thrown) {
    unlessChanged(thrown);
    return false;
  }
}

/** @throws HanzoError USAGE where a call had left of which nobody knows what it cost */
function refuseUnknown(
  { id, open }: Delegation,
  flags: DelegateResumeFlags,
  setting: Parameters<typeof refuseTwice>[1],
): void {
  if (flags.again === true) return;
  const againWith = `${resumeCommand(id, flags)} --again`;
  for (const question of open) refuseTwice(question, setting, question.model, againWith);
}

function inputOf(delegation: Delegation, terms: Terms | undefined): DelegateInput {
  const { issue, attemptedFixes, parent } = delegation;
  const { wishes, gathers: gather, diff, earlier, within, contextTokens, context, logs } = terms ?? {};
  return {
    issue,
    attemptedFixes,
    parent,
    ...given({ wishes, gather, diff, earlier, within, contextTokens, context, logs }),
  };
}

/** Only so much of what was sent as further rounds look at. */
function emptyRequest({ issue, attemptedFixes }: Delegation, { context, logs }: Terms): DelegationRequest {
  return { issue, attemptedFixes, context, logs, files: [], leftOut: [], redactions: [], earlier: [] };
}
