import { extensionOf, SECRET_MASK, Sight, openSyntax, type Syntax, type Workspace } from '@hanzo/tools';
import { sendableWords } from '../redact/sendable.ts';
import type { FileWarning, LineRange, Packed, PackedFile, Redaction } from '../words.ts';
import { cut, type CutOptions } from './cut.ts';
import { readSource, sizeOf } from './read-file.ts';
import { packedFile, redactionsIn, sendableFile, type Piece, type SendableFile } from './sent-file.ts';

/** With less room a file is not parsed to be cut. Tokens. */
const LEAST_PARSED = 400;

/** A file that somebody wants to be sent. */
export interface Demand {
  readonly path: string;
  /** All that is wanted of it. Empty: the whole file. */
  readonly lines: readonly LineRange[];
  /** What matters, where it is too long. Empty: nobody knows. */
  readonly matters: readonly LineRange[];
  /** For people. */
  readonly because: string;
}

/** What is packed so far: every file once, and the room that is left. */
export class Packing implements Disposable {
  readonly #sight: Sight;
  readonly #signal: AbortSignal;
  readonly #files = new Map<string, PackedFile>();
  readonly #redactions = new Map<string, readonly Redaction[]>();
  readonly #leftOut: FileWarning[] = [];
  /** They may not be sent, or cannot. */
  readonly #refused: Set<string>;
  readonly #syntaxes = new Map<string, Syntax>();
  #room: number;

  constructor(
    { root }: Workspace,
    {
      contextTokens,
      excluded = [],
      signal,
    }: {
      readonly contextTokens: number;
      readonly excluded?: readonly string[] | undefined;
      readonly signal: AbortSignal;
    },
  ) {
    this.#sight = new Sight({ root });
    this.#room = Math.max(0, Math.floor(contextTokens));
    this.#refused = new Set(excluded);
    this.#signal = signal;
  }

  /** Tokens. */
  get room(): number {
    return this.#room;
  }

  /** True for a file that is packed already, or may not be, or cannot. */
  isSettled(path: string): boolean {
    return this.#files.has(path) || this.#refused.has(path);
  }

  /** In bytes; undefined: it cannot be sent, and that is told. */
  size(path: string): number | undefined {
    const isSecret = sendableWords(path) === SECRET_MASK;
    const found = isSecret ? 'its name looks like a secret' : sizeOf(this.#sight, path);
    if (typeof found === 'number') return found;
    this.#refuse(path, found);
    return undefined;
  }

  /** Undefined: it cannot be sent, and that is told. */
  read({ path, lines, matters }: Demand): SendableFile | undefined {
    this.#signal.throwIfAborted();
    const found = readSource(this.#sight, path, lines.length > 0 ? lines : matters, this.#signal);
    if (typeof found !== 'string') return sendableFile(found);
    this.#refuse(path, found);
    return undefined;
  }

  /** @returns the parts that fit; none: not even a line does */
  async cut(file: SendableFile, options: Omit<CutOptions, 'syntax'>): Promise<readonly Piece[]> {
    this.#signal.throwIfAborted();
    // A few lines are cut as well by what they look like.
    const isWorth = !file.source.isPartial && options.room >= LEAST_PARSED;
    return cut(file, { ...options, syntax: isWorth ? await this.#syntaxOf(file.path) : undefined });
  }

  /** Takes the place of what was packed of the same file. */
  add(file: SendableFile, pieces: readonly Piece[], because: string): void {
    const packed = packedFile(file, pieces, sendableWords(because));
    this.#room += (this.#files.get(file.path)?.tokens ?? 0) - packed.tokens;
    this.#files.set(file.path, packed);
    this.#redactions.set(file.path, redactionsIn(file, pieces));
  }

  leaveOut(path: string, reason: string): void {
    this.#leftOut.push({ path: sendableWords(path), reason: sendableWords(reason) });
  }

  packed(): Packed {
    const files = [...this.#files.values()];
    return {
      files,
      leftOut: this.#leftOut,
      redactions: [...this.#redactions.values()].flat(),
      tokens: files.reduce((sum, { tokens }) => sum + tokens, 0),
    };
  }

  [Symbol.dispose](): void {
    this.#sight[Symbol.dispose]();
    for (const syntax of this.#syntaxes.values()) syntax[Symbol.dispose]();
  }

  /** Grammars are loaded once. */
  async #syntaxOf(path: string): Promise<Syntax> {
    const kind = extensionOf(path);
    const syntax = this.#syntaxes.get(kind) ?? (await openSyntax([path]));
    this.#syntaxes.set(kind, syntax);
    return syntax;
  }

  #refuse(path: string, reason: string): void {
    this.#refused.add(path);
    this.leaveOut(path, reason);
  }
}
