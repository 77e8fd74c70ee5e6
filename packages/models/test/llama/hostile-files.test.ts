import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEngineWith } from '../../src/llama/engine.ts';
import { readGgufHeader } from '../../src/llama/index.ts';
import { DEFAULT_POLICY } from '../../src/llama/options.ts';
import { permissionFlags } from '../../src/llama/permissions.ts';
import { childUrl } from '../../src/llama/spawn-child.ts';
import { damage, dissect } from './hostile-model.ts';
import { makeTinyModel, patient, temporaryDirectory, textRequest, tinyOptions } from './tiny-model.ts';
import { verifies } from '../../../../test/support/verifies.ts';

const FILES = 150;
const AT_ONCE = 3;

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let model: ReturnType<typeof dissect>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  model = dissect(await readFile((await makeTinyModel(directory.path)).path));
});
afterAll(() => directory[Symbol.asyncDispose]());

const parts = {
  childUrl: childUrl('child'),
  permissionFlags,
  policy: { ...DEFAULT_POLICY, loadBaseMs: 8_000, memoryCheckMs: 20, mostFailures: 1, graceMs: 100 },
};

/** `works`, or the code of the error that loading or asking ended with. */
async function outcomeOf(path: string): Promise<string> {
  try {
    await using engine = await startEngineWith(parts, tinyOptions(path, { slots: 1, contextTokens: 256 }));
    await engine.generate(textRequest({ maxOutputTokens: 2 }), patient());
    return 'works';
  } catch (error) {
    if (!(error instanceof HanzoError)) throw error;
    expect(error.message).not.toBe('');
    return error.code;
  }
}

async function childrenOf(pid: number): Promise<string[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean));
}

it(
  verifies('llama.hostile-files'),
  async () => {
    const before = process.platform === 'linux' ? await childrenOf(process.pid) : [];
    const outcomes = new Map<string, number>();
    let started = 0;
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < FILES) {
        const seed = next++;
        const { kind, bytes } = damage(model, seed);
        const path = join(directory.path, `${seed}.gguf`);
        await writeFile(path, bytes);
        const headerPasses = await readGgufHeader(path).then(
          () => true,
          (error: unknown) => {
            expect(error, `${kind} ${seed}`).toMatchObject({ code: 'MODEL_INVALID' });
            return false;
          },
        );
        if (headerPasses) started += 1;
        const outcome = await outcomeOf(path);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(FILES);
    const allowed = ['works', 'MODEL_INVALID', 'ENGINE_FAILED', 'ENGINE_CRASHED', 'CONFIG_INVALID', 'PROMPT_TOO_LONG'];
    for (const outcome of outcomes.keys()) expect(allowed).toContain(outcome);
    expect(outcomes.get('works')).toBeGreaterThan(0);
    // The header check earns its keep: most never see a process.
    expect(started).toBeLessThan(FILES / 2);
    if (process.platform === 'linux') expect(await childrenOf(process.pid)).toEqual(before);
  },
  120_000,
);
