/**
 * Finds the end of the first JSON value in a stream of text. The grammar allows only line breaks after the value, and
 * models like to add them: stopping here saves those tokens and keeps the text clean.
 */
export class JsonEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inScalar = false;
  #done = false;

  get done(): boolean {
    return this.#done;
  }

  /** The part of the piece that belongs to the value. */
  push(piece: string): string {
    if (this.#done) return '';
    for (let index = 0; index < piece.length; index += 1) {
      const verdict = this.#step(piece[index] ?? '');
      if (verdict === 'inside') continue;
      this.#done = true;
      return piece.slice(0, verdict === 'last' ? index + 1 : index);
    }
    return piece;
  }

  /** Whether the value goes on, ends with this character, or ended before it. */
  #step(character: string): 'inside' | 'last' | 'after' {
    if (this.#inString) return this.#stepInString(character);
    switch (character) {
      case '"':
        this.#inString = true;
        return 'inside';
      case '{':
      case '[':
        this.#depth += 1;
        return 'inside';
      case '}':
      case ']':
        this.#depth -= 1;
        return this.#depth === 0 ? 'last' : 'inside';
      case ' ':
      case '\t':
      case '\n':
        return this.#inScalar && this.#depth === 0 ? 'after' : 'inside';
      default:
        this.#inScalar = true;
        return 'inside';
    }
  }

  #stepInString(character: string): 'inside' | 'last' {
    if (this.#escaped) {
      this.#escaped = false;
    } else if (character === '\\') {
      this.#escaped = true;
    } else if (character === '"') {
      this.#inString = false;
      return this.#depth === 0 ? 'last' : 'inside';
    }
    return 'inside';
  }
}
