import type { ApiGeneration, ApiTurn, ToolCall } from '@hanzo/contracts';
import { worstTurnTokens } from '../worst-case.ts';
import { askedCalls, type AskedCalls, type AskingTurn } from './asked-calls.ts';
import { LEAST_ROOM_BYTES } from './tool-room.ts';

export type ToldTurn = Extract<ApiTurn, { role: 'tool' }>;

/** Sizes are worst-case tokens: bytes, and what is set aside for each turn. */
export interface ConversationRoom {
  /** Of all turns after the prompt. */
  readonly all: number;
  /** Of these, what tools may tell, in bytes of UTF-8. */
  readonly told: number;
}

/** Kept free for the words that end the use of tools. */
const LAST_WORDS = 800;
/** For what is said of a call that is not made; so much of what tools told stays in any case. Bytes. */
const REFUSAL_BYTES = 200;
const LEFT_OUT = 'What it told is left out: there is no room for it.';

/** What came after the prompt, round by round, and how much more of it there may be. */
export class Conversation {
  readonly #ids = new Set<string>();
  readonly #rounds: Round[] = [];
  #size = 0;
  readonly #room: ConversationRoom;
  #toldLeft: number;

  constructor(room: ConversationRoom) {
    this.#room = room;
    this.#toldLeft = room.told;
  }

  get history(): readonly ApiTurn[] {
    return this.#rounds.flatMap(({ turn, told }) => [turn, ...told]);
  }

  /** Calls that were made, in their order. */
  get made(): readonly MadeCall[] {
    return this.#rounds.flatMap((round) => round.made);
  }

  /** Nothing useful could be told any more. */
  get isFull(): boolean {
    return Math.min(this.#toldLeft, this.#left) < LEAST_ROOM_BYTES;
  }

  get #left(): number {
    return this.#room.all - LAST_WORDS - this.#size;
  }

  /** What an answer asks for; undefined where there is no room even for saying that it is not done. */
  begin(answer: ApiGeneration): Round | undefined {
    const asked = askedCalls(answer, this.#ids);
    const refusals = asked.calls.reduce((sum, { id }) => sum + refusalSize(id), 0);
    const left = this.#left - worstTurnTokens(asked.turn) - refusals;
    return left < 0 ? undefined : new Round(asked, { all: left, told: this.#toldLeft });
  }

  end(round: Round): void {
    this.#rounds.push(round);
    this.#size += sizeOf([round.turn, ...round.told]);
    this.#toldLeft = round.room.told;
  }

  /**
   * It was too much: what the newest round told goes, of those that still tell something. That its calls were made stays: who
   * forgets it does it again. No other round begins after that. @returns false where there is nothing left that could go
   */
  shorten(): boolean {
    return this.#rounds.findLast((round) => round.shorten()) !== undefined;
  }
}

/** Room for a refusal is kept for each call. */
function refusalSize(callId: string): number {
  return worstTurnTokens({ role: 'tool', callId, output: ' '.repeat(REFUSAL_BYTES), failed: true });
}

function sizeOf(turns: readonly ApiTurn[]): number {
  return turns.reduce((sum, turn) => sum + worstTurnTokens(turn), 0);
}

/** A call that a tool was given. */
export interface MadeCall {
  readonly call: ToolCall;
  readonly failed: boolean;
}

/** Calls of one answer, and what is told of them, in their order. */
export class Round {
  readonly turn: AskingTurn;
  readonly calls: AskedCalls['calls'];
  readonly #made: MadeCall[] = [];
  #told: readonly ToldTurn[] = [];
  #room: ConversationRoom;

  constructor({ turn, calls }: AskedCalls, room: ConversationRoom) {
    this.turn = turn;
    this.calls = calls;
    this.#room = room;
  }

  get told(): readonly ToldTurn[] {
    return this.#told;
  }

  get made(): readonly MadeCall[] {
    return this.#made;
  }

  get room(): ConversationRoom {
    return this.#room;
  }

  /** Bytes for each of so many calls; 0 where nothing useful could be told. */
  roomFor(calls: number): number {
    const { all, told } = this.#room;
    const each = Math.floor(Math.min(all, told) / calls);
    return each < LEAST_ROOM_BYTES ? 0 : each;
  }

  /** What the next one of the calls told; where it does not fit, that is said instead. */
  tell(output: string, failed: boolean): void {
    const call = this.calls[this.#told.length];
    if (call !== undefined) this.#made.push({ call, failed });
    const turn = this.#turnOf(output, failed);
    const size = worstTurnTokens(turn) - refusalSize(turn.callId);
    const bytes = Buffer.byteLength(output);
    if (size > this.#room.all || bytes > this.#room.told) {
      this.refuse('It told more than there is room for. Ask for less at a time.');
      return;
    }
    this.#told = [...this.#told, turn];
    this.#room = { all: this.#room.all - Math.max(0, size), told: this.#room.told - bytes };
  }

  /** The next one of the calls is not made, or not told: `why` in one short sentence. */
  refuse(why: string): void {
    this.#told = [...this.#told, this.#turnOf(why, true)];
  }

  /** Leaves out what is long of what was told. @returns whether something was */
  shorten(): boolean {
    const isLong = ({ output }: ToldTurn): boolean => Buffer.byteLength(output) > REFUSAL_BYTES;
    if (!this.#told.some(isLong)) return false;
    this.#told = this.#told.map((turn) =>
      isLong(turn) ? { ...turn, output: `${turn.failed === true ? 'It failed' : 'It was called'}. ${LEFT_OUT}` } : turn,
    );
    return true;
  }

  #turnOf(output: string, failed: boolean): ToldTurn {
    const callId = this.calls[this.#told.length]?.id ?? '';
    return { role: 'tool', callId, output, ...(failed && { failed }) };
  }
}
