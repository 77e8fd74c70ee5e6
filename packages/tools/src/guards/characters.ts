import { hiddenIn } from '../edits/hidden-characters.ts';
import { changedLines } from './changed-lines.ts';
import type { Guard, GuardFault } from './guard.ts';

/** What holds a picture together that is made of several. */
const JOINED = /(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})/gu;

/** Characters that are not seen in a diff, or turn the order of text round: what is agreed to would not be what is read. */
export const guardCharacters: Guard = (changes) =>
  changes.flatMap((change): readonly GuardFault[] => {
    const { path, before = '', after } = change;
    const [old, now] = [hiddenIn(usual(before)), hiddenIn(usual(after))];
    const code = [...now.keys()].find((one) => (now.get(one) ?? 0) > (old.get(one) ?? 0));
    if (code === undefined) return [];
    const line = changedLines(change).added.find(({ text }) => hiddenIn(usual(text)).has(code))?.line ?? 1;
    const reason = `The added line holds ${code}: it is not seen, or changes how others are seen.`;
    return [{ guard: 'characters', path, line, reason }];
  });

/** Without those that belong to text: line ends, form feeds, a byte order mark at the beginning, joined pictures. */
function usual(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\f', '')
    .replace(JOINED, '');
}
