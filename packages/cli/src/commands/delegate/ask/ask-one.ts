import { endpointFor } from '@hanzo/config';
import { formatDollars, HanzoError, toHanzoError, type Gate } from '@hanzo/contracts';
import type { AnswerRecord } from '@hanzo/coordinator';
import { ANALYSIS_OUTPUT, judgeAnalysis, type Asked, type Question } from '@hanzo/delegate';
import type { Setting } from '../../../setting.ts';
import type { EngineFlags } from '../../dev/flags.ts';
import { takenWishes } from '../../dev/models/call-wishes.ts';
import { given } from '../../dev/run/setting-of.ts';
import { doOneTask } from '../../one-task/do-one-task.ts';
import { askedByDelegation } from '../../tasks/asked-run.ts';
import { chooseModels, type DelegateModel } from '../models/delegate-model.ts';
import { askedOf, leftOpen } from './asked-of.ts';
import type { AskerParts } from './asker-parts.ts';
import { abandonAnswers, awaitedAnswer, settingToFetch } from './awaited-answer.ts';
import { mendFactsFor } from './mends.ts';
import { moneyOfRun } from './money-of-run.ts';
import { answerTokensOf, worstAskMicros } from './worst-ask.ts';

/** Strong models think for minutes. */
const TIMEOUT_MS = 600_000;
/** In the background nothing is lost by waiting for those that think longest. */
const BACKGROUND_TIMEOUT_MS = 3_600_000;

/**
 * Asks one model, and nobody in its place. An answer that an earlier process waits for is waited for again, and nothing is an end
 * of the question while its provider works on one.
 */
export async function askOne(question: Question, signal: AbortSignal, parts: AskerParts): Promise<Asked> {
  const { setting } = parts;
  const { earlier } = question;
  try {
    return await tryToAsk(question, signal, parts);
  } catch (thrown) {
    signal.throwIfAborted();
    if (earlier === undefined || awaitedAnswer(setting, earlier) === undefined) throw thrown;
    const { runId } = earlier;
    const facts = mendFactsFor(question.model, parts);
    return leftOpen(toHanzoError(thrown), runId, { money: moneyOfRun(setting, runId), facts });
  }
}

/** Rejects for what nobody could begin, and for faults of our own: these are no end of it. */
async function tryToAsk(question: Question, signal: AbortSignal, parts: AskerParts): Promise<Asked> {
  const { setting, flags, allowance, workspace, terminal, progress } = parts;
  const { earlier, onAccepted } = question;
  const [model] = chooseModels(setting, { model: question.model });
  if (model === undefined) throw new HanzoError('INTERNAL', 'A question names no model.');
  if (earlier !== undefined && parts.abandons?.has(earlier.runId) === true) abandonAnswers(setting, earlier);
  const awaited = earlier && awaitedAnswer(setting, earlier);
  const before = earlier === undefined ? 0 : moneyOfRun(setting, earlier.runId).costMicros;
  const tries = 1 + (flags.maxRetries ?? setting.config.calls.maxRetries);
  const share = allowance.take(model.name, worstAskMicros(question, model, { setting, flags }) * tries);
  let runId: string | undefined;
  const onStart = (id: string): void => {
    runId = id;
  };
  try {
    const work = {
      task: taskFor(question, model, parts),
      setting: settingFor(model, setting, awaited),
      flags: { ...engineFlags(model, parts, before + share.micros), ...(awaited && TAKING) },
      workspace,
      instructions: parts.issue,
      askedBy: askedByDelegation(parts.delegation()),
      gate: GATE,
      earlier,
    };
    const call = { signal, ...(progress && { progress }) };
    const end = await doOneTask(work, call, terminal, { onStart, onAccepted });
    signal.throwIfAborted();
    const isAwaited = awaitedAnswer(setting, end) !== undefined;
    const facts = mendFactsFor(model.name, parts);
    return askedOf(end, { money: moneyOfRun(setting, end.runId), facts, isAwaited });
  } finally {
    share.settle(runId);
  }
}

/** An answer that no analysis is in is kept, and nobody else is asked for it. */
const GATE: Gate = (_task, { finish, text }) => {
  if (finish !== 'stop')
    return { passed: false, gate: 'finished', reason: 'The answer was cut at its limit of tokens.' };
  const why = judgeAnalysis(text);
  return why === undefined ? { passed: true } : { passed: false, gate: 'schema', reason: why };
};

/** As it was asked for: its tier and effort are not those of the flags. */
const TAKING = { takesAny: true, api: 'responses' } as const;

/** No other model is asked, and nothing that was learned of models keeps this one from being asked. */
function settingFor(model: DelegateModel, setting: Setting, awaited: AnswerRecord | undefined): Setting {
  const its = awaited === undefined || model.kind === 'local' ? setting : settingToFetch(awaited, model.card, setting);
  return { ...its, maxTier: 'complex', config: { ...its.config, orchestrator: model.name } };
}

function engineFlags(
  model: DelegateModel,
  { flags, endsAt, now }: Pick<AskerParts, 'flags' | 'endsAt' | 'now'>,
  budgetMicros: number,
): EngineFlags {
  const { home, baseUrl, api, json, verbose, retryOnRateLimit, maxRetries } = flags;
  const isApi = model.kind === 'api';
  // Of models that were named it was checked before; one that stands in or is stronger need not be sold in the tier.
  const calls = isApi ? { baseUrl, api, retryOnRateLimit, maxRetries, ...takenWishes(model.card, flags) } : {};
  const timeout = endsAt === undefined ? undefined : Math.max(1, endsAt - now()) / 1000;
  const budget = formatDollars(budgetMicros).slice(1);
  const paid = { budget, background: flags.background !== false, fallback: false as const };
  return {
    ...(given({ home, json, verbose, ...calls, timeout }) as EngineFlags),
    orchestrator: model.name,
    workerModels: [model.name],
    cache: false,
    maxTier: 'complex',
    ...(isApi ? paid : { localOnly: true }),
  };
}

function taskFor(
  { system, prompt, title }: Question,
  model: DelegateModel,
  parts: AskerParts,
): Parameters<typeof doOneTask>[0]['task'] {
  const { flags, usesTools } = parts;
  return {
    kind: 'debug',
    tier: 'complex',
    title: `delegate: ${title}`,
    system,
    prompt,
    output: ANALYSIS_OUTPUT,
    sources: [],
    maxOutputTokens: answerTokensOf(model, flags),
    sampling: {},
    timeoutMs: timeoutMsOf(model, parts),
    models: [model.name],
    gates: [],
    ...(usesTools === true && { usesTools: true }),
  };
}

/** For each try. Whoever gives a delegation more time gives it to its models. */
function timeoutMsOf(
  model: DelegateModel,
  { flags, setting, endsAt, now }: Pick<AskerParts, 'flags' | 'setting' | 'endsAt' | 'now'>,
): number {
  const isBackground =
    model.kind === 'api' && flags.background !== false && endpointFor(setting.config, model.card).api === 'responses';
  const usual = isBackground ? BACKGROUND_TIMEOUT_MS : TIMEOUT_MS;
  return Math.max(usual, endsAt === undefined ? 0 : Math.round(endsAt - now()));
}
