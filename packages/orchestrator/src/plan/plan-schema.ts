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
import { MOST_FACT, MOST_FACTS } from './facts.ts';

/** A task as the planning model wrote it; nothing in it is trusted yet. */
export interface DraftTask {
  readonly kind: TaskKind;
  readonly tier: Tier;
  readonly title: string;
  readonly files: readonly string[];
  readonly instructions: string;
  /** Only where the model had tools to find them out. */
  readonly facts?: readonly string[] | undefined;
}

const PLANNABLE_KINDS = TASK_KINDS.filter((kind) => kind !== 'check' && !STAGE_KINDS.includes(kind));

const TASK_PROPERTIES: Readonly<Record<string, JsonSchema>> = {
  kind: { type: 'string', enum: PLANNABLE_KINDS },
  tier: { type: 'string', enum: TIERS, description: 'How strong a model it needs' },
  title: { type: 'string', maxLength: 100 },
  files: { type: 'array', items: { type: 'string' }, description: 'Paths or patterns copied from the list' },
  instructions: { type: 'string', maxLength: 600, description: 'What to look for or to write' },
};

const FACTS: JsonSchema = {
  type: 'array',
  items: { type: 'string', maxLength: MOST_FACT },
  maxItems: MOST_FACTS,
  description: 'What you found out with tools and whoever does the task must know; empty when there is nothing',
};

/** What the planning model is bound to. */
export const PLAN_OUTPUT: OutputShape = planOutput(TASK_PROPERTIES);

/** The same for a model that has tools: what it found out goes with the tasks. */
export const PLAN_WITH_FACTS_OUTPUT: OutputShape = planOutput({ ...TASK_PROPERTIES, facts: FACTS });

/** All properties are required: providers that hold answers to a schema want it so. */
function planOutput(properties: typeof TASK_PROPERTIES): OutputShape {
  const task: JsonSchema = {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
  return {
    kind: 'json',
    name: 'plan',
    schema: {
      type: 'object',
      properties: { tasks: { type: 'array', items: task } },
      required: ['tasks'],
      additionalProperties: false,
    },
  };
}

/** Holds the model's plan against its schema. Kinds and tiers that do not exist are refused. */
export const draftPlanValidator: z.ZodType<{ tasks: DraftTask[] }> = z.object({
  tasks: z.array(
    z.object({
      kind: z.enum([...PLANNABLE_KINDS, 'check']),
      tier: z.enum(TIERS),
      title: z.string(),
      files: z.array(z.string()),
      instructions: z.string(),
      facts: z.array(z.string()).optional(),
    }),
  ),
});
