import { HanzoError } from '@hanzo/contracts';
import type { LoadProblem } from './child-protocol.ts';
import type { ChildExit } from './spawn-child.ts';

function describeExit({ code, signal, stderr }: ChildExit): string {
  const how = signal === null ? `with code ${code}` : `by ${signal}`;
  return stderr === '' ? how : `${how}; its last words: ${stderr}`;
}

/** For jobs that ran in a child that died. */
export function crashError(exit: ChildExit, why?: string): HanzoError {
  const because = why === undefined ? '' : ` (${why})`;
  return new HanzoError('ENGINE_CRASHED', `The llama engine ended ${describeExit(exit)}${because}.`, {
    details: { exitCode: exit.code ?? undefined, signal: exit.signal ?? undefined },
  });
}

/** For a child that died before it was ready. Only SIGKILL is not the model's doing: that is the system, out of memory. */
export function loadCrashError(modelPath: string, exit: ChildExit): HanzoError {
  const details = { path: modelPath, exitCode: exit.code ?? undefined, signal: exit.signal ?? undefined };
  if (exit.signal === 'SIGKILL') {
    return new HanzoError('ENGINE_CRASHED', `The llama engine was killed while it loaded ${modelPath}.`, {
      details,
      mend: 'Most often memory ran out: use fewer slots, a smaller context or a smaller model.',
    });
  }
  if (exit.signal === null) {
    return new HanzoError('ENGINE_FAILED', `The llama engine could not start: it ended ${describeExit(exit)}.`, {
      details,
    });
  }
  return new HanzoError('MODEL_INVALID', `Loading ${modelPath} ended the llama engine ${describeExit(exit)}.`, {
    details,
    mend: 'The file is damaged or of a kind this engine does not know. Download it again with `hanzo models pull`.',
  });
}

/** For a child that reported that the model does not load. */
export function loadError(modelPath: string, problem: LoadProblem, message: string): HanzoError {
  const details = { path: modelPath };
  switch (problem) {
    case 'binding':
      return new HanzoError('ENGINE_MISSING', `No llama.cpp binary for this machine is installed: ${message}`, {
        details,
        mend: 'Install node-llama-cpp with its optional packages, or use an engine over HTTP.',
      });
    case 'memory':
      return new HanzoError('ENGINE_FAILED', `${modelPath} does not fit into memory: ${message}`, {
        details,
        mend: 'Use fewer slots, a smaller context or a smaller model.',
      });
    case 'model':
      return new HanzoError('MODEL_INVALID', `${modelPath} does not load: ${message}`, {
        details,
        mend: 'The file is damaged or of a kind this engine does not know. Download it again with `hanzo models pull`.',
      });
  }
}
