import type { ProseSection } from '../run/prose-section.ts';

/** Texts that were written down for one wish. */
export interface SuggestionSet {
  /** Accepted, as models wrote them: untrusted Markdown. */
  readonly texts: readonly ProseSection[];
  /** Why there is none, or what was left out: a sentence each. */
  readonly notes: readonly string[];
}

/** What was suggested besides findings; each undefined where nobody asked for it. */
export interface Suggestions {
  readonly optimizations?: SuggestionSet;
  readonly patterns?: SuggestionSet;
}
