import type { JsonSchema } from '@hanzo/contracts';
import { z } from 'zod';
import type { Edit } from './edit.ts';

/** What engines are bound to for one edit. */
export const EDIT_SCHEMA: JsonSchema = {
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

/** Engines without a grammar may exceed lengths, within reason. */
const MOST_CHARS = 300_000;

/** One edit as somebody wrote it: whether it can be made, and may be, is for others to say. */
export const editValidator: z.ZodType<Edit> = z.object({
  path: z.string().max(1_000),
  find: z.string().max(MOST_CHARS),
  replace: z.string().max(MOST_CHARS),
});
