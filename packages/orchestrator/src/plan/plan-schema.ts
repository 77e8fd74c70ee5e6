import {
  type JsonSchema,
  type OutputShape,
  STAGE_KINDS,
  TASK_KINDS,
  type TaskKind,
  type Tier,
  TIERS,
} from '@hanzo/contracts';
import { z } from 'zod';

/** A task as the planning model wrote it; nothing in it is trusted yet. */
export interface DraftTask {
  readonly kind: TaskKind;
  readonly tier: Tier;
  readonly title: string;
  readonly files: readonly string[];
  readonly instructions: string;
}

const PLANNABLE_KINDS = TASK_KINDS.filter((kind) => kind !== 'check' && !STAGE_KINDS.includes(kind));

const TASK_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: PLANNABLE_KINDS },
    tier: { type: 'string', enum: TIERS, description: 'How strong a model it needs' },
    title: { type: 'string', maxLength: 100 },
    files: { type: 'array', items: { type: 'string' }, description: 'Paths or patterns copied from the list' },
    instructions: { type: 'string', maxLength: 600, description: 'What to look for or to write' },
  },
  required: ['kind', 'tier', 'title', 'files', 'instructions'],
  additionalProperties: false,
};

/** What the planning model is bound to. */
export const PLAN_OUTPUT: OutputShape = {
  kind: 'json',
  name: 'plan',
  schema: {
    type: 'object',
    properties: { tasks: { type: 'array', items: TASK_SCHEMA } },
    required: ['tasks'],
    additionalProperties: false,
  },
};

/** Holds the model's plan against its schema. Kinds and tiers that do not exist are refused. */
export const draftPlanValidator: z.ZodType<{ tasks: DraftTask[] }> = z.object({
  tasks: z.array(
    z.object({
      kind: z.enum([...PLANNABLE_KINDS, 'check']),
      tier: z.enum(TIERS),
      title: z.string(),
      files: z.array(z.string()),
      instructions: z.string(),
    }),
  ),
});
