/** Parts of a run, in their order. What a later one does follows from what the one before it found. */
export const STAGES = ['plan', 'merge', 'critics', 'fixes', 'suggestions'] as const;
export type StageName = (typeof STAGES)[number];
