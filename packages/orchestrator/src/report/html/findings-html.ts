import { SEVERITIES } from '@hanzo/contracts';
import type { RunFinding } from '../../run/run-finding.ts';
import type { RunResult } from '../../run/run-result.ts';
import { traitsInWords, voteInWords, whyBelow } from '../finding-in-words.ts';
import { noneInWords } from '../findings-section.ts';
import { whoInWords } from '../who-in-words.ts';
import { code, facts, folded, list, paragraph, section } from './blocks.ts';
import { BREAK, type Child, el, type Markup } from './markup.ts';

/** What was found and is new, worst first; boxes to tick say which severities are shown. */
export function findingsHtml({ findings, counts, complete }: RunResult): readonly Child[] {
  const fresh = findings.filter(({ isKnown }) => !isKnown);
  const dropped = counts.droppedFindings;
  return section(
    'Findings',
    fresh.length === 0 ? paragraph(noneInWords(complete, counts.known)) : filter(fresh),
    BREAK,
    ...fresh.map((finding) => [articleOf(finding), BREAK]),
    dropped > 0
      ? paragraph(`${dropped} more in accepted answers were left out: what they quote is not in the file.`)
      : [],
  );
}

/** What the baseline has already, and what it has that is gone. */
export function knownHtml({ findings, baseline }: RunResult): readonly Child[] {
  if (baseline === undefined) return [];
  const known = findings.filter(({ isKnown }) => isKnown);
  const { gone } = baseline;
  return [
    ...(known.length === 0
      ? []
      : section('Known before', folded(`${known.length} that the baseline has`, list(known.map(lineOf))), BREAK)),
    ...(gone.length === 0
      ? []
      : section(
          'Not found any more',
          paragraph('The baseline has them, and their files were looked at again.'),
          list(gone.map(lineOf)),
        )),
  ];
}

/** What counts for nothing, each with why. */
export function belowHtml({ below }: RunResult): readonly Child[] {
  if (below.length === 0) return [];
  const summary = `${below.length} that ${below.length === 1 ? 'counts' : 'count'} for nothing, and why`;
  const each = below.map((finding) => [articleOf(finding, ['Below the line', whyBelow(finding)]), BREAK]);
  return section('Below the line', folded(summary, ...each), BREAK);
}

/** Works without a script: the style hides what is not ticked. */
function filter(findings: readonly RunFinding[]): Markup {
  const boxes = SEVERITIES.toReversed().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    const id = `show-${severity}`;
    return [
      el('label', { for: id }, el('input', { type: 'checkbox', id, checked: '' }), `${severity} (${count})`),
      BREAK,
    ];
  });
  return el('fieldset', {}, el('legend', {}, 'Show findings of severity'), BREAK, boxes);
}

function articleOf(finding: RunFinding, ...more: readonly (readonly [string, string])[]): Markup {
  const { severity, path, line, quote, message, rationale, fix, votes, who, kind } = finding;
  const pairs: (readonly [string, Child])[] = [...more, ['Evidence', code(quote)]];
  if (rationale.trim() !== '') pairs.push(['Why', rationale]);
  if (fix.trim() !== '') pairs.push(['Fix', fix]);
  pairs.push(['About', traitsInWords(finding)]);
  pairs.push(...votes.map((vote) => ['Critic', voteInWords(vote)] as const));
  pairs.push(['By', `${whoInWords(who)}, ${kind}`]);
  return el(
    'article',
    { class: severity },
    el('h3', {}, el('span', { class: 'severity' }, severity), ' ', code(`${path}:${line}`)),
    BREAK,
    paragraph(message),
    BREAK,
    facts(pairs),
  );
}

function lineOf({ severity, path, line, message }: Pick<RunFinding, 'severity' | 'path' | 'line' | 'message'>): Child {
  return [`${severity}: `, code(`${path}:${line}`), ` ${message}`];
}
