import type { Reason } from '../words.ts';

/** These tell names and words of the file. */
const NAMING: ReadonlySet<Reason['kind']> = new Set(['text', 'definition', 'module', 'path']);
/** Shorter ones tell nothing. */
const TERM = /[\p{L}\p{N}_$]{3,}/gu;

/**
 * A reason as it may be sent; undefined: nothing is left of it. What it names and stands on a hidden line may be the secret itself.
 *
 * @param hidden lines of the file that are not sent
 */
export function reasonInWords({ kind, words }: Reason, hidden: readonly string[]): string | undefined {
  if (!NAMING.has(kind) || hidden.length === 0) return words;
  const all = hidden.join('\n').toLowerCase();
  const isTold = (text: string): boolean => (text.match(TERM) ?? []).every((term) => !all.includes(term.toLowerCase()));
  const [, verb, list = ''] = /^(says|uses) (.*)$/.exec(words) ?? [];
  if (verb === undefined) return isTold(words) ? words : undefined;
  const terms = list.split(', ').filter(isTold);
  return terms.length === 0 ? undefined : `${verb} ${terms.join(', ')}`;
}
