import { type Answer, type CommentedFunction, NO_USAGE, silentLogger, type Task } from '@hanzo/contracts';
import { type LlamaEngine, startLlamaEngine } from '@hanzo/models/llama';
import type { DocComment } from '@hanzo/orchestrator';
import { templateComment, tunedComment } from './template.ts';

/** Whoever writes doc comments. */
export interface Contender extends AsyncDisposable {
  readonly name: string;
  answer(task: Task): Promise<Answer>;
}

export const CONTEXT_TOKENS = 4_096;

/** A model file in a child process, as a worker has it. */
export function startEngine(modelPath: string, slots: number): Promise<LlamaEngine> {
  return startLlamaEngine({
    modelPath,
    modelName: 'hanzo-embedded',
    slots,
    contextTokens: CONTEXT_TOKENS,
    gpu: 'off',
    priority: 'normal',
    log: silentLogger,
  });
}

export function modelContender(name: string, engine: LlamaEngine): Contender {
  return {
    name,
    async answer(task) {
      const { system, prompt, output, maxOutputTokens, sampling } = task;
      const request = { model: 'hanzo-embedded', system, prompt, output, maxOutputTokens, sampling };
      const { text, finish, usage, timings } = await engine.generate(request, { signal: new AbortController().signal });
      return { text, finish, usage, timings, who: { kind: 'local', model: name }, costMicros: 0 };
    },
    [Symbol.asyncDispose]: async () => await engine[Symbol.asyncDispose](),
  };
}

function templateContender(name: string, write: (facts: CommentedFunction) => DocComment): Contender {
  return {
    name,
    answer({ comments }) {
      if (comments === undefined) throw new Error('the task names no function');
      return Promise.resolve({
        text: JSON.stringify(write(comments)),
        finish: 'stop',
        usage: NO_USAGE,
        timings: { queueMs: 0, firstTokenMs: 0, totalMs: 0 },
        // As any other model: answers of tools are asked less.
        who: { kind: 'local', model: 'template' },
        costMicros: 0,
      });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

export const TEMPLATE: Contender = templateContender('plain template', templateComment);
export const TUNED_TEMPLATE: Contender = templateContender('template with a fixed phrase', tunedComment);
