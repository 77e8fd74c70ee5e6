import {
  firstChars,
  redact,
  toHanzoError,
  type Clock,
  type HanzoError,
  type Tool,
  type ToolAnswer,
  type ToolCall,
  type ToolCallRecord,
  type ToolOutput,
} from '@hanzo/contracts';
import { firstBytes } from './first-bytes.ts';
import { markedData } from './marked-data.ts';
import { recordedInput, shownRaw } from './shown-input.ts';
import { visibleText } from './visible-text.ts';

export interface ReportParts {
  readonly clock: Clock;
  /** How long people have been asked by now, in milliseconds. */
  readonly askedMs: () => number;
  /** Of what a model is told of one call. */
  readonly outputBytes: number;
  readonly onCall: ((record: ToolCallRecord) => void) | undefined;
}

/** As long as names of tools may be. Characters. */
const MOST_NAME = 64;
/** For people: a sentence or two. Characters. */
const MOST_WHY = 300;

const IT_FAILED = 'It failed. ';

type State = ToolCallRecord['state'];

/** What is told of one call: to the model, and to whoever looks on. */
export class CallReport {
  readonly #call: ToolCall;
  readonly #tool: Tool | undefined;
  readonly #taskId: string;
  readonly #parts: ReportParts;
  readonly #startedAt: number;
  readonly #began: number;
  readonly #askedBefore: number;
  #waitedMs: number | undefined;
  #input: string | undefined;

  constructor(call: ToolCall, tool: Tool | undefined, taskId: string, parts: ReportParts) {
    this.#call = call;
    this.#tool = tool;
    this.#taskId = taskId;
    this.#parts = parts;
    this.#startedAt = parts.clock.now();
    this.#began = parts.clock.elapsed();
    this.#askedBefore = parts.askedMs();
  }

  /** As people are shown it: without secrets. */
  set input(shown: string) {
    this.#input = shown;
  }

  /** From here on the tool is at it: who is asked meanwhile is asked about another call. */
  begin(): void {
    this.#waitedMs = this.#parts.askedMs() - this.#askedBefore;
  }

  /** Until now, waiting for somebody's consent left out, in milliseconds. */
  get spentMs(): number {
    return Math.max(0, this.#parts.clock.elapsed() - this.#began - this.#waited());
  }

  done({ text, failed = false }: ToolOutput): ToolAnswer {
    return failed ? this.#failed(text) : this.#answer('done', markedData(text, this.#parts.outputBytes));
  }

  /** By an error of the tool, without its stack: also what servers say stands in it. */
  failed(error: unknown): ToolAnswer {
    const { message, mend } = toHanzoError(error);
    return this.#failed(mend === undefined ? message : `${message} ${mend}`);
  }

  /** By our own words: the call was not made. */
  refused(error: HanzoError): ToolAnswer {
    const { code, message, mend } = error;
    const isForPeople = code === 'TOOL_REFUSED';
    const hint = mend === undefined ? '' : ` ${mend}`;
    const told = `This call was not made. ${message}${isForPeople ? ' Do without it.' : hint}`;
    return this.#answer(
      'refused',
      firstBytes(visibleText(redact(told)), this.#parts.outputBytes),
      message + (isForPeople ? hint : ''),
    );
  }

  cancelled(): void {
    this.#record(this.#waitedMs === undefined ? 'refused' : 'failed', 0, 'It was cancelled.');
  }

  #failed(text: string): ToolAnswer {
    const data = markedData(text, this.#parts.outputBytes - IT_FAILED.length);
    return this.#answer('failed', IT_FAILED + data, text);
  }

  #answer(state: State, output: string, why?: string): ToolAnswer {
    this.#record(state, Buffer.byteLength(output), why);
    const waitedMs = this.#waited();
    return { output, failed: state !== 'done', ...(waitedMs > 0 && { waitedMs }) };
  }

  #waited(): number {
    return this.#waitedMs ?? this.#parts.askedMs() - this.#askedBefore;
  }

  #record(state: State, outputBytes: number, why: string | undefined): void {
    const tool = this.#tool;
    this.#parts.onCall?.({
      taskId: this.#taskId,
      tool: tool?.spec.name ?? firstChars(visibleText(redact(this.#call.name)), MOST_NAME),
      origin: tool?.origin ?? '',
      effect: tool?.effect ?? 'read',
      input: recordedInput(this.#input ?? shownRaw(this.#call.arguments)),
      state,
      ...(why !== undefined && { why: oneLine(why) }),
      outputBytes,
      startedAt: this.#startedAt,
      tookMs: Math.round(this.spentMs),
    });
  }
}

function oneLine(text: string): string {
  return firstChars(
    visibleText(firstChars(redact(text), 4 * MOST_WHY))
      .replace(/\s+/g, ' ')
      .trim(),
    MOST_WHY,
  );
}
