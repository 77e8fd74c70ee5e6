import type { ToolCallRecord } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { renderReport } from '../src/index.ts';
import { renderMarkdown } from '../src/report/markdown.ts';
import { doneRun } from './reported-run.ts';
import { resultOf } from './result-of.ts';
import { findings, SUMMARY } from './samples.ts';

const CALL: ToolCallRecord = {
  taskId: 'run-plan',
  tool: 'read_file',
  origin: 'hanzo',
  effect: 'read',
  input: '{"path":"src/cart.ts"}',
  state: 'done',
  outputBytes: 2_048,
  startedAt: 0,
  tookMs: 3.4,
};

const RUNS = [doneRun(findings(SUMMARY), { id: 't', kind: 'critic', title: 'critic 1 of 3: src/cart.ts:5' })];

describe('the tools of a report', () => {
  it(verifies('devTools.report'), () => {
    const toolCalls: readonly ToolCallRecord[] = [
      CALL,
      { ...CALL, taskId: 't', tool: 'edit_file', effect: 'write', state: 'refused', why: 'Nobody is there.' },
      { ...CALL, taskId: 'run-critic', state: 'failed', why: 'There is no such file.' },
    ];
    const report = renderMarkdown(resultOf(RUNS, { toolCalls }));
    expect(report).toContain('3 calls of tools for the orchestrator and critics, of these 1 refused, 1 failed.');
    expect(report).toContain('| the plan | `read_file` | `{"path":"src/cart.ts"}` | done | 2048 | 3 |');
    expect(report).toContain('| critic 1 of 3: src/cart.ts:5 | `edit_file` | ');
    expect(report).toContain('| refused: Nobody is there. |');
    expect(report).toContain('| a critic | `read_file` | `{"path":"src/cart.ts"}` | failed: There is no such file. |');
    const html = renderReport(resultOf(RUNS, { toolCalls }), 'html');
    expect(html).toContain('<h2>Tools</h2>');
    expect(html).toContain('refused: Nobody is there.');
    const json = JSON.parse(renderReport(resultOf(RUNS, { toolCalls }), 'json')) as Record<string, unknown>;
    expect(json['toolCalls']).toEqual(toolCalls);
  });

  it(verifies('devTools.report', 'a run without tools has no such section, and one that called none says so'), () => {
    expect(renderMarkdown(resultOf(RUNS))).not.toContain('## Tools');
    expect(renderMarkdown(resultOf(RUNS, { toolCalls: [] }))).toContain('had tools, and called none.');
  });
});
