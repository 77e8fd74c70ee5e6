import type { ToolCallRecord } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { EMPTY_PLAN, resultOf } from '../../../orchestrator/test/result-of.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { progressPrinter } from '../../src/commands/dev/report/progress.ts';
import { toolCallLine } from '../../src/commands/dev/tools/tool-call-line.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';

const CALL: ToolCallRecord = {
  taskId: 'r-plan',
  tool: 'search_code',
  origin: 'hanzo',
  effect: 'read',
  input: '{"pattern":"needle","path":"src"}',
  state: 'done',
  outputBytes: 3_000,
  startedAt: 0,
  tookMs: 12,
};

describe('a line about a call', () => {
  it.each([
    [CALL, 'tool search_code "needle" "src": 3.00 KB, 12 ms'],
    [{ ...CALL, input: '{"why":"a look","path":".env"}' }, 'tool search_code ".env": 3.00 KB, 12 ms'],
    [{ ...CALL, input: '["x"]' }, 'tool search_code: 3.00 KB, 12 ms'],
    [{ ...CALL, input: '{}' }, 'tool search_code: 3.00 KB, 12 ms'],
    [
      { ...CALL, state: 'refused', why: 'nobody\nis there' },
      'tool search_code "needle" "src": refused: nobody?is there',
    ],
    [{ ...CALL, state: 'failed' }, 'tool search_code "needle" "src": failed'],
    [{ ...CALL, input: `{"path":"${'x'.repeat(200)}` }, `tool search_code "${'x'.repeat(57)}…": 3.00 KB, 12 ms`],
    [{ ...CALL, tool: 'a\u001b[2J', input: '{"a":"\u202egpj.exe"}' }, 'tool a?[2J "?gpj.exe": 3.00 KB, 12 ms'],
  ] as const)(verifies('devTools.planner', 'in words, %#'), (call, line) => {
    expect(toolCallLine(call)).toBe(line);
  });

  it(verifies('devTools.planner', 'all of the input where everything is told'), () => {
    expect(toolCallLine(CALL, true)).toBe('tool search_code {"pattern":"needle","path":"src"}: 3.00 KB, 12 ms');
    for (const isVerbose of [false, true]) {
      const { terminal, lines } = listeningTerminal();
      progressPrinter(terminal, isVerbose)({ kind: 'tool-call', call: CALL });
      expect(lines).toEqual([`  ${toolCallLine(CALL, isVerbose)}`]);
    }
  });

  it(verifies('devTools.planner', 'read aloud: what only looked is counted'), () => {
    const { terminal, lines } = listeningTerminal();
    terminal.readAloud();
    const print = progressPrinter(terminal, false);
    print({ kind: 'tool-call', call: CALL });
    print({ kind: 'tool-call', call: { ...CALL, state: 'refused', why: 'Nobody is there.' } });
    print({ kind: 'tool-call', call: { ...CALL, tool: 'write_file', effect: 'write', input: '{"path":"a.ts"}' } });
    print({ kind: 'tool-call', call: { ...CALL, tool: 'web__open', effect: 'network', input: '{}' } });
    print({ kind: 'tool-call', call: CALL });
    print({ kind: 'plan-ready', plan: EMPTY_PLAN, tasks: [] });
    print({ kind: 'tool-call', call: CALL });
    const { counts } = resultOf([]);
    print({ kind: 'run-end', complete: true, counts });
    expect(lines).toEqual([
      expect.stringMatching(/^tool search_code "needle".*: refused: Nobody is there\.$/),
      'tool write_file "a.ts": 3.00 KB, 12 ms.',
      'tool web__open: 3.00 KB, 12 ms.',
      '2 calls of tools that only look.',
      expect.stringContaining('planned by rules'),
      '1 call of tools that only look.',
    ]);
  });
});
