import type { JsonSchema, OutputShape, Task } from '@hanzo/contracts';
import { EDIT_SCHEMA, type EditsAnswer, editValidator, type Parsed, parseJsonAs } from '@hanzo/tools';
import { z } from 'zod';

/** Most edits in one answer of a model. */
export const MAX_EDITS = 12;

/** What engines are bound to when they change files. */
export const EDITS_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    summary: { type: 'string', maxLength: 400, description: 'What was changed and why, naming the functions' },
    edits: { type: 'array', items: EDIT_SCHEMA, maxItems: MAX_EDITS },
  },
  required: ['summary', 'edits'],
  additionalProperties: false,
};

/** The output shape of tasks that change files. */
export const EDITS_OUTPUT: OutputShape = { kind: 'json', name: 'edits', schema: EDITS_SCHEMA };

/** True for tasks whose answer is edits. */
export function isEditsTask({ output }: Pick<Task, 'output'>): boolean {
  return output.kind === 'json' && output.name === 'edits';
}

/** Tools make as many edits as there are, within reason. */
const MOST_EDITS = 5_000;

const validator: z.ZodType<EditsAnswer> = z.object({
  summary: z.string().max(4_000),
  edits: z.array(editValidator).max(MOST_EDITS),
});

/** Reads an edits answer. A Markdown fence around the JSON is forgiven, anything else is not. */
export function parseEdits(text: string): Parsed<EditsAnswer> {
  return parseJsonAs(text, validator);
}
