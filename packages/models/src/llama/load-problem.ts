import { setImmediate as nextTurn } from 'node:timers/promises';
import { InsufficientMemoryError, NoBinaryFoundError } from 'node-llama-cpp';
import type { LoadProblem } from './child-protocol.ts';
import { BackendMissing } from './gpu.ts';
import { saysMemoryIsShort } from './memory-words.ts';

/** A step of loading that failed. Its message has what llama.cpp said last: the error that is thrown gives no reason. */
class LoadStepFailed extends Error {
  readonly problem: LoadProblem;

  constructor(problem: LoadProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/**
 * Loads the model or its context. A model that is loaded is whole: when it gets no context, memory is short.
 *
 * @param words what llama.cpp has said
 */
export async function loadStep<Loaded>(
  step: 'model' | 'context',
  words: { toString(): string },
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  try {
    return await load();
  } catch (thrown) {
    // What it said last arrives with the next turn of the event loop.
    await nextTurn();
    const said = words.toString().replaceAll(/\s*\n\s*/g, '; ');
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const isMemory =
      step === 'context' || thrown instanceof InsufficientMemoryError || saysMemoryIsShort(`${message}\n${said}`);
    throw new LoadStepFailed(isMemory ? 'memory' : 'model', said === '' ? message : `${message}: ${said}`);
  }
}

/** Why loading failed, by what was thrown. */
export function problemOf(thrown: unknown): LoadProblem {
  if (thrown instanceof LoadStepFailed) return thrown.problem;
  if (thrown instanceof NoBinaryFoundError) return 'binding';
  if (thrown instanceof BackendMissing) return 'backend';
  return thrown instanceof InsufficientMemoryError ? 'memory' : 'model';
}
