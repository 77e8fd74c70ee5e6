import type { Answer, GateVerdict, Task } from '@hanzo/contracts';
import type { Finding } from '@hanzo/tools';
import { anchor, LINE_TOLERANCE, toolLine } from '../findings/anchor.ts';
import { MAX_FINDINGS, parseFindings } from '../findings/findings-schema.ts';
import { PASSED, reject } from './verdict.ts';

/** Findings whose quotes really stand in the source, with their true lines, and how many do not. */
export interface AcceptedFindings {
  readonly findings: readonly Finding[];
  readonly dropped: number;
}

/** More than half of the findings must quote what really stands at their lines; the rest is dropped later. */
export function evidence(task: Task, answer: Answer): GateVerdict {
  const parsed = parseFindings(answer.text);
  if (!parsed.ok) return PASSED;
  const { findings } = parsed.value;
  const missing = findings.filter((finding) => anchor(task.sources, finding) === undefined);
  const [first] = missing;
  if (first === undefined || missing.length * 2 <= findings.length) return PASSED;
  const example = JSON.stringify(first.quote.slice(0, 60));
  return reject(
    'evidence',
    `${missing.length} of ${findings.length} findings quote code that is not within ${LINE_TOLERANCE} lines of where they say, e.g. ${example} at line ${first.line}.`,
  );
}

/**
 * What an accepted answer found: unproven findings left out and counted, lines put right. Tools are believed; a line that
 * their file does not have, such as one past its end, is put right too.
 */
export function acceptedFindings(task: Task, answer: Answer): AcceptedFindings {
  const parsed = parseFindings(answer.text);
  if (!parsed.ok) return { findings: [], dropped: 0 };
  if (answer.who.kind === 'tool') {
    const settled = parsed.value.findings.map((one) => ({ ...one, line: settledLine(task, one.line) }));
    return { findings: settled, dropped: 0 };
  }
  const findings = parsed.value.findings.flatMap((finding) => {
    const line = anchor(task.sources, finding)?.line;
    return line === undefined ? [] : [{ ...finding, line }];
  });
  return { findings, dropped: parsed.value.findings.length - findings.length };
}

/** Formatters speak of the first line of the whole file that would change, whichever part of it the task shows. */
function settledLine({ kind, sources }: Task, line: number): number {
  return kind === 'format' ? line : (toolLine(sources, line)?.line ?? line);
}

/** True when an answer of a model has as many findings as it may: there may be more to find. Tools name all. */
export function isFull({ output }: Pick<Task, 'output'>, { text, who }: Pick<Answer, 'text' | 'who'>): boolean {
  if (who.kind === 'tool' || output.kind !== 'json' || output.name !== 'findings') return false;
  const parsed = parseFindings(text);
  return parsed.ok && parsed.value.findings.length >= MAX_FINDINGS;
}
