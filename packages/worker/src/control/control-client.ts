import { connect, type Socket } from 'node:net';
import { HanzoError, systemClock, toHanzoError } from '@hanzo/contracts';
import { LineReader } from './line-reader.ts';
import {
  CONTROL_VERSION,
  MAX_ANSWER_BYTES,
  parseAnswer,
  type AnswerLine,
  type ControlRequest,
  type DrainRequest,
  type PauseRequest,
  type ResumeRequest,
} from './protocol.ts';
import { readPlaces, removePlace, type SocketPlace } from './socket-place.ts';
import {
  SETTLE_MS,
  type DrainOutcome,
  type PauseOutcome,
  type ResumeOutcome,
  type WorkOutcome,
} from './worker-control.ts';
import type { WatchEvent, WorkerStatus } from './worker-status.ts';

/** How long a worker may take to say who it is, in milliseconds. */
const HELLO_MS = 3_000;
/** How long a worker may take to answer, besides what it was asked to wait for. Milliseconds. */
const ANSWER_MS = 5_000;
/** How long a worker may take to hand everything back when the time for finishing it is over. Milliseconds. */
const STOP_MS = 30_000;

interface Asked {
  readonly answer: PromiseWithResolvers<unknown>;
  readonly onEvent: ((event: WatchEvent) => void) | undefined;
}

/**
 * A connection to one running worker. Methods reject with what the worker says, PEER_LOST when it has ended, or TIMED_OUT
 * when it does not answer; the connection is over then.
 */
export class ControlClient implements Disposable {
  readonly pid: number;
  /** Resolves when the connection is gone, which for a drained worker is its end. */
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #lost: HanzoError | undefined;

  private constructor(socket: Socket, pid: number) {
    this.pid = pid;
    this.#socket = socket;
    const reader = new LineReader(MAX_ANSWER_BYTES, (line) => this.#onLine(parseAnswer(line)));
    socket.on('data', (bytes) => {
      try {
        reader.push(bytes);
      } catch (error) {
        this.#lost = toHanzoError(error);
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#giveUp();
        resolve();
      });
    });
  }

  /** Rejects with the system's error when nobody listens there. */
  static async connect({ path, pid }: Pick<SocketPlace, 'path' | 'pid'>): Promise<ControlClient> {
    const socket = connect(path);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('error', reject);
    });
    return new ControlClient(socket, pid);
  }

  async status(): Promise<WorkerStatus> {
    return (await this.#ask({ kind: 'status' }, ANSWER_MS)) as WorkerStatus;
  }

  async pause(request: Omit<PauseRequest, 'kind'>): Promise<PauseOutcome> {
    return (await this.#ask({ kind: 'pause', ...request }, ANSWER_MS + SETTLE_MS)) as PauseOutcome;
  }

  async resume(request: Omit<ResumeRequest, 'kind'>): Promise<ResumeOutcome> {
    return (await this.#ask({ kind: 'resume', ...request }, ANSWER_MS)) as ResumeOutcome;
  }

  /** Resolves when nothing is left at the worker; its process ends right after. Without a timeout it may take for ever. */
  async drain(request: Omit<DrainRequest, 'kind'>): Promise<DrainOutcome> {
    const wait = request.running === 'hand-back' ? 0 : (request.timeoutMs ?? Number.POSITIVE_INFINITY);
    return (await this.#ask({ kind: 'drain', ...request }, wait + STOP_MS)) as DrainOutcome;
  }

  async reloadPolicy(): Promise<WorkOutcome> {
    return (await this.#ask({ kind: 'policy' }, ANSWER_MS + SETTLE_MS)) as WorkOutcome;
  }

  /** Calls back until the connection ends or the signal is aborted; resolves then. */
  async watch(onEvent: (event: WatchEvent) => void, signal: AbortSignal): Promise<void> {
    const onAbort = (): void => void this.#socket.destroy();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      // Never answered: it ends with the connection.
      await this.#ask({ kind: 'watch' }, Number.POSITIVE_INFINITY, onEvent).catch((error: unknown) => {
        if (toHanzoError(error).code !== 'PEER_LOST') throw error;
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  async #ask(request: ControlRequest, limitMs: number, onEvent?: (event: WatchEvent) => void): Promise<unknown> {
    if (this.#socket.destroyed) throw this.#lost ?? lost();
    const answer = Promise.withResolvers<unknown>();
    const id = ++this.#lastId;
    this.#asked.set(id, { answer, onEvent });
    this.#socket.write(`${JSON.stringify({ v: CONTROL_VERSION, id, request })}\n`);
    const answered = new AbortController();
    void this.#endAfter(limitMs, answered.signal);
    return await answer.promise.finally(() => answered.abort());
  }

  /** A worker that is stopped or stuck keeps its end of the connection open. */
  async #endAfter(limitMs: number, answered: AbortSignal): Promise<void> {
    if (limitMs === Number.POSITIVE_INFINITY) return;
    try {
      await systemClock.sleep(limitMs, answered);
    } catch {
      return;
    }
    this.#lost = new HanzoError('TIMED_OUT', `The worker did not answer within ${limitMs / 1_000} s.`, {
      mend: `Look whether process ${this.pid} is stopped or stuck.`,
    });
    this.#socket.destroy();
  }

  #onLine(line: AnswerLine): void {
    if (line.kind === 'error' && line.id === undefined) {
      this.#lost = line.error;
      return;
    }
    const asked = this.#asked.get(line.id ?? 0);
    switch (line.kind) {
      case 'event':
        asked?.onEvent?.(line.event as WatchEvent);
        return;
      case 'result':
        this.#asked.delete(line.id);
        asked?.answer.resolve(line.result);
        return;
      case 'error':
        this.#asked.delete(line.id ?? 0);
        asked?.answer.reject(line.error);
    }
  }

  #giveUp(): void {
    for (const { answer } of this.#asked.values()) answer.reject(this.#lost ?? lost());
    this.#asked.clear();
  }
}

function lost(): HanzoError {
  return new HanzoError('PEER_LOST', 'The worker ended before it answered.');
}

/** A running worker that answers, and what it said of itself first. */
export interface RunningWorker extends Disposable {
  readonly client: ControlClient;
  readonly status: WorkerStatus;
}

export interface RunningWorkers extends Disposable {
  readonly workers: readonly RunningWorker[];
  /** Processes that listen and do not answer: stopped, or stuck. */
  readonly silent: readonly { readonly pid: number; readonly reason: string }[];
}

/** Finds all running workers of a home. Sockets that nobody listens on any more are cleaned away. */
export async function controlClients(runDir: string, helloMs: number = HELLO_MS): Promise<RunningWorkers> {
  const found = await Promise.all(readPlaces(runDir).map(async (place) => await greet(place, helloMs)));
  const workers = found.filter((one) => one !== undefined && 'client' in one);
  return {
    workers,
    silent: found.filter((one) => one !== undefined && 'reason' in one),
    [Symbol.dispose]: () => {
      for (const worker of workers) worker[Symbol.dispose]();
    },
  };
}

async function greet(
  place: SocketPlace,
  helloMs: number,
): Promise<RunningWorker | { readonly pid: number; readonly reason: string } | undefined> {
  let client: ControlClient;
  try {
    client = await ControlClient.connect(place);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code !== 'ECONNREFUSED' && code !== 'ENOENT') return { pid: place.pid, reason: toHanzoError(error).message };
    removePlace(place);
    return undefined;
  }
  const limit = setTimeout(() => client[Symbol.dispose](), helloMs);
  try {
    const status = await client.status();
    return { client, status, [Symbol.dispose]: () => client[Symbol.dispose]() };
  } catch (error) {
    client[Symbol.dispose]();
    return { pid: place.pid, reason: toHanzoError(error).message };
  } finally {
    clearTimeout(limit);
  }
}
