import type { Severity } from '@hanzo/contracts';
import type { FoundFinding } from '@hanzo/orchestrator';
import { cutToWidth } from '../../../terminal/display-width.ts';
import type { Style } from '../../../terminal/style.ts';
import type { Terminal } from '../../../terminal/terminal.ts';

/** Lines of a log, where nobody watches, are cut here. */
const LOG_COLUMNS = 200;
const LONGEST_SEVERITY = 'critical'.length;

type Shown = Pick<FoundFinding, 'severity' | 'path' | 'line' | 'message'>;

/** Severities are never told by colour alone: the word is there, too. */
export function severityColour(severity: Severity, style: Style): (text: string) => string {
  switch (severity) {
    case 'critical':
      return (text) => style.bold(style.red(text));
    case 'high':
      return style.red;
    case 'medium':
      return style.yellow;
    case 'low':
      return style.cyan;
    case 'info':
      return style.dim;
  }
}

/** `high     src/cart.ts:12  The key is in the code.`, in one line of the terminal; a sentence where it is read aloud. */
export function findingLine(
  { severity, path, line, message }: Shown,
  { style, aloud, watched, columns, cut }: Pick<Terminal, 'style' | 'aloud' | 'watched' | 'columns' | 'cut'>,
): string {
  const words = message.replaceAll(/\s+/g, ' ').trim();
  if (aloud) return `Finding, ${severity}: ${path} line ${line}: ${words}`;
  const colour = severityColour(severity, style);
  const text = `${colour(severity.padEnd(LONGEST_SEVERITY))} ${path}:${line}  ${words}`;
  return cutToWidth(text, (watched ? columns : LOG_COLUMNS) - 1, cut);
}

/** The same for what is found there again, e.g. by another look at the same code. */
export function placeOf({ path, line, category }: Pick<FoundFinding, 'path' | 'line' | 'category'>): string {
  return JSON.stringify([path, line, category]);
}

/** Worth a line of its own while the run goes on. */
export function isGrave({ severity }: Pick<FoundFinding, 'severity'>): boolean {
  return severity === 'high' || severity === 'critical';
}
