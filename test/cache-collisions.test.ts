import { openContentCache } from '@hanzo/cache';
import { canonicalJson, contentKey, silentLogger, systemClock, TASK_KINDS, TIERS, type Task } from '@hanzo/contracts';
import { answerKey } from '@hanzo/coordinator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { temporaryFolder, testTask } from './support/small-mesh.ts';
import { verifies } from './support/verifies.ts';

const SEED = 20_261_122;
/** Some mutations change nothing: more than ten thousand do. */
const REQUESTS = 11_000;

/** All that an answer depends on. */
interface Request {
  readonly task: Task;
  readonly fingerprint: string;
  readonly mesh: string | undefined;
  readonly workspace: string;
}

const CODE = 'export function total(prices: number[]): number {\n  return prices.reduce((a, b) => a + b, 0);\n}\n';
const base: Request = {
  task: testTask({
    system: 'You review code.',
    prompt: `File "src/cart.ts", lines 1 to 3:\n${CODE}\nThe person wants this: find bugs.`,
    sources: [{ path: 'src/cart.ts', firstLine: 1, text: CODE }],
    stop: ['END', 'STOP'],
    gates: ['degenerate', 'evidence'],
  }),
  fingerprint: contentKey({ api: ['gpt-5-mini api.openai.com'], local: 'qwen2.5-coder:7b' }),
  mesh: undefined,
  workspace: '/projects/shop',
};

/** Letters that look alike, or that normalisation would make the same. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['a', 'а'],
  ['e', 'е'],
  ['o', 'ο'],
  ['i', 'ı'],
  [' ', '\u00a0'],
  [' ', '\t'],
  ['\n', '\r\n'],
  ['-', '‐'],
  ['"', '”'],
  ['e', 'e\u0301'],
  ['k', 'K'],
  ['s', 'ſ'],
];

const text = (from: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc
      .tuple(fc.nat(from.length), fc.string({ minLength: 1, maxLength: 2, unit: 'binary' }))
      .map(([at, piece]) => from.slice(0, at) + piece + from.slice(at)),
    fc.nat(Math.max(0, from.length - 1)).map((at) => from.slice(0, at) + from.slice(at + 1)),
    fc
      .nat(Math.max(0, from.length - 2))
      .map((at) => from.slice(0, at) + (from[at + 1] ?? '') + (from[at] ?? '') + from.slice(at + 2)),
    fc.nat(Math.max(0, from.length - 1)).map((at) => {
      const letter = from[at] ?? '';
      const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
      return from.slice(0, at) + other + from.slice(at + 1);
    }),
    fc.constantFrom(...ALIKE).chain(([plain, alike]) =>
      fc.nat(from.split(plain).length).map((nth) => {
        const parts = from.split(plain);
        const at = Math.min(nth, parts.length - 2);
        return at < 0
          ? `${from}${alike}`
          : parts.slice(0, at + 1).join(plain) + alike + parts.slice(at + 1).join(plain);
      }),
    ),
    fc.constantFrom(
      `${from} `,
      ` ${from}`,
      `${from}\n`,
      `${from}\u0000`,
      `${from}\\n`,
      from.trim(),
      from.normalize('NFD'),
      `${from}\ufeff`,
    ),
  );

const task = (changes: Partial<Task>): Request => ({ ...base, task: { ...base.task, ...changes } });
const { system, prompt } = base.task;
const mutated: fc.Arbitrary<Request> = fc.oneof(
  { weight: 6, arbitrary: text(prompt).map((one) => task({ prompt: one })) },
  { weight: 3, arbitrary: text(system).map((one) => task({ system: one })) },
  {
    weight: 2,
    arbitrary: text(CODE).map((one) => task({ sources: [{ path: 'src/cart.ts', firstLine: 1, text: one }] })),
  },
  { weight: 2, arbitrary: text('src/cart.ts').map((path) => task({ sources: [{ path, firstLine: 1, text: CODE }] })) },
  { weight: 2, arbitrary: text(base.workspace).map((workspace) => ({ ...base, workspace })) },
  { weight: 2, arbitrary: text(base.fingerprint).map((fingerprint) => ({ ...base, fingerprint })) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }).map((mesh) => ({ ...base, mesh: `m${mesh}` })) },
  // What moves over the border of two fields.
  {
    weight: 2,
    arbitrary: fc
      .nat(prompt.length)
      .map((at) => task({ system: system + prompt.slice(0, at), prompt: prompt.slice(at) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .nat(system.length)
      .map((at) => task({ system: system.slice(0, at), prompt: system.slice(at) + prompt })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(['END,STOP'], ['ENDSTOP'], ['STOP', 'END'], ['END', 'STOP', ''], ['END'], [], ['EN', 'DSTOP'])
      .map((stop) => task({ stop })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom(...TASK_KINDS), tier: fc.constantFrom(...TIERS) }).map(task),
  },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4_000 }).map((maxOutputTokens) => task({ maxOutputTokens })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ temperature: fc.double({ min: 0, max: 2, noNaN: true }), seed: fc.integer() })
      .map((sampling) => task({ sampling })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom({ temperature: 0 }, { seed: 1 }, {}, { temperature: 1, seed: 0 })
      .map((sampling) => task({ sampling })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        copies: fc.integer({ min: 1, max: 5 }),
        tries: fc.integer({ min: 1, max: 8 }),
        agreement: fc.integer({ min: 1, max: 5 }),
      })
      .map(task),
  },
  {
    weight: 1,
    arbitrary: fc
      .subarray(['degenerate', 'evidence', 'grounded', 'applies', 'tests'] as const)
      .map((gates) => task({ gates })),
  },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 2, max: 9_999 })
      .map((firstLine) => task({ sources: [{ path: 'src/cart.ts', firstLine, text: CODE }] })),
  },
  {
    weight: 1,
    arbitrary: text('findings').map((name) =>
      task({ output: { kind: 'json', name, schema: { type: 'string', enum: [name] } } }),
    ),
  },
);

/** Not by the code that makes keys. */
const sameQuestion = (a: Request, b: Request): boolean => JSON.stringify(parts(a)) === JSON.stringify(parts(b));
function parts({ task: one, ...rest }: Request): unknown {
  const { kind, tier, system: told, prompt: asked, output, sources, maxOutputTokens, sampling, stop = [], gates } = one;
  const { copies = 1, tries = 1, agreement = 1 } = one;
  const { temperature, seed } = sampling;
  const files = sources.map(({ path, firstLine, text: code }) => [path, firstLine, code]);
  const how = [maxOutputTokens, temperature ?? null, seed ?? null, stop, gates ?? null, copies, tries, agreement];
  return [rest.fingerprint, rest.mesh ?? null, rest.workspace, kind, tier, told, asked, output, files, ...how];
}

describe('requests that are nearly the same', () => {
  it(verifies('cache.no-wrong-hit'), () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'cache.db');
    const open = ({ mesh, workspace }: Request) =>
      openContentCache({ path, scope: { mesh, workspace }, clock: systemClock, log: silentLogger });
    const keyOf = ({ task: one, fingerprint }: Request): string => answerKey(one, fingerprint);
    {
      using cache = open(base);
      cache.put([{ key: keyOf(base), kind: 'query', value: '"base"', engine: 'tiny', runId: 'r' }]);
    }
    const requests = fc.sample(mutated, { seed: SEED, numRuns: REQUESTS });
    const seen = new Map([[`${contentKey([null, base.workspace])}${keyOf(base)}`, base]]);
    using shared = open(base);
    let differ = 0;
    for (const request of requests) {
      const isSame = sameQuestion(request, base);
      if (!isSame) differ += 1;
      const isOwnScope = request.mesh === base.mesh && request.workspace === base.workspace;
      // Opening is slow: other scopes are opened one in ten.
      if (isOwnScope) expect(shared.get(keyOf(request)) !== undefined, canonicalJson(request)).toBe(isSame);
      else if (differ % 10 === 0) {
        using other = open(request);
        expect(other.get(keyOf(request)), canonicalJson(request)).toBeUndefined();
      }
      const key = `${contentKey([request.mesh ?? null, request.workspace])}${keyOf(request)}`;
      const before = seen.get(key);
      if (before !== undefined) expect(sameQuestion(request, before), canonicalJson([request, before])).toBe(true);
      seen.set(key, request);
    }
    expect(differ).toBeGreaterThan(10_000);
    expect(shared.get(keyOf(base))?.value).toBe('"base"');
  });

  it(verifies('cache.no-wrong-hit', 'any two values'), () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = (one: unknown): unknown => JSON.parse(canonicalJson(one));
        expect(same(a)).toEqual(a);
        expect(contentKey([a]) === contentKey([b])).toBe(canonicalJson(a) === canonicalJson(b));
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it.each([
    [1, '1'],
    [
      [1, 23],
      [12, 3],
    ],
    [
      ['ab', 'c'],
      ['a', 'bc'],
    ],
    [['a,b'], ['a', 'b']],
    [
      [['a'], 'b'],
      ['a', ['b']],
    ],
    [{ a: 'b' }, ['a', 'b']],
    [{ a: null }, {}],
    [null, 'null'],
    [true, 'true'],
    [0, -0],
    ['é', 'e\u0301'],
    ['\ud800', '\ufffd'],
    ['a\u0000', 'a'],
    ['"', String.raw`\"`],
  ])(verifies('cache.no-wrong-hit', '%j and %j'), (a, b) => {
    expect(contentKey([a])).not.toBe(contentKey([b]));
  });

  it(verifies('cache.no-wrong-hit', 'the order of fields says nothing'), () => {
    expect(contentKey({ a: 1, b: { c: 2, d: undefined } })).toBe(contentKey({ b: { c: 2 }, a: 1 }));
    for (const bad of [Number.NaN, new Map(), () => 1, new Date(0)]) expect(() => contentKey([bad])).toThrow(/no JSON/);
  });
});
