import { expect, it } from 'vitest';
import { startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

it(verifies('cli.monitor-log', 'of a real run'), async () => {
  await using project = await startPaidProject({ env: ({ baseUrl }) => withLimit(baseUrl) });
  const run = await project.dev('--monitor', '--budget', '2');
  expect(run.code, run.stderr).toBe(0);
  const last = run.events.findLast(({ event }) => event === 'monitor');
  const spent = project.calls().reduce((sum, call) => sum + call.chargedMicros, 0);
  expect(spent).toBeGreaterThan(0);
  expect(last).toMatchObject({
    v: 1,
    tasks: { total: 6, ended: 6, done: 6, running: 0 },
    money: { spentMicros: spent, heldMicros: 0, capMicros: 2_000_000 },
    limits: [{ scope: 'day', capMicros: 5_000_000, spentMicros: spent }],
    openCalls: [],
    resolved: { tool: 3, api: 3 },
  });
  expect(last?.['models']).toMatchObject([{ model: 'gpt-5' }, { model: 'gpt-5-mini' }]);
  expect(run.stderr).toMatch(
    /^monitor: 6\/6 tasks, 0 run; .*last 24 h: .* left of \$5\.00; .*done by: tool 3, api 3; \d+ s$/m,
  );
  // oxlint-disable-next-line no-control-regex -- control characters are what it is about
  expect(run.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
});

it(verifies('cli.screen-reader', 'a real run'), async () => {
  await using project = await startPaidProject();
  const run = await project.dev('--screen-reader');
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr).toMatch(/^gpt-5-mini: done 3, tries 3, .*cost \$0\.\d+$/m);
  expect(run.stderr).not.toMatch(/^\[\d\/\d\]|^who +done/m);
  expect((await project.dev('--monitor', '--dry-run')).code).toBe(2);
});

function withLimit(baseUrl: string): Readonly<Record<string, string>> {
  return { OPENAI_API_KEY: 'sk-test-canary-1234567890', OPENAI_BASE_URL: baseUrl, HANZO_DAILY_LIMIT: '5' };
}
