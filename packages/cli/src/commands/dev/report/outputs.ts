import { resolve } from 'node:path';
import { HanzoError, redact, redactLine, toHanzoError } from '@hanzo/contracts';
import { reportForm, renderReport, type RunResult } from '@hanzo/orchestrator';
import { packageVersion } from '../../../version.ts';
import type { DevFlags } from '../flags.ts';
import { checkOutputPath, writeReport } from './write-report.ts';

/** Stands for stdout. */
const STDOUT = '-';

/** Files of `--output`, without the one that stands for stdout. */
export function outputFiles({ output = [] }: Pick<DevFlags, 'output'>): readonly string[] {
  return output.filter((file) => file !== STDOUT);
}

type PrintFlags = Pick<DevFlags, 'output' | 'json'>;

/**
 * True when the report goes to stdout as Markdown: it is wanted there, or nothing else is and no person reads it there.
 *
 * @param outWatched stdout is a terminal
 */
export function printsReport({ output = [], json }: PrintFlags, outWatched: boolean): boolean {
  return json !== true && (output.includes(STDOUT) || (output.length === 0 && !outWatched));
}

/** True when a person reads on stdout what came of it, and no report is wanted anywhere. */
export function printsForPerson({ output = [], json }: PrintFlags, outWatched: boolean): boolean {
  return json !== true && output.length === 0 && outWatched;
}

/** Finds out before the work whether all reports can be written afterwards, each to a file of its own. */
export async function checkOutputs(flags: Pick<DevFlags, 'output' | 'json' | 'baseline'>): Promise<void> {
  const { output = [], json, baseline } = flags;
  if (json === true && output.includes(STDOUT))
    throw new HanzoError('USAGE', '--output - and --json both want stdout.', {
      mend: 'Leave one of them out; --output report.json is the report as JSON.',
    });
  const seen = new Set<string>();
  for (const file of output) {
    const path = file === STDOUT ? STDOUT : resolve(file);
    if (seen.has(path))
      throw new HanzoError('USAGE', `--output names ${file} twice.`, { mend: 'Give each report a file of its own.' });
    seen.add(path);
  }
  if (baseline !== undefined && seen.has(resolve(baseline)))
    throw new HanzoError(
      'USAGE',
      '--output and --baseline name the same file: all that is new now would be known next time.',
      {
        mend: 'Write to another file, and make it the baseline once its findings are meant to stay.',
      },
    );
  for (const file of outputFiles(flags)) {
    reportForm(file);
    await checkOutputPath(file);
  }
}

/** What came of the files of `--output`. */
export interface WrittenReports {
  readonly written: readonly string[];
  /** Why the first that could not be written was not; undefined when all were. */
  readonly failure: HanzoError | undefined;
}

/** Writes all reports, also when one of them cannot be written: what was paid for is not lost with one disk. */
export async function writeReports(result: RunResult, flags: Pick<DevFlags, 'output'>): Promise<WrittenReports> {
  const written: string[] = [];
  let failure: HanzoError | undefined;
  for (const file of outputFiles(flags)) {
    const form = reportForm(file);
    try {
      const text = renderReport(result, form, { version: packageVersion() });
      // The others hold no key any more, and a mask may not take their structure for one.
      await writeReport(file, text, '--output', form === 'md' ? redact : redactLine);
      written.push(file);
    } catch (error) {
      failure ??= toHanzoError(error);
    }
  }
  return { written, failure };
}
