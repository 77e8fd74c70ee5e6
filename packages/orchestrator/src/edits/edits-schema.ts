import type { JsonSchema, OutputShape, Task } from '@hanzo/contracts';
import type { EditsAnswer } from '@hanzo/tools';
import { z } from 'zod';
import { parseJsonAs, type Parsed } from '../findings/findings-schema.ts';

/** Most edits in one answer of a model. */
export const MAX_EDITS = 12;

const EDIT: JsonSchema = {
  type: 'object',
  properties: {
    path: { type: 'string', maxLength: 240, description: 'The file, as it is named above; or a new file beside it' },
    find: {
      type: 'string',
      description:
        'Code copied exactly from the file, without line numbers; it must stand there once. Empty: a new file',
    },
    replace: { type: 'string', description: 'What stands there instead; for a new file all of it' },
  },
  required: ['path', 'find', 'replace'],
  additionalProperties: false,
};

/** What engines are bound to when they change files. */
export const EDITS_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    summary: { type: 'string', maxLength: 400, description: 'What was changed and why, naming the functions' },
    edits: { type: 'array', items: EDIT, maxItems: MAX_EDITS },
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

/** As for findings: engines without a grammar may exceed lengths, within reason. Tools make as many edits as there are. */
const MOST_CHARS = 300_000;
const MOST_EDITS = 5_000;

const validator: z.ZodType<EditsAnswer> = z.object({
  summary: z.string().max(4_000),
  edits: z
    .array(
      z.object({
        path: z.string().max(1_000),
        find: z.string().max(MOST_CHARS),
        replace: z.string().max(MOST_CHARS),
      }),
    )
    .max(MOST_EDITS),
});

/** Reads an edits answer. A Markdown fence around the JSON is forgiven, anything else is not. */
export function parseEdits(text: string): Parsed<EditsAnswer> {
  return parseJsonAs(text, validator);
}
