import { join } from 'node:path';
import { hideSecret, type ToolCallRecord } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { openJournal, openTaskBook } from '../src/index.ts';

const CALL: ToolCallRecord = {
  taskId: 'run-plan',
  tool: 'read_file',
  origin: 'hanzo',
  effect: 'read',
  input: '{"path":"src/cart.ts"}',
  state: 'done',
  outputBytes: 12,
  startedAt: 5,
  tookMs: 1,
};

const START = { node: 'this machine', orchestrator: 'gpt-5', workspace: '/projects/shop', startedAt: 1 };

describe('calls of tools in the journal', () => {
  it(verifies('devTools.planner', 'kept with their run, in their order, for whoever takes it up'), async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'journal.db');
    const calls = [CALL, { ...CALL, tool: 'write_file', state: 'refused', why: 'Nobody is there.' }] as const;
    {
      using journal = openJournal(file);
      await journal.startRun({ id: 'run', ...START });
      await journal.startRun({ id: 'other', ...START });
      for (const call of calls) journal.noteToolCall('run', call);
      journal.noteToolCall('other', CALL);
      await journal.endRun('run', 'cancelled', 9);
      await journal.endRun('other', 'cancelled', 9);
    }
    using journal = openJournal(file);
    expect([journal.toolCalls('run'), journal.toolCalls('other'), journal.toolCalls('none')]).toEqual([
      calls,
      [CALL],
      [],
    ]);
    using book = openTaskBook(file);
    expect(book.toolCalls('run')).toEqual(calls);
    book.forget('run', 10);
    expect([book.toolCalls('run'), book.toolCalls('other')]).toEqual([[], [CALL]]);
  });

  it(verifies('devTools.planner', 'no key of this process is kept with them'), async () => {
    using folder = temporaryFolder();
    const key = 'sk-canary-tool-call-0123456789';
    hideSecret(key);
    using journal = openJournal(join(folder.path, 'journal.db'));
    await journal.startRun({ id: 'run', ...START });
    journal.noteToolCall('run', { ...CALL, input: JSON.stringify({ key }) });
    await journal.endRun('run', 'cancelled', 9);
    expect(JSON.stringify(journal.toolCalls('run'))).not.toContain(key);
  });
});
