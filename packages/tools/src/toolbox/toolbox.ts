import {
  DEFAULT_CALL_MS,
  DEFAULT_TOOL_RULES,
  HanzoError,
  systemClock,
  toHanzoError,
  type Clock,
  type Tool,
  type ToolAnswer,
  type ToolCall,
  type ToolCaller,
  type ToolCallContext,
  type ToolCallRecord,
  type ToolOffer,
  type ToolOutput,
  type ToolRules,
  type ToolWish,
} from '@hanzo/contracts';
import { checkFields } from './calling/check-fields.ts';
import { callKey, RepeatedCalls } from './calling/repeated-calls.ts';
import { readArguments } from './calling/read-arguments.ts';
import { runTool } from './calling/run-tool.ts';
import { CallTurns } from './calling/call-turns.ts';
import { untilAborted } from './calling/until-aborted.ts';
import { ToolChooser } from './choosing/choose-tools.ts';
import { ConsentDesk, type AskConsent } from './consent/consent-desk.ts';
import { CallReport } from './telling/call-report.ts';
import { shownInput } from './telling/shown-input.ts';

export interface ToolboxOptions {
  readonly tools: readonly Tool[];
  /** The user has named this tool: only for lack of room is it not offered. @default no tool: those that a request is about */
  readonly isNamed?: ((tool: Tool) => boolean) | undefined;
  /** @default DEFAULT_TOOL_RULES */
  readonly rules?: ToolRules | undefined;
  /** Asks a person. Questions come one at a time. @default nobody is there: what must be asked is refused */
  readonly ask?: AskConsent | undefined;
  /** For a call of a tool that says nothing, in milliseconds. @default 60 s */
  readonly callMs?: number | undefined;
  /** Of what a model is told of one call, in UTF-8; more is cut, and said. @default 24,000 */
  readonly outputBytes?: number | undefined;
  readonly onCall?: ((record: ToolCallRecord) => void) | undefined;
  /** @default the system's clock */
  readonly clock?: Clock | undefined;
}

const OUTPUT_BYTES = 24_000;

/** A tool that may be called, and with what. */
interface ReadyCall {
  readonly tool: Tool;
  readonly input: Readonly<Record<string, unknown>>;
  /** The same for the same call. */
  readonly key: string;
  readonly context: ToolCallContext;
}

/** Tells what became of a call, to whoever looks on and to the model. */
type Tell = () => ToolAnswer;

/** The tools of a run, called within what the user allows. */
export class Toolbox implements ToolCaller {
  readonly #options: ToolboxOptions;
  readonly #clock: Clock;
  readonly #tools: ReadonlyMap<string, Tool>;
  readonly #desk: ConsentDesk;
  readonly #repeated = new RepeatedCalls();
  readonly #turns = new CallTurns();
  /** Tools that were told to end, and have not. */
  readonly #stuck = new Set<Tool>();
  /** With and without those that write. Each is made for its first offer: it reads all descriptions. */
  readonly #choosers = new Map<boolean, ToolChooser>();

  /** @throws HanzoError CONFIG_INVALID when two tools have the same name */
  constructor(options: ToolboxOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#tools = byName(options.tools);
    this.#desk = new ConsentDesk(options.rules ?? DEFAULT_TOOL_RULES, options.ask, this.#clock);
  }

  /** Tools that are denied, or must be asked for while nobody is there, are not in it. */
  offer(wish: ToolWish): ToolOffer {
    const { tools, isNamed = () => false } = this.#options;
    const { withoutWrites = false } = wish;
    const isThere = (tool: Tool): boolean =>
      this.#desk.barrier(tool) === undefined && !(withoutWrites && tool.effect === 'write');
    const chooser = this.#choosers.get(withoutWrites) ?? new ToolChooser(tools.filter(isThere), isNamed);
    this.#choosers.set(withoutWrites, chooser);
    return chooser.choose(wish);
  }

  async call(call: ToolCall, context: ToolCallContext): Promise<ToolAnswer> {
    const { signal, taskId } = context;
    const report = new CallReport(call, this.#tools.get(call.name), taskId, {
      clock: this.#clock,
      askedMs: () => this.#desk.askedMs,
      outputBytes: Math.min(this.#options.outputBytes ?? OUTPUT_BYTES, context.roomBytes ?? Infinity),
      onCall: this.#options.onCall,
    });
    let tell: Tell;
    try {
      tell = await this.#answer(this.#readyCall(call, context), report);
    } catch (error) {
      if (!signal.aborted) return report.refused(toHanzoError(error));
      report.cancelled();
      throw signal.reason;
    }
    // Not within the above: who hears of a call that was made, and fails, is no reason to say that it was not.
    return tell();
  }

  /** @throws HanzoError why it is not made, or the signal's reason */
  #readyCall(call: ToolCall, context: ToolCallContext): ReadyCall {
    const { offered } = context;
    context.signal.throwIfAborted();
    const tool = this.#tools.get(call.name);
    const barrier = tool && this.#desk.barrier(tool);
    if (barrier !== undefined) throw barrier;
    if (tool === undefined || !offered.has(call.name)) throw notOffered(offered);
    const input = readArguments(call.arguments);
    checkFields(tool, input);
    return { tool, input, key: callKey(call.name, input), context };
  }

  /** @throws HanzoError why it is not made, or the signal's reason */
  async #answer(ready: ReadyCall, report: CallReport): Promise<Tell> {
    const { tool, context, key } = ready;
    const { signal, taskId, offered } = context;
    report.input = shownInput(ready.input);
    using turn = this.#turns.ofTask(taskId, tool);
    await untilAborted(turn.begun, signal);
    if (!this.#repeated.mayMake(offered, key)) throw sameAgain(tool);
    await this.#desk.agree({ tool, input: shownInput(ready.input), taskId }, key, signal);
    using use = this.#turns.ofUse(tool);
    await untilAborted(use.begun, signal);
    const stuck = [...this.#stuck].find((each) => isInTheWay(each, tool));
    if (stuck !== undefined) throw stillAtIt(stuck);
    report.begin();
    if (report.spentMs >= (context.limitMs ?? Infinity)) throw noTime();
    return await this.#made(ready, report);
  }

  /** @throws the signal's reason alone: errors of tools are answers */
  async #made(ready: ReadyCall, report: CallReport): Promise<Tell> {
    const { tool, context, key } = ready;
    const note = (text: string): void => this.#repeated.answered(context.offered, key, text, tool.effect !== 'read');
    try {
      const output = await this.#run(ready, report.spentMs);
      note(output.text);
      return () => report.done(output);
    } catch (error) {
      context.signal.throwIfAborted();
      note(toHanzoError(error).message);
      return () => report.failed(error);
    }
  }

  #run({ tool, input, context }: ReadyCall, spentMs: number): Promise<ToolOutput> {
    const { signal, taskId, limitMs = Infinity } = context;
    const ownMs = tool.timeoutMs ?? this.#options.callMs ?? DEFAULT_CALL_MS;
    const run = {
      timeoutMs: Math.min(ownMs, limitMs - spentMs),
      clock: this.#clock,
      onStuck: (over: Promise<void>) => this.#leaveAlone(tool, over),
    };
    return runTool(tool, input, { signal, taskId }, run);
  }

  #leaveAlone(tool: Tool, over: Promise<void>): void {
    this.#stuck.add(tool);
    void over.then(() => this.#stuck.delete(tool));
  }
}

function byName(tools: readonly Tool[]): ReadonlyMap<string, Tool> {
  const known = new Map<string, Tool>();
  for (const tool of tools) {
    const { name } = tool.spec;
    const other = known.get(name);
    if (other !== undefined) {
      throw new HanzoError(
        'CONFIG_INVALID',
        `Two tools are called ${name}: of ${other.origin} and of ${tool.origin}.`,
        {
          details: { name },
          mend: 'Give one of the two MCP servers another name.',
        },
      );
    }
    known.set(name, tool);
  }
  return known;
}

/** Of names that the model is reminded of. */
const MOST_NAMED = 40;

function notOffered(offered: ReadonlySet<string>): HanzoError {
  const names = [...offered].slice(0, MOST_NAMED);
  return new HanzoError('ANSWER_INVALID', 'There is no such tool for this request.', {
    mend: names.length === 0 ? 'There is none: answer without.' : `There are: ${names.join(', ')}.`,
  });
}

function sameAgain({ spec }: Tool): HanzoError {
  return new HanzoError(
    'ANSWER_INVALID',
    `The very same call of ${spec.name} was made several times, with the same answer.`,
    {
      mend: 'Go by that answer, or do something else.',
    },
  );
}

function noTime(): HanzoError {
  return new HanzoError('ANSWER_INVALID', 'The time for tools is over.');
}

/** One that does not end may still change something: nothing else is changed beside it. */
function isInTheWay(stuck: Tool, { spec, origin, effect }: Tool): boolean {
  if (stuck.spec.name === spec.name) return true;
  if (stuck.effect === 'read' || effect === 'read') return false;
  return stuck.origin === origin || (stuck.effect === 'write' && effect === 'write');
}

function stillAtIt({ spec }: Tool): HanzoError {
  return new HanzoError('ANSWER_INVALID', `${spec.name} was told to end an earlier call, and has not.`, {
    mend: 'Until it has, do without it, and change nothing beside it.',
  });
}
