import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { hideSecret } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { checkOutputs, printsForPerson, printsReport, writeReports } from '../src/commands/dev/report/outputs.ts';
import { checkPatchPath } from '../src/commands/dev/report/patch-file.ts';
import { resultEvent } from '../src/commands/dev/report/result-event.ts';
import { listed } from '../src/program/option-values.ts';
import { everything } from '../../orchestrator/test/reported-run.ts';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

describe('files of --output', () => {
  it(verifies('report.forms', 'checked before the work'), async () => {
    using folder = temporaryFolder();
    const at = (name: string): string => join(folder.path, name);
    mkdirSync(at('sub.md'));
    await checkOutputs({ output: [at('a.md'), at('a.json'), at('a.sarif'), at('a.html'), '-'] });
    await checkOutputs({});
    const refused: readonly (readonly [Parameters<typeof checkOutputs>[0], RegExp])[] = [
      [{ output: [at('a.md'), at('a.pdf')] }, /a\.pdf: no report is written as that/],
      [{ output: ['review this project'] }, /no report is written as that/],
      [{ output: [at('a.md'), `${folder.path}/./a.md`] }, /twice/],
      [{ output: ['-', '-'] }, /twice/],
      [{ output: [at('none/a.md')] }, /cannot be written/],
      [{ output: [at('sub.md')] }, /is a folder/],
      [{ output: ['-'], json: true }, /both want stdout/],
      [{ output: [at('a.md'), at('b.json')], baseline: at('b.json') }, /--output and --baseline name the same file/],
    ];
    for (const [flags, words] of refused)
      await expect(checkOutputs(flags)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringMatching(words) });
    await expect(checkPatchPath({ patch: at('x.md'), output: [at('y.md'), at('x.md')] })).rejects.toMatchObject({
      code: 'USAGE',
    });
    expect(readdirSync(folder.path)).toEqual(['sub.md']);
  });

  it('are collected one by one, so that none swallows the instructions', () => {
    expect(listed('b.sarif', listed('a.md'))).toEqual(['a.md', 'b.sarif']);
  });

  it('leave stdout to the report only where it is wanted there', () => {
    expect(printsReport({}, false)).toBe(true);
    expect(printsReport({ output: ['a.md'] }, false)).toBe(false);
    expect(printsReport({ output: ['a.html', '-'] }, false)).toBe(true);
    expect(printsReport({ json: true }, false)).toBe(false);
  });

  it(verifies('cli.summary', 'no Markdown'), () => {
    expect(printsReport({}, true)).toBe(false);
    expect(printsReport({ output: ['-'] }, true)).toBe(true);
    const forPerson = [{}, { output: ['a.md'] }, { output: ['-'] }, { json: true }].map((flags) =>
      printsForPerson(flags, true),
    );
    expect(forPerson).toEqual([true, false, false, false]);
    expect(printsForPerson({}, false)).toBe(false);
  });

  it('are all written, each in its form and without keys, also when one of them cannot be', async () => {
    using folder = temporaryFolder();
    const at = (name: string): string => join(folder.path, name);
    hideSecret('severity');
    hideSecret('sk-outputs-0123456789');
    const result = everything('saw sk-outputs-0123456789');
    const output = [at('a.md'), at('none/b.md'), at('a.json'), at('a.sarif'), at('a.html')];
    const { written, failure } = await writeReports(result, { output });
    expect(failure).toMatchObject({ code: 'STORE_UNUSABLE', message: expect.stringContaining('none/b.md') });
    expect(written).toEqual(output.filter((file) => !file.includes('none')));
    for (const file of written) expect(readFileSync(file, 'utf8')).not.toContain('0123456789');
    // A key that is a word does not take the names of fields with it.
    expect(JSON.parse(readFileSync(at('a.json'), 'utf8'))).toMatchObject({
      v: 1,
      findings: [{ severity: 'high' }, {}],
    });
    expect(JSON.parse(readFileSync(at('a.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'hanzo', version: expect.stringMatching(/^\d/) } } }],
    });
    expect(readFileSync(at('a.html'), 'utf8')).toContain('<!doctype html>');
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('are not followed where they are links: the link is replaced', async () => {
    using folder = temporaryFolder();
    const outside = join(folder.path, 'outside');
    symlinkSync(outside, join(folder.path, 'a.md'));
    await writeReports(everything('word'), { output: [join(folder.path, 'a.md')] });
    expect(readdirSync(folder.path)).toEqual(['a.md']);
  });
});

describe('the last event of --json', () => {
  it('says what is known, gone and below the line, and where the reports are', () => {
    const event = resultEvent(everything('word'), { output: ['a.md', '-', 'b.json'] });
    expect(event).toMatchObject({
      v: 1,
      event: 'result',
      focus: 'security',
      known: ['b'.repeat(32)],
      below: [{ standing: 'refuted' }],
      gone: [{ path: 'word' }],
      output: 'a.md',
      outputs: ['a.md', 'b.json'],
    });
  });
});
