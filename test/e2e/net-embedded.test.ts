import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { jsonLines, runCli, startCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/small-mesh.ts';
import { verifies } from '../support/verifies.ts';

it(verifies('embedded-model.worker'), async () => {
  using folder = temporaryFolder();
  const home = join(folder.path, 'home');
  const workspace = join(folder.path, 'project');
  mkdirSync(workspace);
  writeFileSync(join(workspace, 'sum.ts'), 'export const sum = (a: number, b: number): number => a + b;\n');
  const here = ['--listen', '/ip4/127.0.0.1/tcp/0', '--discovery', 'local', '--threads', '1', '--json'];
  await using worker = startCli(['net', 'up', '--name', 'w1', '--model', 'hanzo-embedded', ...here], { home });
  expect(JSON.parse(await worker.line(/"event":"worker-ready"/))).toMatchObject({ models: ['hanzo-embedded'] });
  const status = await runCli(['net', 'status', '--wait', '1', '--discovery', 'local'], { home });
  expect(status.stdout).toMatch(/^w1 .*hanzo-embedded \(comments only\)/m);
  const wishes = ['--workspace', workspace, '--use-hanzo-net', '--discovery', 'local', '--local-only', '--json'];
  const dev = await runCli(['dev', 'Review the code for bugs.', ...wishes], { home });
  expect(dev.code, dev.stderr).toBe(1);
  const ends = jsonLines(dev.stdout).filter(({ event }) => event === 'task-end');
  expect(JSON.stringify(ends)).toContain(
    'hanzo-embedded does comments only; for the rest pull a real model: hanzo models pull llama3.2',
  );
});
