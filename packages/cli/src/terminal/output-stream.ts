const READER_GONE: ReadonlySet<string> = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'EIO']);

/** True when a stream failed because nobody reads it any more, as with `| head -1`: no fault of anyone. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && READER_GONE.has(String(error.code));
}

/** Writes until the stream fails; what comes later is dropped. Without a listener Node would end with a stack. */
export function writeWhileRead(stream: NodeJS.WritableStream, onFault: (error: Error) => void): (text: string) => void {
  let failed = false;
  stream.on('error', (error: Error) => {
    if (failed) return;
    failed = true;
    if (!isReaderGone(error)) onFault(error);
  });
  return (text) => {
    if (!failed) stream.write(text);
  };
}
