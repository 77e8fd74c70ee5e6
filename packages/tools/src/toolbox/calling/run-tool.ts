import { HanzoError, type Clock, type Tool, type ToolContext, type ToolOutput } from '@hanzo/contracts';
import { untilAborted } from './until-aborted.ts';

/** A tool that was told to end may still tell what it did. Milliseconds. */
const GRACE_MS = 1_000;

export interface ToolRun {
  /** Milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** It was told to end and has not: it may still be at it. The promise resolves once it is over. */
  readonly onStuck: (over: Promise<void>) => void;
}

/**
 * Calls a tool, at most so long: one that does not end when it is told to is left alone.
 *
 * @throws HanzoError TIMED_OUT, the context's reason when that ends, and what the tool throws
 */
export async function runTool(
  tool: Tool,
  input: Readonly<Record<string, unknown>>,
  context: ToolContext,
  run: ToolRun,
): Promise<ToolOutput> {
  const { clock, timeoutMs } = run;
  const limit = new AbortController();
  const done = new AbortController();
  const signal = AbortSignal.any([context.signal, limit.signal]);
  // A tool may also throw where it should reject.
  const work = Promise.resolve().then(() => tool.call(input, { ...context, signal }));
  const late = (): void =>
    limit.abort(new HanzoError('TIMED_OUT', `It took longer than ${Math.round(timeoutMs / 100) / 10} s.`));
  clock.sleep(timeoutMs, done.signal).then(late, () => undefined);
  try {
    return await settled(work, signal, run);
  } catch (error) {
    // Whatever a tool says of its end, this is why it ended.
    context.signal.throwIfAborted();
    throw limit.signal.aborted ? limit.signal.reason : error;
  } finally {
    done.abort();
  }
}

async function settled(work: Promise<ToolOutput>, signal: AbortSignal, run: ToolRun): Promise<ToolOutput> {
  try {
    return await untilAborted(work, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  const over = work.then(
    () => undefined,
    () => undefined,
  );
  const waited = new AbortController();
  const isOver = await Promise.race([
    over.then(() => true),
    run.clock.sleep(GRACE_MS, waited.signal).then(
      () => false,
      () => false,
    ),
  ]);
  waited.abort();
  if (isOver) return await work;
  run.onStuck(over);
  throw signal.reason;
}
