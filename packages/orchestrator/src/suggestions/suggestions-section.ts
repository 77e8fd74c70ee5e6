import { fenced, inline } from '@hanzo/tools';
import { whoInWords } from '../report/who-in-words.ts';
import type { RunResult } from '../run/run-result.ts';
import type { SuggestionSet } from './suggestions.ts';

export const OPTIMIZATIONS_TITLE = 'Suggested optimisations';
export const PATTERNS_TITLE = 'Suggested patterns';

/** What was suggested, each in a fence: it is what a model wrote, not part of the report. */
export function suggestionsSection({ suggestions }: Pick<RunResult, 'suggestions'>): readonly string[] {
  return [
    ...setSection(OPTIMIZATIONS_TITLE, suggestions?.optimizations),
    ...setSection(PATTERNS_TITLE, suggestions?.patterns),
  ];
}

function setSection(title: string, set: SuggestionSet | undefined): readonly string[] {
  if (set === undefined) return [];
  const texts = set.texts.flatMap(({ title: about, text, who }) => [
    `### ${inline(about)}`,
    '',
    `By ${inline(whoInWords(who))}; nobody has tried it:`,
    '',
    fenced(text, 'markdown'),
    '',
  ]);
  return [`## ${title}`, '', ...notesOf(set).map((note) => `${inline(note)}\n`), ...texts];
}

/** What people must know of a set: that it is empty, too. */
export function notesOf({ texts, notes }: SuggestionSet): readonly string[] {
  return texts.length === 0 && notes.length === 0 ? ['None was accepted: see what was not done.'] : notes;
}
