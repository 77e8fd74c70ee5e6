import { countOf } from '@hanzo/contracts';
import type { Plan } from '../plan/plan.ts';
import type { RunResult } from '../run/run-result.ts';
import { editsSection, unjudgedSection } from './edits-section.ts';
import { codeSpan, fenced, inline } from './escape.ts';
import { findingsSection } from './findings-section.ts';
import { rememberedSection } from './remembered-section.ts';
import { receiptSection } from './receipt-section.ts';
import { checksSection, escalatedSection, looksSection, proseSection, undoneSection } from './tasks-sections.ts';
import { verdictLine } from './verdict-line.ts';

const MOST_NOT_COVERED = 100;

/** Writes a run as a Markdown report. Text from models, files and peers cannot take part in its structure. */
export function renderMarkdown(result: RunResult): string {
  const lines = [
    '# Hanzo report',
    '',
    `**${verdictLine(result)}**`,
    '',
    `Run ${codeSpan(result.runId)}, ${new Date(result.startedAt).toISOString()}, ${((result.endedAt - result.startedAt) / 1000).toFixed(1)} s. Asked for:`,
    '',
    fenced(result.instructions, 'text'),
    '',
    ...undoneSection(result),
    ...findingsSection(result),
    ...editsSection(result),
    ...proseSection(result),
    ...looksSection(result),
    ...checksSection(result),
    ...escalatedSection(result),
    ...rememberedSection(result),
    ...unjudgedSection(result),
    ...planSection(result.plan),
    ...receiptSection(result.receipt),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function planSection({ origin, tasks, warnings, notCovered, calls }: Plan): readonly string[] {
  const checks = tasks.filter((task) => task.kind === 'check').length;
  const size = `${countOf(tasks.length - checks, 'task')} and ${countOf(checks, 'check')}`;
  const recalled = calls.some(({ who, used }) => used && who.kind === 'cache') ? ', from the cache' : '';
  const by =
    origin.kind === 'model'
      ? `Planned by ${codeSpan(origin.model)}${origin.servedModel === origin.model ? '' : ` (served: ${codeSpan(origin.servedModel)})`}${recalled}: ${size}.`
      : `Planned by rules: ${size}. ${inline(origin.because)}`;
  const lines = ['## Plan', '', by, '', ...warnings.map((warning) => `- ${inline(warning)}`)];
  if (warnings.length > 0) lines.push('');
  if (notCovered.length === 0) return lines;
  const shown = notCovered.slice(0, MOST_NOT_COVERED);
  lines.push('## Not looked at', '', ...shown.map(({ path, reason }) => `- ${codeSpan(path)}: ${inline(reason)}`));
  if (notCovered.length > shown.length) lines.push(`- and ${notCovered.length - shown.length} more`);
  return [...lines, ''];
}
