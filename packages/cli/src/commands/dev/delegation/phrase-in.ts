import { HanzoError, type Catalogue } from '@hanzo/contracts';
import type { MagicPhrase } from '@hanzo/delegate';
import { joinedWords, type Words } from '../run/instructions.ts';

/** Cheap, and true for more than the phrase: what knows it is loaded for such texts alone. */
const LIKELY = /delegate\s+to\b/i;

/** The magic phrase of a text, `DELEGATE TO <model>: <issue>`. @throws HanzoError USAGE for two of them, or one without an issue */
export async function phraseIn(words: string): Promise<MagicPhrase | undefined> {
  if (!LIKELY.test(words)) return undefined;
  const { findPhrase } = await import('@hanzo/delegate');
  return findPhrase(words);
}

/**
 * The magic phrase of what `hanzo dev` is told. In what a person writes it may stand on any line. What is read may be a text of
 * somebody else, who must not end a review by it: there it counts on the first line alone, and beside other words it is refused.
 *
 * @param isSaid other words, or flags, say what is to be done
 * @param warn hears of a phrase that does not count
 * @throws HanzoError USAGE
 */
export async function phraseOfWords(
  { said, read }: Words,
  isSaid: boolean,
  warn: (sentence: string) => void,
): Promise<MagicPhrase | undefined> {
  if (read === undefined) return said === undefined ? undefined : await phraseIn(said);
  const { text, from } = read;
  if (said !== undefined && (await phraseIn(said)) !== undefined)
    return await phraseIn(joinedWords({ said, read }) ?? '');
  if (!(await hasPhrase(text))) return undefined;
  if (isSaid || said !== undefined)
    throw new HanzoError('USAGE', `The magic phrase is in ${from}, and what is said besides asks for something else.`, {
      mend: 'To delegate, write the phrase into the argument. Else take it out of the text: in a code block it is none.',
    });
  const [paragraph = ''] = text.trimStart().split(/(?:\r\n|\n|\r)\s*(?:\r\n|\n|\r)/, 1);
  if ((await phraseIn(paragraph))?.line === 1) return await phraseIn(text);
  warn(
    `${from} has the magic phrase, which counts on its first line alone: all of it is planned. See: hanzo delegate -`,
  );
  return undefined;
}

/** One that is wrong is one as well. */
async function hasPhrase(text: string): Promise<boolean> {
  try {
    return (await phraseIn(text)) !== undefined;
  } catch {
    return true;
  }
}

/** The name of the catalogue that somebody means; `local:` marks models of this machine. @throws HanzoError MODEL_UNKNOWN */
export async function modelNamed(written: string, catalogue: Catalogue): Promise<string> {
  const { phraseModel } = await import('@hanzo/delegate');
  return phraseModel(written, catalogue);
}
