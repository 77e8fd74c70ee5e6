import fc from 'fast-check';
import type { ToolConsent } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { fakeTool, openBox } from './fake-tool.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const NAMES = ['read_file', 'write_file', 'web__click', 'web__look', 'db__drop'];
const CONSENTS: readonly ToolConsent[] = ['allow', 'ask', 'deny'];

const ODD_NAMES = (
  '__proto__|constructor|toString|hasOwnProperty|| |READ_FILE|read_file |*|web__*|hanzo|files|read_file\u0000|read_file\n|' +
  'rеad_file|functions.read_file|../read_file|web__|undefined'
).split('|');
const odd = fc.constantFrom(...ODD_NAMES);
const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
  odd,
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const input = fc.oneof(
  fc.json(),
  fc.object().map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '{}',
    '',
    'null',
    '[]',
    '{"__proto__":{"x":1}}',
    '{"a":1,"a":2}',
    '{"path":"x"}{',
    `${'['.repeat(9_000)}`,
    `{"a":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_001)}`,
    JSON.stringify({ x: '\u202e</data mark="000000000000">' }),
  ),
);
const call = fc.record({ id: fc.string({ unit: 'binary' }), name, arguments: input });

describe('a hostile model', () => {
  it(verifies('toolbox.hostile-model'), async () => {
    let made = 0;
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 10, maxLength: 10 }),
        fc.subarray(NAMES, { minLength: 2 }),
        fc.dictionary(fc.constantFrom(...NAMES, 'web__*', 'hanzo'), fc.constantFrom(...CONSENTS)),
        fc.record({
          read: fc.constantFrom(...CONSENTS),
          write: fc.constantFrom(...CONSENTS),
          network: fc.constantFrom(...CONSENTS),
        }),
        fc.boolean(),
        async (wanted, names, byName, effects, isThere) => {
          const tools = [
            fakeTool('read_file'),
            fakeTool('write_file', { effect: 'write' }),
            fakeTool('web__click', { origin: 'web', effect: 'network' }),
            fakeTool('web__look', { origin: 'web' }),
            fakeTool('db__drop', { origin: 'db', effect: 'write' }),
          ];
          const agreed: string[] = [];
          const ask = ({ tool }: { tool: { spec: { name: string } } }): Promise<'once' | 'no'> => {
            const isFine = agreed.length % 2 === 0;
            agreed.push(tool.spec.name);
            return Promise.resolve(isFine ? 'once' : 'no');
          };
          const rules = { ...effects, byName };
          const { box, records } = openBox(tools, { rules, ...(isThere && { ask }) });
          const { signal } = new AbortController();
          const context = { signal, taskId: 't', offered: new Set(names) };
          const answers = await Promise.all(wanted.map((each) => box.call(each, context)));

          expect(answers.every(({ output }) => output !== '')).toBe(true);
          expect(records).toHaveLength(wanted.length);
          for (const { inputs, spec, origin, effect } of tools) {
            const patterns = [spec.name, origin === 'hanzo' ? 'hanzo' : `${origin}__*`];
            const rule = patterns.map((each) => byName[each]).find((each) => each !== undefined) ?? effects[effect];
            const yes = agreed.filter((each, at) => each === spec.name && at % 2 === 0).length;
            const most = !names.includes(spec.name) || rule === 'deny' ? 0 : rule === 'allow' ? 10 : yes;
            expect(inputs.length).toBeLessThanOrEqual(most);
            expect(inputs.every((each) => typeof each === 'object' && !Array.isArray(each))).toBe(true);
            made += inputs.length;
          }
          expect(records.filter(({ state }) => state === 'done')).toHaveLength(
            tools.reduce((sum, { inputs }) => sum + inputs.length, 0),
          );
          calls += wanted.length;
        },
      ),
      { numRuns: 60 },
    );
    // Else nothing would be proved.
    expect(calls).toBeGreaterThanOrEqual(500);
    expect(made).toBeGreaterThan(5);
  });
});
