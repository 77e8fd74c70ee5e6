import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { homePaths } from '@hanzo/config';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { run as applyChanges } from '../../src/commands/changes/apply.ts';
import { run as trust } from '../../src/commands/config/trust.ts';
import { stillThere } from '../../src/commands/delegate/apply/still-there.ts';
import { createTerminal } from '../../src/terminal/terminal.ts';
import { COUNTER, desk, fix, LOCK, POOL, SIZE } from './apply-desk.ts';

describe('a fix that was applied before', () => {
  it(verifies('delegate-apply.standing', 'declined, then applied by hanzo changes apply'), async () => {
    using at = desk();
    const refuses = "if (/lock/.test(require('fs').readFileSync('src/counter.py', 'utf8'))) process.exit(1)";
    const tests = [process.execPath, '-e', refuses];
    at.write('.hanzo/config.json', JSON.stringify({ commands: { tests } }));
    const terminal = createTerminal(new PassThrough(), new PassThrough(), {});
    const { home, workspace } = at;
    await trust({ home, dir: workspace, yes: true }, terminal);
    await at.answered([fix(LOCK)]);
    expect([await at.apply(), at.read()]).toEqual([1, COUNTER]);
    await applyChanges({ home, workspace, yes: true, despiteChecks: true }, terminal);
    const once = at.read();
    expect(once).toContain('with self.lock:');
    at.err();
    expect([await at.apply({ despiteChecks: true }), at.read(), at.sets()]).toEqual([0, once, 1]);
    expect(at.err()).toMatch(/fix 1 is applied already: .*: hanzo changes undo [0-9a-f]{12}/);
  });

  it(verifies('delegate-apply.standing', 'the note that it is applied was lost'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    await at.apply();
    const log = join(at.workspace, '.autonomous_runs/openai_delegations/delegations.jsonl');
    const lines = readFileSync(log, 'utf8').split('\n');
    writeFileSync(log, lines.filter((line) => !line.includes('"kind":"applied"')).join('\n'));
    expect([await at.apply(), at.sets()]).toEqual([0, 1]);
  });

  it(verifies('delegate-apply.standing', 'other lines of its files have changed'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    await at.apply();
    at.write('src/counter.py', `# more\n${at.read()}`);
    at.err();
    expect([await at.apply(), at.sets()]).toEqual([0, 1]);
    // What cannot be undone is not said to be.
    expect(at.err()).toMatch(
      /fix 1 is applied already, by the changes [0-9a-f]{12}, and its files were changed since\n$/,
    );
  });

  it(verifies('delegate-apply.standing', 'taken back by hand, beside another change'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    await at.apply();
    at.write('src/counter.py', `# more\n${COUNTER}`);
    at.err();
    expect([await at.apply(), at.sets()]).toEqual([0, 2]);
    expect(at.err()).toMatch(/fix 1 was applied before, .* nothing of that is left/);
    expect(at.read()).toBe(`# more\n${COUNTER.replace(LOCK.find, LOCK.replace)}`);
  });

  it(verifies('delegate-apply.standing', 'half taken back'), async () => {
    using at = desk();
    await at.answered([fix(LOCK, SIZE)]);
    await at.apply();
    at.write('src/pool.js', POOL);
    const half = at.read();
    at.out();
    expect(await at.apply({ json: true })).toBe(1);
    expect(JSON.parse(at.out())).toMatchObject({ state: 'refused', refused: [{ number: 1, why: /only a part/ }] });
    expect([at.read(), at.read('src/pool.js'), at.sets()]).toEqual([half, POOL, 1]);
  });

  it(verifies('delegate-apply.standing', 'a fix of another answer of the same model is another one'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    await at.apply();
    await at.answered([fix(SIZE)]);
    expect([await at.apply(), at.sets()]).toEqual([0, 2]);
    expect(at.read('src/pool.js')).toContain('return 20;');
  });

  it.each([
    ['all', 'a\nnew\nb\n', 'more\na\nnew\nb\n'],
    ['none', 'a\nnew\nb\n', 'a\nb\nmore\n'],
    ['all', 'b\n', 'b\nmore\n'],
    ['none', 'b\n', 'a\nb\nmore\n'],
    ['part', 'a\nnew\nnewer\nb\n', 'a\nnewer\nb\n'],
    // Braces of others say nothing.
    ['all', 'a\n{\nnew\n}\nb\n', 'new\n{\n'],
    ['none', 'a\n{\nnew\n}\nb\n', 'a\n{\n}\nb\n'],
    ['all', 'a\n}\nb\n', 'a\n}\nb\nmore\n'],
  ] as const)(verifies('delegate-apply.standing', '%s of it: %j, now %j'), (there, after, now) => {
    expect(stillThere('a\nb\n', after, now)).toBe(there);
    expect(stillThere('a\nb\n', after, now.replaceAll('\n', '\r\n'))).toBe(there);
  });
});

describe('a delegation that was not made here', () => {
  it(verifies('delegate-apply.foreign'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    using other = temporaryFolder();
    const theirs = { id: (await (await at.delegations()).find('last')).id, home: other.path };
    await expect(at.apply({ ...theirs, id: 'last' })).rejects.toMatchObject({ code: 'DELEGATION_UNKNOWN' });
    const usage = { code: 'USAGE', mend: expect.stringContaining('--foreign') };
    await expect(at.apply(theirs)).rejects.toMatchObject(usage);
    await expect(at.apply({ ...theirs, yes: false, foreign: true })).rejects.toMatchObject({ code: 'USAGE' });
    expect([at.read(), existsSync(homePaths(other.path).changes)]).toEqual([COUNTER, false]);
    expect(await at.apply({ ...theirs, yes: false, dryRun: true })).toBe(0);
    expect(at.err()).toContain(`${theirs.id} was not made here`);
    expect([await at.apply({ ...theirs, foreign: true }), await at.apply({ ...theirs, foreign: true })]).toEqual([
      0, 0,
    ]);
    expect(at.err()).toContain('fix 1 is applied already');
    expect(at.read()).toBe(COUNTER.replace(LOCK.find, LOCK.replace));
  });
});

describe('what a person is shown', () => {
  it(verifies('delegate-apply.seen-whole'), async () => {
    using at = desk();
    const lines = Array.from({ length: 300 }, (_, n) => `export const a${n} = ${n};`);
    await at.answered([fix({ path: 'src/long.js', find: '', replace: lines.join('\n') })]);
    expect(await at.apply()).toBe(0);
    expect(at.err()).toContain('\n+export const a299 = 299;\n');
    await at.undo();
    const { home, workspace } = at;
    const terminal = createTerminal(new PassThrough(), new PassThrough(), {});
    const asked = applyChanges({ home, workspace }, terminal);
    await expect(asked).rejects.toMatchObject({
      message: expect.stringMatching(/, 105 more lines of the diff unseen\?$/),
    });
  });
});
