import { HanzoError } from '@hanzo/contracts';
import type { FileWish } from '../words.ts';
import { readLineRange } from './line-ranges.ts';
import { splitList } from './split-list.ts';

/** Two letters at least before the colon, or what is before it is the drive of Windows. */
const WITH_LINES = /^(?<path>.{2,}?|[^A-Za-z])(?::|#(?=L\d))(?<lines>(?:L?\d|-)[^/\\.]*)$/u;
/** Behind an entry with lines, as in `a.ts:10-20,40-60`. */
const MORE_LINES = /^\d+(?:\s*[-–]\s*\d*)?$/;

/**
 * What `--files` names: paths and globs between commas, `!` before what is left out, lines behind a colon.
 *
 * @param texts as they were given, also several
 * @throws HanzoError USAGE for lines that cannot be read
 */
export function readFileWishes(texts: readonly string[]): readonly FileWish[] {
  return texts.flatMap((text) => {
    const wishes: FileWish[] = [];
    for (const entry of splitList(text)) {
      const before = wishes.at(-1);
      if (before?.lines !== undefined && MORE_LINES.test(entry))
        wishes.push({ ...before, lines: readLineRange(entry, entry) });
      else wishes.push(wishOf(entry));
    }
    return wishes;
  });
}

function wishOf(entry: string): FileWish {
  const isExcluded = entry.startsWith('!');
  const bare = (isExcluded ? entry.slice(1) : entry).trim();
  const { path = bare, lines } = WITH_LINES.exec(bare)?.groups ?? {};
  const pattern = path.replaceAll('\\', '/').replace(/^(?:\.\/+)+(?=.)/, '');
  if (pattern === '' || /^:|\0/.test(pattern))
    throw new HanzoError('USAGE', `${JSON.stringify(entry)} names no file.`, {
      mend: 'Write paths from the workspace on, like src/a.ts, src/**/*.py or !src/generated.',
    });
  if (lines === undefined) return { pattern, isExcluded };
  const range = readLineRange(lines.trim(), entry);
  if (isExcluded)
    throw new HanzoError('USAGE', `${JSON.stringify(entry)} leaves out lines, and only whole files can be left out.`, {
      mend: `Name the lines that are sent, like ${pattern}:1-20, or leave out the file: !${pattern}.`,
    });
  return { pattern, lines: range, isExcluded };
}
