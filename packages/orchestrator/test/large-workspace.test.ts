import { scriptedModel } from '@hanzo/testkit';
import { estimateTokens, type WorkspaceFile } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { type Plan, planRun, summarizeWorkspace } from '../src/index.ts';

const instructions = 'Review the code for bugs.';
const signal = new AbortController().signal;

/** 5,000 files in 50 folders, three levels deep, and some at the root. */
const LARGE: readonly WorkspaceFile[] = [
  { path: 'README.md', sizeBytes: 80 },
  { path: 'main.py', sizeBytes: 300 },
  ...Array.from({ length: 5_000 }, (_, at) => ({
    path: `src/part${at % 5}/unit${at % 50}/file${at}.${at % 3 === 0 ? 'json' : 'ts'}`,
    sizeBytes: 100,
  })),
].toSorted((a, b) => (a.path < b.path ? -1 : 1));

type Line = readonly [string, number] | readonly [string, number, number];

const linesOf = (summary: string): readonly Line[] => summary.split('\n').map((line) => JSON.parse(line) as Line);

async function planOf(named: readonly string[], maxTasks?: number, files = LARGE): Promise<Plan> {
  const task = { kind: 'review', tier: 'simple', title: 'Part', files: named, instructions: '' };
  const provider = scriptedModel([{ kind: 'json', value: { tasks: [task] } }]);
  return await planRun({ instructions, files, planner: { provider, model: 'gpt-5' }, maxTasks, signal });
}

describe('the list of a large workspace', () => {
  it(verifies('orchestrator.large-listed'), () => {
    const summary = summarizeWorkspace(LARGE);
    const lines = linesOf(summary);
    expect(lines.length).toBeLessThanOrEqual(400);
    expect(estimateTokens(summary)).toBeLessThan(6_500);
    // Each file is named, or counted by exactly one line.
    const counted = lines.reduce((sum, [, a, b]) => sum + (b === undefined ? 1 : a), 0);
    const bytes = lines.reduce((sum, [, a, b]) => sum + (b ?? a), 0);
    expect(counted).toBe(LARGE.length);
    expect(bytes).toBe(LARGE.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
    expect(lines).toContainEqual(['README.md', 80]);
    expect(lines.some(([name]) => name.startsWith('src/part3/unit3/*.'))).toBe(true);
  });

  it('names a folder that is too full to be opened by its kinds of files', () => {
    const flat = Array.from({ length: 900 }, (_, at) => ({
      path: `lib/${at}.${at % 2 === 0 ? 'ts' : 'md'}`,
      sizeBytes: 1,
    }));
    expect(linesOf(summarizeWorkspace(flat))).toEqual([
      ['lib/*.ts', 450, 450],
      ['lib/*.md', 450, 450],
    ]);
  });

  it('stays short where paths are long, whatever their number', () => {
    const long = Array.from({ length: 300 }, (_, at) => ({ path: `${'deep/'.repeat(40)}${at}.ts`, sizeBytes: 1 }));
    expect(estimateTokens(summarizeWorkspace(long))).toBeLessThan(6_500);
  });

  it('names each file of a small one', () => {
    expect(summarizeWorkspace(LARGE.slice(0, 2))).toBe('["README.md",80]\n["main.py",300]');
  });
});

describe('a plan that names folders and patterns', () => {
  it(verifies('orchestrator.plan-patterns'), async () => {
    const plan = await planOf(['main.py', 'src/part0/unit0/**', 'src/part1/unit1/*.json', 'src/part2/unit2'], 1_000);
    const { files = [] } = plan.tasks.at(-1) ?? {};
    const count = (part: RegExp): number => files.filter((path) => part.test(path)).length;
    expect(files[0]).toBe('main.py');
    expect([
      count(/^src\/part0\/unit0\//),
      count(/unit1\/.*\.json$/),
      count(/unit1\/.*\.ts$/),
      count(/unit2\//),
    ]).toEqual([100, LARGE.filter(({ path }) => /part1\/unit1\/.*json$/.test(path)).length, 0, 100]);
    expect(plan.warnings).toEqual([]);
  });

  it('brings in no more files than a plan may have tasks, and says which are left out', async () => {
    const plan = await planOf(['src/**'], 50);
    expect(plan.tasks.at(-1)?.files).toHaveLength(50);
    expect(plan.warnings).toEqual([expect.stringMatching(/4950 files of its patterns are left out.*--max-tasks/)]);
    const left = plan.notCovered.filter(({ reason }) => reason.includes('--max-tasks'));
    expect(left).toHaveLength(4_950);
  });

  it('drops patterns that lead outside or match nothing, with a warning', async () => {
    const plan = await planOf(['main.py', '../../etc/**', '/etc/passwd', 'nope/**', '!src/**', '']);
    expect(plan.tasks.at(-1)?.files).toEqual(['main.py']);
    expect(plan.warnings[0]).toContain('"../../etc/**", "/etc/passwd", "nope/**", "!src/**", ""');
  });
});
