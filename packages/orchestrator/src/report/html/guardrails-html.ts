import { commandInWords, guardLines } from '../../guardrails/in-words.ts';
import type { RunResult } from '../../run/run-result.ts';
import { code, list, section, table } from './blocks.ts';
import type { Child } from './markup.ts';

/** What guarded the changes, and what came of it. */
export function guardrailsHtml({ guardrails }: Pick<RunResult, 'guardrails'>): readonly Child[] {
  if (guardrails === undefined) return [];
  const columns = [{ title: 'State' }, { title: 'Command' }, { title: 'Why' }];
  const rows = guardrails.commands.map((one) => [
    commandInWords(one),
    one.command === '' ? 'none' : code(one.command),
    one.why,
  ]);
  return section('Guardrails', table("The project's own commands", columns, rows), list(guardLines(guardrails)));
}
