import type { Terminal } from '../../terminal.ts';
import type { Finding } from './check.ts';

/** One line for each finding, its mend below it, and a sum. */
export function printFindings(findings: readonly Finding[], terminal: Terminal): void {
  const { style } = terminal;
  const marks = { ok: style.green('ok  '), warn: style.yellow('warn'), fail: style.red('FAIL') };
  for (const { name, state, detail, mend } of findings) {
    terminal.out(`${marks[state]} ${name.padEnd(13)} ${detail}`);
    if (mend !== undefined) terminal.out(`     ${''.padEnd(13)} → ${mend}`);
  }
  const failed = findings.filter((finding) => finding.state === 'fail').length;
  const warned = findings.filter((finding) => finding.state === 'warn').length;
  terminal.out('');
  terminal.out(sumOf(failed, warned));
}

function sumOf(failed: number, warned: number): string {
  if (failed > 0) return `${failed} to mend, ${warned} to know.`;
  return warned > 0 ? `All that is needed works; ${warned} to know.` : 'Everything works.';
}
