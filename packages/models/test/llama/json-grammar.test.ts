import type { JsonSchema } from '@hanzo/contracts';
import { expect, it } from 'vitest';
import { toGbnfSchema } from '../../src/llama/json-grammar.ts';

it('keeps enums and small limits', () => {
  const schema: JsonSchema = {
    type: 'object',
    properties: {
      level: { type: 'string', enum: ['low', 'high'] },
      notes: { type: 'array', items: { type: 'string', maxLength: 80 }, maxItems: 3 },
    },
    required: ['level', 'notes'],
    additionalProperties: false,
  };
  expect(toGbnfSchema(schema)).toEqual({
    type: 'object',
    properties: {
      level: { enum: ['low', 'high'] },
      notes: { type: 'array', items: { type: 'string', maxLength: 80 }, maxItems: 3 },
    },
    additionalProperties: false,
  });
});

it('leaves out limits that llama.cpp cannot write down', () => {
  expect(toGbnfSchema({ type: 'string', maxLength: 100_000 })).toEqual({ type: 'string' });
});

it('refuses a schema so deep that it would end the engine', () => {
  let schema: JsonSchema = { type: 'boolean' };
  for (let depth = 0; depth < 20; depth += 1) schema = { type: 'array', items: schema };
  expect(() => toGbnfSchema(schema)).toThrow('too large');
});
