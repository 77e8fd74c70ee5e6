import { type Edit } from '@hanzo/tools';
import { z } from 'zod';
import {
  type Analysis,
  CONFIDENCE_LEVELS,
  DELEGATION_STATES,
  type DelegationResult,
  type RecommendedFix,
} from '../words.ts';

/** A file in the folder of the delegation, never a path. */
const FILE_NAME = /^[\w-][\w.-]{0,200}$/;
const ID = /^\d{8}_\d{6}(?:_\d{1,6})?$/;

const edit: z.ZodType<Edit> = z.object({
  path: z.string().describe('Relative to the workspace, with forward slashes; as the model wrote it'),
  find: z.string().describe('What stands there, exactly; empty: the file is new'),
  replace: z.string().describe('What shall stand there instead'),
});

const fix: z.ZodType<RecommendedFix> = z.object({
  title: z.string(),
  explanation: z.string(),
  codeExample: z.string().describe('To look at; empty where the edits say it all'),
  edits: z.array(edit).describe('Exact changes, for hanzo delegate apply; nobody has checked them'),
});

const analysis: z.ZodType<Analysis> = z.object({
  rootCause: z.string().min(1),
  technicalExplanation: z.string(),
  fixes: z.array(fix).describe('By priority'),
  additionalInvestigation: z.array(z.string()),
  wantedFiles: z.array(z.string()).describe('Files that the model would have to see to be surer'),
  confidence: z.enum(CONFIDENCE_LEVELS),
  confidenceReason: z.string(),
});

/** People copy commands with it. */
const MODEL_NAME = /^[\w.:/@+-]{1,200}$/;

const count = z.int().min(0);

/**
 * The JSON file of a result. Names are in camel case, as in all that hanzo writes (what models answer is in snake case, as they are
 * asked for it). `v` is raised when a field changes its meaning; new fields may come at any time, and readers leave out those that
 * they do not know.
 */
export const delegationResultSchema: z.ZodType<DelegationResult> = z
  .object({
    v: z.literal(1),
    id: z.string().regex(ID).describe('Of the delegation: when its request was made, in local time'),
    request: z.string().regex(FILE_NAME).describe('The file with what was sent, in the same folder'),
    state: z
      .enum(DELEGATION_STATES)
      .describe(
        'refused: the model would not; truncated: the output cap cut the answer; invalid: it is not what was asked for; failed: there is no answer',
      ),
    issue: z.string(),
    model: z.string().regex(MODEL_NAME).describe('The model that was asked, by its name in the catalogue'),
    servedModel: z.string().describe('The model that answered, as its provider names it; empty: none has'),
    endpoint: z.string().describe('Where it was asked; empty: nowhere'),
    round: z.int().min(1).describe('Above 1: asked again, since the answer before was unsure'),
    askedAt: z.iso.datetime(),
    answeredAt: z.iso.datetime(),
    costMicros: count.describe('Of all tries, in millionths of a US dollar'),
    uncertainMicros: count
      .optional()
      .describe('The part of costMicros that is counted because nobody knows what was charged'),
    inputTokens: count,
    outputTokens: count,
    files: z.array(z.string()).describe('Files that were sent, whole or in part'),
    runId: z.string().describe('For hanzo tasks and hanzo ledger'),
    analysis: analysis.optional().describe('There when the state is answered'),
    rawAnswer: z.string().optional().describe('What came, where it is no analysis'),
    error: z
      .object({ code: z.string(), message: z.string(), mend: z.string().optional() })
      .optional()
      .describe('Why there is no analysis'),
  })
  .refine(({ state, analysis: found }) => (state === 'answered') === (found !== undefined), {
    message: 'an analysis is there when, and only when, the state is answered',
    path: ['analysis'],
  });

/** What docs/delegation-result.schema.json holds. */
export function delegationResultJsonSchema(): Readonly<Record<string, unknown>> {
  return { title: 'hanzo delegation result', ...z.toJSONSchema(delegationResultSchema, { io: 'input' }) };
}
