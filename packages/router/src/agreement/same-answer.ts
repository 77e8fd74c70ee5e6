import { codeOf } from './code-text.ts';
import { contradicts } from './contradiction.ts';
import { exactForm } from './exact-form.ts';
import { structureOf } from './json-text.ts';
import { SameValues } from './same-values.ts';

/** An answer, read once to be compared with others. */
export interface ReadAnswer {
  readonly text: string;
  readonly exact: string | undefined;
  readonly value: object | undefined;
  readonly code: ReturnType<typeof codeOf>;
}

export function readAnswer(text: string): ReadAnswer {
  return { text, exact: exactForm(text), value: structureOf(text), code: codeOf(text) };
}

/**
 * True when two answers may count as one where what they say decides: values, short answers and code are equal but for their
 * layout; JSON and longer texts are alike and contradict each other nowhere. A value is another one or is not: [1, 2] and
 * [2, 1] are alike, and yet one of them is wrong.
 *
 * @param isAlike what is alike enough where words may differ
 */
export function saysTheSame(a: ReadAnswer, b: ReadAnswer, isAlike: (a: string, b: string) => boolean): boolean {
  if (a.exact !== undefined && b.exact !== undefined) return a.exact === b.exact;
  if (a.value !== undefined && b.value !== undefined)
    return isAlike(a.text, b.text) && new SameValues().compare(a.value, b.value);
  if (a.value !== undefined || b.value !== undefined) return false;
  if (a.code !== undefined || b.code !== undefined) return isSameCode(a, b, isAlike);
  return isAlike(a.text, b.text) && !contradicts(a.text, b.text);
}

/** Code is compared as it is, what is said around it as any answer, where both say something. */
function isSameCode(
  { code: one }: ReadAnswer,
  { code: other }: ReadAnswer,
  isAlike: (a: string, b: string) => boolean,
): boolean {
  if (one === undefined || other === undefined || one.code !== other.code) return false;
  if (one.around === '' || other.around === '') return true;
  return saysTheSame(readAnswer(one.around), readAnswer(other.around), isAlike);
}
