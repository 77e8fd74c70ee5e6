import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { homePaths } from '@hanzo/config';
import { systemClock, type TaskKind } from '@hanzo/contracts';
import { openOutcomeBook } from '@hanzo/coordinator';
import { parseProfile } from '@hanzo/router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { readPairRows } from '../src/commands/route/pair-rows.ts';
import { passRate } from '../src/commands/route/pass-rate.ts';
import * as profiles from '../src/commands/route/profiles.ts';
import * as reset from '../src/commands/route/reset.ts';
import * as stats from '../src/commands/route/stats.ts';
import * as train from '../src/commands/route/train.ts';
import { createTerminal, type Terminal } from '../src/terminal/terminal.ts';

const FEATURES = { indices: Uint32Array.of(1), values: Float32Array.of(1) };

function screen(): { readonly terminal: Terminal; out(): string; err(): string } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const text = (stream: PassThrough): string => String(stream.read() ?? '');
  return { terminal: createTerminal(stdout, stderr, {}), out: () => text(stdout), err: () => text(stderr) };
}

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

describe('what was learned, for people', () => {
  function judge(model: string, kind: TaskKind, judged: number, passed: number): void {
    using book = openOutcomeBook(homePaths(folder.path).outcomes, systemClock);
    for (let at = 0; at < judged; at += 1)
      book.add({ rung: 'local', model, kind, features: FEATURES, passed: at < passed, at: systemClock.now() });
  }

  it(verifies('learning.stats'), async () => {
    judge('tiny', 'review', 20, 15);
    judge('big', 'docs', 1, 1);
    const { terminal, out } = screen();
    expect(await stats.run({ home: folder.path }, terminal)).toBe(0);
    expect(out()).toMatch(/^tiny +review +20 +15 +75 % \(53 to 89\) +\d+ \S+ ago$/m);
    expect(await stats.run({ home: folder.path, json: true }, terminal)).toBe(0);
    expect(JSON.parse(out())).toMatchObject({
      v: 1,
      learn: true,
      models: [
        { model: 'big', kind: 'docs', judged: 1, passed: 1, rate: 1 },
        { model: 'tiny', kind: 'review', judged: 20, passed: 15, rate: 0.75 },
      ],
    });
  });

  it('has an interval that is honest about few', () => {
    const one = passRate(1, 1);
    expect([one.low.toFixed(3), one.high.toFixed(3)]).toEqual(['0.207', '1.000']);
    expect(passRate(0, 1_000).high).toBeLessThan(0.005);
  });

  it(verifies('learning.reset', 'command'), async () => {
    judge('tiny', 'review', 3, 0);
    judge('big', 'docs', 2, 1);
    const { terminal, out } = screen();
    const home = folder.path;
    await expect(reset.run({ home }, terminal)).rejects.toMatchObject({
      code: 'USAGE',
      mend: expect.stringContaining('--yes'),
    });
    await expect(reset.run({ home, model: 'tyni', yes: true }, terminal)).rejects.toMatchObject({
      code: 'USAGE',
      mend: 'Judged were: big, tiny.',
    });
    expect(await reset.run({ home, model: 'tiny', yes: true }, terminal)).toBe(0);
    expect(out()).toBe('forgotten: 3 judged answers\n');
    expect(await reset.run({ home, yes: true, json: true }, terminal)).toBe(0);
    expect(JSON.parse(out())).toEqual({ v: 1, forgotten: 2, model: null });
    expect(await reset.run({ home }, terminal)).toBe(0);
    expect(out()).toBe('There was nothing to forget.\n');
  });
});

describe('training', () => {
  /** Tasks of which most of one sort are too hard for the weak model. */
  function rows(count = 200): string {
    const each = Array.from({ length: count }, (_, at) => {
      const isHard = at % 2 === 0;
      const prompt = `${isHard ? 'prove the theorem' : 'add two numbers'} ${at}`;
      return JSON.stringify({ id: String(at), prompt, score: { small: isHard && at % 10 !== 0 ? 0 : 1, large: 1 } });
    });
    return `${each.join('\n')}\n`;
  }
  const put = (name: string, content: string | Uint8Array): string => {
    const file = join(folder.path, name);
    writeFileSync(file, content);
    return file;
  };

  it(
    verifies('learning.train'),
    async () => {
      const data = put('rows.jsonl.gz', gzipSync(rows(100)));
      const { terminal, out } = screen();
      const home = folder.path;
      const flags = { home, data, weak: 'small', strong: 'large', licence: 'MIT' };
      const file = join(homePaths(home).profiles, 'small--large.json');
      mkdirSync(homePaths(home).profiles);
      writeFileSync(file, 'mine');
      const there = { code: 'USAGE', mend: expect.stringContaining('--force') };
      await expect(train.run(flags, terminal)).rejects.toMatchObject(there);
      expect(readFileSync(file, 'utf8')).toBe('mine');
      expect(await train.run({ ...flags, force: true }, terminal)).toBe(0);
      expect(out()).toMatch(
        /^APGR +0\.\d{3} \(0\.\d{3} to [01]\.\d{3}\), cross-validated on \d+ folds; random is 0\.5$/m,
      );
      const profile = parseProfile(JSON.parse(readFileSync(file, 'utf8')), file);
      expect(profile).toMatchObject({ weakModel: 'small', strongModel: 'large', abstains: false });
      expect(profile.provenance).toMatchObject({ data: 'rows.jsonl.gz', licence: 'MIT', rows: 100 });
      expect(await profiles.run({ home }, terminal)).toBe(0);
      expect(out()).toMatch(/^small +large +0\.\d{3} \(.*\) +yes +100 +20\d\d-\d\d-\d\d +rows\.jsonl\.gz +\//m);
    },
    60_000,
  );

  it(verifies('learning.train', 'abstains'), async () => {
    const score = { a: 1, b: 1 };
    const same = Array.from({ length: 120 }, (_, at) => JSON.stringify({ prompt: `task ${at}`, score }));
    const { terminal, out, err } = screen();
    const data = put('same.jsonl', same.join('\n'));
    const flags = { home: folder.path, data, weak: 'a', strong: 'b', name: 'mine' };
    expect(await train.run(flags, terminal)).toBe(0);
    expect(out()).toContain('abstains: it is not certainly better than chance');
    expect(err()).toMatch(
      /^reading .*same\.jsonl …\ntraining on 120 tasks: fold 1 of 10 …\n(.*\n){8}.*fold 10 of 10 …$/m,
    );
    expect(await train.run({ ...flags, force: true, json: true }, terminal)).toBe(0);
    expect(JSON.parse(out())).toMatchObject({ v: 1, abstains: true, provenance: { data: 'mine' }, unused: 0 });
  });

  it('reads a file as a stream, packed or not, and leaves out what says nothing of the pair', async () => {
    const text = [
      '{"prompt": "a", "score": {"small": 0, "large": 1}}',
      '',
      '{"prompt": null, "score": {"small": 0, "large": 1}}',
      '{"prompt": "c", "score": {"small": 0.5}}',
      '{"prompt": "ä\\n", "score": {"small": 0.5, "large": 0.25}}',
    ].join('\n');
    const plain = await readPairRows(put('a.jsonl', text), 'small', 'large');
    expect(plain).toMatchObject({
      rows: [
        { text: 'a', weak: 0, strong: 1 },
        { text: 'ä\n', weak: 0.5, strong: 0.25 },
      ],
      unused: 2,
    });
    // Whatever its name says.
    const packed = await readPairRows(put('b.jsonl', gzipSync(text)), 'small', 'large');
    expect(packed.rows).toEqual(plain.rows);
    expect(packed.sha256).not.toBe(plain.sha256);
  });

  it.each([
    ['{"prompt": "a"', 'Line 2 '],
    ['[]', 'no JSON object'],
    ['{"prompt": 1, "score": {}}', '"prompt"'],
    ['{"prompt": "a", "score": {"small": 2}}', 'the score of small must be a number from 0 to 1'],
    ['{"prompt": "a", "score": [1]}', '"score"'],
  ])(verifies('learning.train-lines', '%s'), async (line, says) => {
    const file = put('bad.jsonl', `{"prompt": "a", "score": {"small": 0, "large": 1}}\n${line}\n`);
    await expect(readPairRows(file, 'small', 'large')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(says),
      details: { file, line: 2 },
    });
  });

  it('names what is there when a model is not, a file that is none, and one that is cut off', async () => {
    const file = put('rows.jsonl', rows(4));
    await expect(readPairRows(file, 'small', 'lage')).rejects.toMatchObject({ mend: 'It has: large, small.' });
    await expect(readPairRows(join(folder.path, 'nowhere'), 'a', 'b')).rejects.toMatchObject({ code: 'USAGE' });
    const cut = put('cut.gz', gzipSync(rows()).subarray(0, 200));
    await expect(readPairRows(cut, 'small', 'large')).rejects.toMatchObject({ code: 'USAGE' });
    mkdirSync(join(folder.path, 'folder'));
    await expect(readPairRows(join(folder.path, 'folder'), 'a', 'b')).rejects.toMatchObject({ code: 'USAGE' });
  });
});
