import { HanzoError, toHanzoError, type Answer, type RungContext, type Task, type Who } from '@hanzo/contracts';
import { vote, type Vote } from '@hanzo/router';
import { isSameWeights, weightsOf, type Weights } from '../../trust/weights.ts';
import { noteQuorum } from '../../trust/quorum-evidence.ts';
import { ModelsApart } from '../../dispatch/models-apart.ts';
import type { MeshParts } from './mesh-parts.ts';
import { Pursuit, type PursuitOptions } from './pursuit.ts';
import type { Several } from './who-is-asked.ts';

/** One worker's word on a task. */
interface Copy {
  /** Unique among those that are asked. */
  readonly id: string;
  readonly startedAt: number;
  who: Who | undefined;
  answer: Answer | undefined;
  error: HanzoError | undefined;
  weights: Weights | undefined;
}

const NOBODY: ReadonlySet<string> = new Set();
/** Of what a worker said so many characters are told. */
const MOST_SAID = 200;

/** What several workers say to the same task. Answers are compared by their meaning, not by their bytes. */
export interface Agreement {
  /** Answers of the workers that most of those asked agree with, first come first. Empty: there is no majority. */
  readonly majority: readonly Answer[];
  /** The one that speaks for all: of the majority, or, where different models were asked, of most. */
  readonly counted: Answer | undefined;
  /** All answers that came before it was decided. */
  readonly answers: readonly Answer[];
  /** Why workers gave none, but for those that were not waited for. */
  readonly errors: readonly HanzoError[];
  /** In words, where their votes do not weigh the same: what each weighs. */
  readonly weights: string | undefined;
}

/**
 * Asks several different workers the same, or workers with different models, and says what most of them agree on. It is
 * decided, and the others are stopped, as soon as enough of them agree, or no more can.
 *
 * @param several 2 to 5
 * @throws the signal's reason
 */
export async function askSeveral(
  parts: MeshParts,
  task: Task,
  several: Several,
  context: Pick<RungContext, 'signal' | 'onWait' | 'onExtra' | 'notAgain'>,
): Promise<Agreement> {
  const { clock } = parts;
  const options = apartOptions(parts, several, context);
  const decided = new AbortController();
  const signal = AbortSignal.any([context.signal, decided.signal]);
  const all = Array.from({ length: several.count }, (_, at): Copy => ({
    id: String(at),
    startedAt: clock.now(),
    who: undefined,
    answer: undefined,
    error: undefined,
    weights: undefined,
  }));
  const ask = async (copy: Copy): Promise<void> => {
    const muted: RungContext = {
      signal,
      onStart: (who) => (copy.who = who),
      onText: () => undefined,
      onLost: () => undefined,
      ...(context.onWait && { onWait: context.onWait }),
    };
    try {
      const answer = await new Pursuit(parts, task, muted, options).run();
      if (several.differentModels) checkIsAnother(copy, answer, all, parts);
      copy.answer = answer;
    } catch (thrown) {
      copy.error = toHanzoError(thrown);
    }
    const { isAccepted, isOpen } = voteOf(all, parts, task, several);
    if (isAccepted) decided.abort(notNeeded('Enough other workers agreed before it had answered.'));
    else if (!isOpen) decided.abort(notNeeded('So many answers differ that no majority can be found any more.'));
  };
  await Promise.all(all.map(ask));
  context.signal.throwIfAborted();
  const result = voteOf(all, parts, task, several);
  const leading = result.leading.flatMap((id) => all[Number(id)]?.answer ?? []);
  const majority = result.isAccepted ? leading : [];
  const answers = all.flatMap(({ answer }) => answer ?? []);
  noteQuorum(parts, task, answers, majority);
  const counted = majority[0] ?? (several.differentModels ? leading[0] : undefined);
  const telling = { majority, ...result, endedAt: clock.now() };
  for (const copy of all) if (isBeside(copy, counted, majority)) tellExtra(copy, telling, context);
  return {
    majority,
    counted,
    answers,
    errors: all.flatMap(({ error }) => (error === undefined || error === decided.signal.reason ? [] : error)),
    weights: weightsInWords(all, result),
  };
}

/**
 * The answer that most of the workers agree on. Different models that do not agree have answered, too: what most of them say
 * is returned as disputed, and counts for nothing.
 */
export async function agreedAnswer(
  parts: MeshParts,
  task: Task,
  several: Several,
  context: RungContext,
): Promise<Answer> {
  const { count, differentModels } = several;
  const { majority, counted, answers, errors, weights } = await askSeveral(parts, task, several, context);
  const [missing] = errors;
  if (majority.length === 0 && missing !== undefined && answers.length <= count / 2) throw missing;
  if (counted !== undefined) {
    const of = differentModels ? 'different models' : 'workers';
    const agreed = majority.length === 0 ? 'No majority agrees' : `${majority.length} of ${count} ${of} agree`;
    context.onStart(counted.who, `${agreed} on the answer.${weights === undefined ? '' : ` ${weights}`}`);
    context.onText(counted.text);
    if (majority.length === 0) parts.disputed.set(counted, disputeInWords(answers, count, weights));
    return counted;
  }
  throw new HanzoError('NO_AGREEMENT', `${answers.length} of ${count} workers answered, and no majority agrees.`, {
    details: { copies: count, answers: answers.length },
  });
}

/** Who is not asked, now and as copies are given out. */
function apartOptions(
  { dispatcher }: MeshParts,
  { differentModels }: Several,
  { notAgain = NOBODY }: Pick<RungContext, 'notAgain'>,
): PursuitOptions {
  const avoid = new ModelsApart(notAgain, dispatcher.weights);
  const alone = { apart: new Set<string>(), hedge: false, goesOn: false };
  return differentModels ? { ...alone, modelsApart: avoid } : { ...alone, avoid };
}

/** Workers come and go while several are asked, and call one model by different names. */
function checkIsAnother(copy: Copy, { who }: Answer, all: readonly Copy[], { dispatcher }: MeshParts): void {
  if (who.kind !== 'worker') return;
  copy.weights = weightsOf(dispatcher.worker(who.peerId), who.model);
  const { weights } = copy;
  const same = all.find(
    (other) => other !== copy && other.answer && other.weights && isSameWeights(other.weights, weights),
  );
  if (same?.weights === undefined) return;
  const text = `${who.model} has the same weights as ${same.weights.model}, so its word is not that of another model.`;
  throw new HanzoError('NO_AGREEMENT', text);
}

/**
 * Copies only show who is honest: each counts once, and answers need only be alike. Where different models shall show what
 * is right, each weighs what experience says of its model, and what it says must be the same.
 */
function voteOf(
  all: readonly Copy[],
  { passRate }: MeshParts,
  { kind, agreementShare }: Task,
  { differentModels }: Several,
): Vote {
  const voices = all.map(({ id, who, answer, error }) => ({
    id,
    text: answer?.text,
    isAwaited: answer === undefined && error === undefined,
    passRate: differentModels && who?.kind === 'worker' ? passRate?.(who.model, kind) : undefined,
  }));
  return vote(voices, differentModels ? { share: agreementShare, how: 'exact' } : { how: 'alike' });
}

/** "What their votes weigh: a 0.82, b 0.31; together for this answer 73 %." */
function weightsInWords(all: readonly Copy[], { weights, share }: Vote): string | undefined {
  if (new Set(weights.values()).size < 2) return undefined;
  const each = all.flatMap(({ id, who }) =>
    who?.kind === 'worker' ? [`${who.model} ${(weights.get(id) ?? 0).toFixed(2)}`] : [],
  );
  return `What their votes weigh: ${each.join(', ')}; ${Math.round(share * 100)} % are for this answer.`;
}

/** Those that gave nothing are told of only where something else counts. */
function isBeside({ answer }: Copy, counted: Answer | undefined, majority: readonly Answer[]): boolean {
  return answer === undefined ? majority.length > 0 : answer !== counted;
}

function disputeInWords(answers: readonly Answer[], count: number, weights: string | undefined): string {
  const who = answers.map((answer) => whoSaid(answer)).join(', ');
  const told = `${answers.length} of ${count} different models answered, and most do not agree: ${who}.`;
  return weights === undefined ? told : `${told} ${weights}`;
}

function whoSaid({ who }: Answer): string {
  return who.kind === 'worker' ? `${who.model} on ${who.node}` : who.kind;
}

function notNeeded(why: string): HanzoError {
  return new HanzoError('OVERTAKEN', why);
}

function tellExtra(
  { id, who, startedAt, answer, error }: Copy,
  { majority, weights, endedAt }: Vote & { readonly majority: readonly Answer[]; readonly endedAt: number },
  context: Pick<RungContext, 'onExtra'>,
): void {
  if (who === undefined) return;
  const agreed = answer !== undefined && majority.includes(answer);
  const said = agreed
    ? new HanzoError('OVERTAKEN', 'Its answer agrees with the one that counts.')
    : new HanzoError('NO_AGREEMENT', dissentInWords(answer, majority.length > 0));
  const weighs = new Set(weights.values()).size < 2 ? '' : ` Its vote weighs ${(weights.get(id) ?? 0).toFixed(2)}.`;
  const why = `Several workers were asked, so that their answers can be compared.${weighs}`;
  context.onExtra?.({ who, why, startedAt, endedAt, error: error ?? said });
}

function dissentInWords(answer: Answer | undefined, hasMajority: boolean): string {
  const from = hasMajority ? 'what most workers said' : 'what others said';
  const said = (answer?.text ?? '').replaceAll(/\s+/g, ' ').trim();
  const short = said.length > MOST_SAID ? `${said.slice(0, MOST_SAID)}…` : said;
  return `Its answer differs from ${from}: "${short}".`;
}
