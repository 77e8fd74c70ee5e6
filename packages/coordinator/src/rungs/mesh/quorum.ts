import { HanzoError, toHanzoError, type Answer, type RungContext, type Task, type Who } from '@hanzo/contracts';
import { agree, AGREEMENT_THRESHOLD } from '@hanzo/router';
import { noteQuorum } from '../../trust/quorum-evidence.ts';
import { withSameWeights } from '../../dispatch/same-weights.ts';
import type { MeshParts } from './mesh-parts.ts';
import { Pursuit, type PursuitOptions } from './pursuit.ts';
import type { Several } from './who-is-asked.ts';

/** One worker's word on a task. */
interface Copy {
  readonly startedAt: number;
  who: Who | undefined;
  answer: Answer | undefined;
  error: HanzoError | undefined;
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
  /** Why workers gave none. */
  readonly errors: readonly HanzoError[];
}

/**
 * Asks several different workers the same, or workers with different models, and says what most of them agree on. It is
 * decided, and the others are stopped, as soon as more than half of those asked agree.
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
  const all = Array.from({ length: several.count }, (): Copy => ({
    startedAt: clock.now(),
    who: undefined,
    answer: undefined,
    error: undefined,
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
      copy.answer = await new Pursuit(parts, task, muted, options).run();
      if (majorityOf(all, several.differentModels).length > 0) decided.abort(notNeeded());
    } catch (thrown) {
      copy.error = toHanzoError(thrown);
    }
  };
  await Promise.all(all.map(ask));
  context.signal.throwIfAborted();
  const majority = majorityOf(all, several.differentModels);
  const answers = all.flatMap(({ answer }) => answer ?? []);
  noteQuorum(parts, task, answers, majority);
  const counted = majority[0] ?? (several.differentModels ? mostCommon(all, true)[0] : undefined);
  for (const copy of all) if (isBeside(copy, counted, majority)) tellExtra(copy, majority, context, clock.now());
  return {
    majority,
    counted,
    answers,
    errors: all.flatMap(({ error }) => error ?? []),
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
  const { majority, counted, answers, errors } = await askSeveral(parts, task, several, context);
  const [missing] = errors;
  if (majority.length === 0 && missing !== undefined && answers.length <= count / 2) throw missing;
  if (counted !== undefined) {
    const of = differentModels ? 'different models' : 'workers';
    const agreed = majority.length === 0 ? 'No majority agrees' : `${majority.length} of ${count} ${of} agree`;
    context.onStart(counted.who, `${agreed} on the answer.`);
    context.onText(counted.text);
    if (majority.length === 0) parts.disputed.set(counted, disputeInWords(answers, count));
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
  const avoid = new Set(withSameWeights(notAgain, dispatcher.workers()));
  const alone = { apart: new Set<string>(), hedge: false, goesOn: false };
  return differentModels ? { ...alone, modelsApart: avoid } : { ...alone, avoid };
}

/** More than half of those asked. */
function majorityOf(all: readonly Copy[], differentModels: boolean): readonly Answer[] {
  const most = mostCommon(all, differentModels);
  return most.length > all.length / 2 ? most : [];
}

/**
 * The biggest group of answers that mean the same, first come first. Copies only show who is honest; where different models
 * shall show what is right, short answers must be equal.
 */
function mostCommon(all: readonly Copy[], differentModels: boolean): readonly Answer[] {
  const given = all.flatMap(({ answer }, at) => (answer === undefined ? [] : [{ id: String(at), text: answer.text }]));
  const [most = []] = agree(given, AGREEMENT_THRESHOLD, differentModels ? 'exact' : 'alike').groups;
  return most.flatMap((id) => all[Number(id)]?.answer ?? []);
}

/** Those that gave nothing are told of only where something else counts. */
function isBeside({ answer }: Copy, counted: Answer | undefined, majority: readonly Answer[]): boolean {
  return answer === undefined ? majority.length > 0 : answer !== counted;
}

function disputeInWords(answers: readonly Answer[], count: number): string {
  const who = answers.map((answer) => whoSaid(answer)).join(', ');
  return `${answers.length} of ${count} different models answered, and most do not agree: ${who}.`;
}

function whoSaid({ who }: Answer): string {
  return who.kind === 'worker' ? `${who.model} on ${who.node}` : who.kind;
}

function notNeeded(): HanzoError {
  return new HanzoError('OVERTAKEN', 'Enough other workers agreed before it had answered.');
}

function tellExtra(
  { who, startedAt, answer, error }: Copy,
  majority: readonly Answer[],
  context: Pick<RungContext, 'onExtra'>,
  endedAt: number,
): void {
  if (who === undefined) return;
  const agreed = answer !== undefined && majority.includes(answer);
  const said = agreed
    ? new HanzoError('OVERTAKEN', 'Its answer agrees with the one that counts.')
    : new HanzoError('NO_AGREEMENT', dissentInWords(answer, majority.length > 0));
  const why = 'Several workers were asked, so that their answers can be compared.';
  context.onExtra?.({ who, why, startedAt, endedAt, error: error ?? said });
}

function dissentInWords(answer: Answer | undefined, hasMajority: boolean): string {
  const from = hasMajority ? 'what most workers said' : 'what others said';
  const said = (answer?.text ?? '').replaceAll(/\s+/g, ' ').trim();
  const short = said.length > MOST_SAID ? `${said.slice(0, MOST_SAID)}…` : said;
  return `Its answer differs from ${from}: "${short}".`;
}
