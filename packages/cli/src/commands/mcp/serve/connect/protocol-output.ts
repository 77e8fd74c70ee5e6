import { Writable } from 'node:stream';

/** Standard output that belongs to the protocol alone. */
export interface ProtocolOutput extends Disposable {
  readonly stream: Writable;
}

/**
 * Takes standard output away from everybody else in this process: what a library prints there would break the stream of messages,
 * and goes to standard error instead. Disposing gives it back.
 */
export function takeOutput(
  stdout: Pick<NodeJS.WriteStream, 'write'> = process.stdout,
  stderr: Pick<NodeJS.WriteStream, 'write'> = process.stderr,
): ProtocolOutput {
  const own = Object.getOwnPropertyDescriptor(stdout, 'write');
  const write = stdout.write.bind(stdout) as (piece: Uint8Array, done: (error?: Error | null) => void) => boolean;
  const astray = stderr.write.bind(stderr) as typeof stdout.write;
  Object.defineProperty(stdout, 'write', { value: astray, configurable: true, writable: true });
  const stream = new Writable({
    write(piece: Buffer, _encoding, done) {
      write(piece, done);
    },
  });
  return {
    stream,
    [Symbol.dispose]: () => {
      if (own === undefined) Reflect.deleteProperty(stdout, 'write');
      else Object.defineProperty(stdout, 'write', own);
    },
  };
}
