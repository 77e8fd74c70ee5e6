import type { Finding } from '@hanzo/tools';
import { z } from 'zod';
import type { FoundFinding } from '../run/run-finding.ts';
import { parseFindings } from '../findings/findings-schema.ts';
import { anchor as anchorOf } from '../findings/anchor.ts';
import type { PlacedUnit } from './unit-keys.ts';

/** What was found in a piece of code. */
export interface StoredReview {
  /** The task that found it. */
  readonly taskId: string;
  /** What a tool said of a whole file; empty for reviews. */
  readonly summary: string;
  readonly findings: readonly KeptFinding[];
}

/** A finding of several looks says how many of them found it. All say by which models. */
export type KeptFinding = Finding & Pick<FoundFinding, 'looks' | 'finders'>;

const count = z.int().min(1);

const stored = z.object({
  v: z.literal(1),
  taskId: z.string(),
  answer: z.string(),
  /** One for each finding of the answer. */
  looks: z.exactOptional(z.array(z.nullable(z.object({ found: count, of: count })))),
  finders: z.exactOptional(z.array(z.array(z.string()))),
});

/** In the place of a review that holds anywhere: what was found in this code depends on where it stands. */
export const ASK_AGAIN = '{"v":1,"askAgain":true}';

/** Writes a review down; lines count from the anchor, which is line 1. */
export function writeReview({ taskId, summary, findings }: StoredReview, anchor: number): string {
  const relative = findings.map((finding) => {
    const { looks: _, finders: __, ...said } = finding;
    return { ...said, line: said.line - anchor + 1 };
  });
  const looks = findings.some((finding) => finding.looks !== undefined) && {
    looks: findings.map((finding) => finding.looks ?? null),
  };
  const finders = findings.map((finding) => finding.finders ?? []);
  return JSON.stringify({ v: 1, taskId, answer: JSON.stringify({ summary, findings: relative }), ...looks, finders });
}

/**
 * Reads a review back for a piece of code, with the lines of now. Undefined when it cannot be read, or when a quote does
 * not stand in exactly this code at its line: then it is no review of it.
 */
export function readReview(value: string, unit: PlacedUnit, anchor: number): StoredReview | undefined {
  const review = readWhole(value, anchor);
  return review?.findings.every((finding) => standsIn(unit, finding)) === true ? review : undefined;
}

/** The same for what a tool said: it is believed, as it is when it is new. */
export function readWhole(value: string, anchor: number): StoredReview | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return undefined;
  }
  const result = stored.safeParse(parsed);
  if (!result.success) return undefined;
  const answer = parseFindings(result.data.answer);
  if (!answer.ok) return undefined;
  const findings = answer.value.findings.map((finding, index) => {
    const looks = result.data.looks?.[index];
    const finders = result.data.finders?.[index];
    return { ...finding, line: finding.line + anchor - 1, ...(looks && { looks }), ...(finders && { finders }) };
  });
  return { taskId: result.data.taskId, summary: answer.value.summary, findings };
}

/** True when the finding's quote stands in the piece alone, at the finding's very line. */
export function standsIn(unit: PlacedUnit, finding: Finding): boolean {
  return anchorOf([unit], finding)?.line === finding.line;
}
