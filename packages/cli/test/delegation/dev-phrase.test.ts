import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { delegate } from 'hanzo/dev';
import type { Reply, StandInRequest } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { PAID_KEY } from '../../../../test/support/paid-project.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { isDelegation } from './analysis.ts';
import { analysis, startDelegating } from './delegating.ts';

const PHRASE =
  'Look here.\n\nDELEGATE TO GPT-4O: `total` fails without items\n\nTypeError: no length\n    at total (src/cart.ts:2:16)\n';
const MODELS = ['gpt-4o', 'gpt-5'] as const;

describe('the magic phrase in what hanzo dev is told', () => {
  it(verifies('delegate-dev.phrase'), async () => {
    await using project = await startDelegating({ models: MODELS });
    const { workspace, hanzo, standIn } = project;
    const told = join(workspace, 'told.md');
    writeFileSync(told, PHRASE.slice('Look here.\n\n'.length));
    const dry = await hanzo('dev', '-i', told, '-w', workspace, '--dry-run');
    expect(dry.code, dry.stderr).toBe(0);
    expect(dry.stdout).toContain('src/cart.ts');
    expect([standIn.requests.length, existsSync(project.folder)]).toEqual([0, false]);
    const beside = await hanzo('dev', 'review all of it', '-i', told, '-w', workspace, '--yes');
    expect([beside.code, beside.stderr]).toEqual([2, expect.stringContaining('told.md')]);
    const ran = await hanzo('dev', '-i', told, '-w', workspace, '--instances', '2');
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stderr).toContain('The magic phrase is delegated: nothing is planned.');
    expect(ran.stderr).toContain('told.md begins with the magic phrase: nothing of it is reviewed or done');
    expect(ran.stderr).toContain('--instances: without effect in a delegation');
    expect(ran.stdout).toContain('total is called without items.');
    expect(standIn.requests.map((request) => [isDelegation(request), request.model])).toEqual([[true, 'gpt-4o']]);
    expect(standIn.requests[0]?.prompt).toContain('at total (src/cart.ts:2:16)');
    expect(project.files().filter((name) => name.startsWith('OPENAI_'))).toHaveLength(3);
  });

  it(verifies('delegate-dev.phrase-flags'), async () => {
    await using project = await startDelegating({ models: MODELS });
    const dev = async (...flags: string[]): Promise<{ readonly code: number; readonly stderr: string }> =>
      await project.hanzo('dev', 'DELEGATE TO GPT-4O: the till is wrong', '-w', project.workspace, ...flags);
    for (const flags of [
      ['--output', 'r.md'],
      ['--auto-fix'],
      ['--fail-on', 'high'],
      ['--plan-only'],
      ['--delegate-after', '2'],
    ]) {
      const { code, stderr } = await dev(...flags);
      expect([code, stderr], flags.join(' ')).toEqual([2, expect.stringContaining(flags[0] ?? '')]);
    }
    for (const flags of [['--local-only'], ['--data-class', 'confidential']]) {
      const { code, stderr } = await dev(...flags);
      expect([code, stderr], flags.join(' ')).toEqual([2, expect.stringContaining('API')]);
    }
    expect(project.standIn.requests).toEqual([]);
  });
});

describe('a run whose task fails', () => {
  it(verifies('delegate-dev.after', 'a whole run, and then by hand'), async () => {
    // Whoever does the task answers something else than it was asked for.
    const script = (request: StandInRequest): Reply => {
      if (isDelegation(request)) return analysis();
      if (request.prompt.includes('File "src/cart.ts"')) return { kind: 'text', text: 'I do not feel like it.' };
      const task = { kind: 'review', tier: 'medium', title: 'cart', files: ['src/cart.ts'], instructions: '' };
      return { kind: 'json', value: { tasks: [task] } };
    };
    await using project = await startDelegating({
      script,
      models: ['gpt-4o', 'gpt-5', 'gpt-5-mini', 'o3', 'gpt-5-pro'],
    });
    const { hanzo, workspace, home, standIn } = project;
    const args = ['dev', 'review', '-w', workspace, '--json', '--orchestrator', 'gpt-5', '--budget', '3'];
    const ran = await hanzo(...args, '--delegate-after', '1');
    expect(ran.code, ran.stderr).toBe(1);
    const result = ran.events.find(({ event }) => event === 'result') ?? {};
    expect(result).toMatchObject({
      complete: false,
      delegated: [{ state: 'answered', model: 'gpt-4o', rootCause: 'total is called without items.' }],
    });
    expect(ran.events.map(({ event }) => event)).toEqual(expect.arrayContaining(['task-delegating', 'task-delegated']));
    const asked = standIn.requests.filter(isDelegation);
    expect(asked).toHaveLength(1);
    for (const part of ['I do not feel like it.', 'src/cart.ts']) expect(asked[0]?.prompt).toContain(part);
    // The same by hand, of the task by its id.
    const [{ taskId = '' } = {}] = result['delegated'] as readonly { readonly taskId?: string }[];
    const byHand = await hanzo('delegate', '--task', taskId, '--dry-run');
    expect([byHand.code, byHand.stdout], byHand.stderr).toEqual([0, expect.stringContaining('src/cart.ts')]);
    // Whoever goes on with the run has the analysis, and pays for no other one.
    const again = await hanzo('dev', '--resume', taskId.slice(0, 8), '--json');
    expect(again.code, again.stderr).toBe(1);
    expect(standIn.requests.filter(isDelegation)).toHaveLength(1);
    expect(again.events.find(({ event }) => event === 'result')).toMatchObject({
      delegated: [{ taskId, state: 'answered', isEarlier: true }],
      money: { delegationMicros: expect.any(Number) },
    });
    const unknown = await hanzo('delegate', '--task', 'ffffffff.1');
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('ffffffff')]);
    expect(home).not.toBe('');
  });
});

describe('delegate of hanzo/dev', () => {
  it(verifies('delegate-dev.sdk'), async () => {
    await using project = await startDelegating({ models: MODELS });
    const { home, workspace, standIn } = project;
    const before = process.env['OPENAI_API_KEY'];
    process.env['OPENAI_API_KEY'] = PAID_KEY;
    try {
      const said: string[] = [];
      const heard: string[] = [];
      const work = { issue: PHRASE, home, workspace, baseUrl: standIn.baseUrl, budgetUsd: 0.5 };
      const onEvent = ({ kind }: { readonly kind: string }): void => void heard.push(kind);
      const done = await delegate({ ...work, onEvent, log: (line) => void said.push(line) });
      expect(done).toMatchObject({
        exitCode: 0,
        folder: project.folder,
        best: [{ model: 'gpt-4o', state: 'answered' }],
      });
      expect(done.costMicros).toBe(project.calls().reduce((sum, call) => sum + call.chargedMicros, 0));
      expect(heard).toEqual(['saved', 'asking', 'result']);
      expect(said.join('\n')).toContain('request saved');
      const next = await delegate({ ...work, issue: 'And with one item?', followUp: done.id });
      expect(standIn.requests[1]?.prompt).toContain('total is called without items.');
      expect(next.request.files.map(({ path }) => path)).toEqual(['src/cart.ts']);
      await expect(delegate({ ...work, budget: 1 } as never)).rejects.toMatchObject({
        code: 'USAGE',
        mend: expect.stringContaining('budgetUsd'),
      });
      await expect(delegate({ ...work, budgetUsd: 0.000_1 })).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' });
      expect([process.env['OPENAI_API_KEY'], standIn.requests.length]).toEqual([PAID_KEY, 2]);
    } finally {
      if (before === undefined) delete process.env['OPENAI_API_KEY'];
      else process.env['OPENAI_API_KEY'] = before;
    }
  });
});
