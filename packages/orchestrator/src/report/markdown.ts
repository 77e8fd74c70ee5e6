import { codeSpan, fenced } from '@hanzo/tools';
import type { RunResult } from '../run/run-result.ts';
import { diagramSection } from '../diagram/diagram-section.ts';
import { profileSection } from '../hot/profile-section.ts';
import { suggestionsSection } from '../suggestions/suggestions-section.ts';
import { editsSection, unjudgedSection } from './edits-section.ts';
import { delegatedSection } from './delegated-section.ts';
import { unmendedSection } from './fixes-section.ts';
import { filesSection } from './files-section.ts';
import { belowSection, findingsSection, knownSection } from './findings-section.ts';
import { focusSection, reportTitle } from './focus-section.ts';
import { guardrailsSection } from './guardrails-section.ts';
import { picturesSection } from './pictures-section.ts';
import { planSection } from './plan-section.ts';
import { rememberedSection } from './remembered-section.ts';
import { receiptSection } from './receipt-section.ts';
import { checksSection, escalatedSection, looksSection, proseSection, undoneSection } from './tasks-sections.ts';
import { toolsSection } from './tools-section.ts';
import { verdictLine } from './verdict-line.ts';

/** Writes a run as a Markdown report. Text from models, files and peers cannot take part in its structure. */
export function renderMarkdown(result: RunResult): string {
  const lines = [
    `# ${reportTitle(result)}`,
    '',
    `**${verdictLine(result)}**`,
    '',
    `Run ${codeSpan(result.runId)}, ${new Date(result.startedAt).toISOString()}, ${((result.endedAt - result.startedAt) / 1000).toFixed(1)} s. Asked for:`,
    '',
    fenced(result.instructions, 'text'),
    '',
    ...undoneSection(result),
    ...delegatedSection(result),
    ...focusSection(result),
    ...profileSection(result),
    ...filesSection(result),
    ...findingsSection(result),
    ...knownSection(result),
    ...suggestionsSection(result),
    ...editsSection(result),
    ...unmendedSection(result),
    ...proseSection(result),
    ...looksSection(result),
    ...belowSection(result),
    ...diagramSection(result),
    ...checksSection(result),
    ...escalatedSection(result),
    ...rememberedSection(result),
    ...guardrailsSection(result),
    ...unjudgedSection(result),
    ...picturesSection(result),
    ...toolsSection(result),
    ...planSection(result),
    ...receiptSection(result.receipt),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}
