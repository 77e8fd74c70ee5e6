import { LlamaGrammarEvaluationState, type SequenceEvaluateOptions, type Token } from 'node-llama-cpp';
import { BatchPlanner } from './batch-planner.ts';
import type { ChildEngine } from './child-engine.ts';
import { ChildFailure } from './child-failure.ts';
import type { GenerateCommand, JobResult } from './child-protocol.ts';
import { JsonEnd } from './json-end.ts';
import type { Slot } from './slots.ts';
import { StopTexts } from './stop-texts.ts';
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
  refuseTooLong(prompt.length, command.maxOutputTokens, engine.contextTokens);
  const options = await evaluateOptions(command, engine);
  signal.throwIfAborted();
  const { slot, cachedTokens } = await engine.reader.read(prompt, {
    systemTokens,
    signal,
    onProgress: tools.onProgress,
  });
  try {
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
      usage: {
        inputTokens: prompt.length,
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

async function waitWhilePaused(slot: Slot, planner: BatchPlanner): Promise<void> {
  while (planner.paused !== undefined) {
    planner.stopDecoding(slot.number);
    await planner.paused;
  }
}

/** What of the model's text goes to the caller. */
class Answer {
  readonly #json: JsonEnd | undefined;
  readonly #stops: StopTexts;
  readonly #onText: (text: string) => void;

  constructor({ schema, stop }: GenerateCommand, onText: (text: string) => void) {
    this.#json = schema === undefined ? undefined : new JsonEnd();
    this.#stops = new StopTexts(stop);
    this.#onText = onText;
  }

  /** Whether nothing that follows can belong to it. */
  get complete(): boolean {
    return this.#stops.reached || this.#json?.done === true;
  }

  push(piece: string): void {
    this.#emit(this.#stops.push(this.#json === undefined ? piece : this.#json.push(piece)));
  }

  end(): void {
    this.#emit(this.#stops.end());
  }

  #emit(text: string): void {
    if (text !== '') this.#onText(text);
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
  const text = new TextStream((pieces, before) => engine.model.detokenize(pieces, false, before));
  const answer = new Answer(command, onText);
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
      if (tokens >= command.maxOutputTokens) {
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
