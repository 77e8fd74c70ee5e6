/** A line of a unified diff, and what it is of. */
export interface DiffLine {
  /** Of the file before for what was removed, else of the file as it is now. Empty: not known. */
  readonly path: string;
  /** What stands before the file's own line; empty for what is no line of a file. */
  readonly sign: string;
}

const HUNK = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@/;
/** Git ends a name that has a blank in it by a tab. */
const HEADER = /^(---|\+\+\+) ([^\t]+)/;

/** Tells headers from lines by how many lines each hunk has: a removed `-- a/x` looks like a header. */
export function diffLines(lines: readonly string[]): readonly DiffLine[] {
  const reader = new DiffReader();
  return lines.map((line) => reader.read(line));
}

class DiffReader {
  #before = '';
  #after = '';
  /** What is left of a hunk. */
  #removed = 0;
  #added = 0;

  read(line: string): DiffLine {
    const isIn = (this.#removed > 0 || this.#added > 0) && /^(?:[-+ \\]|$)/.test(line);
    return isIn ? this.#ofHunk(line.slice(0, 1)) : this.#outside(line);
  }

  #ofHunk(sign: string): DiffLine {
    if (sign !== '+' && sign !== '\\') this.#removed -= 1;
    if (sign !== '-' && sign !== '\\') this.#added -= 1;
    return { path: sign === '-' ? this.#before : this.#after, sign };
  }

  #outside(line: string): DiffLine {
    const hunk = HUNK.exec(line);
    [this.#removed, this.#added] = hunk === null ? [0, 0] : [Number(hunk[1] ?? 1), Number(hunk[2] ?? 1)];
    const [, kind, name = ''] = HEADER.exec(line) ?? [];
    const path = name === '/dev/null' ? '' : name.replace(/^"(.*)"$/, '$1').replace(/^[a-z]\//, '');
    // Of a new file there is none before, and of a removed one none afterwards.
    if (kind === '---') [this.#before, this.#after] = [path, path];
    if (kind === '+++' && path !== '') [this.#before, this.#after] = [this.#before === '' ? path : this.#before, path];
    // What nobody counted, such as the rest of a hunk that was cut before it.
    return { path: this.#after, sign: kind === undefined ? (/^[-+ ]/.exec(line)?.[0] ?? '') : '' };
  }
}
