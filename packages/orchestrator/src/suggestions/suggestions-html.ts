import { block, paragraph, section } from '../report/html/blocks.ts';
import { type Child, el } from '../report/html/markup.ts';
import { whoInWords } from '../report/who-in-words.ts';
import type { RunResult } from '../run/run-result.ts';
import type { SuggestionSet } from './suggestions.ts';
import { notesOf, OPTIMIZATIONS_TITLE, PATTERNS_TITLE } from './suggestions-section.ts';

/** The same for pages. */
export function suggestionsHtml({ suggestions }: Pick<RunResult, 'suggestions'>): readonly Child[] {
  return [
    ...setHtml(OPTIMIZATIONS_TITLE, suggestions?.optimizations),
    ...setHtml(PATTERNS_TITLE, suggestions?.patterns),
  ];
}

function setHtml(title: string, set: SuggestionSet | undefined): readonly Child[] {
  if (set === undefined) return [];
  return section(
    title,
    ...notesOf(set).map((note) => paragraph(note)),
    ...set.texts.map(({ title: about, text, who }) => [
      el('h3', {}, about),
      paragraph(`By ${whoInWords(who)}; nobody has tried it:`),
      block(text),
    ]),
  );
}
