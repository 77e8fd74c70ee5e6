import { type Confidence, CONFIDENCES, SEVERITIES, type Severity } from '@hanzo/contracts';
import { findersOf } from '../critics/finder.ts';
import type { FoundFinding, Looks } from '../run/run-finding.ts';

/** How many looks were made at a line, and how many of these are of the kinds of tasks that found something there. */
export interface LooksAt {
  readonly all: number;
  readonly alike: number;
}

/** A defect as all those that found it say it together. */
export interface Merged extends FoundFinding {
  readonly looks: Looks;
}

/** From so many looks on it says something that only one of them found it. */
const MANY_LOOKS = 3;

/**
 * Makes one finding of what several looks say of the same defect. The words are those of the one that is surest, then of
 * the one that takes it for worst; the severity is the median, rounded up. It is a step surer where two looks found it,
 * and a step less sure where one of three or more did. A tool is exact: what it says stands as it is. Who found it is not
 * only the one whose words they are.
 *
 * @param found at least one
 */
export function mergeDefect(found: readonly [FoundFinding, ...FoundFinding[]], made: LooksAt): Merged {
  const sorted = found.toSorted(bestFirst);
  const best = sorted[0] ?? found[0];
  const voices = [...Map.groupBy(sorted, ({ taskId }) => taskId).values()].flatMap(voiceOf);
  const looks = looksOf(voices, made.all);
  const finders = [...new Set(found.flatMap(findersOf))];
  if (isExact(best)) return { ...best, looks, finders };
  const { isUnsorted, ...said } = best;
  const named = sorted.find(({ category }) => category !== 'other')?.category;
  return {
    ...said,
    ...(isUnsorted === true && named === undefined && { isUnsorted }),
    category: named ?? 'other',
    severity: medianSeverity(voices),
    confidence: confidenceOf(best, voices, looks, made.alike),
    looks,
    finders,
  };
}

/** Whoever says the same thing twice in one answer has found it once, and the worst of it counts. */
function voiceOf([best, ...again]: readonly FoundFinding[]): readonly FoundFinding[] {
  if (best === undefined) return [];
  const worst = Math.max(...[best, ...again].map(({ severity }) => SEVERITIES.indexOf(severity)));
  return [{ ...best, severity: SEVERITIES[worst] ?? best.severity }];
}

/** Tools do checks, and nobody else: what is known of an earlier one comes from the cache. */
export function isExact({ who, kind }: Pick<FoundFinding, 'who' | 'kind'>): boolean {
  return who.kind === 'tool' || kind === 'check';
}

function looksOf(voices: readonly FoundFinding[], all: number): Looks {
  const found = voices.reduce((sum, { looks }) => sum + (looks?.found ?? 1), 0);
  const models = voices.filter((voice) => !isExact(voice));
  // Tools that look for other things say nothing of this one.
  if (models.length === 0) return { found, of: found };
  const before = models.reduce((sum, { looks }) => sum + (looks?.of ?? 0), 0);
  return { found, of: Math.max(found, all + before + voices.length - models.length) };
}

function medianSeverity(voices: readonly FoundFinding[]): Severity {
  const sorted = voices.map(({ severity }) => SEVERITIES.indexOf(severity)).toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const high = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return SEVERITIES[Math.ceil((low + high) / 2)] ?? 'info';
}

function confidenceOf(
  { confidence }: FoundFinding,
  voices: readonly FoundFinding[],
  { found }: Looks,
  alike: number,
): Confidence {
  const isCountedAlready = voices.length === 1 && voices[0]?.looks !== undefined;
  if (isCountedAlready) return confidence;
  if (found >= 2) return stepped(confidence, 1);
  return alike >= MANY_LOOKS ? stepped(confidence, -1) : confidence;
}

function stepped(confidence: Confidence, step: 1 | -1): Confidence {
  return CONFIDENCES[CONFIDENCES.indexOf(confidence) + step] ?? confidence;
}

function bestFirst(a: FoundFinding, b: FoundFinding): number {
  return (
    Number(isExact(b)) - Number(isExact(a)) ||
    CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
    SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) ||
    inOrder(a.taskId, b.taskId) ||
    inOrder(a.message, b.message)
  );
}

/** Whatever the order in which answers came. */
function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
