import type { Clues } from '../words.ts';
import { sendableLines } from './sendable.ts';

/** What is known of a problem, without the lines that may not be sent. The diff stays: only its paths and lines are read. */
export function withoutSecrets({ issue, context, logs, attemptedFixes, diff }: Clues): Clues {
  return {
    issue: clean(issue),
    context: context === undefined ? undefined : clean(context),
    logs: logs === undefined ? undefined : clean(logs),
    attemptedFixes: attemptedFixes.map(clean),
    diff,
  };
}

function clean(text: string): string {
  // As they were: what is made of them to be sent, such as the marks of their ends, leads nowhere.
  const lines = text.split('\n');
  const left = new Set(sendableLines(lines, '').hidden.map(({ index }) => index));
  return lines.map((line, index) => (left.has(index) ? '' : line)).join('\n');
}
