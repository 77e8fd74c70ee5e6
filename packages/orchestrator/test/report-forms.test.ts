import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { hideSecret } from '@hanzo/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPORT_FORMS, renderReport, reportForm } from '../src/index.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { doneRun, everything, finding } from './reported-run.ts';
import { resultOf } from './result-of.ts';
import { findings, SUMMARY } from './samples.ts';

const SCHEMA = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../docs/report.schema.json'), 'utf8'),
) as Schema;

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
}

/** Fields of a value that the schema does not list. Where it lists none at all, it says nothing of them. */
function undocumented(value: unknown, schema: Schema, path = ''): readonly string[] {
  const { $ref, anyOf, items, properties } = schema;
  if ($ref !== undefined) return undocumented(value, SCHEMA.$defs?.[$ref.replace('#/$defs/', '')] ?? {}, path);
  if (anyOf !== undefined) return undocumented(value, anyOf[0] ?? {}, path);
  if (Array.isArray(value)) return value.flatMap((one) => undocumented(one, items ?? {}, path));
  if (typeof value !== 'object' || value === null || properties === undefined) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const known = properties[name];
    return known === undefined ? [`${path}.${name}`] : undocumented(each, known, `${path}.${name}`);
  });
}

/** As ajv reads its formats. */
const FORMATS = { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ };

const EVIL = fc
  .array(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '</p>',
      '</style>',
      '</main>',
      '<!--',
      '-->',
      ']]>',
      '<img src=x onerror=alert(1)>',
      '" onclick="x',
      "' style='x",
      'javascript:alert(1)',
      '<a href="javascript:x">',
      '&lt;b&gt;',
      '&#60;',
      '<meta http-equiv="Content-Security-Policy" content="">',
      '<base href="https://evil.example">',
      '\u0000',
      '\u001b[31m',
      '\u202e',
      '\ud800',
      '`',
      '=',
      '\n',
      ' ',
      'word',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))
  .filter((words) => words.trim() !== '');

describe('the form of a report', () => {
  it(verifies('report.forms'), () => {
    const forms = ['a.md', 'b.JSON', 'c.sarif', 'c.sarif.json', 'x/y.html', 'z.htm', 'n.markdown'].map(reportForm);
    expect(forms).toEqual(['md', 'json', 'sarif', 'sarif', 'html', 'html', 'md']);
    for (const file of ['report', 'report.pdf', 'md', 'x.md/', 'review this project'])
      expect(() => reportForm(file)).toThrow(
        expect.objectContaining({ code: 'USAGE', mend: expect.stringContaining('.sarif') }),
      );
    const result = everything('word');
    expect(renderReport(result, 'md')).toMatch(/^# Hanzo/);
    expect(renderReport(result, 'html')).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(JSON.parse(renderReport(result, 'json'))).toMatchObject({ v: 1, kind: 'hanzo-report' });
    expect(JSON.parse(renderReport(result, 'sarif'))).toMatchObject({ version: '2.1.0' });
  });

  it('masks keys in each of them, in whatever way they are escaped there', () => {
    const key = 'sk-"forms"&<0123456789>';
    hideSecret(key);
    for (const form of REPORT_FORMS) {
      const report = renderReport(everything(`see ${key} here`), form);
      expect(report).not.toContain('0123456789');
      expect(report).toContain('key');
    }
  });
});

describe('a JSON report', () => {
  const ajv = new Ajv2020({ allErrors: true, formats: FORMATS });
  const validate = ajv.compile(SCHEMA);

  it.each([
    ['with all that there is', everything('word')],
    ['of a run of nothing', resultOf([])],
    ['of a clean run', resultOf([doneRun(findings(SUMMARY))])],
  ])(verifies('report.json-schema', '%s'), (_, result) => {
    const report: unknown = JSON.parse(renderReport(result, 'json', { version: '0.1.0' }));
    validate(report);
    expect(validate.errors ?? []).toEqual([]);
    expect(undocumented(report, SCHEMA)).toEqual([]);
  });

  it('holds what the run came to, and no code that was sent', () => {
    const result = everything('word');
    const report = JSON.parse(renderReport(result, 'json')) as Record<string, unknown>;
    expect(report).toMatchObject({
      complete: false,
      focus: 'security',
      findings: [{ looks: { found: 2, of: 3 }, votes: [{ verdict: 'adjust' }] }, { isKnown: true }],
      below: [{ standing: 'refuted', why: 'word' }],
      gone: [{ path: 'word' }],
      undone: [
        { id: 'u', state: 'undone', reason: 'word', attempts: [{ end: 'rejected', reason: 'gate word: word' }] },
      ],
      tasks: [{}, {}, {}, { state: 'undone' }],
      notCovered: [{ path: 'word', reason: 'word' }],
      receipt: { totals: { attempts: 4 } },
    });
    const [sent] = doneRun(findings(SUMMARY)).task.sources;
    expect(renderReport(resultOf([doneRun(findings(SUMMARY))]), 'json')).not.toContain(
      sent?.text.split('\n')[3]?.trim(),
    );
  });

  it('is refused by the schema where it is another thing', () => {
    const report = JSON.parse(renderReport(everything('word'), 'json')) as Record<string, unknown>;
    for (const wrong of [{ v: 2 }, { findings: [{}] }, { complete: 'yes' }, { counts: {} }])
      expect(validate({ ...report, ...wrong })).toBe(false);
  });
});

describe('an HTML report', () => {
  const tags = (html: string): readonly string[] => html.match(/<[^>]*>/g) ?? [];
  const plain = renderReport(everything('word'), 'html');

  it(verifies('report.html-inert'), () => {
    fc.assert(
      fc.property(EVIL, (words) => {
        const html = renderReport(everything(words), 'html');
        expect(tags(html)).toEqual(tags(plain));
        const text = html.replace(/<[^>]*>/g, '').replaceAll('\n', '');
        expect(text.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<&\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 300 },
    );
    expect(plain).not.toMatch(
      /<(?:script|img|iframe|link|a|form|object|embed|svg|base)\b|\son\w+=|href=|src=|url\(|@import/,
    );
  });

  it('allows its own style and nothing else', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(plain) ?? [];
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(plain) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(plain).not.toMatch(/ style="/);
  });

  it('can be read without eyes: language, headings in order, named tables, labelled boxes', () => {
    expect(plain).toContain('<html lang="en">');
    expect(plain.match(/<h1>/g)).toHaveLength(1);
    const levels = [...plain.matchAll(/<h([1-6])>/g)].map(([, level]) => Number(level));
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    expect(plain.match(/<table>/g)?.length).toBe(plain.match(/<caption>/g)?.length);
    expect(plain).not.toMatch(/<th(?! scope="col">)[ >]/);
    for (const [, id] of plain.matchAll(/<input type="checkbox" id="([^"]+)"/g))
      expect(plain).toContain(`<label for="${id}">`);
    // The style hides by the same names.
    expect(plain).toContain('<article class="high">');
    expect(plain).toContain('body:has(#show-high:not(:checked)) article.high');
  });

  it.each(['light', 'dark'])('has enough contrast in the %s', (mode) => {
    const all = [...plain.matchAll(/:root \{([^}]*)\}/g)].map(([, body = '']) => body);
    const colours = Object.fromEntries(
      [...(all[mode === 'light' ? 0 : 1] ?? '').matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name = '', hex = '']) => [
        name,
        hex,
      ]),
    );
    for (const name of ['ink', 'faint', 'critical', 'high', 'medium', 'low', 'info'])
      for (const ground of ['paper', 'box'])
        expect(contrast(colours[name] ?? '', colours[ground] ?? ''), `${name} on ${ground}`).toBeGreaterThanOrEqual(
          4.5,
        );
    expect(contrast(colours['line'] ?? '', colours['paper'] ?? '')).toBeGreaterThanOrEqual(3);
  });

  it('marks an incomplete run', () => {
    expect(plain).toContain('<main class="incomplete">');
    expect(plain).toContain('INCOMPLETE: 1 of 4 tasks was not done, and 1 finding is not mended.');
    expect(renderReport(resultOf([doneRun(findings(SUMMARY))]), 'html')).not.toContain('class="incomplete"');
  });
});

/** WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('a Markdown report', () => {
  it(verifies('report.judged-shown'), () => {
    const critic = { kind: 'local', model: 'judge' } as const;
    const above = finding({
      looks: { found: 2, of: 3 },
      standing: 'confirmed',
      votes: [
        { critic, verdict: 'confirm', reason: 'It reads past the end.' },
        { critic, verdict: 'adjust', severity: 'low', reason: '' },
      ],
    });
    const below = finding({ standing: 'refuted', why: '2 of 3 critics refuted it', message: 'Not one at all.' });
    const counts = { ...resultOf([doneRun(findings(SUMMARY))]).counts, below: 1, known: 1 };
    const known = finding({ isKnown: true, message: 'An old one.' });
    const result = resultOf([doneRun(findings(SUMMARY))], { findings: [above, known], below: [below], counts });
    const gone = { ...finding(), message: 'It was mended.' };
    const report = renderReport({ ...result, baseline: { size: 2, gone: [gone] } }, 'md');
    expect(report).toContain('off-by-one, high confidence, found by 2 of 3 looks, confirmed');
    expect(report).toContain('  - Critic: judge on this machine confirms it: It reads past the end.');
    expect(report).toContain('  - Critic: judge on this machine confirms it as low\n');
    expect(report).toMatch(
      /## Below the line\n\n<details>\n<summary>1 that counts for nothing[^]*Not one at all\.[^]*2 of 3 critics refuted it[^]*<\/details>/,
    );
    expect(report).toMatch(/## Known before\n\n- high: `src\/cart\.ts:5` An old one\.\n/);
    expect(report).toMatch(/## Not found any more\n\n.*\n\n- high: `src\/cart\.ts:5` It was mended\./);
    expect(report).toContain('1 known one kept quiet. 1 of the baseline is not found any more. 1 below the line.');
    expect(report.match(/### high \(1\)/)).not.toBeNull();
    for (const words of [
      '2 of 3 looks',
      'It reads past the end.',
      '2 of 3 critics refuted it',
      'An old one.',
      'It was mended.',
    ])
      expect(renderReport({ ...result, baseline: { size: 2, gone: [gone] } }, 'html')).toContain(words);
  });
});
