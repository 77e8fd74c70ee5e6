import { findTexts } from '@hanzo/tools';
import { fileKind } from '../files/file-kind.ts';
import type { ClueText } from '../leads/clue-text.ts';
import { phrasesIn } from '../leads/phrases.ts';
import type { Evidence } from './evidence.ts';
import { POINTS } from './weights.ts';

const MOST_PHRASES = 120;
/** What stands in more files is no message of the program. */
const MOST_HOLDERS = 12;
/** A file that holds more of them is hardly likelier. */
const MOST_POINTS = 1.5;

/** Files that hold messages and routes of the texts literally. */
export async function addPhrases(
  evidence: Evidence,
  texts: readonly ClueText[],
  root: string,
  { paths, signal }: { readonly paths: ReadonlySet<string>; readonly signal: AbortSignal },
): Promise<void> {
  const phrases = [...new Set(texts.flatMap(({ text }) => phrasesIn(text)))].slice(0, MOST_PHRASES);
  const found = (await findTexts(root, phrases, signal)).filter(
    ({ path }) => paths.has(path) && fileKind(path) === 'source',
  );
  const holders = new Map<string, Set<string>>();
  for (const { path, text } of found) {
    const key = text.toLowerCase();
    holders.set(key, (holders.get(key) ?? new Set()).add(path));
  }
  const points = new Map<string, number>();
  for (const { path, line, text } of found) {
    const count = holders.get(text.toLowerCase())?.size ?? 1;
    const before = points.get(path) ?? 0;
    const share = Math.min(1 / count, MOST_POINTS - before);
    if (count > MOST_HOLDERS || share <= 0) continue;
    points.set(path, before + share);
    const words = `holds ${JSON.stringify(text.slice(0, 60))}`;
    evidence.add(path, POINTS.phrase * share, { kind: 'text', aspect: 'quote', words }, [{ first: line, last: line }]);
  }
}
