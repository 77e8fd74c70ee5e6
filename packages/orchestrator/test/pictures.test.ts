import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageReference, Task } from '@hanzo/contracts';
import { openWorkspace } from '@hanzo/tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { gatesOf, Orchestrator, renderMarkdown, renderReport, type OrchestratorOptions } from '../src/index.ts';
import { fakeExecutor, type FakeExecutor } from './fake-executor.ts';
import { memoryCache } from './memory-cache.ts';
import { answer, CART, findings, SUMMARY, TOOL } from './samples.ts';

const instructions = 'Review the code for bugs.';
const image: ImageReference = {
  name: 'a|<b>.png',
  type: 'image/png',
  width: 640,
  height: 480,
  bytes: 99,
  sha256: 'a'.repeat(64),
};
const images = [image];

describe('pictures of a run', () => {
  let folder: string;
  let executor: FakeExecutor;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hanzo-pictures-'));
    executor = fakeExecutor((task) => {
      if (task.output.kind === 'text') return answer('The button in the picture is cut off at its right edge.');
      return answer(
        findings(task.kind === 'check' ? 'Nothing found.' : SUMMARY),
        task.kind === 'check' ? { who: TOOL } : {},
      );
    });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at += 1) await writeFile(join(folder, `f${at}.ts`), `${CART}// ${at}\n`);
  };
  const dev = async (options: Partial<OrchestratorOptions> = {}): Promise<Orchestrator> =>
    new Orchestrator({
      orchestratorModel: 'gpt-5',
      executor,
      images,
      workspace: await openWorkspace(folder),
      ...options,
    });
  const about = (tasks: readonly Task[]): readonly Task[] => tasks.filter(({ output }) => output.kind === 'text');
  const seen = (tasks: readonly Task[]): number => tasks.filter((task) => task.images !== undefined).length;

  it(verifies('images.who'), async () => {
    await write(8);
    const few = await (await dev()).prepare({ instructions });
    expect([few.tasks.length, seen(few.tasks), about(few.tasks)]).toMatchObject([
      17,
      9,
      [{ title: 'look at the picture', images, gates: ['degenerate'], kind: 'review' }],
    ]);
    const review = few.tasks.find(({ kind, images: some }) => kind === 'review' && some !== undefined);
    expect(review?.prompt).toContain('1. "a|<b>.png", 640x480');
    expect(few.tasks.filter(({ kind }) => kind === 'check').every((task) => task.images === undefined)).toBe(true);

    // Who sees no picture cannot judge what is said of one.
    const [text] = about(few.tasks);
    if (text === undefined || review === undefined) throw new Error('no such task');
    const judged = { who: { kind: 'local', model: 'x' } } as const;
    expect([text, review].map((one) => gatesOf(one, judged, { criticForAll: true }).includes('critic'))).toEqual([
      false,
      true,
    ]);

    await write(9);
    const many = await (await dev()).prepare({ instructions });
    expect([many.tasks.length, seen(many.tasks), about(many.tasks).length]).toEqual([19, 1, 1]);
    const edits = await (await dev({ limits: { patch: true } })).prepare({ instructions, kind: 'refactor' });
    expect([seen(edits.tasks), about(edits.tasks).length]).toEqual([1, 1]);
    const looks = await (await dev({ instances: 2 })).prepare({ instructions });
    expect(about(looks.tasks).map(({ look }) => look?.number)).toEqual([1, 2]);
    const without = await (await dev({ images: [] })).prepare({ instructions });
    expect([seen(without.tasks), about(without.tasks).length]).toEqual([0, 0]);
  });

  it(verifies('images.who', 'where there are only pictures'), async () => {
    await expect((await dev({ images: undefined })).run({ instructions })).rejects.toThrow('no text files');
    const result = await (await dev()).run({ instructions, runId: 'r' });
    expect(result).toMatchObject({ complete: true, images, prose: [{ text: expect.stringContaining('cut off') }] });
    expect(executor.tasks).toMatchObject([{ sources: [], images }]);
    expect(result.plan.origin).toMatchObject({ because: 'There is no text file to look at, only pictures.' });
    const markdown = renderMarkdown(result);
    expect(markdown).toContain('## Pictures');
    expect(markdown).not.toContain('a|<b>.png |');
    const html = renderReport(result, 'html', {});
    expect(html).toContain('a|&lt;b&gt;.png');
    expect(JSON.parse(renderReport(result, 'json', {}))).toMatchObject({ images });

    const { plan, outcomes } = result;
    const stored = JSON.parse(JSON.stringify(plan)) as unknown;
    const resumed = await (await dev()).resume({ runId: 'r', instructions, plan: stored, tasks: [] });
    expect(resumed.outcomes.map(({ task }) => task)).toEqual(outcomes.map(({ task }) => task));
  });

  it(verifies('images.cache', 'of reviews and plans'), async () => {
    await write(1);
    const cache = memoryCache({ now: () => 1 });
    const reviews = async (some: readonly ImageReference[]): Promise<number> => {
      const before = executor.tasks.length;
      await (await dev({ cache, images: some })).run({ instructions });
      return executor.tasks.slice(before).filter(({ kind, output }) => kind === 'review' && output.kind === 'json')
        .length;
    };
    expect(await reviews([])).toBe(1);
    // What is known of the code alone is no answer beside a picture.
    expect([await reviews([]), await reviews(images)]).toEqual([0, 1]);

    const requests: unknown[] = [];
    const planner = {
      model: 'gpt-5',
      images: [{ ...image, base64: 'AAAA' }],
      provider: {
        name: 'api',
        generate: (request: unknown): Promise<never> => {
          requests.push(request);
          return Promise.reject(new Error('enough'));
        },
      },
    };
    await expect((await dev({ planner })).run({ instructions })).rejects.toThrow('enough');
    expect(requests).toMatchObject([{ images: [{ base64: 'AAAA' }], prompt: expect.stringContaining('a|<b>.png') }]);
  });
});
