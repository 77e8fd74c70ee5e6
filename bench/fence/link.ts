import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Connection, Stream, StreamCloseEvent } from '@libp2p/interface';
import { multiaddr, type Multiaddr } from '@multiformats/multiaddr';
import type { Libp2p } from 'libp2p';
import { nodeOf, type Way, type Windows } from './node-of.ts';
import { SINK_PROTOCOL } from './protocol.ts';

/** A write that has not arrived by then never will. Milliseconds. */
const GIVE_UP_MS = 10_000;

export interface Cost {
  readonly wallMs: number;
  /** Of both processes. */
  readonly cpuMs: number;
}

/** A node here that sends, and a process that receives. */
export class Link implements Disposable {
  /** The receiving process has ended by an exception. */
  onSinkCrash: (error: string) => void = () => undefined;
  readonly #node: Libp2p;
  readonly #child: ChildProcess;
  readonly #addresses: Multiaddr[];
  #connection: Connection | undefined;
  #stream: Stream | undefined;

  private constructor(node: Libp2p, child: ChildProcess, addresses: Multiaddr[]) {
    this.#node = node;
    this.#child = child;
    this.#addresses = addresses;
    child.on('message', (message) => {
      if (typeof message === 'string') this.onSinkCrash(message);
    });
  }

  static async open(way: Way, home: string, windows: Windows = 'ours'): Promise<Link> {
    const sink = new URL('./sink-process.ts', import.meta.url);
    const child = fork(sink, [way, home, windows], { execArgv: process.execArgv });
    const [addresses] = (await once(child, 'message')) as [string[]];
    const list = addresses.map((address) => multiaddr(address));
    return new Link(await nodeOf(way, home, windows, []), child, list);
  }

  get connectionState(): string {
    return this.#connection?.status ?? 'closed';
  }

  async reconnect(): Promise<void> {
    await this.#connection?.close();
    this.#connection = await this.#node.dial(this.#addresses);
  }

  /** Opens a stream on the connection and keeps it for `send`. */
  async openStream(): Promise<void> {
    if (this.#connection === undefined) await this.reconnect();
    this.#stream = await this.#connection?.newStream(SINK_PROTOCOL);
  }

  /** Sends one message, in writes of a size, with regard to back-pressure; resolves when it has arrived. */
  async send(bytes: number, writeBytes: number): Promise<void> {
    const stream = this.#stream;
    if (stream === undefined) throw new Error('No stream is open.');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    promise.catch(() => undefined);
    const onClose = ({ error }: StreamCloseEvent): void => reject(error ?? new Error('The stream closed.'));
    const timer = setTimeout(() => reject(new Error(`No answer for ${GIVE_UP_MS} ms.`)), GIVE_UP_MS);
    stream.addEventListener('message', () => resolve(), { once: true });
    stream.addEventListener('close', onClose);
    const piece = new Uint8Array(writeBytes);
    new DataView(piece.buffer).setUint32(0, bytes);
    try {
      for (let sent = 0; sent < bytes; sent += writeBytes) {
        if (!stream.send(piece)) await Promise.race([stream.onDrain(), promise]);
      }
      await promise;
    } finally {
      clearTimeout(timer);
      stream.removeEventListener('close', onClose);
    }
  }

  async measure(work: () => Promise<void>): Promise<Cost> {
    const remoteBefore = await this.#remoteCpu();
    const before = process.cpuUsage();
    const start = performance.now();
    await work();
    const wallMs = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    return { wallMs, cpuMs: (user + system) / 1000 + (await this.#remoteCpu()) - remoteBefore };
  }

  [Symbol.dispose](): void {
    this.#child.kill();
  }

  async #remoteCpu(): Promise<number> {
    this.#child.send('cpu');
    const [{ user, system }] = (await once(this.#child, 'message')) as [NodeJS.CpuUsage];
    return (user + system) / 1000;
  }
}
