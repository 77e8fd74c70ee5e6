import type { Answer, Task } from '@hanzo/contracts';
import { DATA_RULE } from '../tasks/kind-prompts.ts';
import { realPart } from './keep-real.ts';
import { wordsOf } from './named-modules.ts';

/** What a model is asked that suggests patterns. */
export const PATTERNS_SYSTEM: string = [
  'You are a software architect. Suggest at most five design patterns or refactorings that would help this workspace most, from the facts that are given.',
  'Answer in Markdown. Each suggestion begins with a heading "### " and the name of the pattern, then a line "Modules: " with the paths of the modules that it concerns, each between backticks and exactly as the facts have it, then: the problem that it solves there, naming the declarations; **Benefit**; **Cost**; **First step**, which can be done in a day. Suggest only what the facts support: a suggestion that names no module of the facts is thrown away. No suggestion is a good answer: then say in a few sentences why these modules need none.',
  DATA_RULE,
].join('\n\n');

/** True for a task that suggests patterns. */
export function isPatternsTask({ system }: Partial<Pick<Task, 'system'>>): boolean {
  return system === PATTERNS_SYSTEM;
}

/** True when something of the answer would be left, were only the modules of the task's facts there; also for the answer that none is needed. */
export function namesRealModules(
  { prompt, sources }: Pick<Task, 'prompt' | 'sources'>,
  { text }: Pick<Answer, 'text'>,
): boolean {
  const endings = sources.map(({ path }) => /\.\w+$/.exec(path)?.[0] ?? '');
  const known = wordsOf(prompt).filter((word) => endings.some((ending) => ending !== '' && word.endsWith(ending)));
  const modules = new Set([...known, ...sources.map(({ path }) => path)]);
  return realPart(text, modules).text !== '';
}
