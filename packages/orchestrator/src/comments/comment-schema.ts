import type { JsonSchema, OutputShape, Task } from '@hanzo/contracts';
import { type Parsed, parseJsonAs } from '@hanzo/tools';
import { z } from 'zod';

/** What a doc comment says of one thing that the code names. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** A doc comment, in no language's form. */
export interface DocComment {
  readonly summary: string;
  /** In the order of the signature. */
  readonly params: readonly NamedText[];
  /** Empty: nothing is given back. */
  readonly returns: string;
  /** Types of errors, and when they are thrown. */
  readonly throws: readonly NamedText[];
}

const NAMED_TEXT: JsonSchema = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 80 }, text: { type: 'string', maxLength: 160 } },
  required: ['name', 'text'],
  additionalProperties: false,
};

/** What engines are bound to when they write a doc comment. */
export const COMMENT_SCHEMA: JsonSchema = {
  type: 'object',
  properties: {
    summary: { type: 'string', maxLength: 300, description: 'One or two sentences on what the function does' },
    params: { type: 'array', items: NAMED_TEXT, maxItems: 20, description: 'Each parameter, in order' },
    returns: { type: 'string', maxLength: 200, description: 'What callers get; empty when it gives nothing back' },
    throws: { type: 'array', items: NAMED_TEXT, maxItems: 8, description: 'Types of errors that it throws, and when' },
  },
  required: ['summary', 'params', 'returns', 'throws'],
  additionalProperties: false,
};

/** The output shape of tasks that write the doc comment of one function. */
export const COMMENT_OUTPUT: OutputShape = { kind: 'json', name: 'comment', schema: COMMENT_SCHEMA };

/** True for tasks whose answer is a doc comment. */
export function isCommentTask({ output }: Pick<Task, 'output'>): boolean {
  return output.kind === 'json' && output.name === 'comment';
}

const namedText: z.ZodType<NamedText> = z.object({ name: z.string().min(1).max(200), text: z.string().max(1_000) });

const validator: z.ZodType<DocComment> = z.object({
  summary: z.string().max(2_000),
  params: z.array(namedText).max(100),
  returns: z.string().max(1_000),
  throws: z.array(namedText).max(50),
});

/** Reads a doc comment. A Markdown fence around the JSON is forgiven, anything else is not. */
export function parseComment(text: string): Parsed<DocComment> {
  return parseJsonAs(text, validator);
}
