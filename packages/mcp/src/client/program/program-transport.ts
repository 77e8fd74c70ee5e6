import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as waited } from 'node:timers/promises';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { MOST_MESSAGE_BYTES } from '../limits.ts';
import { MessageLines } from './message-lines.ts';
import { ProgramGroup } from './program-group.ts';
import type { ProgramCall } from './program-of.ts';

export interface ProgramOptions extends ProgramCall {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** Of what it says beside the protocol, the last 4 KiB are kept. */
const TAIL_BYTES = 4 * 1024;
const LAST_WORDS_MS = 100;
/** A server that asks and does not read our answers: more of them are not kept for it. */
const MOST_UNREAD_BYTES = 64 * 1024;

/**
 * Speaks with a program over its standard input and output. Unlike the SDK's own it spawns without a shell on every platform, in a
 * process group that is ended whole, gives it no more of our environment than it was given, and bounds what it may say.
 */
export class ProgramTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: <T extends JSONRPCMessage>(message: T) => void;

  readonly #options: ProgramOptions;
  readonly #lines = new MessageLines(MOST_MESSAGE_BYTES);
  #child: ChildProcess | undefined;
  #group: ProgramGroup | undefined;
  #tail: Buffer = Buffer.alloc(0);
  #fault: string | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: ProgramOptions) {
    this.#options = options;
  }

  /** The last lines of its standard error, whole ones: half of a secret would not be known as one. */
  get tail(): string {
    const text = this.#tail.toString('utf8');
    return this.#tail.length < TAIL_BYTES ? text : text.slice(text.indexOf('\n') + 1);
  }

  /** Why it cannot be spoken with any more: what it did, for people. */
  get fault(): string | undefined {
    return this.#fault;
  }

  async start(): Promise<void> {
    const { program, args, env, cwd } = this.#options;
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      shell: false,
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    child.once('spawn', resolve);
    child.once('error', reject);
    // Afterwards, such as when a signal cannot be sent.
    child.on('error', (error) => this.onerror?.(error));
    child.once('exit', (code, signal) => void this.#ended(child, code, signal));
    child.stdout.on('data', (bytes: Buffer) => this.#read(bytes));
    child.stderr.on('data', (bytes: Buffer) => {
      this.#tail = Buffer.concat([this.#tail, bytes.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    });
    for (const stream of [child.stdin, child.stdout, child.stderr])
      stream.on('error', (error) => this.onerror?.(error));
    await promise;
    this.#group = new ProgramGroup(child);
  }

  send(message: JSONRPCMessage): Promise<void> {
    const stdin = this.#child?.stdin;
    if (stdin === undefined || stdin === null || !stdin.writable)
      return Promise.reject(new Error('the program does not read any more'));
    if (!('method' in message) && stdin.writableLength > MOST_UNREAD_BYTES) {
      this.#break('it asks, and does not read the answers');
      return Promise.reject(new Error('the program does not read any more'));
    }
    stdin.write(`${JSON.stringify(message)}\n`);
    return Promise.resolve();
  }

  /** Resolves when it and its children are gone. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    this.onclose?.();
    await this.#group?.end();
  }

  #read(bytes: Buffer): void {
    if (this.#closing !== undefined) return;
    const lines = this.#lines.add(bytes);
    if (lines === undefined) {
      this.#break(`it sent a message of more than ${MOST_MESSAGE_BYTES / 1024 / 1024} MiB`);
      return;
    }
    for (const line of lines) this.#receive(line);
  }

  #receive(line: string): void {
    if (line.trim() === '') return;
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      // Some servers greet on standard output. Nothing of it is ours.
      this.onerror?.(new Error(`it wrote what is no message: ${line.slice(0, 200)}`));
      return;
    }
    // What is no message of JSON-RPC is refused by the protocol.
    this.onmessage?.(message as JSONRPCMessage);
  }

  async #ended(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    // One that was told to end is no fault.
    if (this.#closing === undefined)
      this.#fault ??= code === null ? `it was ended by ${signal ?? 'a signal'}` : `it exited with ${code}`;
    // What it said last may still be on its way. A child of it may hold the pipes open for ever.
    await Promise.race([once(child, 'close'), waited(LAST_WORDS_MS, undefined, { ref: false })]);
    await this.close();
  }

  /** It cannot be trusted to end by itself. */
  #break(fault: string): void {
    this.#fault ??= fault;
    this.#group?.kill();
    void this.close();
  }
}
