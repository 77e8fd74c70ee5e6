import { createReadStream } from 'node:fs';

const LINE_FEED = 0x0a;

/** Lines of a file of any size, without reading it whole; undefined where it cannot be read. A last line needs no line feed. */
export async function countLines(file: string, signal: AbortSignal): Promise<number | undefined> {
  let [lines, last] = [0, LINE_FEED];
  try {
    for await (const chunk of createReadStream(file, { signal }) as AsyncIterable<Buffer>) {
      lines += lineFeeds(chunk);
      last = chunk.at(-1) ?? last;
    }
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
  return last === LINE_FEED ? lines : lines + 1;
}

function lineFeeds(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
