/**
 * How far a task's text may travel, in the words of the usual classification of data. The coordinator labels a task, the
 * owner of a worker says which labels may come to that machine.
 */
export const DATA_CLASSES = ['public', 'internal', 'confidential'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** Of tasks that say nothing. */
export const DEFAULT_DATA_CLASS: DataClass = 'internal';
