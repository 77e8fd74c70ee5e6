import type { TaskKind, Tier } from '@hanzo/contracts';
import type { RoutedTask } from '../rungs.ts';

/** What of a task is read to judge how hard it is. */
export interface RoutedText {
  /** The person's words; for a prompt of another make the whole prompt. */
  readonly text: string;
  /** What the words are about, where it is known apart from them: the sources' text. */
  readonly code?: string | undefined;
  readonly kind?: TaskKind | undefined;
  readonly tier?: Tier | undefined;
  /** Of the sources, with forward slashes. */
  readonly paths?: readonly string[] | undefined;
}

/** Only the words that a task's prompt has in these marks are the person's or the planner's. */
const WORDS = /<(wanted|part) mark="([0-9a-f]+)">\n([\s\S]*?)\n<\/\1 mark="\2">/g;
/** More text than features are read from is not put together. */
const MOST_CODE = 16_384;

/** Parts a task's prompt into words and code. A prompt without our marks is all words. */
export function routedText({ kind, tier, prompt = '', sources = [] }: RoutedTask): RoutedText {
  const words = sources.length === 0 ? [] : Array.from(prompt.matchAll(WORDS), ([, , , text = '']) => text);
  const paths = sources.map(({ path }) => path);
  if (words.length === 0) return { text: prompt, kind, tier, paths };
  let code = '';
  for (const source of sources) {
    if (code.length >= MOST_CODE) break;
    code += `${source.text}\n`;
  }
  return { text: words.join('\n'), code, kind, tier, paths };
}
