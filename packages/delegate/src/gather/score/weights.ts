import type { FileKind } from '../files/file-kind.ts';

/**
 * What speaks for a file, in points. Fitted to 87 public bug reports of six projects and rounded; what a person names is held higher
 * than the fit would have it (docs/benchmarks.md, `delegate-recall`).
 */
export const POINTS = {
  /** The frame in which it happened. */
  trace: 8,
  /** Frame by frame outwards. */
  traceDecay: 0.8,
  /** A path in a sentence. */
  path: 7,
  module: 2,
  /** A name of the issue is defined in it, and nowhere else. */
  definition: 3,
  /** A message that stands in it, and nowhere else. */
  phrase: 2,
  /** The best of all files, each of these. */
  words: 7.5,
  identifiers: 4,
  pathWords: 5,
  block: 6,
  /** It was changed and not committed. */
  diff: 2,
  /** The last commit changed it. */
  history: 0.4,
  /** Of the score of a strong one that imports it. */
  neighbour: 0.1,
} as const;

/** What is left of a score for what a file is for. Files that somebody names keep theirs. */
export const KIND_FACTORS: Readonly<Record<FileKind, number>> = {
  source: 1,
  test: 0.25,
  docs: 0.25,
  example: 0.3,
  log: 0.1,
  data: 0.4,
};
