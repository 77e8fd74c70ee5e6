import { codeCell, inline } from '@hanzo/tools';
import { commandInWords, guardLines } from '../guardrails/in-words.ts';
import type { RunResult } from '../run/run-result.ts';

/** What guarded the changes, and what came of it. */
export function guardrailsSection({ guardrails }: Pick<RunResult, 'guardrails'>): readonly string[] {
  if (guardrails === undefined) return [];
  const rows = guardrails.commands.map((one) => {
    const command = one.command === '' ? 'none' : codeCell(one.command);
    return `| ${inline(commandInWords(one))} | ${command} | ${inline(one.why)} |`;
  });
  return [
    '## Guardrails',
    '',
    '| State | Command | Why |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...guardLines(guardrails).map((line) => `- ${line}`),
    '',
  ];
}
