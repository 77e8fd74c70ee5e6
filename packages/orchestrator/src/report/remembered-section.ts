import { codeCell, inline } from '@hanzo/tools';
import { rememberedByInWords, rememberedInWords } from '../remembered/in-words.ts';
import type { RunResult } from '../run/run-result.ts';

/** What was known from earlier runs, and who had looked. Empty when nothing was. */
export function rememberedSection({ remembered, plan }: RunResult): readonly string[] {
  if (remembered === undefined) return [];
  const lines = ['## Reviewed before', '', rememberedInWords(remembered), ''];
  lines.push(...remembered.by.map((by) => `- ${inline(rememberedByInWords(by))}`));
  if (remembered.by.length > 0) lines.push('');
  const checks = plan.remembered?.checks ?? [];
  if (checks.length === 0) return lines;
  const rows = checks.map(({ path, summary }) => `| ${codeCell(path)} | ${inline(summary)} |`);
  return [...lines, '| File | Tool check |', '| --- | --- |', ...rows, ''];
}
