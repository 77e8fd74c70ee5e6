import { CATEGORIES, CONFIDENCES, SEVERITIES, TASK_KINDS } from '@hanzo/contracts';
import { z } from 'zod';
import type { FoundFinding } from '../run/run-finding.ts';
import type { Remembered } from './remembered.ts';

const count = z.int().nonnegative();
const line = z.int().min(1);

/** One that an earlier run had found. */
export const storedFinding: z.ZodType<FoundFinding> = z.looseObject({
  line,
  quote: z.string(),
  severity: z.enum(SEVERITIES),
  category: z.enum(CATEGORIES),
  confidence: z.enum(CONFIDENCES),
  message: z.string(),
  rationale: z.string(),
  fix: z.string(),
  path: z.string(),
  kind: z.enum(TASK_KINDS),
  taskId: z.string(),
  who: z.object({ kind: z.literal('cache'), engine: z.string(), answeredAt: z.number() }),
  span: z.exactOptional(z.tuple([count, count]).readonly()),
  finders: z.exactOptional(z.array(z.string())),
  isUnsorted: z.exactOptional(z.literal(true)),
});

/** What a stored plan says of what was known. */
export const storedRemembered: z.ZodType<Remembered> = z.object({
  fingerprint: z.string(),
  pieces: count,
  known: z.array(z.object({ task: count, path: z.string(), lines: z.array(line) })),
  findings: z.array(storedFinding),
  checks: z.array(z.object({ task: count, path: z.string(), summary: z.string() })),
  by: z.array(z.object({ engine: z.string(), day: z.string(), pieces: count })),
  imports: z.exactOptional(z.array(z.object({ path: z.string(), key: z.string() }))),
  declared: z.exactOptional(
    z.array(z.object({ path: z.string(), keys: z.array(z.tuple([line, z.string()]).readonly()) })),
  ),
});
