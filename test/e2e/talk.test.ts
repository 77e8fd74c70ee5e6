import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reply } from '@hanzo/testkit';
import { expect, it } from 'vitest';
import { jsonLines, runCli, startCli } from '../support/cli.ts';
import { PAID_KEY, startPaidProject, type PaidProject } from '../support/paid-project.ts';
import { until } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

const HANZO = fileURLToPath(new URL('../../packages/cli/bin/hanzo.js', import.meta.url));

/** Of util-linux, with which a program gets a terminal. */
const HAS_SCRIPT = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;

const CODE = 'return lines.reduce((a, b) => a + b, 0);';

function withFinding(name: string): Reply {
  const summary = `${name} adds up all lines with reduce and returns their total.`;
  const finding = {
    line: 2,
    quote: CODE,
    severity: 'high',
    category: 'logic',
    confidence: 'high',
    message: `The reduce of ${name} over lines adds fractions up.`,
    rationale: 'Sums of binary fractions are off.',
    fix: 'Add up whole cents.',
  };
  return { kind: 'json', value: { summary, findings: [finding] } };
}

async function project(): Promise<PaidProject & { readonly cli: { home: string; env: Record<string, string> } }> {
  const made = await startPaidProject({
    names: ['alpha', 'beta'],
    script: ({ prompt }, name) => (name === undefined || !prompt.includes(CODE) ? undefined : withFinding(name)),
  });
  const env = { OPENAI_API_KEY: PAID_KEY, OPENAI_BASE_URL: made.standIn.baseUrl };
  return Object.assign(made, { cli: { home: made.home, env } });
}

it.skipIf(!HAS_SCRIPT)(verifies('talk.terminal'), async () => {
  await using shop = await project();
  const { home, workspace, standIn, cli } = shop;
  const command = [process.execPath, HANZO, 'dev', '--orchestrator', 'gpt-5', '--yes', '-w', workspace];
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, HANZO_HOME: home, TERM: 'xterm', NO_COLOR: '1', ...cli.env };
  const child = spawn('script', ['-qfec', `stty cols 80 rows 40; ${command.join(' ')}`, '/dev/null'], { env });
  let seen = '';
  child.stdout.on('data', (piece: Buffer) => (seen += piece.toString()));
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  const says = async (text: string, from = 0): Promise<void> =>
    await until(() => seen.includes(text, from), `${text} in:\n${seen}`, 30_000);
  await says('gpt-5> ');
  child.stdin.write('review \u001b[200~the\nshop\u001b[201~\r');
  await says('DONE: all 4 tasks done');
  await says('gpt-5 $');
  const { length } = seen;
  child.stdin.write('/findings 2\r');
  await says('fix: Add up whole cents.', length);
  expect(seen.slice(length)).toContain('high src/beta.ts:2');
  child.stdin.write('\u0004');
  expect(await ended).toBe(0);
  expect(seen).toMatch(/1\. high {5}src\/alpha\.ts:2/);
  expect(seen).toContain('Go on later with: hanzo dev --session ');
  expect(readFileSync(join(home, 'history'), 'utf8')).toBe('"review the\\nshop"\n"/findings 2"\n');
  expect(statSync(join(home, 'history')).mode & 0o777).toBe(0o600);

  const before = standIn.requests.length;
  const words = ['dev', '--session', 'last', '-w', workspace, '--json', 'now fix the second one'];
  const next = await runCli(words, cli);
  expect(next.code, next.stderr).toBe(0);
  const [plan, ...tasks] = standIn.requests.slice(before).map(({ prompt }) => prompt);
  expect(plan).toContain('They wanted: review the shop');
  expect(plan).toContain('2. high src/beta.ts:2 ');
  expect(plan).not.toContain('src/alpha.ts (');
  expect(tasks.map((prompt) => /File "(.*?)"/.exec(prompt)?.[1])).toEqual(['src/beta.ts']);
  const list = await runCli(['sessions', '--json'], cli);
  expect(jsonLines(list.stdout)[0]).toMatchObject({
    sessions: [{ workspace, turnCount: 2, lastWords: 'now fix the second one', costMicros: expect.any(Number) }],
  });
});

it(verifies('watch.rounds', 'of the built command'), async () => {
  await using shop = await project();
  const { workspace, cli, standIn } = shop;
  const flags = ['--orchestrator', 'gpt-5', '--watch', '--fail-on', 'high', '-o', join(workspace, 'report.json')];
  await using running = startCli(['dev', 'review', '-w', workspace, ...flags], cli);
  await running.line(/^round 1: \+2 -0, 2 left; 2 files looked at/);
  await running.line(/^watching 2 files/);
  const before = standIn.requests.length;
  writeFileSync(join(workspace, 'src/beta.ts'), 'export const beta = 1;\n');
  await running.line(/^round 2: \+0 -1, 1 left; 1 file looked at/);
  const asked = standIn.requests.slice(before).map(({ prompt }) => /File "(.*?)"/.exec(prompt)?.[1]);
  expect(asked.filter((path) => path !== undefined)).toEqual(['src/beta.ts']);
  const report = JSON.parse(readFileSync(join(workspace, 'report.json'), 'utf8')) as { findings: { path: string }[] };
  expect(report.findings.map(({ path }) => path)).toEqual(['src/alpha.ts']);
  // Not its own: the report was written twice by now, and nothing looked at it.
  appendFileSync(join(workspace, 'src/alpha.ts'), '\n');
  await running.line(/^round 3: \+0 -0, 1 left; 1 file looked at/);
  running.process.kill('SIGINT');
  const { code, stderr } = await running.result;
  expect(code, stderr).toBe(6);
  expect(stderr).not.toContain('round 4');
});
