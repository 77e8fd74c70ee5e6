import { countOf, firstChars } from '@hanzo/contracts';
import { diffLines } from '../../guards/diff-lines.ts';
import { SECRET_MASK, SecretLines, secretNote } from '../../guards/secret-lines.ts';
import { MOST_TOLD_BYTES } from '../limits.ts';
import { fitting, shortLine } from '../numbered-lines.ts';
import { stateLine } from './changed-paths.ts';
import type { CommitDiff } from './commit-diff.ts';

/** Of all paths that changed, beside what changed in them. */
const NAMES_BYTES = 4_000;
/** Of what stands above them, such as a commit's message. */
const MOST_HEAD_CHARS = 4_000;

/** The list of what changed, then the changes themselves, as much as fits. */
export function toldDiff(head: string, { paths: { seen, hidden }, diff, undiffed, unlooked = '' }: CommitDiff): string {
  const isHeadCut = head.length > MOST_HEAD_CHARS;
  const [known, hiddenHead] = withoutSecrets(
    (isHeadCut ? `${firstChars(head, MOST_HEAD_CHARS)}… (cut)` : head).split('\n'),
    false,
  );
  if (seen.length === 0 && hidden === 0)
    return `${known.join('\n')}\nNothing changed${unlooked === '' ? '' : `; ${unlooked}`}.${secretNote(hiddenHead)}`;
  const [names, unnamed] = fitting(seen.map(stateLine), NAMES_BYTES);
  const left = unnamed > 0 ? [`and ${unnamed} more`] : [];
  const unseen = hidden > 0 ? [`and ${countOf(hidden, 'file')} that tools may not see`] : [];
  const begin = [...known, ...names, ...left, ...unseen, ...(unlooked === '' ? [] : [unlooked]), ''];
  const lines = diff.split('\n');
  const [fit, cut] = fitting(lines.map(shortLine), MOST_TOLD_BYTES - Buffer.byteLength(begin.join('\n')));
  const [shown, hiddenLines] = withoutSecrets(lines.slice(0, fit.length), true);
  const more = [
    ...(cut > 0 ? [`There are ${cut} more lines: ask for one path.`] : []),
    ...(undiffed > 0 ? [`What changed in ${countOf(undiffed, 'more file')} is not shown: ask for one path.`] : []),
  ];
  return [...begin, ...shown, ...more].join('\n') + secretNote(hiddenHead + hiddenLines);
}

/**
 * @param isDiff they are no text of somebody's
 * @returns the lines, and how many of them are left out
 */
function withoutSecrets(lines: readonly string[], isDiff: boolean): readonly [readonly string[], number] {
  const known = isDiff ? diffLines(lines) : [];
  const signOf = (index: number): string => known[index]?.sign ?? '';
  const secrets = new SecretLines(
    lines.map((line, index) => line.slice(signOf(index).length)),
    (index) => known[index]?.path ?? '',
  );
  const told = lines.map((line, index) => (secrets.has(index) ? signOf(index) + SECRET_MASK : shortLine(line)));
  return [told, secrets.countIn(0, lines.length)];
}
