import { HanzoError, toHanzoError, type Answer, type RungContext, type Task, type Who } from '@hanzo/contracts';
import { agree } from '@hanzo/router';
import { noteQuorum } from '../../trust/quorum-evidence.ts';
import type { MeshParts } from './mesh-parts.ts';
import { Pursuit } from './pursuit.ts';

/** One worker's word on a task. */
interface Copy {
  readonly startedAt: number;
  who: Who | undefined;
  answer: Answer | undefined;
  error: HanzoError | undefined;
}

/** What several workers say to the same task. Answers are compared by their meaning, not by their bytes. */
export interface Agreement {
  /** Answers of the workers that most of those asked agree with, first come first. Empty: there is no majority. */
  readonly majority: readonly Answer[];
  /** All answers that came before it was decided. */
  readonly answers: readonly Answer[];
  /** Why workers gave none. */
  readonly errors: readonly HanzoError[];
}

/**
 * Asks so many different workers the same, and says what most of them agree on. It is decided, and the others are
 * stopped, as soon as more than half of those asked agree.
 *
 * @param copies 2 to 5
 * @throws the signal's reason
 */
export async function askSeveral(
  parts: MeshParts,
  task: Task,
  copies: number,
  context: Pick<RungContext, 'signal' | 'onWait' | 'onExtra'>,
): Promise<Agreement> {
  const { clock } = parts;
  const apart = new Set<string>();
  const decided = new AbortController();
  const signal = AbortSignal.any([context.signal, decided.signal]);
  const all = Array.from({ length: copies }, (): Copy => ({
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
      copy.answer = await new Pursuit(parts, task, muted, { apart, hedge: false, goesOn: false }).run();
      if (majorityOf(all).length > 0) decided.abort(notNeeded());
    } catch (thrown) {
      copy.error = toHanzoError(thrown);
    }
  };
  await Promise.all(all.map(ask));
  context.signal.throwIfAborted();
  const majority = majorityOf(all);
  const answers = all.flatMap(({ answer }) => answer ?? []);
  noteQuorum(parts, task, answers, majority);
  for (const copy of all) if (copy.answer !== majority[0]) tellExtra(copy, majority, context, clock.now());
  return {
    majority,
    answers,
    errors: all.flatMap(({ error }) => error ?? []),
  };
}

/** The answer that most of the workers agree on. */
export async function agreedAnswer(
  parts: MeshParts,
  task: Task,
  copies: number,
  context: RungContext,
): Promise<Answer> {
  const { majority, answers, errors } = await askSeveral(parts, task, copies, context);
  const [first] = majority;
  if (first !== undefined) {
    context.onStart(first.who, `${majority.length} of ${copies} workers agree on the answer.`);
    context.onText(first.text);
    return first;
  }
  const [missing] = errors;
  if (missing !== undefined && answers.length <= copies / 2) throw missing;
  throw new HanzoError('NO_AGREEMENT', `${answers.length} of ${copies} workers answered, and no majority agrees.`, {
    details: { copies, answers: answers.length },
  });
}

function majorityOf(all: readonly Copy[]): Answer[] {
  const given = all.flatMap(({ answer }, at) => (answer === undefined ? [] : [{ id: String(at), text: answer.text }]));
  const missing = all.length - given.length;
  if (given.length <= missing) return [];
  const { groups } = agree(given);
  const most = groups.find((group) => group.length > all.length / 2) ?? [];
  return most.flatMap((id) => all[Number(id)]?.answer ?? []);
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
    : new HanzoError('NO_AGREEMENT', 'Its answer differs from what most workers said.');
  const why = 'Several workers were asked, so that their answers can be compared.';
  context.onExtra?.({ who, why, startedAt, endedAt, error: error ?? said });
}
