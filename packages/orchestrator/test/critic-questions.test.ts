import type { Answer, Task } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { codeAround, MOST_CRITIC_CODE } from '../src/critics/code-around.ts';
import { judgeFindings } from '../src/critics/judge-findings.ts';
import { DEFAULT_TASK_LIMITS, type RunFinding, type Stage } from '../src/index.ts';
import { findsBugs, project } from './remembered-project.ts';
import { answer, API, CART, OPEN_FINDING, source, task } from './samples.ts';

interface Asking {
  /** What the file is now. */
  readonly text?: string;
  readonly planned?: Stage['planned'];
  readonly models?: readonly string[];
}

/** What two critics are asked about a finding. */
async function askedAbout(
  finding: RunFinding,
  { text = CART, planned = [], models }: Asking = {},
): Promise<readonly Task[]> {
  const asked: Task[] = [];
  const runTasks: Stage['runTasks'] = (_, tasks) => {
    asked.push(...tasks);
    return Promise.resolve([]);
  };
  const { signal } = new AbortController();
  const workspace = { read: () => Promise.resolve({ kind: 'text', text }) };
  const stage = { signal, runId: 'r', instructions: '', planned, limits: DEFAULT_TASK_LIMITS, workspace, runTasks };
  await judgeFindings([finding], { instances: 2, ...(models && { models }) }, stage as unknown as Stage);
  return asked;
}

describe('what critics are asked', () => {
  it(verifies('critics.other-claim'), async () => {
    const idsOf = async (finding: RunFinding, models?: readonly string[]): Promise<readonly string[]> =>
      (await askedAbout(finding, { ...(models && { models }) })).map(({ id }) => id);
    const ids = [
      await idsOf(OPEN_FINDING),
      await idsOf({ ...OPEN_FINDING, message: 'It leaks memory.' }),
      await idsOf({ ...OPEN_FINDING, severity: 'low' }),
      await idsOf(OPEN_FINDING, ['gpt-5']),
      await idsOf(OPEN_FINDING, ['gpt-5-mini']),
    ];
    expect(new Set(ids.flat()).size).toBe(10);
    expect(await idsOf(OPEN_FINDING)).toEqual(ids[0]);
  });

  it(verifies('critics.same-later'), async () => {
    const defect = 'export function addLines(cartLines) {\n  return cartLines.sum; // BUG\n}\n';
    const filler = Array.from({ length: 300 }, (_, at) => `export const price${at} = ${at};\n`).join('');
    await using here = await project({ 'a.ts': defect, 'b.ts': `${filler}${defect}${filler}` });
    here.engine = (asked) => (asked.kind === 'critic' ? confirming() : findsBugs(asked));
    const modelsAvailable = (): readonly string[] => ['gpt-5', 'local:llama3.2'];
    const asked = async (): Promise<readonly unknown[]> => {
      const { findings: found } = await here.review({ criticInstances: 1, modelsAvailable });
      expect(found.map(({ standing, finders }) => [standing, finders])).toEqual([
        ['confirmed', ['llama3.2']],
        ['confirmed', ['llama3.2']],
      ]);
      const critics = here.reviewed.filter(({ kind }) => kind === 'critic');
      return critics.map(({ prompt, sources, models }) => ({ prompt, sources, models }));
    };
    const first = await asked();
    expect(await asked()).toEqual(first);
    expect(here.reviewed.every(({ kind }) => kind === 'critic')).toBe(true);
    expect(first).toMatchObject([
      { models: ['gpt-5'], sources: [{ text: defect.trimEnd() }] },
      { models: ['gpt-5'], sources: [{ firstLine: 181 }] },
    ]);
  });

  it('shows no more of a file than a bound, whatever its lines are like', () => {
    const wide = Array.from({ length: 500 }, (_, at) => `const price${at} = '${'x'.repeat(200)}';`).join('\n');
    const shown = codeAround({ path: 'a.ts', line: 250, quote: 'const price249' }, wide);
    expect(shown).toMatchObject([{ path: 'a.ts', firstLine: 230 }]);
    expect(shown[0]?.text).toContain('const price249 =');
    const minified = `${'a();'.repeat(20_000)}eval(userInput);${'b();'.repeat(20_000)}`;
    const [part] = codeAround({ path: 'a.js', line: 1, quote: 'eval(userInput)' }, minified);
    expect(part?.text).toContain('eval(userInput)');
    for (const text of [shown[0]?.text, part?.text]) expect(text?.length).toBeLessThanOrEqual(MOST_CRITIC_CODE);
  });

  it('shows a file that has changed since as its finder saw it', async () => {
    const look = task({ id: 't', sources: [source(CART, 'a.ts')] });
    const planned = [{ task: look, outcome: { state: 'cancelled', attempts: [] } }] as const;
    const [changed] = await askedAbout(OPEN_FINDING, { planned, text: `// new\n${CART}` });
    expect(changed?.sources).toEqual([{ path: 'a.ts', firstLine: 1, text: CART }]);
    const [same] = await askedAbout(OPEN_FINDING, { planned });
    expect(same?.sources).toEqual([{ path: 'a.ts', firstLine: 1, text: CART.trimEnd() }]);
  });
});

function confirming(): Answer {
  const verdict = { finding: 'F1', reason: 'addLines says so.', verdict: 'confirm', severity: 'high' };
  return answer(JSON.stringify({ verdicts: [verdict] }), { who: API });
}
