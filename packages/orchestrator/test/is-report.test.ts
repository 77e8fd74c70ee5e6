import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { renderReport, REPORT_FORMS } from '../src/index.ts';
import { isReport } from '../src/report/is-report.ts';
import { everything } from './reported-run.ts';
import { resultOf } from './result-of.ts';

describe('an earlier report', () => {
  it.each(REPORT_FORMS)(verifies('report.no-source', '%s'), (form) => {
    for (const result of [everything('word'), { ...resultOf([]), runId: '12345678-1234-4234-8234-123456789012' }]) {
      const own = { ...result, runId: '12345678-1234-4234-8234-123456789012' };
      const text = renderReport(own, form);
      expect(isReport(`reports/before.${form}`, text)).toBe(true);
      expect(isReport(`reports/before.ts`, text)).toBe(false);
    }
  });

  it('is not what only looks like one', () => {
    expect(isReport('a.html', '<!doctype html>\n<html><head><script>steal()</script>')).toBe(false);
    expect(isReport('README.md', '# Hanzo report\n\nHow to read one.')).toBe(false);
    expect(isReport('a.json', '{"kind": "other"}')).toBe(false);
  });
});
