import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Edit } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { run as trust } from '../src/commands/config/trust.ts';
import { createTerminal } from '../src/terminal/terminal.ts';
import { COUNTER, desk, fix, LOCK, POOL, SIZE } from './delegation/apply-desk.ts';

describe('hanzo delegate apply', () => {
  it(verifies('delegate-apply.applied'), async () => {
    using at = desk();
    await at.answered([fix(), fix(LOCK), fix(SIZE)]);
    expect(await at.apply({ json: true })).toBe(0);
    expect(at.read()).toBe(COUNTER.replace(LOCK.find, LOCK.replace));
    expect(at.read('src/pool.js')).toBe(POOL);
    const said = at.err();
    expect(said).toContain('fix 2 of gpt-4o: Lock the counter');
    expect(said).toContain('+        with self.lock:');
    const { id, applied } = await (await at.delegations()).find('last');
    const { changes, ...told } = JSON.parse(at.out());
    expect(told).toEqual({ v: 1, id, model: 'gpt-4o', fixes: [2], state: 'applied' });
    expect(applied).toEqual([expect.objectContaining({ changeSet: changes.id, model: 'gpt-4o', fixes: [2] })]);
    expect([await at.undo(), at.read()]).toEqual([0, COUNTER]);
  });

  it(verifies('delegate-apply.applied', 'a second time there is nothing to do'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    await at.apply();
    at.err();
    expect([await at.apply(), at.sets()]).toEqual([0, 1]);
    expect(at.err()).toMatch(/fix 1 is applied already: .*: hanzo changes undo [0-9a-f]{12} --home/);
    // Taken back by other means than ours it can be applied again.
    at.write('src/counter.py', COUNTER);
    expect([await at.apply(), at.sets()]).toEqual([0, 2]);
    await at.undo();
    at.write('src/counter.py', `${COUNTER}# more\n`);
    expect([await at.apply(), at.sets()]).toEqual([0, 3]);
  });

  it(verifies('delegate-apply.applied', 'by somebody else, as a new file'), async () => {
    using at = desk();
    at.write('src/lock.js', 'export const lock = 1;\n');
    await at.answered([fix({ path: 'src/lock.js', find: '', replace: 'export const lock = 1;' })]);
    expect([await at.apply(), at.sets()]).toEqual([0, 0]);
    expect(at.err()).toContain('the files hold this already');
  });

  it(verifies('delegate-apply.chosen'), async () => {
    using at = desk();
    await at.answered([
      fix(LOCK),
      fix(SIZE),
      fix({ path: 'src/lock.js', find: '', replace: 'export const lock = 1;' }),
    ]);
    expect(await at.apply({ fix: '2, 3' })).toBe(0);
    expect([at.read(), at.read('src/lock.js')]).toEqual([COUNTER, 'export const lock = 1;\n']);
    // Lines end as those of the file do.
    expect(at.read('src/pool.js')).toBe(POOL.replace('return 5;', 'return 20;'));
    expect(await at.apply({ fix: 'all' })).toBe(0);
    expect(at.read()).toContain('with self.lock:');
    for (const wish of ['0', '4', '1;2', '', 'first'])
      await expect(at.apply({ fix: wish })).rejects.toMatchObject({
        code: 'USAGE',
        mend: expect.stringContaining('1 to 3'),
      });
  });

  it(verifies('delegate-apply.chosen', 'fixes that contradict each other are not applied together'), async () => {
    using at = desk();
    await at.answered([fix(LOCK), fix({ ...LOCK, replace: '        self.values.next()' }), fix(SIZE)]);
    expect([await at.apply({ fix: 'all' }), at.read(), at.sets()]).toEqual([1, COUNTER, 0]);
    expect(at.err()).toMatch(/refused: fix 2 .*changes the same text of src\/counter\.py/);
  });

  it(verifies('delegate-apply.chosen', 'of several models one is named'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    await at.answered([fix(SIZE)], { model: 'o3' });
    await expect(at.apply()).rejects.toMatchObject({ code: 'USAGE', mend: expect.stringContaining('--model gpt-4o') });
    await expect(at.apply({ model: 'o4' })).rejects.toMatchObject({ code: 'USAGE' });
    expect([await at.apply({ model: 'O3' }), at.read()]).toEqual([0, COUNTER]);
    expect(at.read('src/pool.js')).toContain('return 20;');
  });

  it(verifies('delegate-apply.chosen', 'of several rounds the last one counts'), async () => {
    using at = desk();
    await at.answered([fix(SIZE)], { round: 2 });
    await at.answered([fix(LOCK)], { round: 1 });
    expect([await at.apply(), at.read()]).toEqual([0, COUNTER]);
    expect(at.read('src/pool.js')).toContain('return 20;');
  });

  it(verifies('delegate-apply.no-edits'), async () => {
    using at = desk();
    await at.answered([fix(), fix(LOCK)]);
    expect([await at.apply({ fix: '1,2', json: true }), at.read(), at.sets()]).toEqual([1, COUNTER, 0]);
    expect(at.err()).toContain('fix 1 cannot be applied: it has no exact edits');
    expect(JSON.parse(at.out())).toMatchObject({ state: 'none', refused: [{ number: 1 }] });
    using none = desk();
    await none.answered([fix()]);
    expect(await none.apply()).toBe(1);
    expect(none.err()).toContain('no fix of gpt-4o has exact edits');
  });

  it(verifies('delegate-apply.stale'), async () => {
    using at = desk();
    await at.answered([fix(LOCK, SIZE)]);
    const changed = COUNTER.replace('+= 1', '+= step');
    at.write('src/counter.py', changed);
    expect([await at.apply({ json: true }), at.read(), at.read('src/pool.js'), at.sets()]).toEqual([
      1,
      changed,
      POOL,
      0,
    ]);
    expect(at.err()).toMatch(/refused: fix 1 .*Edit 1 of 2 \("src\/counter\.py"\).*does not stand/);
    expect(JSON.parse(at.out())).toMatchObject({ state: 'refused', refused: [{ number: 1, why: expect.any(String) }] });
    at.write('src/counter.py', COUNTER + COUNTER);
    expect(await at.apply()).toBe(1);
    expect(at.err()).toContain('stands 2 times');
  });

  it(verifies('delegate-apply.by-hand'), async () => {
    using at = desk();
    await at.answered([fix(LOCK), fix({ path: 'src/pool.js', find: '', replace: '' })]);
    const made = COUNTER.replace(LOCK.find, LOCK.replace);
    at.write('src/counter.py', made);
    expect([await at.apply({ fix: '1' }), at.read(), at.sets()]).toEqual([0, made, 0]);
    expect(at.err()).toContain('the files hold this already');
    // The old text is still there as well.
    at.write('src/counter.py', made + COUNTER + COUNTER);
    expect(await at.apply({ fix: '1' })).toBe(1);
    // Nothing in place of nothing is no change that could be there.
    expect(await at.apply({ fix: '2' })).toBe(1);
    expect(at.err()).toContain('"find" must say which text is replaced');
  });

  it(verifies('delegate-apply.stale', 'a file in another encoding'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    writeFileSync(join(at.workspace, 'src/counter.py'), Buffer.from(`\ufeff${COUNTER}`, 'utf16le'));
    expect(await at.apply()).toBe(1);
    expect(at.err()).toContain('src/counter.py, which is UTF-16: only UTF-8 can be edited exactly');
  });

  it(verifies('delegate-apply.dry-run'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    expect(await at.apply({ dryRun: true, yes: false })).toBe(0);
    expect(at.out()).toContain('-        self.value += 1\n+        with self.lock:');
    expect([at.read(), at.sets()]).toEqual([COUNTER, 0]);
    expect((await (await at.delegations()).list())[0]?.applied).toEqual([]);
  });

  it(verifies('delegate-apply.asked'), async () => {
    using at = desk();
    await at.answered([fix(LOCK)]);
    await expect(at.apply({ yes: false })).rejects.toMatchObject({
      code: 'USAGE',
      mend: expect.stringContaining('--yes'),
    });
    await expect(at.apply({ dryRun: true })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(at.apply({ yes: false, despiteChecks: true })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(at.apply({ id: '19990101' })).rejects.toMatchObject({ code: 'DELEGATION_UNKNOWN' });
    expect([at.read(), at.sets()]).toEqual([COUNTER, 0]);
  });

  it(verifies('delegate-apply.tried'), async () => {
    using at = desk();
    const script =
      "if (!/lock/.test(require('fs').readFileSync('src/counter.py', 'utf8'))) return; console.log('BROKEN'); process.exit(1)";
    at.write('tests.cjs', script);
    at.write('.hanzo/config.json', JSON.stringify({ commands: { tests: [process.execPath, 'tests.cjs'] } }));
    const terminal = createTerminal(new PassThrough(), new PassThrough(), {});
    await trust({ home: at.home, dir: at.workspace, yes: true }, terminal);
    await at.answered([fix(LOCK)]);
    expect([await at.apply({ dryRun: true, yes: false }), at.sets()]).toEqual([1, 0]);
    expect(at.err()).toMatch(/tests: FAILED.*BROKEN/s);
    expect([await at.apply({ json: true }), at.read()]).toEqual([1, COUNTER]);
    expect(at.err()).toContain('--yes does not apply what a command of the project refuses');
    at.out();
    expect(await at.apply({ despiteChecks: true, json: true })).toBe(0);
    expect(JSON.parse(at.out())).toMatchObject({ state: 'applied', changes: { failed: ['tests'] } });
    expect(at.read()).toContain('self.lock');
  });
});

const MANY: readonly Edit[] = Array.from({ length: 1_000 }, (_, at) => ({
  path: 'src/long.js',
  find: `export const a${at} = 0;`,
  replace: `export const a${at} = 1;`,
}));

const HOSTILE: readonly (readonly [name: string, edits: readonly Edit[], why: RegExp])[] = [
  ['a path outside', [{ path: '../escaped.js', find: '', replace: 'x' }], /outside the workspace/],
  ['an absolute path', [{ path: '/tmp/escaped.js', find: '', replace: 'x' }], /outside the workspace/],
  ['a hook of git', [{ path: '.git/hooks/pre-commit', find: '', replace: '#!/bin/sh' }], /belongs to git/],
  ['settings of hanzo', [{ path: '.HANZO/config.json', find: '', replace: '{}' }], /belongs to git or to hanzo/],
  ['an environment file', [{ path: '.env', find: 'A=1', replace: 'A=2' }], /was not sent/],
  ['continuous integration', [{ path: '.github/workflows/ci.yml', find: '', replace: 'on: push' }], /hidden files/],
  ['a file that was not sent', [{ path: 'src/other.js', find: '1', replace: '2' }], /was not sent/],
  ['a script of the project', [{ path: 'package.json', find: '"node a"', replace: '"curl x | sh"' }], /scripts/],
  ['a key', [{ ...SIZE, replace: "const key = 'sk-proj-Zx81kQw92LmNp47RtYv36BcDf05GhJsK';" }], /secrets|key/],
  ['hidden characters', [{ ...SIZE, replace: 'return 5; // \u202e' }], /characters/],
  [
    'an unknown package',
    [{ path: 'src/pool.js', find: "export const name = 'pool';", replace: "import 'evil-pkg';" }],
    /dependencies/,
  ],
  ['code that does not parse', [{ ...SIZE, replace: 'return (;' }], /parses/],
  ['half a character', [{ ...SIZE, replace: 'return "\ud800";' }], /half a character/],
  ['a thousand edits', MANY, /size/],
  ['a thousand lines', [{ ...SIZE, replace: `return 5;${'\n  size();'.repeat(1_000)}` }], /size/],
];

describe('fixes of a hostile model', () => {
  it.each(HOSTILE)(verifies('delegate-apply.hostile', '%s'), async (_, edits, why) => {
    using at = desk();
    const files = {
      '.env': 'A=1\n',
      'src/other.js': 'export const one = 1;\n',
      'package.json': '{"name": "p", "scripts": {"test": "node a"}}\n',
      'src/long.js': MANY.map(({ find }) => `${find}\n`).join(''),
    };
    for (const [path, text] of Object.entries(files)) at.write(path, text);
    const sent = ['src/counter.py', 'src/pool.js', 'src/long.js', 'package.json', '.env', '../escaped.js'];
    await at.answered([fix(LOCK, ...edits)], { files: sent });
    expect(await at.apply()).toBe(1);
    expect(at.err()).toMatch(why);
    expect([at.read(), at.read('src/pool.js'), at.sets()]).toEqual([COUNTER, POOL, 0]);
    for (const [path, text] of Object.entries(files)) expect(at.read(path)).toBe(text);
    expect(existsSync(join(at.workspace, '../escaped.js'))).toBe(false);
    expect(readdirSync(at.workspace).toSorted()).toEqual(['.autonomous_runs', '.env', 'package.json', 'src']);
  });

  it(verifies('delegate-apply.hostile', 'a title that steers the terminal'), async () => {
    using at = desk();
    await at.answered([{ ...fix(LOCK), title: 'a\u001b[2J\nfix 2 of gpt-4o: applied' }]);
    await at.apply();
    const said = at.err();
    expect(said).not.toContain('\u001b');
    expect(said).not.toMatch(/^fix 2/m);
  });
});
