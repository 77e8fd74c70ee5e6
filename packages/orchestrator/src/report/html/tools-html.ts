import type { RunResult } from '../../run/run-result.ts';
import { toolCallRows, toolsInWords } from '../tools-section.ts';
import { code, folded, paragraph, section, table } from './blocks.ts';
import type { Child } from './markup.ts';

const COLUMNS = ['For', 'Tool', 'Input', 'What came of it', 'Bytes', 'Milliseconds'];

/** What was called for the orchestrator and the critics. */
export function toolsHtml(result: Pick<RunResult, 'toolCalls' | 'outcomes'>): readonly Child[] {
  const { toolCalls } = result;
  if (toolCalls === undefined) return [];
  const words = paragraph(toolsInWords(toolCalls));
  if (toolCalls.length === 0) return section('Tools', words);
  const columns = COLUMNS.map((title, at) => ({ title, isNumber: at > 3 }));
  const rows = toolCallRows(result).map(({ who, tool, input, end, bytes, ms }) => [
    who,
    code(tool),
    code(input),
    end,
    bytes,
    ms,
  ]);
  return section('Tools', words, folded(`${rows.length} shown`, table('Calls of tools', columns, rows)));
}
