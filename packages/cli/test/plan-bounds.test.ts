import { PassThrough } from 'node:stream';
import { EFFORTS, type Effort, type Focus, FOCUSES, type Tier, TIERS } from '@hanzo/contracts';
import { HanzoDevOrchestrator } from 'hanzo/dev';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAID_KEY, startPaidProject } from '../../../test/support/paid-project.ts';
import { verifies } from '../../../test/support/verifies.ts';
import type { DevFlags } from '../src/commands/dev/flags.ts';
import { dryRun } from '../src/commands/dev/plan/dry-run.ts';
import type { PlanView } from '../src/commands/dev/plan/plan-view.ts';
import { createTerminal } from '../src/terminal/terminal.ts';

beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', PAID_KEY);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

type Printed = PlanView & { readonly planner?: { readonly worstMicros: number; readonly repairedMicros: number } };

async function dryJson(flags: DevFlags): Promise<Printed> {
  const stdout = new PassThrough();
  expect(await dryRun({ ...flags, json: true }, createTerminal(stdout, new PassThrough(), {}))).toBe(0);
  return JSON.parse(String(stdout.read())) as Printed;
}

/** Every focus, tier and effort at least once. */
const CASES = EFFORTS.map((effort, at): readonly [Focus | undefined, Tier, Effort | undefined] => [
  at < FOCUSES.length ? FOCUSES[at] : undefined,
  TIERS[at % TIERS.length] ?? 'simple',
  effort === 'none' || effort === 'xhigh' || effort === 'max' ? undefined : effort,
]);

describe('what a dry run says is never below what a run sets aside', () => {
  it.each(CASES)(verifies('dev-plan.bounds', 'focus %s, tier %s, effort %s'), async (focus, tier, effort) => {
    await using project = await startPaidProject({
      names: ['alpha', 'beta'],
      tier,
      // The plan must be asked for twice, and whoever is asked first answers nothing of use.
      script: ({ model, number }, name) =>
        number === 1 || (name !== undefined && model !== 'gpt-5')
          ? { kind: 'text', text: `{"findings": ${'x'.repeat(3_000)}` }
          : undefined,
    });
    const { home, workspace, standIn } = project;
    const same = {
      home,
      workspace,
      baseUrl: standIn.baseUrl,
      tier,
      ...(focus !== undefined && { focus }),
      ...(effort !== undefined && { effort }),
    };
    const { worstMicros, later, planner } = await dryJson({ ...same, instructions: 'review', orchestrator: 'gpt-5' });
    const said = worstMicros + (planner?.repairedMicros ?? 0) + later.reduce((sum, one) => sum + one.worstMicros, 0);
    await new HanzoDevOrchestrator({ ...same, orchestratorModel: 'gpt-5' }).run('review');
    const calls = project.calls();
    expect(calls.length).toBeGreaterThan(3);
    expect(said).toBeGreaterThanOrEqual(calls.reduce((sum, call) => sum + call.worstCaseMicros, 0));
    const planned = calls.slice(0, 2).reduce((sum, call) => sum + call.worstCaseMicros, 0);
    expect(planner?.repairedMicros).toBeGreaterThanOrEqual(planned);
    expect(planner?.repairedMicros).toBeLessThan(3 * planned);
  });
});
