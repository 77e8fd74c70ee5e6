import {
  firstChars,
  maskKeys,
  redact,
  type Attempt,
  type ErrorCode,
  type Refusal,
  type RungName,
  type Task,
  type Who,
} from '@hanzo/contracts';
import { toldOfCommand } from './told-of-command.ts';

/** Of an answer and of a reason so many characters are kept as evidence. */
const MOST_TEXT = 4_000;
const MOST_REASON = 500;

/** Failures of a paid model that a stronger one may not have: the way to it, the key and the money were in order. */
export const STRONGER_MAY_HELP: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ANSWER_INVALID',
  'API_REFUSED',
  'PROMPT_TOO_LONG',
]);

/** What was said to a task and did not count: evidence for whoever tries next, and who need not be asked again. */
export class Refusals {
  readonly #task: Pick<Task, 'agreement' | 'sources'>;
  readonly #anewAfter: number;
  readonly #all: Refusal[] = [];
  readonly #notAgain = new Set<string>();
  readonly #byRung = new Map<RungName, number>();

  /** @param anewAfter models that answered in attempts up to this number may be asked again: somebody wants it tried anew */
  constructor(task: Pick<Task, 'agreement' | 'sources'>, anewAfter: number) {
    this.#task = task;
    this.#anewAfter = anewAfter;
  }

  /** Answers that gates refused, first come first. */
  get all(): readonly Refusal[] {
    return this.#all;
  }

  /** Models that have had their say, by the names that they are asked by. */
  get notAgain(): ReadonlySet<string> {
    return this.#notAgain;
  }

  /** Answers of this rung that were refused since somebody wanted the task tried. */
  of(rung: RungName): number {
    return this.#byRung.get(rung) ?? 0;
  }

  /** By number, not by time: clocks may be set back. */
  isOfNow({ number }: Attempt): boolean {
    return number > this.#anewAfter;
  }

  /** @param counts it is of this life of the task */
  add(attempt: Attempt, counts: boolean = this.isOfNow(attempt)): void {
    const { rung, end } = attempt;
    if (end.kind === 'rejected') {
      if (counts) this.#byRung.set(rung, this.of(rung) + 1);
      const { answer, gate } = end;
      const text = firstChars(maskKeys(answer.text), MOST_TEXT);
      this.#all.push({
        rung,
        model: servedBy(answer.who),
        text,
        gate,
        reason: reasonOf(toldOfCommand(end.reason, this.#task)),
      });
    }
    if (!counts || !this.#hadItsSay(attempt)) return;
    const model = askedAs(end.kind === 'error' ? attempt.who : end.answer.who);
    if (model !== undefined) this.#notAgain.add(model);
  }

  #hadItsSay({ rung, end }: Attempt): boolean {
    if (end.kind !== 'error') return end.kind === 'rejected';
    if (STRONGER_MAY_HELP.has(end.code)) return rung === 'api' || rung === 'strong';
    // Of several models that were asked at once all have answered, whether their answers agreed or not.
    const isOneOfSeveral = end.code === 'NO_AGREEMENT' || end.code === 'OVERTAKEN';
    return isOneOfSeveral && (this.#task.agreement ?? 1) > 1;
  }
}

/** Why an attempt did not count, for people: bounded, without keys. */
export function reasonOf(reason: string): string {
  return firstChars(redact(reason), MOST_REASON);
}

function servedBy(who: Who): string {
  return who.kind === 'api' && who.servedModel !== '' ? who.servedModel : (askedAs(who) ?? '');
}

function askedAs(who: Who | undefined): string | undefined {
  switch (who?.kind) {
    case 'local':
    case 'worker':
      return who.model;
    case 'api':
      return who.askedModel ?? who.requestedModel;
    default:
      return undefined;
  }
}
