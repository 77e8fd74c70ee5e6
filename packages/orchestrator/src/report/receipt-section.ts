import { formatDollars } from '@hanzo/contracts';
import { inline } from '@hanzo/tools';
import type { Receipt } from '../receipt.ts';
import { answersInWords } from './answers-in-words.ts';
import { rungsInWords } from './rungs-in-words.ts';
import { lostInWords } from './lost-in-words.ts';
import { whoInWords } from './who-in-words.ts';

/** Who did what for how much. */
export function receiptSection(receipt: Receipt): readonly string[] {
  const { rows, totals, rungs, savedMicros } = receipt;
  const lines = [
    '## Receipt',
    '',
    '| By | For | Done | Attempts | Refused | Failed | Tokens in (cached) | Tokens out (reasoning) | Seconds | Dollars |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${inline(whoInWords(row.who))}${lostInWords(row.lost)} | ${row.role} | ${cells(row)} |`),
    `| **Total** | | ${cells(totals)} |`,
    '',
  ];
  const answers = answersInWords(receipt.answers, (who) => inline(whoInWords(who)));
  if (answers !== '') lines.push(answers, '');
  if (rungs.length > 0) lines.push(rungsInWords(receipt), '');
  if (savedMicros !== undefined && savedMicros > 0) {
    lines.push(
      `Saved against doing everything on the orchestrator model, by these token counts: ${formatDollars(savedMicros)}.`,
      '',
    );
  }
  return lines;
}

function cells(row: Receipt['totals']): string {
  const { usage } = row;
  return [
    row.tasksDone,
    row.attempts,
    row.rejected,
    row.failed,
    `${usage.inputTokens} (${usage.cachedInputTokens})`,
    `${usage.outputTokens} (${usage.reasoningTokens})`,
    (row.engineMs / 1000).toFixed(1),
    formatDollars(row.costMicros),
  ].join(' | ');
}
