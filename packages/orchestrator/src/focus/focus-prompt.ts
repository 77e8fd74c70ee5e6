import type { FocusProfile } from './focus-profile.ts';

/** What models are told of the focus, besides their job: the checklist and what counts as evidence. The same for all tasks of a run. */
export function focusRules({ checklist, evidence }: Pick<FocusProfile, 'checklist' | 'evidence'>): string {
  return [
    'Go through this list; each problem has the category of the item that it belongs to. Problems that belong to none are left out, unless they are certain and serious: then their category is other.',
    ...checklist.map(({ category, question }) => `- ${category}: ${question}`),
    'A problem counts only with evidence:',
    ...evidence.map((rule) => `- ${rule}`),
    '- Where you are not sure, say so: low confidence.',
  ].join('\n');
}
