import type { BackgroundFate, BackgroundLook, BackgroundRecord } from './background-fate.ts';
import type { Desk } from './desk.ts';
import { responseBody, type ResponseState } from './responses-shape.ts';
import type { Turn } from './turn.ts';

type Body = Readonly<Record<string, unknown>>;

interface StandInAnswer {
  readonly turn: Turn;
  /** By the clock of the process, in milliseconds. */
  readonly begunAt: number;
  /** After this long it is there by itself. */
  readonly takesMs: number;
  looks: number;
  isCancelled: boolean;
  isDeleted: boolean;
  /** How it ended; it stays so. */
  ended: 'finished' | 'failed' | 'cancelled' | undefined;
  tellsUsage: boolean;
}

/** Answers in the background, in memory. They are billed when they are asked for, whoever fetches them. */
export class BackgroundDesk {
  readonly #desk: Desk;
  readonly #answers = new Map<string, StandInAnswer>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get records(): readonly BackgroundRecord[] {
    return [...this.#answers].map(([id, { looks, isCancelled, isDeleted }]) => ({ id, looks, isCancelled, isDeleted }));
  }

  /** The response as it begins. */
  begin(turn: Turn): Body {
    const answer: StandInAnswer = {
      turn,
      begunAt: performance.now(),
      takesMs: turn.firstPieceMs + turn.pieceMs * turn.pieces.length,
      looks: 0,
      isCancelled: false,
      isDeleted: false,
      ended: undefined,
      tellsUsage: false,
    };
    this.#answers.set(turn.id, answer);
    return responseBody(turn, 'queued');
  }

  /** The response as this look finds it; undefined when there is none. */
  look(id: string): Body | Extract<BackgroundFate, { kind: 'http-error' | 'drop' }> | undefined {
    const answer = this.#find(id);
    if (answer === undefined) return undefined;
    answer.looks += 1;
    if (answer.ended !== undefined) return bodyOf(answer);
    const fate = this.#fateOf(id, answer);
    if (fate === 'gone') return undefined;
    if (fate === 'queued' || fate === 'working')
      return responseBody(answer.turn, fate === 'queued' ? 'queued' : 'in_progress');
    if (fate === 'ended') answer.ended = endOf(answer.turn);
    else if (fate.kind === 'cancelled') {
      answer.ended = 'cancelled';
      answer.tellsUsage = fate.tellsUsage === true;
    } else return fate;
    return bodyOf(answer);
  }

  /** Undefined when there is none. */
  cancel(id: string): Body | Extract<BackgroundFate, { kind: 'http-error' | 'drop' }> | undefined {
    const answer = this.#find(id);
    if (answer === undefined) return undefined;
    answer.isCancelled = true;
    const found = this.look(id);
    answer.looks -= 1;
    return found;
  }

  /** False when there is none. */
  delete(id: string): boolean {
    const answer = this.#find(id);
    if (answer !== undefined) answer.isDeleted = true;
    return answer !== undefined;
  }

  #find(id: string): StandInAnswer | undefined {
    const answer = this.#answers.get(id);
    return answer?.isDeleted === true ? undefined : answer;
  }

  #fateOf(id: string, { turn, begunAt, takesMs, looks, isCancelled }: StandInAnswer): BackgroundFate {
    const { background } = this.#desk.options;
    const ageMs = performance.now() - begunAt;
    const look: BackgroundLook = { id, prompt: turn.request.prompt, look: looks, ageMs, isCancelled };
    const scripted = typeof background === 'function' ? background(look) : undefined;
    if (scripted !== undefined) return scripted;
    if (ageMs >= takesMs) return 'ended';
    return isCancelled ? { kind: 'cancelled' } : 'working';
  }
}

const BROKEN: readonly Turn['end']['kind'][] = ['cut', 'unfinished', 'error', 'failed'];

function endOf({ end }: Turn): 'finished' | 'failed' {
  return BROKEN.includes(end.kind) ? 'failed' : 'finished';
}

function bodyOf({ turn, ended, tellsUsage }: StandInAnswer): Body {
  const state: ResponseState = ended ?? 'in_progress';
  return responseBody(turn, state, tellsUsage);
}
