import { LINE_BREAK } from './paste-filter.ts';

const FENCES = ['```', '"""'] as const;
type Fence = (typeof FENCES)[number];

/**
 * Makes one input of several lines: a line that ends with `\` goes on in the next one, and what begins with ``` or """ goes
 * on until the same stands again at the end of a line. The fences of """ are left out; those of ``` belong to the text.
 */
export class InputLines {
  #lines: string[] = [];
  #fence: Fence | undefined;

  /** True while an input is begun and not ended. */
  get pending(): boolean {
    return this.#lines.length > 0;
  }

  /** @returns the input once it is whole */
  push(line: string): string | undefined {
    if (this.#fence === undefined) this.#begin(line);
    else this.#goOn(line, this.#fence);
    return this.#fence === undefined && !this.#goesOn() ? this.#take() : undefined;
  }

  /** Forgets what was begun. */
  clear(): void {
    this.#lines = [];
    this.#fence = undefined;
  }

  #begin(line: string): void {
    const fence = this.pending ? undefined : FENCES.find((one) => line.trimStart().startsWith(one));
    if (fence === undefined) {
      this.#lines.push(line);
      return;
    }
    this.#fence = fence;
    const rest = line.trimStart().slice(fence.length);
    if (fence === '```') {
      this.#lines.push(line);
      if (rest.includes(fence)) this.#fence = undefined;
    } else this.#goOn(rest, fence);
  }

  #goOn(line: string, fence: Fence): void {
    const text = line.trimEnd();
    if (!text.endsWith(fence)) {
      this.#lines.push(line);
      return;
    }
    this.#fence = undefined;
    this.#lines.push(fence === '```' ? line : text.slice(0, -fence.length));
  }

  /** The last line says that it does; outside of fences only. */
  #goesOn(): boolean {
    const last = this.#lines.at(-1) ?? '';
    if (this.#isFenced() || !last.endsWith('\\')) return false;
    this.#lines[this.#lines.length - 1] = last.slice(0, -1);
    return true;
  }

  #isFenced(): boolean {
    return this.#lines[0]?.trimStart().startsWith('```') === true;
  }

  #take(): string {
    const text = this.#lines.join('\n').replaceAll(LINE_BREAK, '\n').trim();
    this.clear();
    return text;
  }
}
