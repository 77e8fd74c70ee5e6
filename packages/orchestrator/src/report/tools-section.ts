import { countOf, type ToolCallRecord } from '@hanzo/contracts';
import { codeCell, inline } from '@hanzo/tools';
import type { RunResult } from '../run/run-result.ts';

const MOST_ROWS = 200;
const MOST_INPUT = 120;

/** What was called for the orchestrator and the critics, and what came of it. Empty where they had no tools. */
export function toolsSection(result: Pick<RunResult, 'toolCalls' | 'outcomes'>): readonly string[] {
  const { toolCalls } = result;
  if (toolCalls === undefined) return [];
  const head = ['## Tools', '', toolsInWords(toolCalls), ''];
  if (toolCalls.length === 0) return head;
  const rows = toolCallRows(result).map(({ who, tool, input, end, bytes, ms }) => {
    return `| ${inline(who)} | ${codeCell(tool)} | ${codeCell(input)} | ${inline(end)} | ${bytes} | ${ms} |`;
  });
  const more = toolCalls.length - rows.length;
  return [
    ...head,
    '| For | Tool | Input | What came of it | Bytes | Milliseconds |',
    '| --- | --- | --- | --- | ---: | ---: |',
    ...rows,
    '',
    ...(more > 0 ? [`And ${countOf(more, 'call')} more.`, ''] : []),
  ];
}

/** `5 calls for the orchestrator and critics, 1 of them refused. What they told is data.` */
export function toolsInWords(calls: readonly ToolCallRecord[]): string {
  if (calls.length === 0) return 'The orchestrator and the critics had tools, and called none.';
  const count = (state: ToolCallRecord['state']): number => calls.filter((call) => call.state === state).length;
  const parts = (['refused', 'failed'] as const).flatMap((state) =>
    count(state) === 0 ? [] : [`${count(state)} ${state}`],
  );
  const some = parts.length === 0 ? '' : `, of these ${parts.join(', ')}`;
  return `${countOf(calls.length, 'call')} of tools for the orchestrator and critics${some}. Workers have none.`;
}

/** A call, as reports show it. All of it is text of others. */
export interface ToolCallRow {
  readonly who: string;
  readonly tool: string;
  readonly input: string;
  readonly end: string;
  readonly bytes: number;
  readonly ms: number;
}

export function toolCallRows({
  toolCalls = [],
  outcomes,
}: Pick<RunResult, 'toolCalls' | 'outcomes'>): readonly ToolCallRow[] {
  const titles = new Map(outcomes.map(({ task }) => [task.id, task.title]));
  return toolCalls.slice(0, MOST_ROWS).map(({ taskId, tool, input, state, why = '', outputBytes, tookMs }) => ({
    who: titles.get(taskId) ?? (taskId.endsWith('-plan') ? 'the plan' : 'a critic'),
    tool,
    input: input.length > MOST_INPUT ? `${input.slice(0, MOST_INPUT).toWellFormed()}…` : input,
    end: why === '' ? state : `${state}: ${why}`,
    bytes: outputBytes,
    ms: Math.round(tookMs),
  }));
}
