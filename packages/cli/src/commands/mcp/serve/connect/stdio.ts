import type { Readable, Writable } from 'node:stream';
import { HanzoError } from '@hanzo/contracts';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { createServer } from '../create-server.ts';
import type { Serving } from '../serving.ts';
import { takeOutput } from './protocol-output.ts';

const MIB = 1024 ** 2;
/** Larger messages end the connection: arguments of our tools have less. Bytes. */
const MOST_MESSAGE_BYTES = 4 * MIB;

/**
 * Serves one client over standard input and output, until it is gone or the signal ends it; then calls have ended, too.
 *
 * @param stdin @default this process's
 * @throws HanzoError USAGE when the connection broke, as by a message that is too large: nobody would be heard any more
 */
export async function serveOverStdio(
  serving: Serving,
  end: AbortSignal,
  stdin: Readable = process.stdin,
): Promise<void> {
  using output = takeOutput();
  const gone = Promise.withResolvers<Error | undefined>();
  const leave = (): void => gone.resolve(undefined);
  let fault = 'it was closed.';
  // Whatever else ends it has been told before.
  const transport = new ToldTransport(stdin, output.stream, () => gone.resolve(new Error(fault)));
  stdin.once('end', leave).once('close', leave);
  output.stream.once('error', leave);
  end.addEventListener('abort', leave, { once: true });
  const handle = serveStdio(() => createServer(serving), {
    transport,
    onerror: ({ message }) => {
      fault = message;
      serving.log(`protocol: ${message}`);
    },
  });
  if (end.aborted || stdin.readableEnded) leave();
  const broken = await gone.promise;
  serving.calls.end(new HanzoError('CANCELLED', 'The client is gone, or the server ends.'));
  await serving.calls.settled();
  // Answers of calls that have just ended are on their way.
  await new Promise((resolve) => setImmediate(resolve));
  await handle.close();
  stdin.destroy();
  if (broken === undefined) return;
  throw new HanzoError('USAGE', `The connection to the client broke: ${broken.message}`, {
    cause: broken,
    mend: `Start the server anew. A message has at most ${MOST_MESSAGE_BYTES / MIB} MiB: files are named by their paths.`,
  });
}

/** Says that it closes. */
class ToldTransport extends StdioServerTransport {
  readonly #told: () => void;

  constructor(stdin: Readable, stdout: Writable, told: () => void) {
    super(stdin, stdout, { maxBufferSize: MOST_MESSAGE_BYTES });
    this.#told = told;
  }

  override async close(): Promise<void> {
    this.#told();
    await super.close();
  }
}
