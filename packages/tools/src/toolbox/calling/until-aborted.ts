/** What a promise resolves to. Rejects with the signal's reason as soon as it ends, whatever becomes of the promise. */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    // What comes of it now is nobody's business, also when it fails.
    promise.catch(() => undefined);
  }
}
