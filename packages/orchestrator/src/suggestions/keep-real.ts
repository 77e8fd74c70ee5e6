import type { ProseSection } from '../run/run-result.ts';
import { namedModules } from './named-modules.ts';
import { partsOf } from './parts-of.ts';
import type { SuggestionSet } from './suggestions.ts';

/** An answer without what is about other code. */
export interface RealPart {
  /** Empty when nothing is left. */
  readonly text: string;
  /** Suggestions that were there, and that were left out. */
  readonly whole: number;
  readonly dropped: number;
}

/**
 * Leaves out suggestions that name no module of the workspace, or one that is not there: they are about other code. What stands
 * before the first one goes with them. Where nothing marks a suggestion, paragraphs that name modules are judged, and one that names
 * none stays.
 */
export function keepReal(texts: readonly ProseSection[], modules: ReadonlySet<string>): SuggestionSet {
  const judged = texts.map((one) => ({ one, ...realPart(one.text, modules) }));
  const kept = judged.filter(({ text }) => text !== '').map(({ one, text }) => ({ ...one, text }));
  const [dropped, whole] = [sum(judged.map((one) => one.dropped)), sum(judged.map((one) => one.whole))];
  if (dropped === 0) return { texts: kept, notes: [] };
  const what = `${dropped} of ${whole} suggestions`;
  return {
    texts: kept,
    notes: [`${what} ${dropped === 1 ? 'was' : 'were'} left out: the modules named there are not in the workspace.`],
  };
}

/** The same for one answer. */
export function realPart(text: string, modules: ReadonlySet<string>): RealPart {
  const { opening, parts, haveHeadings } = partsOf(text);
  const judged = parts.map((part) => {
    const { real, madeUp } = namedModules(part, modules);
    const isSuggestion = haveHeadings || real.length + madeUp.length > 0;
    return { part, isSuggestion, isKept: !isSuggestion || (real.length > 0 && madeUp.length === 0) };
  });
  const suggestions = judged.filter(({ isSuggestion }) => isSuggestion);
  const kept = judged.filter(({ isKept }) => isKept);
  const dropped = judged.length - kept.length;
  const isNothing = suggestions.length > 0 && dropped === suggestions.length;
  const left = isNothing ? '' : [opening, ...kept.map(({ part }) => part)].join('');
  return { text: dropped === 0 ? text : left.trim(), whole: suggestions.length, dropped };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
