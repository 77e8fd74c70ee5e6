import type { Socket } from 'node:net';
import { HanzoError, toHanzoError, type Clock } from '@hanzo/contracts';
import { LineReader } from './line-reader.ts';
import {
  CONTROL_VERSION,
  errorLine,
  MAX_REQUEST_BYTES,
  parseRequest,
  type ControlRequest,
  type DrainRequest,
  type Envelope,
  type PauseRequest,
  type ResumeRequest,
} from './protocol.ts';
import type { WatchEvent, WorkerStatus } from './worker-status.ts';

/** What clients can ask for. `policy` reads the policy again. Each rejects with HanzoError. */
export interface ControlTarget {
  status(): Promise<WorkerStatus>;
  pause(request: PauseRequest): Promise<unknown>;
  resume(request: ResumeRequest): Promise<unknown>;
  drain(request: DrainRequest): Promise<unknown>;
  reloadPolicy(): Promise<unknown>;
}

/** Time between two looks of a watcher, in milliseconds. */
const WATCH_MS = 1_000;
/** Requests of one client that are not answered yet. */
const MAX_OPEN = 8;
/** A watcher that reads slowly misses news beyond this, and loses the connection beyond the second. Bytes. */
const SLOW_BYTES = 256 * 1024;
const STUCK_BYTES = 8 * 1024 * 1024;
/** How long last answers may take to go out. Milliseconds. */
const GOODBYE_MS = 1_000;

/** One client. What it says badly is answered with an error, then the connection ends; the worker goes on. */
export class ControlConnection implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #target: ControlTarget;
  readonly #clock: Clock;
  readonly #open = new Set<Promise<void>>();
  readonly #watches = new Map<number, Disposable>();
  #ending = false;

  constructor(socket: Socket, parts: { readonly target: ControlTarget; readonly clock: Clock }, onClose: () => void) {
    this.#socket = socket;
    this.#target = parts.target;
    this.#clock = parts.clock;
    const reader = new LineReader(MAX_REQUEST_BYTES, (line) => this.#onLine(line));
    socket.on('data', (bytes) => this.#read(reader, bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#stopWatching();
      onClose();
    });
  }

  /** Tells the client's watches. One that does not read misses it. */
  tell(event: WatchEvent): void {
    if (this.#socket.writableLength > SLOW_BYTES) return;
    for (const id of this.#watches.keys()) this.#say({ id, event });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopWatching();
    const stop = new AbortController();
    const late = this.#clock.sleep(GOODBYE_MS, stop.signal).catch(() => undefined);
    await Promise.race([Promise.all(this.#open), late]);
    const gone = new Promise<void>((resolve) => {
      if (this.#socket.destroyed) resolve();
      else this.#socket.once('close', () => resolve());
    });
    this.#socket.end();
    await Promise.race([gone, late]);
    stop.abort();
    this.#socket.destroy();
  }

  #read(reader: LineReader, bytes: Buffer): void {
    if (this.#ending) return;
    try {
      reader.push(bytes);
    } catch (error) {
      this.#refuse(toHanzoError(error));
    }
  }

  /** After bytes that make no sense, nothing that follows can be trusted to. */
  #refuse(error: HanzoError): void {
    this.#ending = true;
    this.#say({ ok: false, error: errorLine(error) });
    this.#socket.end();
  }

  #onLine(line: string): void {
    if (this.#ending) return;
    const envelope = parseRequest(line);
    if (this.#open.size >= MAX_OPEN) throw new HanzoError('NOT_ALLOWED', `At most ${MAX_OPEN} requests at once.`);
    const answering = this.#answer(envelope);
    this.#open.add(answering);
    void answering.finally(() => this.#open.delete(answering));
  }

  async #answer({ id, request }: Envelope): Promise<void> {
    try {
      const result = await this.#do(id, request);
      if (request.kind !== 'watch') this.#say({ id, ok: true, result });
    } catch (thrown) {
      this.#say({ id, ok: false, error: errorLine(toHanzoError(thrown)) });
    }
  }

  async #do(id: number, request: ControlRequest): Promise<unknown> {
    switch (request.kind) {
      case 'status':
        return await this.#target.status();
      case 'pause':
        return await this.#target.pause(request);
      case 'resume':
        return await this.#target.resume(request);
      case 'drain':
        return await this.#target.drain(request);
      case 'policy':
        return await this.#target.reloadPolicy();
      case 'watch':
        return await this.#watch(id);
    }
  }

  async #watch(id: number): Promise<void> {
    if (this.#watches.size > 0) throw new HanzoError('NOT_ALLOWED', 'This connection watches already.');
    const look = async (): Promise<void> => {
      if (this.#socket.writableLength > SLOW_BYTES) return;
      this.#say({ id, event: { kind: 'status', status: await this.#target.status() } });
    };
    this.#watches.set(
      id,
      this.#clock.every(WATCH_MS, () => void look().catch(() => undefined)),
    );
    await look();
  }

  #stopWatching(): void {
    for (const watch of this.#watches.values()) watch[Symbol.dispose]();
    this.#watches.clear();
  }

  #say(line: Readonly<Record<string, unknown>>): void {
    if (this.#socket.destroyed || !this.#socket.writable) return;
    if (this.#socket.writableLength > STUCK_BYTES) {
      this.#socket.destroy();
      return;
    }
    this.#socket.write(`${JSON.stringify({ v: CONTROL_VERSION, ...line })}\n`);
  }
}
