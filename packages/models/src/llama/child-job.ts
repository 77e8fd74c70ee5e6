import type { SequenceEvaluateOptions, Token } from 'node-llama-cpp';
import { AnswerText } from './answer-text.ts';
import { BatchPlanner } from './batch-planner.ts';
import type { ChildEngine } from './child-engine.ts';
import { ChildFailure } from './child-failure.ts';
import type { GenerateCommand, JobResult } from './child-protocol.ts';
import { grammarAfter } from './grammar-walk.ts';
import type { Slot } from './slots.ts';
import { TextStream } from './text-stream.ts';

export interface JobTools {
  readonly engine: ChildEngine;
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
  /** Called after each piece of work: a chunk of the prompt, a token. */
  readonly onProgress: () => void;
}

/** Runs one generation on a slot of its own. Throws ChildFailure or the signal's reason; the slot is free again either way. */
export async function runJob(command: GenerateCommand, tools: JobTools): Promise<JobResult> {
  const startedAt = performance.now();
  const { engine, signal } = tools;
  const { tokens: prompt, systemTokens } = engine.format.tokenize(command.system, command.prompt);
  const beginning = engine.format.tokenizeAnswer(command.resume);
  const left = command.maxOutputTokens - beginning.length;
  refuseTooLong(prompt.length, Math.max(command.maxOutputTokens, beginning.length), engine.contextTokens);
  const options = await evaluateOptions(command, beginning, engine);
  signal.throwIfAborted();
  const answer = new AnswerText({
    isJson: command.schema !== undefined,
    stop: command.stop,
    beginning: command.resume,
    onText: tools.onText,
  });
  if (answer.complete || left <= 0) return nothingLeft(answer.complete ? 'stop' : 'length', engine);
  const read = beginning.length === 0 ? prompt : prompt.concat(beginning);
  const { slot, cachedTokens } = await engine.reader.read(read, {
    systemTokens,
    signal,
    onProgress: tools.onProgress,
  });
  try {
    const generated = await decode(
      slot,
      { last: read.slice(-1), beginning, left, answer },
      { ...options, evaluationPriority: BatchPlanner.tag(slot.number) },
      tools,
    );
    const endedAt = performance.now();
    return {
      finish: generated.finish,
      usage: {
        inputTokens: read.length,
        cachedInputTokens: cachedTokens,
        outputTokens: generated.tokens,
        reasoningTokens: 0,
      },
      timings: {
        firstTokenMs: Math.round((generated.firstTokenAt ?? endedAt) - startedAt),
        totalMs: Math.round(endedAt - startedAt),
      },
      threads: engine.context.currentThreads,
    };
  } finally {
    engine.slots.give(slot);
  }
}

/** The beginning is the whole answer: nothing is read, and nothing written. */
function nothingLeft(finish: JobResult['finish'], { context }: ChildEngine): JobResult {
  return {
    finish,
    usage: { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0 },
    timings: { firstTokenMs: 0, totalMs: 0 },
    threads: context.currentThreads,
  };
}

/** Counts before evaluating: an over-long prompt would otherwise lose its beginning without a word. */
function refuseTooLong(promptTokens: number, maxOutputTokens: number, contextTokens: number): void {
  if (promptTokens + maxOutputTokens <= contextTokens) return;
  throw new ChildFailure({
    code: 'PROMPT_TOO_LONG',
    message:
      `The prompt has ${promptTokens} tokens; with ${maxOutputTokens} tokens of answer it does not fit ` +
      `the context of ${contextTokens}.`,
    mend: 'Send less text, ask for a shorter answer, or start the worker with a larger context.',
    details: { promptTokens, maxOutputTokens, contextTokens },
  });
}

async function evaluateOptions(
  command: GenerateCommand,
  beginning: readonly Token[],
  { llama, model, grammars }: ChildEngine,
): Promise<SequenceEvaluateOptions> {
  const options: SequenceEvaluateOptions = { temperature: command.temperature, seed: command.seed };
  if (command.schema === undefined) return options;
  const grammar = await grammars.get(command.schema);
  return { ...options, grammarEvaluationState: grammarAfter(beginning, { llama, model, grammar }) };
}

async function waitWhilePaused(slot: Slot, planner: BatchPlanner): Promise<void> {
  while (planner.paused !== undefined) {
    planner.stopDecoding(slot.number);
    await planner.paused;
  }
}

interface Generated {
  readonly finish: JobResult['finish'];
  readonly tokens: number;
  readonly firstTokenAt: number | undefined;
}

/** Where an answer goes on. */
interface Continuation {
  /** The last token of what was read. */
  readonly last: Token[];
  /** What of the answer was read. */
  readonly beginning: readonly Token[];
  /** Most tokens that may still come, at least 1. */
  readonly left: number;
  readonly answer: AnswerText;
}

async function decode(
  slot: Slot,
  { last, beginning, left, answer }: Continuation,
  options: SequenceEvaluateOptions,
  { engine, signal, onProgress }: JobTools,
): Promise<Generated> {
  const text = new TextStream((pieces, before) => engine.model.detokenize(pieces, false, before), beginning);
  let tokens = 0;
  let firstTokenAt: number | undefined;
  let finish: Generated['finish'] = 'stop';
  const generator = slot.sequence.evaluate(last, options);
  try {
    for (;;) {
      // Nothing here may wait for anything else while the slot counts as decoding: the others hold their batch for it.
      const next = await generator.next();
      onProgress();
      firstTokenAt ??= performance.now();
      if (next.done === true || engine.format.stopTokens.has(next.value)) break;
      signal.throwIfAborted();
      tokens += 1;
      answer.push(text.push(next.value));
      if (answer.complete) break;
      if (tokens >= left) {
        finish = 'length';
        break;
      }
      await waitWhilePaused(slot, engine.planner);
      engine.planner.startDecoding(slot.number);
    }
    answer.push(text.end());
    answer.end();
    return { finish, tokens, firstTokenAt };
  } finally {
    engine.planner.stopDecoding(slot.number);
    await generator.return();
  }
}
