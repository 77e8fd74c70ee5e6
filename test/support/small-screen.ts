import { displayWidth } from '../../packages/cli/src/terminal/display-width.ts';

/** One row. `continues`: it is the rest of the row above, which was too long. */
interface Row {
  cells: string[];
  continues: boolean;
}

// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const PIECE = /\u001b\[(\??)([\d;]*)([A-Za-z])|\r|\n|\u001b|[^\u001b\r\n]/gu;

/**
 * As much of a terminal as our own output needs: rows that wrap and scroll, the cursor, erasing, and wrapping anew when it
 * becomes narrower or wider, as most terminals do. What it does not know throws, so that nothing unknown is written.
 */
export class SmallScreen {
  columns: number;
  rows: number;
  cursorShown = true;
  /** Whole frames that were shown. */
  frames = 0;
  #inFrame = false;
  #lines: Row[] = [{ cells: [], continues: false }];
  #row = 0;
  #column = 0;

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Everything that was ever written, scrolled away or not, without spaces at the end. */
  get text(): string {
    return this.#lines.map(textOf).join('\n').trimEnd();
  }

  /** What is in sight, down to the cursor. */
  get visible(): readonly string[] {
    return this.#lines.slice(this.#top, this.#row + 1).map(textOf);
  }

  get isWhole(): boolean {
    return !this.#inFrame;
  }

  write(text: string): void {
    for (const [piece, isPrivate = '', numbers = '', letter = ''] of text.matchAll(PIECE)) {
      if (letter !== '') this.#order(`${isPrivate}${letter}`, numbers);
      else if (piece === '\n') this.#newLine(false);
      else if (piece === '\r') this.#column = 0;
      else if (piece === '\u001b') throw new Error('an escape that this screen does not know');
      else this.#put(piece);
    }
  }

  resize(columns: number, rows: number): void {
    const at = { row: 0, column: 0 };
    const wrapped: Row[] = [];
    let from = 0;
    while (from < this.#lines.length) {
      let to = from + 1;
      while (this.#lines[to]?.continues === true) to += 1;
      const cells = this.#lines.slice(from, to).flatMap((row) => row.cells);
      if (this.#row >= from && this.#row < to) {
        const place = (this.#row - from) * this.columns + this.#column;
        at.row = wrapped.length + Math.floor(place / columns);
        at.column = place % columns;
      }
      wrapped.push({ cells: cells.splice(0, columns), continues: false });
      while (cells.length > 0) wrapped.push({ cells: cells.splice(0, columns), continues: true });
      from = to;
    }
    this.#lines = wrapped;
    this.#row = at.row;
    this.#column = at.column;
    this.columns = columns;
    this.rows = rows;
  }

  get #top(): number {
    return Math.max(0, this.#lines.length - this.rows);
  }

  #put(character: string): void {
    const width = displayWidth(character);
    if (width === 0) return;
    if (this.#column + width > this.columns) this.#newLine(true);
    const { cells } = this.#line();
    while (cells.length < this.#column) cells.push(' ');
    cells.splice(this.#column, width, character, ...Array.from({ length: width - 1 }, () => ''));
    this.#column += width;
  }

  #line(): Row {
    return (this.#lines[this.#row] ??= { cells: [], continues: false });
  }

  #newLine(continues: boolean): void {
    this.#row += 1;
    this.#column = 0;
    this.#line().continues = continues;
  }

  #order(order: string, numbers: string): void {
    const count = numbers === '' ? 1 : Number(numbers);
    switch (order) {
      case 'A':
        this.#row = Math.max(this.#top, this.#row - count);
        return;
      case 'B':
        this.#row = Math.min(this.#lines.length - 1, this.#row + count);
        return;
      case 'J':
        this.#line().cells.splice(this.#column);
        for (const row of this.#lines.slice(this.#row + 1)) row.cells = [];
        return;
      case 'K':
        this.#line().cells.splice(numbers === '2' ? 0 : this.#column);
        return;
      case 'm':
        return;
      case '?h':
      case '?l':
        this.#mode(count, order === '?h');
        return;
      default:
        throw new Error(`an order that this screen does not know: ${order} ${numbers}`);
    }
  }

  #mode(mode: number, on: boolean): void {
    if (mode === 25) this.cursorShown = on;
    else if (mode === 2026) {
      this.#inFrame = on;
      if (!on) this.frames += 1;
    } else throw new Error(`a mode that this screen does not know: ${mode}`);
  }
}

function textOf({ cells }: Row): string {
  return cells.join('').trimEnd();
}
