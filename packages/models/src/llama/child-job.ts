import { LlamaGrammarEvaluationState, type SequenceEvaluateOptions, type Token } from 'node-llama-cpp';
import { BatchPlanner } from './batch-planner.ts';
import type { ChildEngine } from './child-engine.ts';
import { ChildFailure } from './child-failure.ts';
import type { GenerateCommand, JobResult } from './child-protocol.ts';
import { JsonEnd } from './json-end.ts';
import type { Prefill } from './prefill.ts';
import { sharedLength, type Slot } from './slots.ts';
import { TextStream } from './text-stream.ts';

export interface JobTools {
  readonly engine: ChildEngine;
  readonly prefill: Prefill;
  readonly signal: AbortSignal;
  readonly onText: (text: string) => void;
  /** Called after each piece of work: a chunk of the prompt, a token. */
  readonly onProgress: () => void;
}

/** Runs one generation on a slot of its own. Throws ChildFailure or the signal's reason; the slot is free again either way. */
export async function runJob(command: GenerateCommand, tools: JobTools): Promise<JobResult> {
  const startedAt = performance.now();
  const { engine, signal } = tools;
  const prompt = engine.format.tokenize(command.system, command.prompt);
  refuseTooLong(prompt.length, command.maxOutputTokens, engine.contextTokens);
  const options = await evaluateOptions(command, engine);
  signal.throwIfAborted();
  const slot = engine.slots.take(prompt);
  if (slot === undefined)
    throw new ChildFailure({ code: 'INTERNAL', message: 'More jobs than slots reached the engine.' });
  try {
    const cachedInputTokens = await reusePrefix(slot, prompt, engine.planner);
    await tools.prefill.run(slot, prompt.slice(cachedInputTokens, -1), tools);
    const generated = await decode(
      slot,
      prompt.slice(-1),
      { ...options, evaluationPriority: BatchPlanner.tag(slot.number) },
      command,
      tools,
    );
    const endedAt = performance.now();
    return {
      finish: generated.finish,
      usage: { inputTokens: prompt.length, cachedInputTokens, outputTokens: generated.tokens, reasoningTokens: 0 },
      timings: {
        firstTokenMs: Math.round((generated.firstTokenAt ?? endedAt) - startedAt),
        totalMs: Math.round(endedAt - startedAt),
      },
    };
  } finally {
    engine.slots.give(slot);
  }
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

async function evaluateOptions(command: GenerateCommand, engine: ChildEngine): Promise<SequenceEvaluateOptions> {
  const options: SequenceEvaluateOptions = { temperature: command.temperature, seed: command.seed };
  if (command.schema === undefined) return options;
  const grammar = await engine.grammars.get(command.schema);
  return { ...options, grammarEvaluationState: new LlamaGrammarEvaluationState({ model: engine.model, grammar }) };
}

/** Keeps what the slot's sequence shares with the prompt and drops the rest. The last token is always evaluated anew. */
async function reusePrefix({ sequence }: Slot, prompt: readonly Token[], planner: BatchPlanner): Promise<number> {
  const wanted = prompt.slice(0, -1);
  if (sharedLength(sequence.contextTokens, wanted) < sequence.nextTokenIndex) {
    await planner.exclusive(() => sequence.adaptStateToTokens(wanted, false));
  }
  return sequence.nextTokenIndex;
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

async function decode(
  slot: Slot,
  last: Token[],
  options: SequenceEvaluateOptions,
  command: GenerateCommand,
  { engine, signal, onText, onProgress }: JobTools,
): Promise<Generated> {
  const text = new TextStream((tokens, before) => engine.model.detokenize(tokens, false, before));
  const json = command.schema === undefined ? undefined : new JsonEnd();
  const emit = (piece: string): void => {
    const wanted = json === undefined ? piece : json.push(piece);
    if (wanted !== '') onText(wanted);
  };
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
      emit(text.push(next.value));
      if (json?.done === true) break;
      if (tokens >= command.maxOutputTokens) {
        finish = 'length';
        break;
      }
      await waitWhilePaused(slot, engine.planner);
      engine.planner.startDecoding(slot.number);
    }
    emit(text.end());
    return { finish, tokens, firstTokenAt };
  } finally {
    engine.planner.stopDecoding(slot.number);
    await generator.return();
  }
}
