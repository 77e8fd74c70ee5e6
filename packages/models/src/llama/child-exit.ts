import { HanzoError } from '@hanzo/contracts';
import type { LoadProblem } from './child-protocol.ts';
import { saysMemoryIsShort } from './memory-words.ts';
import type { ModelFile } from './model-file.ts';
import type { ChildExit } from './spawn-child.ts';

/** Which file it was, and whether it has loaded before: then it is no worse than it was, and may load next time. */
type KnownFile = Pick<ModelFile, 'path' | 'hasLoaded'>;

const SMALLER = 'Use fewer slots, a smaller context or a smaller model.';
const LOADED_BEFORE = 'The file has loaded before: most often memory is short for a while. It is tried again.';
const DAMAGED =
  'The file is damaged or of a kind this engine does not know. Download it again with `hanzo models pull`.';

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

/**
 * For a child that died before it was ready. It is the model's doing, unless the system killed the child (SIGKILL), its
 * last words are about memory, or the file has loaded before.
 */
export function loadCrashError({ path, hasLoaded }: KnownFile, exit: ChildExit): HanzoError {
  const details = { path, exitCode: exit.code ?? undefined, signal: exit.signal ?? undefined };
  if (exit.signal === 'SIGKILL') {
    return new HanzoError('ENGINE_CRASHED', `The llama engine was killed while it loaded ${path}.`, {
      details,
      mend: 'Most often memory ran out: use fewer slots, a smaller context or a smaller model.',
    });
  }
  if (exit.signal === null) {
    return new HanzoError('ENGINE_FAILED', `The llama engine could not start: it ended ${describeExit(exit)}.`, {
      details,
    });
  }
  const message = `Loading ${path} ended the llama engine ${describeExit(exit)}.`;
  if (saysMemoryIsShort(exit.stderr)) return new HanzoError('ENGINE_FAILED', message, { details, mend: SMALLER });
  if (hasLoaded) return new HanzoError('ENGINE_CRASHED', message, { details, mend: LOADED_BEFORE });
  return new HanzoError('MODEL_INVALID', message, { details, mend: DAMAGED });
}

/** For a child that reported that the model does not load. */
export function loadError({ path, hasLoaded }: KnownFile, problem: LoadProblem, message: string): HanzoError {
  const details = { path };
  switch (problem) {
    case 'binding':
      return new HanzoError('ENGINE_MISSING', `No llama.cpp binary for this machine is installed: ${message}`, {
        details,
        mend: 'Install node-llama-cpp with its optional packages, or use an engine over HTTP.',
      });
    case 'backend':
      return new HanzoError('ENGINE_MISSING', message, {
        details,
        mend: 'Name one that works, take `auto`, or install its driver and node-llama-cpp with its optional packages.',
      });
    case 'memory':
      return new HanzoError('ENGINE_FAILED', `${path} does not fit into memory: ${message}`, {
        details,
        mend: SMALLER,
      });
    case 'model':
      return new HanzoError(hasLoaded ? 'ENGINE_FAILED' : 'MODEL_INVALID', `${path} does not load: ${message}`, {
        details,
        mend: hasLoaded ? LOADED_BEFORE : DAMAGED,
      });
  }
}

/** For a child that did not get ready in time. */
export function tooSlow(modelPath: string, mostMs: number): HanzoError {
  return new HanzoError('ENGINE_FAILED', `${modelPath} was not loaded within ${Math.round(mostMs / 1000)} s.`, {
    details: { path: modelPath, startTimeoutMs: mostMs },
    mend: 'Use a smaller model, a faster disk, or a longer start timeout. A damaged file can also hang: pull it again.',
  });
}

/** For a child that took much more memory than its model's header explains. */
export function tooLarge({ path, hasLoaded }: KnownFile, bytes: number, mostBytes: number): HanzoError {
  const megabytes = (count: number): string => `${Math.round(count / 1e6)} MB`;
  return new HanzoError(
    hasLoaded ? 'ENGINE_FAILED' : 'MODEL_INVALID',
    `Loading ${path} took ${megabytes(bytes)} of memory, more than the ${megabytes(mostBytes)} that it can need.`,
    {
      details: { path, bytes, mostBytes },
      mend: hasLoaded
        ? LOADED_BEFORE
        : 'The file is damaged or made to do harm. Download it again with `hanzo models pull`.',
    },
  );
}
