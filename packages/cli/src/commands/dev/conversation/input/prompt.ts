import { createInterface, type Interface } from 'node:readline';
import type { Completion } from './complete.ts';
import { InputLines } from './input-lines.ts';
import { LINE_BREAK, PASTE_MARKS_OFF, PASTE_MARKS_ON, PasteFilter } from './paste-filter.ts';
import type { PromptHistory } from './prompt-history.ts';

/** Where keys come from: a terminal has a raw mode. */
export type KeyInput = NodeJS.ReadableStream & { setRawMode?(raw: boolean): unknown };

export interface PromptOptions {
  readonly input: KeyInput;
  readonly output: NodeJS.WritableStream;
  /** Lines are edited here, and drawn anew with each key. False: by the terminal, or not at all. */
  readonly editing: boolean;
  readonly history: PromptHistory;
  complete(line: string): Promise<Completion>;
  /** Stops this process until the shell has it go on, which is told. @default as Ctrl-Z does */
  readonly stop?: (onContinue: () => void) => void;
}

const MORE = '... ';
const ONCE_MORE = '(once more Ctrl-C ends; so do Ctrl-D and /quit)';
const HISTORY_SIZE = 1_000;

/**
 * Asks a person for one input after another. Between two questions the terminal is as others expect it, so that Ctrl-C
 * reaches what works then; lines that were typed ahead are kept for the next question.
 */
export class Prompt implements Disposable {
  readonly #options: PromptOptions;
  readonly #filter = new PasteFilter();
  readonly #lines: Interface;
  readonly #assembled = new InputLines();
  readonly #typed: string[] = [];
  #label = '';
  /** The editor's own, newest first. */
  #recall: string[] = [];
  #ended = false;
  #interrupted = false;
  #taken = 0;
  #answer: ((input: string | undefined) => void) | undefined;

  constructor(options: PromptOptions) {
    this.#options = options;
    const { output, editing, history } = options;
    const past = history.entries.map((entry) => entry.replaceAll('\n', LINE_BREAK)).toReversed();
    this.#lines = createInterface({
      input: this.#filter,
      output,
      terminal: editing,
      ...(editing && { history: past, historySize: HISTORY_SIZE, removeHistoryDuplicates: true }),
      completer: (line, done) => {
        void this.#offer(line, done);
      },
    });
    this.#lines.on('history', (entries: string[]) => {
      this.#recall = entries;
    });
    this.#lines.on('line', (line) => this.#onLine(line));
    this.#lines.on('SIGINT', () => this.interrupt());
    this.#lines.on('SIGTSTP', () => this.#suspend());
    this.#lines.on('close', () => this.end());
  }

  /** @returns what was typed; undefined: the person has left */
  async ask(label: string): Promise<string | undefined> {
    const ready = this.#typed.shift();
    if (ready !== undefined) return ready;
    if (this.#ended) return undefined;
    this.#label = label;
    return await new Promise((resolve) => {
      this.#answer = (input) => {
        this.#answer = undefined;
        this.#disconnect();
        resolve(input);
      };
      this.#connect();
      this.#show();
    });
  }

  /** Ctrl-C: clears what was begun; where nothing was, it ends with the second one. */
  interrupt(): void {
    const { output, editing } = this.#options;
    const begun = this.#lines.line !== '' || this.#assembled.pending;
    output.write('\n');
    if (!begun && this.#interrupted) {
      this.end();
      return;
    }
    this.#interrupted = !begun;
    this.#assembled.clear();
    this.#taken = 0;
    if (editing) this.#clearLine();
    if (!begun) output.write(`${ONCE_MORE}\n`);
    this.#show();
  }

  /** To its end, and away with what is before it. A line that the terminal edits is cleared there. */
  #clearLine(): void {
    this.#lines.write(null, { ctrl: true, name: 'e' });
    this.#lines.write(null, { ctrl: true, name: 'u' });
  }

  /** Nobody is asked any more. */
  end(): void {
    this.#ended = true;
    this.#answer?.(undefined);
  }

  [Symbol.dispose](): void {
    this.end();
    this.#lines.close();
  }

  /** What cannot be looked up is not offered. */
  async #offer(line: string, done: (error: null, completion: Completion) => void): Promise<void> {
    const nothing: Completion = [[], line];
    const completion = await this.#options.complete(line).catch(() => nothing);
    done(null, completion);
  }

  #onLine(line: string): void {
    this.#interrupted = false;
    this.#taken += 1;
    const input = this.#assembled.push(line);
    if (input === undefined) {
      this.#show();
      return;
    }
    this.#remember(input);
    if (input === '') {
      if (this.#answer !== undefined) this.#show();
      return;
    }
    if (this.#answer === undefined) this.#typed.push(input);
    else this.#answer(input);
  }

  /** Several lines are recalled as the one input that they were. */
  #remember(input: string): void {
    if (this.#taken > 1)
      this.#recall.splice(0, Math.min(this.#taken, this.#recall.length), input.replaceAll('\n', LINE_BREAK));
    this.#taken = 0;
    if (input !== '') this.#options.history.add(input);
  }

  #show(keepsCursor = false): void {
    if (this.#ended) return;
    this.#lines.setPrompt(this.#assembled.pending ? MORE : this.#label);
    this.#lines.prompt(keepsCursor);
  }

  /** Ctrl-Z: the shell gets the terminal as it had it, and what was begun stands there again afterwards. */
  #suspend(): void {
    const { stop = stopProcess } = this.#options;
    this.#disconnect();
    stop(() => {
      if (this.#ended || this.#answer === undefined) return;
      this.#connect();
      this.#show(true);
    });
  }

  #connect(): void {
    const { input, output, editing } = this.#options;
    if (editing) {
      input.setRawMode?.(true);
      output.write(PASTE_MARKS_ON);
    }
    input.pipe(this.#filter);
    input.resume();
  }

  #disconnect(): void {
    const { input, output, editing } = this.#options;
    input.unpipe(this.#filter);
    input.pause();
    if (!editing) return;
    output.write(PASTE_MARKS_OFF);
    input.setRawMode?.(false);
  }
}

/** With all of its job, as a terminal does it: a shell waits for the first of them. */
function stopProcess(onContinue: () => void): void {
  process.once('SIGCONT', onContinue);
  process.kill(0, 'SIGTSTP');
}
