import {
  CATEGORIES,
  CONFIDENCES,
  type Finding,
  type FindingsAnswer,
  type JsonSchema,
  type OutputShape,
  SEVERITIES,
  type Task,
} from '@hanzo/contracts';
import { type Parsed, parseJsonAs } from '@hanzo/tools';
import { z } from 'zod';
import { categoryOf, confidenceOf } from './category-names.ts';

/** Most findings in one answer: more would not fit its output budget, and the worst ones come first. */
export const MAX_FINDINGS = 5;

const FINDING: JsonSchema = {
  type: 'object',
  properties: {
    line: { type: 'integer', description: 'Line number, as shown before the |' },
    quote: {
      type: 'string',
      maxLength: 160,
      description: 'Code copied exactly from that line, without the line number',
    },
    severity: { type: 'string', enum: SEVERITIES },
    category: { type: 'string', enum: CATEGORIES },
    confidence: { type: 'string', enum: CONFIDENCES, description: 'How sure you are that it is a real problem' },
    message: { type: 'string', maxLength: 240, description: 'What is wrong and what it leads to' },
    rationale: { type: 'string', maxLength: 300, description: 'How the quoted code leads to the harm' },
    fix: { type: 'string', maxLength: 240, description: 'What to change' },
  },
  required: ['line', 'quote', 'severity', 'category', 'confidence', 'message', 'rationale', 'fix'],
  additionalProperties: false,
};

/** What engines are bound to when they look for things. */
export const FINDINGS_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    summary: {
      type: 'string',
      maxLength: 400,
      description: 'What this code does and how good it is, naming its functions',
    },
    findings: { type: 'array', items: FINDING, maxItems: MAX_FINDINGS },
  },
  required: ['summary', 'findings'],
  additionalProperties: false,
};

/** The output shape of tasks that look for things. */
export const FINDINGS_OUTPUT: OutputShape = { kind: 'json', name: 'findings', schema: FINDINGS_SCHEMA };

/** True for tasks whose answer is findings. */
export function isFindingsTask({ output }: Pick<Task, 'output'>): boolean {
  return output.kind === 'json' && output.name === 'findings';
}

/** Engines without a grammar may exceed the lengths they were given, within reason. */
const MOST_CHARS = 4000;

const findingValidator: z.ZodType<Finding> = z
  .object({
    line: z.int().min(1),
    quote: z.string().max(MOST_CHARS),
    severity: z.enum(SEVERITIES),
    // Engines without a grammar leave these out, or invent names: the finding is none the worse.
    category: z.unknown().optional().transform(categoryOf),
    isUnsorted: z.unknown().optional(),
    confidence: z
      .unknown()
      .optional()
      .transform((name) => confidenceOf(name) ?? 'medium'),
    message: z.string().min(1).max(MOST_CHARS),
    rationale: z.string().max(MOST_CHARS).default(''),
    fix: z.string().max(MOST_CHARS),
  })
  .transform(({ category, isUnsorted, ...said }) => {
    const isGuess = category === undefined || (category === 'other' && isUnsorted === true);
    return { ...said, category: category ?? 'other', ...(isGuess && { isUnsorted: true as const }) };
  });

const findingsValidator: z.ZodType<FindingsAnswer> = z.object({
  summary: z.string().max(MOST_CHARS),
  findings: z.array(findingValidator),
});

/** Reads a findings answer. A Markdown fence around the JSON is forgiven, anything else is not. */
export function parseFindings(text: string): Parsed<FindingsAnswer> {
  return parseJsonAs(text, findingsValidator);
}
