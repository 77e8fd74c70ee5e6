/**
 * Prints `N passed, N failed` from vitest's JSON report, as the last line of a CI run.
 *
 *   node scripts/ci-summary.ts REPORT.json
 *
 * Exits 1 when anything failed, nothing passed, or there is no report: then no line is printed, for there is no number.
 */
import { readFileSync } from 'node:fs';
import { HanzoError } from '../packages/contracts/src/errors.ts';
import { runScript } from './lib/run-script.ts';

interface Report {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

await runScript('ci-summary', () => {
  const [file = ''] = process.argv.slice(2);
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch (cause) {
    throw new HanzoError('INTERNAL', `There is no test report at "${file}": the tests did not run to their end.`, {
      cause,
    });
  }
  // A file that fails before its first test (an import, a hook) is one failure that no test counts.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failed = report.numFailedTests + brokenFiles.length;
  console.log(`${report.numPassedTests} passed, ${failed} failed`);
  if (failed > 0 || !report.success || report.numPassedTests === 0) process.exitCode = 1;
});
