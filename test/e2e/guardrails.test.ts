import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

describe(verifies('cli.flags', 'of guardrails'), () => {
  it(`--enable-guardrails. ${verifies('guardrails.consent', 'as a user sees it')}`, async () => {
    await using project = await startPaidProject({ names: ['alpha'] });
    const marker = join(project.home, 'was-run');
    const script = (word: string): void => {
      const code = `require('fs').writeFileSync(${JSON.stringify(marker)}, ''); console.log('FAIL ${word}'); process.exit(1)`;
      writeFileSync(join(project.workspace, 'test.cjs'), code);
      writeFileSync(
        join(project.workspace, 'package.json'),
        JSON.stringify({ scripts: { test: `node test.cjs ${word}` } }),
      );
    };
    const dev = async (): ReturnType<typeof project.dev> => {
      rmSync(marker, { force: true });
      return await project.dev('--no-cache', '--files', 'src/**', '--enable-guardrails');
    };

    script('one');
    const before = await dev();
    expect(before.code, before.stderr).toBe(0);
    expect(existsSync(marker)).toBe(false);
    expect(before.stderr).toMatch(
      /detected and not run, since nobody has allowed it: tests; .*hanzo config trust --commands/,
    );
    expect(before.events.at(-1)).toMatchObject({
      guardrails: { commands: [{}, {}, {}, { name: 'tests', before: 'missing' }] },
    });

    const trusted = await runCli(['config', 'trust', '--commands', '--yes', project.workspace], { home: project.home });
    expect(trusted.stderr).toContain('tests: npm run test, from package.json scripts["test"]: "node test.cjs one"');
    const after = await dev();
    expect(existsSync(marker)).toBe(true);
    expect(after.events.at(-1)).toMatchObject({
      complete: true,
      guardrails: { commands: [{}, {}, {}, { name: 'tests', before: 'failed', failures: 1 }] },
    });
    expect(after.stderr).toContain('tests: failed before any change');

    script('two');
    const changed = await dev();
    expect(existsSync(marker)).toBe(false);
    expect(changed.events.at(-1)).toMatchObject({ guardrails: { commands: [{}, {}, {}, { before: 'missing' }] } });
  });
});
