/** Something that was started and must be stopped. Stopping twice is harmless. */
export type Running = AsyncDisposable;

/** Starts parts in order and returns one handle that stops them in reverse. A failed start undoes the earlier ones. */
export async function startAll(starts: readonly (() => Promise<Running>)[], signal: AbortSignal): Promise<Running> {
  const stack = new AsyncDisposableStack();
  try {
    for (const start of starts) {
      signal.throwIfAborted();
      stack.use(await start());
    }
    return stack;
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
