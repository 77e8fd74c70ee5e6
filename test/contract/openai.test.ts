import { beforeAll, describe, expect, it } from 'vitest';
import { verifies } from '../support/verifies.ts';
import { checksOf, type Check } from './openai-checks.ts';
import { OpenAiSchemas } from './openai-schemas.ts';
import { openAiTraffic } from './openai-traffic.ts';

/** Where the real servers, and so the stand-in, do what the description does not say. */
const DEVIATIONS: readonly { readonly schema: string; readonly fault: RegExp; readonly reason: string }[] = [
  {
    schema: 'CreateChatCompletionStreamResponse',
    fault: /^: must have required property 'choices'/,
    reason: 'An error in the middle of a stream is a chunk with nothing but `error`, which the client reads as one.',
  },
];

const schemas = new OpenAiSchemas();

function faultsIn(checks: readonly Check[]): readonly string[] {
  const faults = checks.flatMap(({ schema, value }) =>
    schemas.faults(schema, value).map((fault) => ({ schema, fault })),
  );
  const unexplained = faults.filter(
    ({ schema, fault }) => !DEVIATIONS.some((known) => known.schema === schema && known.fault.test(fault)),
  );
  return [...new Set(unexplained.map(({ schema, fault }) => `${schema}${fault}`))];
}

describe.each(['responses', 'chat'] as const)("OpenAI's description over %s", (api) => {
  let checks: readonly Check[];
  beforeAll(async () => {
    checks = (await openAiTraffic(api)).flatMap((exchange) => checksOf(exchange, api));
  });

  it(verifies('openai.contract', `requests over ${api}`), () => {
    const requests = checks.filter(({ side }) => side === 'request');
    expect(requests.length).toBeGreaterThan(30);
    expect(faultsIn(requests)).toEqual([]);
  });

  it(verifies('openai.contract', `answers of the stand-in over ${api}`), () => {
    const answers = checks.filter(({ side }) => side === 'answer');
    expect(new Set(answers.map(({ schema }) => schema)).size).toBeGreaterThanOrEqual(6);
    expect(faultsIn(answers)).toEqual([]);
  });

  it('the check bites: no request passes with a field that does not exist, no answer without one that must', () => {
    for (const { side, schema, value } of checks.filter(({ schema: name }) => name !== 'ErrorResponse')) {
      const spoilt = side === 'request' ? { ...(value as object), no_such_field: 1 } : without(value);
      expect(schemas.faults(schema, spoilt), schema).not.toEqual([]);
    }
  });
});

it('every deviation is still one', async () => {
  const checks = (await openAiTraffic('chat')).flatMap((exchange) => checksOf(exchange, 'chat'));
  for (const { schema: name, fault, reason } of DEVIATIONS) {
    const faults = checks.filter(({ schema }) => schema === name).flatMap(({ value }) => schemas.faults(name, value));
    expect(faults, reason).toContainEqual(expect.stringMatching(fault));
  }
});

/** Without its first field that every object of its kind has. */
function without(value: unknown): unknown {
  const { id: _id, type: _type, object: _object, ...rest } = value as Readonly<Record<string, unknown>>;
  return rest;
}
