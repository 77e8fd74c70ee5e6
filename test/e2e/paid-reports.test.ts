import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startPaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

const FOUND = {
  line: 2,
  quote: 'return lines.reduce((a, b) => a + b, 0);',
  severity: 'high',
  category: 'logic',
  confidence: 'high',
  message: 'alpha adds up lines and never checks that they are numbers.',
  rationale: 'reduce adds texts, too.',
  fix: 'Check them.',
};

describe(verifies('cli.flags', 'of reports'), () => {
  it('--output, --baseline and --fail-on', async () => {
    let found: readonly object[] = [FOUND];
    await using project = await startPaidProject({
      names: ['alpha'],
      script: (_, name) =>
        name === undefined
          ? undefined
          : { kind: 'json', value: { summary: 'alpha adds up all lines with reduce.', findings: found } },
    });
    const at = (name: string): string => join(project.home, name);
    const dev = (...flags: string[]): ReturnType<typeof project.dev> => project.dev('--no-cache', ...flags);

    const first = await dev('-o', at('a.json'), '-o', at('a.sarif'), '-o', at('a.html'), '--fail-on', 'high');
    expect(first.code, first.stderr).toBe(6);
    expect(first.stderr).toContain('--fail-on high: 1 new finding is high or worse.');
    expect(first.events.at(-1)).toMatchObject({
      exitCode: 6,
      known: [],
      outputs: [at('a.json'), at('a.sarif'), at('a.html')],
    });
    expect(JSON.parse(readFileSync(at('a.json'), 'utf8'))).toMatchObject({
      complete: true,
      findings: [{ path: 'src/alpha.ts' }],
    });
    expect(JSON.parse(readFileSync(at('a.sarif'), 'utf8'))).toMatchObject({
      runs: [{ results: [{ ruleId: 'logic' }] }],
    });
    expect(readFileSync(at('a.html'), 'utf8')).toContain('never checks');

    const known = await dev(
      '--baseline',
      at('a.sarif'),
      '--fail-on',
      'info',
      '-o',
      at('b.json'),
      '--critic-instances',
      '1',
    );
    expect(known.code, known.stderr).toBe(0);
    // The plan and its task: no critic was asked about what is known.
    expect(known.requests).toHaveLength(2);
    expect(known.events.at(-1)).toMatchObject({
      counts: { known: 1, bySeverity: { high: 0 } },
      known: [expect.any(String)],
    });
    expect(known.stderr).toMatch(/Nothing new was found\. 1 known one kept quiet/);

    found = [];
    const gone = await dev('--baseline', at('a.json'));
    expect(gone.events.at(-1)).toMatchObject({ exitCode: 0, gone: [{ path: 'src/alpha.ts', severity: 'high' }] });

    const requests = project.standIn.requests.length;
    const refused = await dev('--baseline', at('none.json'));
    expect([refused.code, project.standIn.requests.length]).toEqual([2, requests]);
    expect(refused.stdout + refused.stderr).toContain('--output baseline.json');
    const unknown = await dev('-o', at('a.pdf'));
    expect([unknown.code, project.standIn.requests.length]).toEqual([2, requests]);
  });
});
