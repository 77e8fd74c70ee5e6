import { HanzoError } from '@hanzo/contracts';
import { BLOCK_BEGIN, BLOCK_END, type RuleFile } from './rule-file.ts';

/** What marks the beginning in files of other versions, too. */
const BEGIN = BLOCK_BEGIN.slice(0, BLOCK_BEGIN.indexOf(':') + ': begin'.length);

/**
 * The text of a file with the rule in it: in place of the one that was there, else at the end. All else stays as it is, line endings and byte
 * order mark, too.
 *
 * @param text what the file holds; undefined: there is none
 * @throws HanzoError CONFIG_INVALID when the marks of the rule are not what was written
 */
export function withRule(text: string | undefined, { path, head, block }: RuleFile): string {
  if (text === undefined || text.trim() === '') return `${head}${block}`;
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const own = block.replaceAll('\n', ending);
  const place = placeOf(text, path);
  if (place !== undefined) return `${text.slice(0, place.from)}${own}${text.slice(place.to)}`;
  const gap = text.endsWith(`${ending}${ending}`) ? '' : text.endsWith(ending) ? ending : ending.repeat(2);
  return `${text}${gap}${own}`;
}

function placeOf(text: string, path: string): { readonly from: number; readonly to: number } | undefined {
  const [begins, ends] = [linesWith(text, BEGIN), linesWith(text, BLOCK_END)];
  if (begins.length === 0 && ends.length === 0) return undefined;
  const [begin] = begins;
  const [end] = ends;
  if (begins.length > 1 || ends.length > 1 || begin === undefined || end === undefined || end.from < begin.from)
    throw new HanzoError('CONFIG_INVALID', `${path} holds the marks of the rule, but not one after the other.`, {
      details: { file: path },
      mend: 'Take out what is left of the rule, with its marks, and write it anew.',
    });
  return { from: begin.from, to: end.to };
}

/** Lines that begin with a mark, with their ends. */
function linesWith(text: string, mark: string): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    if (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\uFEFF') continue;
    const end = text.indexOf('\n', at);
    found.push({ from: at, to: end < 0 ? text.length : end + 1 });
  }
  return found;
}
