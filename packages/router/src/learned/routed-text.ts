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

/** The first mark of a prompt is ours: files come after it. */
const MARK = / mark="([0-9a-f]{1,64})">/;
/** More text than features are read from is not put together. */
const MOST_CODE = 16_384;

/** Parts a task's prompt into words and code. A prompt without our marks is all words. */
export function routedText({ kind, tier, prompt = '', sources = [] }: RoutedTask): RoutedText {
  const words = sources.length === 0 ? [] : markedWords(prompt);
  const paths = sources.map(({ path }) => path);
  if (words.length === 0) return { text: prompt, kind, tier, paths };
  let code = '';
  for (const source of sources) {
    if (code.length >= MOST_CODE) break;
    code += `${source.text}\n`;
  }
  return { text: words.join('\n'), code, kind, tier, paths };
}

/** What the prompt has in its own mark, the person's words and the planner's. Nothing else in it can have the same mark. */
function markedWords(prompt: string): readonly string[] {
  const mark = MARK.exec(prompt)?.[1];
  return mark === undefined ? [] : ['wanted', 'part'].flatMap((name) => between(prompt, `${name} mark="${mark}"`));
}

function between(text: string, tag: string): readonly string[] {
  const from = text.lastIndexOf(`<${tag}>\n`);
  const to = text.lastIndexOf(`\n</${tag}>`);
  const start = from + tag.length + 3;
  return from < 0 || to < start ? [] : [text.slice(start, to)];
}
