import { formatDollars } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { jsonLines, runCli } from '../support/cli.ts';
import { startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

interface Result {
  readonly receipt: {
    readonly totals: { readonly costMicros: number };
    readonly rungs: unknown;
    readonly perResolvedMicros: number;
  };
}

const WEAK = { kind: 'json', value: { summary: 'All is fine here.', findings: [] } } as const;

describe('an answer of a paid model that the gate refuses', () => {
  it(verifies('cli.escalates-paid'), async () => {
    await using project = await startPaidProject({
      names: ['alpha'],
      script: ({ model }, name) => (name !== undefined && model === 'gpt-5-mini' ? WEAK : undefined),
    });
    const run = await project.dev('--verbose');
    expect(run.code, run.stderr).toBe(0);
    expect(run.requests.map(({ model }) => model)).toEqual(['gpt-5', 'gpt-5-mini', 'gpt-5']);
    // Said before anything is spent.
    const { host } = new URL(project.standIn.baseUrl);
    expect(run.stderr).toMatch(new RegExp(`^what gates refuse of .*medium.* tasks: gpt-5 at ${host}`, 'm'));
    expect(run.stderr.indexOf('what gates refuse')).toBeLessThan(run.stderr.indexOf('gpt-5 plans'));
    const [, weak, strong] = run.requests.map(({ prompt }) => prompt);
    expect(weak).not.toContain('All is fine here.');
    expect(strong?.startsWith(weak ?? '?')).toBe(true);
    expect(strong).toMatch(/<refused mark="[0-9a-f]{12}">\n.*All is fine here\./);
    expect(run.events).toContainEqual(
      expect.objectContaining({ event: 'task-escalated', from: 'api', to: 'strong', gate: 'grounded', attempt: 1 }),
    );
    expect(run.stderr).toContain('escalated from api to strong after try 1: grounded gate: ');
    const charged = project.calls().map(({ model, state, chargedMicros }) => ({ model, state, chargedMicros }));
    expect(charged.map(({ model, state }) => `${model} ${state}`)).toEqual([
      'gpt-5 settled',
      'gpt-5-mini settled',
      'gpt-5 settled',
    ]);
    const [plan, api, last] = charged.map(({ chargedMicros }) => chargedMicros) as [number, number, number];
    const { receipt } = run.events.find(({ event }) => event === 'result') as unknown as Result;
    expect(receipt.totals.costMicros).toBe(plan + api + last);
    expect(receipt.perResolvedMicros).toBe(plan + api + last);
    expect(receipt.rungs).toEqual([
      expect.objectContaining({ rung: 'tool' }),
      { rung: 'api', resolved: 0, attempts: 1, costMicros: api },
      { rung: 'strong', resolved: 1, attempts: 1, costMicros: last },
    ]);
    expect(run.stderr).toContain(`by a stronger model at the API: 1 (${formatDollars(last)})`);
    await saysWhyAndHowMuch(project.home, api, last);
  });

  it('goes no higher than --max-tier', async () => {
    await using project = await startPaidProject({
      names: ['alpha'],
      orchestrator: 'gpt-5-mini',
      script: (_, name) => (name === undefined ? undefined : WEAK),
    });
    const run = await project.dev('--max-tier', 'medium');
    expect(run.code, run.stderr).toBe(1);
    expect(run.requests.map(({ model }) => model)).toEqual(['gpt-5-mini', 'gpt-5-mini']);
    expect(run.stderr).not.toMatch(/what gates refuse of .*medium/);
  });
});

async function saysWhyAndHowMuch(home: string, api: number, strong: number): Promise<void> {
  const list = jsonLines((await runCli(['tasks', 'list', '--json'], { home })).stdout)[0] as {
    tasks: { id: string; kind: string }[];
  };
  const { id = '' } = list.tasks.find(({ kind }) => kind === 'review') ?? {};
  const why = await runCli(['tasks', 'why', id], { home });
  expect(why.stdout).toMatch(
    /Try 2: it went from the API to a stronger model at the API after try 1, because the grounded gate refused .* It was shown that answer, and why\./,
  );
  const metrics = await runCli(['metrics', '--json'], { home });
  const { engines } = JSON.parse(metrics.stdout) as {
    engines: { rung: string; model: string; costMicros: number }[];
  };
  expect(engines).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ rung: 'api', model: 'gpt-5-mini', costMicros: api, rejected: 1, resolved: 0 }),
      expect.objectContaining({ rung: 'strong', model: 'gpt-5', costMicros: strong, rejected: 0, resolved: 1 }),
    ]),
  );
}
