import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { folds } from '@hanzo/router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oracleGain } from '../bench/route/bars/budget.ts';
import { measureSet, type SetReport } from '../bench/route/measure-set.ts';
import { parseFlags } from '../bench/route/flags.ts';
import { replay } from '../bench/route/replay/replay.ts';
import { openWeights } from '../bench/route/rows/open-weights.ts';
import { readSets } from '../bench/route/rows/read-sets.ts';
import { rolesOf } from '../bench/route/rows/roles.ts';
import { crossValidate } from '../bench/route/strategies/cross-validate.ts';
import { finishStrategy } from '../bench/route/strategies/finish.ts';
import { verifies } from './support/verifies.ts';

type Line = Readonly<Record<string, unknown>>;

/** Of 200 made-up tasks the local model resolves those that it ends within 50 steps, the cheap one most, the strong one all. */
function agentLines(): readonly Line[] {
  return Array.from({ length: 200 }, (_, at) => {
    const ends = at % 4 !== 0;
    return {
      id: `made__up-${at}`,
      cat: 'made up',
      prompt: null,
      score: { 'qwen-7b': ends ? 1 : 0, budget: at % 8 === 0 ? 0 : 1, 'gpt-5 (made up)': 1 },
      cost: { 'qwen-7b': 0.5, budget: 0.01, 'gpt-5 (made up)': 1 },
      calls: { 'qwen-7b': ends ? 50 : 250, budget: 10, 'gpt-5 (made up)': 5 },
    };
  });
}

describe('the routing benchmark', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hanzo-route-bench-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, lines: readonly Line[]): string => {
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    const file = join(folder, name);
    writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
    return file;
  };
  const measure = async (files: readonly string[], ...words: string[]): Promise<SetReport> => {
    const flags = parseFlags([...files, '--bootstrap', '50', ...words]);
    const [set] = readSets(flags.paths);
    if (set === undefined) throw new Error('no set');
    return await measureSet(set, flags);
  };

  it(verifies('bench.real-code'), async () => {
    const [free, refused, strong] = await replay([
      { id: 'free', prompt: '', steps: [step('mesh', 1, 0), step('strong', 1, 9)] },
      { id: 'refused', prompt: '', steps: [{ ...step('mesh', 1, 0), testsPass: false }, step('api', 0.5, 4)] },
      { id: 'cut', prompt: '', steps: [{ ...step('api', 1, 4), finish: 'length' }, step('strong', 1, 9)] },
    ]);
    expect(free).toEqual({ id: 'free', quality: 1, costMicros: 0, strong: 0 });
    expect(refused).toEqual({ id: 'refused', quality: 0.5, costMicros: 4, strong: 0 });
    expect(strong).toEqual({ id: 'cut', quality: 1, costMicros: 13, strong: 1 });
    const advice = () => ({ skip: ['mesh'] as const, why: 'It is not worth it.' });
    const both = [step('mesh', 1, 0), step('strong', 1, 9)];
    await expect(replay([{ id: 'advised', prompt: '', steps: both }], { advice })).resolves.toMatchObject([
      { costMicros: 9 },
    ]);
  });

  it(verifies('bench.held-out'), async () => {
    const [set] = readSets([write('agents.jsonl', agentLines())]);
    const rows = set?.rows ?? [];
    // What is best on all other folds is bad on this one: a choice that had seen it would differ.
    const of = rows.map((_, at) => at % 2);
    const turned = rows.map((row, at) =>
      of[at] === 0 ? row : { ...row, calls: new Map([...row.calls].map(([model]) => [model, 70])) },
    );
    const roles = rolesOf(turned, { cheap: [], local: [], localSize: 80 });
    const [validated] = await crossValidate(finishStrategy, turned, roles, { k: 2, of, seed: 1 });
    expect(validated?.chosen).toHaveLength(2);
    expect(validated?.chosen[0]).not.toBe(validated?.chosen[1]);
    expect(validated?.held.map(({ row }) => row.id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect(folds(['a', 'b'], 5, 1)).toEqual(folds(['a', 'b'], 5, 1));
  });

  it(verifies('bench.bars', 'finished within its steps'), async () => {
    const report = await measure([write('agents.jsonl.gz', agentLines())]);
    const [goal] = report.goals;
    expect(report.roles).toEqual({ strong: 'gpt-5 (made up)', cheap: ['budget'], local: ['qwen-7b'] });
    const lines = new Map(goal?.lines.map((line) => [line.name.split(':')[0], line]));
    expect([...lines.keys()]).toEqual([
      'hanzo',
      'always strong',
      'best single cheap model',
      'best local model',
      'random at the same budget',
      'oracle at the same budget',
    ]);
    // A quarter is escalated to the cheap model, which fails half of it; nothing of the local model is paid.
    expect(lines.get('hanzo')?.quality.value).toBeCloseTo(0.875);
    expect(lines.get('hanzo')?.costMicros?.value).toBeCloseTo(2_500);
    expect(lines.get('hanzo')?.costPerResolved?.value).toBeCloseTo(2_500 / 0.875);
    expect(lines.get('always strong')?.costPerResolved?.value).toBeCloseTo(1_000_000);
    expect(goal?.aims.map(({ isMet }) => isMet)).toEqual([false, true]);
    expect(report.leftOut.join()).toMatch(/nothing says that tests gave them.*no answers.*pre-router/);
  });

  it(verifies('bench.bars', 'tests'), async () => {
    const score = { 'a-7b': 0.5, 'b-7b': 0.5, 'c-7b': 0.5, 'd-7b': 0.5, 'gpt-4o-2024-08-06': 1 };
    const named = Object.fromEntries(
      Object.entries(score).map(([name, value]) => [name.replace(/^(.-7b)/, 'qwen-$1'), value]),
    );
    const lines = Array.from({ length: 40 }, (_, at) => ({ id: `t${at}`, score: named }));
    const [goal] = (await measure([write('rates.jsonl', lines)])).goals;
    const [own] = goal?.lines ?? [];
    expect(own?.quality.value).toBe(1);
    // Four samples of one half each all fail once in sixteen.
    expect(own?.strong?.value).toBeCloseTo(1 / 16, 1);
    expect(own?.costMicros).toBeUndefined();
  });

  it(verifies('bench.bars', 'agreement'), async () => {
    const lines = Array.from({ length: 120 }, (_, at) => {
      const isHard = at % 3 === 0;
      return {
        id: `crux-${at}`,
        prompt: 'What is it?',
        score: { 'qwen-32b': isHard ? 0 : 1, 'phi-3-mini': isHard ? 0 : 1, 'gpt-4o-2024-08-06': 1 },
        right: isHard,
      };
    });
    const answers = lines.map(({ id, right: isHard }, at) => ({
      id,
      answers: {
        'qwen-32b': isHard ? `[${at}, 1]` : `[${at}]`,
        'phi-3-mini': isHard ? `[1, ${at}]` : `[ ${at} ]`,
        'gpt-4o-2024-08-06': null,
      },
    }));
    const files = [write('a-scores.jsonl', lines), write('b-answers.jsonl', answers)];
    const [goal] = (await measure(files)).goals;
    const [own] = goal?.lines ?? [];
    expect(own?.quality.value).toBe(1);
    expect(own?.strong?.value).toBeCloseTo(1 / 3);
    expect(goal?.aims.map(({ isMet }) => isMet)).toEqual([true, true]);
  });

  it(verifies('bench.abstains'), async () => {
    const lines = Array.from({ length: 240 }, (_, at) => {
      const isSum = at % 2 === 0;
      const prompt = `${isSum ? 'Add the numbers' : 'Name the capital'} of question ${at * 7919}`;
      const luck = (at >> 2) % 2;
      return {
        id: `t${at}`,
        prompt,
        score: { weak: isSum ? 0 : 1, 'gpt-4o-2024-08-06': 1, 'by luck': luck },
      };
    });
    const { pairs, decisionMs } = await measure([write('prompts.jsonl', lines)], '--folds', '2');
    const learned = pairs.find(({ weak }) => weak === 'weak');
    const guessed = pairs.find(({ weak }) => weak === 'by luck');
    expect(learned).toMatchObject({ abstained: 0, folds: 2, tasks: 240 });
    expect(learned?.apgr.low).toBeGreaterThan(0.7);
    expect(learned?.at.quality.value).toBeGreaterThan(learned?.at.random ?? 1);
    expect(guessed?.abstained).toBeGreaterThan(0);
    expect(guessed?.apgr.value).toBeCloseTo(0.5);
    expect(guessed?.at.strong).toBe(0);
    expect(decisionMs).toHaveLength(480);
  });

  it.each([
    ['no JSON', '{"id": "a"', /line 2: the line is no JSON/],
    ['no id', '{"score": {"m": 1}}', /line 2: id must be a text/],
    ['a score that is none', '{"id": "b", "score": {"m": 2}}', /line 2: score\["m"\] must be a number from 0 to 1/],
    ['a negative cost', '{"id": "b", "score": {"m": 1}, "cost": {"m": -1}}', /line 2: cost\["m"\]/],
    ['neither scores nor answers', '{"id": "b"}', /line 2: score is missing/],
    ['an answer that is no text', '{"id": "b", "answers": {"m": 1}}', /line 2: answers\["m"\]/],
    ['an id that was there', '{"id": "a", "score": {"m": 1}}', /line 2: id "a" stands in line 1/],
  ])(verifies('bench.bad-file', '%s'), (_, second, message) => {
    const file = join(folder, 'bad.jsonl');
    writeFileSync(file, `{"id": "a", "score": {"m": 1}}\n${second}\n`);
    expect(() => readSets([file])).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringMatching(message) }),
    );
  });

  it(verifies('bench.bad-file', 'by the command'), () => {
    const file = join(folder, 'bad.jsonl.gz');
    writeFileSync(file, 'no gzip');
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [join(import.meta.dirname, '../bench/run.ts'), 'route', ...words], {
        encoding: 'utf8',
      });
    expect(run(file)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('bad.jsonl.gz is no whole gzip file'),
    });
  });

  it('knows by their names which models a team can run', () => {
    const sizes = [
      'Qwen2.5-Coder 32B Instruct',
      'Devstral small (2512)',
      'mistralai/Mixtral-8x7B-Instruct-v0.1',
      'GPT-5 mini',
    ];
    expect(sizes.map((name) => openWeights(name))).toEqual([32, 24, expect.closeTo(47, 0), undefined]);
    expect(openWeights('google--gemma-2-27b-it_vllm_temp_1.0')).toBe(27);
    expect(openWeights('DeepSeek V3.2 Reasoner')).toBeGreaterThan(600);
  });

  it('gives the oracle the best for its budget, and never more', () => {
    const upgrades = [
      { gain: 1, cost: 1 },
      { gain: 1, cost: 2 },
      { gain: -1, cost: 0 },
    ];
    expect(oracleGain(upgrades, 2)).toBeCloseTo(1.5);
    expect(oracleGain(upgrades, 100)).toBe(2);
  });
});

function step(rung: 'mesh' | 'api' | 'strong', quality: number, costMicros: number) {
  return { rung, model: rung, finish: 'stop' as const, quality, costMicros };
}
