import type { Finding } from '@hanzo/tools';
import { namedIn, particularIdentifiers, wordsOf } from '../gates/identifiers.ts';

/** How far what was found holds: for the code wherever it stands, in its file only, or at its line only. */
export type Reach = 'anywhere' | 'inFile' | 'inPlace';

export interface Surroundings {
  readonly path: string;
  /** Text of the piece. */
  readonly text: string;
  /** All the text that was shown. */
  readonly shown: string;
  /** Names of the workspace's files, without folders. */
  readonly fileNames: ReadonlySet<string>;
}

const LINE_NUMBER = /\bL\d+\b|:\d+\b/i;
/** In several languages, since engines speak that of the instructions. */
const LINE_WORD = /(?<!\p{L})(lines?|ln|rows?|zeilen?|lignes?|l[ií]neas?|linhas?|righ[ae]|regels?|строк\p{L}*|行)/iu;
const ORDINAL = /\d|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last)\b/i;
const THIS_FILE = /\b(this|the|same) (file|module|folder|directory|package)\b|\//i;

/**
 * Words that name a line hold only there. Words that name a file, or code that was shown beside the piece, hold only in
 * this file. When in doubt the reach is the narrower one: that costs another look, and never a wrong sentence.
 */
export function reachOf(findings: readonly Finding[], around: Surroundings): Reach {
  const words = findings.map(({ message, rationale, fix }) => `${message}\n${rationale}\n${fix}`).join('\n');
  if (namesLine(words, around.text)) return 'inPlace';
  return namesFile(words, around) || namesCodeBeside(words, around) ? 'inFile' : 'anywhere';
}

/** A number that does not stand in the piece itself may be that of a line, whatever the words around it are. */
function namesLine(words: string, text: string): boolean {
  if (LINE_NUMBER.test(words) || (LINE_WORD.test(words) && ORDINAL.test(words))) return true;
  const own = new Set(text.match(/\d+/g));
  return (words.match(/\d+/g) ?? []).some((number) => !own.has(number));
}

function namesFile(words: string, { fileNames }: Surroundings): boolean {
  if (THIS_FILE.test(words)) return true;
  return words.split(/[^\p{L}\p{N}_.-]+/u).some((word) => fileNames.has(word.replace(/[.-]+$/, '')));
}

function namesCodeBeside(words: string, { text, shown }: Surroundings): boolean {
  if (words.trim() === '') return false;
  const own = new Set(wordsOf(text));
  return [...namedIn(words, particularIdentifiers(shown))].some((name) => !own.has(name));
}
