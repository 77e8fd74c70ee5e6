import { countOf, KEY_MASK } from '@hanzo/contracts';
import { codeSpan, SECRET_MASK, sentence } from '@hanzo/tools';
import { linesInWords } from '../pack/line-ranges.ts';
import type { DelegationRequest, FileWarning, Redaction } from '../words.ts';

/** Nobody reads longer lists. */
const MOST_TOLD = 100;

/** What was asked for, or found, and is not here. */
export function leftOutSection({ leftOut }: DelegationRequest): readonly string[] {
  if (leftOut.length === 0) return [];
  return ['## Left out', '', ...listed(leftOut, warningLine), ''];
}

function warningLine({ path, reason, nearest }: FileWarning): string {
  const meant = nearest === undefined ? '' : `; the nearest is ${codeSpan(nearest)}`;
  return `${codeSpan(path)}: ${sentence(reason)}${meant}`;
}

/** Where something stands that was not sent, and what it looks like. */
export function redactedSection({ redactions }: DelegationRequest): readonly string[] {
  if (redactions.length === 0) return [];
  const count = `${countOf(redactions.length, 'line')} ${redactions.length === 1 ? 'is' : 'are'}`;
  const note = `${count} not shown as ${redactions.length === 1 ? 'it stands' : 'they stand'}: \`${SECRET_MASK}\` takes the place of a line that looks like a secret, \`${KEY_MASK}\` of a key within one.`;
  return ['## Redacted', '', note, '', ...listed(grouped(redactions), redactionLine), ''];
}

/** Lines of one place that follow each other and look alike. */
interface RedactedLines extends Omit<Redaction, 'line'> {
  readonly first: number;
  readonly last: number;
}

function grouped(redactions: readonly Redaction[]): readonly RedactedLines[] {
  const groups: RedactedLines[] = [];
  for (const { where, line, what } of redactions) {
    const last = groups.at(-1);
    if (last?.where === where && last.what === what && last.last + 1 === line)
      groups[groups.length - 1] = { ...last, last: line };
    else groups.push({ where, what, first: line, last: line });
  }
  return groups;
}

function redactionLine({ where, what, first, last }: RedactedLines): string {
  return `${codeSpan(where)}, ${linesInWords({ first, last })}: ${sentence(what)}`;
}

function listed<One>(all: readonly One[], lineOf: (one: One) => string): readonly string[] {
  const lines = all.slice(0, MOST_TOLD).map((one) => `- ${lineOf(one)}`);
  return all.length > MOST_TOLD ? [...lines, `- and ${all.length - MOST_TOLD} more`] : lines;
}
