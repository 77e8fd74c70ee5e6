import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { openWorkspace, profileCommand, splitCommand, type Profile } from '../src/index.ts';
import { measureGo } from '../src/profile/go-profile.ts';
import { measureV8Folder } from '../src/profile/v8-folder.ts';
import { measureV8 } from '../src/profile/v8-profile.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { tempFolder } from './temp-folder.ts';

const NODE = process.execPath;

const TOTALS = `import { appendFileSync } from 'node:fs';

interface Order { readonly price: number; }

/** Slow on purpose. */
export function sumOfOrders(orders: readonly Order[]): number {
  let sum = 0;
  for (let round = 0; round < 1_500; round += 1)
    for (const { price } of orders) sum += Math.sqrt(price + round) % 7;
  return sum;
}

export function greet(): string {
  return 'hello';
}

export function isFine(fine: boolean): void {
  appendFileSync('written.txt', greet());
  if (!fine) throw new Error('the orders are wrong');
}
`;
const WORK = `import { sumOfOrders, isFine } from './totals.ts';

sumOfOrders(Array.from({ length: 20_000 }, (_, price) => ({ price })));
isFine(process.argv[2] !== 'bad');
`;
const STOCK = `import json


def slow_count(limit):
    found = 0
    for number in range(limit):
        found += len(str(number))
    return found


class Stock:
    def report(self):
        return json.dumps({"count": slow_count(400000)})


def quick():
    return 1
`;
const RUN = `import sys
from stock import Stock, quick

print(quick(), Stock().report())
if len(sys.argv) > 1:
    sys.exit("no stock left")
`;

async function profileOf(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  limits: { readonly timeoutMs?: number } = {},
): Promise<Profile> {
  await using folder = await tempFolder(files);
  const { root } = await openWorkspace(folder.path);
  const before = readdirSync(root);
  const signal = new AbortController().signal;
  const profile = await profileCommand({ root, argv, command: argv.join(' '), signal, ...limits });
  expect(readdirSync(root)).toEqual(before);
  expect(existsSync(join(root, 'written.txt'))).toBe(false);
  return profile;
}

const SHOP = { 'src/totals.ts': TOTALS, 'src/work.ts': WORK };

describe('profiling', () => {
  it(verifies('profile.node'), async () => {
    const { functions, profiler, samples, ownMs, totalMs } = await profileOf(SHOP, [NODE, 'src/work.ts']);
    const [first] = functions;
    expect(profiler).toBe('node');
    expect(first).toMatchObject({ name: 'sumOfOrders', path: 'src/totals.ts', line: 6, lastLine: 11 });
    expect(first?.share).toBeGreaterThan(0.8);
    expect(functions.every(({ path }) => path.startsWith('src/'))).toBe(true);
    expect([samples > 50, ownMs > 50, totalMs >= ownMs]).toEqual([true, true, true]);
  });

  it(verifies('profile.node', 'processes that it starts, and a failure'), async () => {
    // As test runners do it: the worker is ended by a signal once it has said what it came to.
    const worker = `function loopOfWorker(): number {
  let sum = 0;
  for (let at = 0; at < 2e8; at += 1) sum += at % 7;
  return sum;
}
process.send?.(loopOfWorker());
setInterval(() => undefined, 1_000);
`;
    const start = `import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
const worker = fork('src/worker.ts');
await once(worker, 'message');
worker.kill();
await once(worker, 'exit');
execFileSync(process.execPath, ['src/work.ts', 'bad'], { stdio: 'inherit' });
`;
    const { functions, notes } = await profileOf({ ...SHOP, 'src/worker.ts': worker, 'start.mjs': start }, [
      NODE,
      'start.mjs',
    ]);
    const hot = functions.filter(({ share }) => share > 0.05).map(({ name, path, line }) => `${path}:${line} ${name}`);
    expect(hot.toSorted()).toEqual(['src/totals.ts:6 sumOfOrders', 'src/worker.ts:1 loopOfWorker']);
    expect(notes[0]).toContain('exited with 1; what it did until then counts. It said last:');
    expect(notes[0]).not.toContain('hanzo-trial-');
  });

  it(verifies('profile.python'), async () => {
    const files = { 'stock.py': STOCK, 'run.py': RUN };
    const fine = await profileOf(files, ['python3', 'run.py']);
    expect(fine).toMatchObject({ profiler: 'python', notes: [] });
    expect(fine.functions[0]).toMatchObject({ name: 'slow_count', path: 'stock.py', line: 4, lastLine: 8 });
    expect(fine.functions[0]?.share).toBeGreaterThan(0.8);
    expect(fine.functions.find(({ name }) => name === 'report')?.totalShare).toBeGreaterThan(0.8);
    const failed = await profileOf(files, ['python3', '-B', '-m', 'run', 'now']);
    expect(failed.functions[0]).toMatchObject({ name: 'slow_count' });
    expect(failed.notes[0]).toContain('exited with 1; what it did until then counts. It said last:');
    expect(failed.notes[0]).toContain('no stock left');
  });

  it(verifies('profile.out-of-time'), async () => {
    const waits = `${WORK}setInterval(() => undefined, 1_000);\n`;
    const inNode = await profileOf({ ...SHOP, 'src/wait.ts': waits }, [NODE, 'src/wait.ts'], { timeoutMs: 3_000 });
    expect(inNode.functions[0]).toMatchObject({ name: 'sumOfOrders' });
    expect(inNode.notes[0]).toContain('was not done after 3 s; what it did until then counts');
    const endless = `from stock import slow_count\n\nwhile True:\n    slow_count(1000)\n`;
    const limits = { timeoutMs: 1_500 };
    const inPython = await profileOf({ 'stock.py': STOCK, 'run.py': endless }, ['python3', 'run.py'], limits);
    expect(inPython.functions[0]).toMatchObject({ name: 'slow_count' });
    expect(inPython.notes[0]).toContain('what it did until then counts');
  });

  it(verifies('profile.nothing-seen'), async () => {
    const wrong: readonly (readonly [readonly string[], string])[] = [
      [[NODE, '-e', 'for (let at = 0; at < 1e8; at += 1);'], "none of the workspace's own code"],
      [[NODE, 'missing.js'], 'MODULE_NOT_FOUND'],
      [['python3', 'missing.py'], 'exited with 1'],
      [['make', 'test'], 'There is no profiler for "make".'],
      [['python3', '--version'], 'runs nothing that could be measured'],
    ];
    for (const [argv, words] of wrong) {
      const error = await profileOf(SHOP, argv).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(HanzoError);
      expect(error).toMatchObject({ code: 'USAGE', mend: expect.stringMatching(/./) });
      expect((error as HanzoError).message).toContain(words);
    }
  });

  it(verifies('profile.words'), () => {
    expect(splitCommand(`node  "a b.js" 'c "d"' e\\ f --name="x y" ""`)).toEqual([
      'node',
      'a b.js',
      'c "d"',
      'e f',
      '--name=x y',
      '',
    ]);
    for (const [text, words] of [
      ['node "a', 'not closed'],
      ['  ', 'is empty'],
      ['node a.js | tee', 'needs a shell for |'],
      ['a && b', 'needs a shell for &&'],
    ] as const)
      expect(() => splitCommand(text)).toThrow(words);
  });

  it(verifies('profile.node', 'what is written into profiles is not believed'), async () => {
    const frame = (name: string, url: string): object => ({ functionName: name, url, lineNumber: 4, columnNumber: 0 });
    const hostile: readonly unknown[] = [
      undefined,
      7,
      { nodes: 'x', samples: [] },
      { nodes: [{}, { id: 'a' }], samples: [null, 'x'] },
      {
        // A circle, and a node that is not there.
        nodes: [
          { id: 1, callFrame: frame('(root)', ''), children: [2, 9] },
          { id: 2, callFrame: frame('ours', 'own'), children: [1, 2] },
        ],
        samples: [2, 2, 99, 2],
        timeDeltas: [0, 1000, 1000, -5],
      },
    ];
    const measured = await measureV8(hostile, ({ url }) => (url === 'own' ? { path: 'a.js', line: 5 } : undefined));
    expect(measured.functions).toEqual([{ name: 'ours', path: 'a.js', line: 5, selfMs: 2, totalMs: 2 }]);
    expect(measured.profiles).toBe(1);
  });

  it(verifies('profile.node', 'of many processes the largest count, and the others are said'), async () => {
    const frame = (name: string, url: string): object => ({ functionName: name, url, lineNumber: 4, columnNumber: 0 });
    const profile = (name: string, samples: number): string =>
      JSON.stringify({
        nodes: [{ id: 1, callFrame: frame(name, 'own') }],
        samples: Array.from({ length: samples }, () => 1),
        timeDeltas: Array.from({ length: samples }, () => 1_000),
      });
    const small = Array.from({ length: 65 }, (_, at) => [`CPU.${at + 100}.cpuprofile`, profile('idle', 2)] as const);
    await using folder = await tempFolder({
      ...Object.fromEntries(small),
      'CPU.zz.cpuprofile': profile('busy', 500),
      'CPU.zy.cpuprofile': '{'.repeat(4_000),
    });
    const measured = await measureV8Folder(folder.path, () => ({ path: 'a.js', line: 5 }));
    expect(measured.functions.map(({ name, selfMs }) => [name, selfMs])).toEqual([
      ['busy', 499],
      ['idle', 62],
    ]);
    expect(measured.notes).toEqual([
      'Of 67 processes that wrote a profile 4 are not in it: at most 64 are, the largest below 128 MiB, and 1 cannot be read.',
    ]);
  });

  it(verifies('profile.go'), () => {
    const said = `File: shop.test
Type: cpu
Showing nodes accounting for 980ms, 98.00% of 1000ms total
      flat  flat%   sum%        cum   cum%
     700ms 70.00% 70.00%      900ms 90.00%  example.com/shop/cart.(*Cart).Total /copy/cart/cart.go
     280ms 28.00% 98.00%      280ms 28.00%  runtime.mallocgc /usr/lib/go/src/runtime/malloc.go (inline)
`;
    const pathOf = (file: string): string | undefined => (file.startsWith('/copy/') ? file.slice(6) : undefined);
    expect(measureGo(said, pathOf)).toEqual({
      samples: 100,
      totalMs: 1000,
      functions: [{ name: '(*Cart).Total', path: 'cart/cart.go', line: 0, selfMs: 700, totalMs: 900 }],
    });
  });
});
