import { Transform, type TransformCallback } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const BEGIN = '\u001b[200~';
const END = '\u001b[201~';
/** Shorter beginnings of the marks are keys of their own, such as Escape, and must not wait for what follows. */
const LEAST_HELD = 3;

/** Stands for a line break inside one input; a line editor could not move over a real one. */
export const LINE_BREAK = '␤';

/** Tells the terminal to mark what is pasted, and to leave that. */
export const PASTE_MARKS_ON = '\u001b[?2004h';
export const PASTE_MARKS_OFF = '\u001b[?2004l';

/** Control characters besides the tab: pasted ones would be keys, e.g. the one that ends the program. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const KEYS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** Lets keys pass, and makes one line of what is pasted: several pasted lines are one input, not several. */
export class PasteFilter extends Transform {
  readonly #decoder = new StringDecoder('utf8');
  #held = '';
  #pasting = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const text = this.#held + this.#decoder.write(chunk);
    this.#held = '';
    const passed = this.#filter(text);
    if (passed !== '') this.push(passed);
    done();
  }

  #filter(text: string): string {
    const mark = this.#pasting ? END : BEGIN;
    const at = text.indexOf(mark);
    if (at === -1) {
      // A line feed may follow a carriage return: both are one break.
      const held = this.#pasting && text.endsWith('\r') ? 1 : heldBack(text, mark, this.#pasting ? 1 : LEAST_HELD);
      this.#held = text.slice(text.length - held);
      return this.#shown(text.slice(0, text.length - held));
    }
    const before = this.#shown(text.slice(0, at));
    this.#pasting = !this.#pasting;
    return before + this.#filter(text.slice(at + mark.length));
  }

  #shown(text: string): string {
    if (!this.#pasting) return text;
    return text.replaceAll(/\r\n|\r|\n/g, LINE_BREAK).replaceAll(KEYS, '');
  }
}

/** How many characters at the end may be the beginning of the mark. */
function heldBack(text: string, mark: string, least: number): number {
  for (let length = Math.min(mark.length - 1, text.length); length >= least; length--)
    if (text.endsWith(mark.slice(0, length))) return length;
  return 0;
}
