import type { TaskSource } from '@hanzo/contracts';

/** A file's text with one kind of line end, as it is shown to models, and the way back. */
export class ShownText {
  readonly text: string;
  /** What ends its lines: what most of them end with. */
  readonly lineEnd: '\n' | '\r\n';
  /** Where in `text` a line feed stands that has a carriage return before it in the file. */
  readonly #returns: readonly number[];

  constructor(raw: string) {
    this.text = raw.replaceAll('\r\n', '\n');
    const returns: number[] = [];
    for (let at = raw.indexOf('\r\n'); at >= 0; at = raw.indexOf('\r\n', at + 2)) returns.push(at - returns.length);
    this.#returns = returns;
    this.lineEnd = returns.length * 2 > this.text.split('\n').length - 1 ? '\r\n' : '\n';
  }

  /** The place in the file of a place in `text`. */
  rawOffset(at: number): number {
    let low = 0;
    let high = this.#returns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#returns[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return at + low;
  }

  /** Where a chunk of the file starts in `text`, or undefined where the file is not what it was. */
  offsetOf({ firstLine, text }: TaskSource): number | undefined {
    let start = 0;
    for (let line = 1; line < firstLine; line += 1) {
      const end = this.text.indexOf('\n', start);
      if (end < 0) return undefined;
      start = end + 1;
    }
    const lineEnd = this.text.indexOf('\n', start);
    // Lines that are too long for one chunk are cut: then it starts within its line.
    const at = this.text.indexOf(text.replaceAll('\r\n', '\n').replace(/^\ufeff/, ''), start);
    return at >= 0 && (at === start || lineEnd < 0 || at <= lineEnd) ? at : undefined;
  }
}
