import { labelled, outputWidth } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { Finding } from './check.ts';

/** Names of checks are not longer. */
const NAME = 13;
/** What is said of a check stands behind its mark and name. */
const INDENT = 4 + 1 + NAME + 1;

/** Each finding, its mend below it, and a sum. */
export function printFindings(findings: readonly Finding[], terminal: Terminal): void {
  const { style } = terminal;
  const width = outputWidth(terminal, process.env);
  const marks = { ok: style.green('ok  '), warn: style.yellow('warn'), fail: style.red('FAIL') };
  for (const { name, state, detail, mend } of findings) {
    const [first = '', ...rest] = labelled('', detail, INDENT, width);
    terminal.out(`${marks[state]} ${name.padEnd(NAME)} ${first.trimStart()}`);
    for (const line of rest) terminal.out(line);
    if (mend !== undefined)
      for (const line of labelled(`${''.padEnd(INDENT)}→`, mend, INDENT + 2, width)) terminal.out(line);
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
