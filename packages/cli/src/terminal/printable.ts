/** Control, format and line-separator characters, apart from newline and tab; colours are looked at as a whole. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is about
const UNPRINTABLE = /\u001b\[(\d+)m|[\n\t]|[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const COLOURS: ReadonlySet<string> = new Set(['1', '2', '31', '32', '33', '36']);
/** Whoever ends a colour does no harm. */
const ENDS: ReadonlySet<string> = new Set(['22', '39']);

/**
 * Text of models, files and peers may not steer the terminal that shows it, nor colour it: only colours with the seal of this
 * terminal's style are kept.
 *
 * @param seal digits before the number of each colour that is ours
 */
export function printable(text: string, seal: string): string {
  return text.replaceAll(UNPRINTABLE, (match, code: string | undefined) => {
    if (match === '\n' || match === '\t') return match;
    if (code === undefined) return '';
    if (ENDS.has(code)) return match;
    const own = code.startsWith(seal) ? code.slice(seal.length) : '';
    if (COLOURS.has(own)) return `\u001b[${own}m`;
    return match.slice(1);
  });
}
