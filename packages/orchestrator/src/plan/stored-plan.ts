import {
  DATA_CLASSES,
  FOCUSES,
  GATES,
  HanzoError,
  IMAGE_TYPES,
  type ImageReference,
  PRIORITIES,
  TASK_KINDS,
  TIERS,
  type Usage,
  type Who,
} from '@hanzo/contracts';
import { z } from 'zod';
import { storedProfile } from '../hot/stored-profile.ts';
import { storedFinding, storedRemembered } from '../remembered/stored-remembered.ts';
import type { KindLimits, TaskLimits } from '../tasks/task-limits.ts';
import type { Plan } from './plan.ts';

const count = z.number().int().nonnegative();

const usage: z.ZodType<Usage> = z.object({
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
  reasoningTokens: count,
});

const who: z.ZodType<Who> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cache'),
    engine: z.string(),
    peer: z.string().optional(),
    models: z.exactOptional(z.array(z.string())),
    answeredAt: z.number(),
  }),
  z.object({ kind: z.literal('tool'), tool: z.string() }),
  z.object({ kind: z.literal('local'), model: z.string() }),
  z.object({ kind: z.literal('worker'), node: z.string(), peerId: z.string(), model: z.string() }),
  z.object({
    kind: z.literal('api'),
    endpoint: z.string(),
    requestedModel: z.string(),
    servedModel: z.string(),
    askedModel: z.exactOptional(z.string()),
  }),
]);

const kind: z.ZodType<KindLimits> = z.object({
  gates: z.array(z.enum(GATES)),
  tries: count,
  agreement: count,
  agreementShare: z.exactOptional(z.number()),
});

const image: z.ZodType<ImageReference> = z.object({
  name: z.string(),
  type: z.enum(IMAGE_TYPES),
  width: count,
  height: count,
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const byTier = z.partialRecord(z.enum(TIERS), count);

const limits: z.ZodType<TaskLimits> = z.object({
  contextTokens: count,
  maxOutputTokens: count,
  contextTokensByTier: z.exactOptional(byTier),
  maxOutputTokensByTier: z.exactOptional(byTier),
  smallKinds: z.exactOptional(z.array(z.enum(TASK_KINDS))),
  timeoutMs: z.number().positive(),
  sampling: z.object({ temperature: z.exactOptional(z.number()), seed: z.exactOptional(z.number()) }),
  dataClass: z.exactOptional(z.enum(DATA_CLASSES)),
  priority: z.exactOptional(z.enum(PRIORITIES)),
  copies: z.exactOptional(count),
  deadlineMs: z.exactOptional(z.number().positive()),
  patch: z.exactOptional(z.boolean()),
  focus: z.exactOptional(z.enum(FOCUSES)),
  instances: z.exactOptional(z.int().min(1)),
  workerModels: z.exactOptional(z.array(z.string())),
  images: z.exactOptional(z.array(image)),
  kinds: z.exactOptional(z.partialRecord(z.enum(TASK_KINDS), kind)),
});

const plan = z.object({
  origin: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('model'), model: z.string(), servedModel: z.string() }),
    z.object({ kind: z.literal('deterministic'), because: z.string() }),
  ]),
  tasks: z.array(
    z.object({
      kind: z.enum(TASK_KINDS),
      tier: z.enum(TIERS),
      title: z.string(),
      files: z.array(z.string()),
      instructions: z.string(),
      facts: z.exactOptional(z.array(z.string())),
      functions: z.exactOptional(count),
      pictures: z.exactOptional(z.literal(true)),
    }),
  ),
  warnings: z.array(z.string()),
  notCovered: z.array(
    z.object({
      path: z.string(),
      reason: z.string(),
      isChecked: z.exactOptional(z.boolean()),
      isMissed: z.exactOptional(z.boolean()),
    }),
  ),
  calls: z.array(
    z.object({
      who,
      usage,
      timings: z.object({ queueMs: z.number(), firstTokenMs: z.number(), totalMs: z.number() }),
      costMicros: count,
      used: z.boolean(),
    }),
  ),
  batch: z.exactOptional(z.boolean()),
  coversAll: z.exactOptional(z.boolean()),
  taskCount: count,
  limits: z.exactOptional(limits),
  besides: z.exactOptional(z.array(z.string())),
  given: z.exactOptional(z.array(storedFinding)),
  remembered: z.exactOptional(storedRemembered),
  profile: z.exactOptional(storedProfile),
});

/**
 * Reads a plan as `plan-ready` told it, back from where it was stored.
 *
 * @throws HanzoError RUN_UNKNOWN when it is none
 */
export function readStoredPlan(runId: string, stored: unknown): Plan {
  const result = plan.safeParse(stored);
  if (result.success) return result.data;
  const what = stored === undefined ? 'had stopped before its plan stood' : 'has a plan that cannot be read';
  throw new HanzoError('RUN_UNKNOWN', `Run ${runId} ${what}.`, {
    details: { runId },
    mend: 'Start it anew with `hanzo dev`.',
  });
}

/** The pictures of a stored plan; none where it has none, or cannot be read. */
export function imagesOfPlan(stored: unknown): readonly ImageReference[] {
  const result = z.object({ limits: z.object({ images: z.array(image) }) }).safeParse(stored);
  return result.success ? result.data.limits.images : [];
}
