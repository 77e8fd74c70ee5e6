import { HanzoError, type ToolCallRecord } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import type { Changes, ChangeSet } from '../../src/changes/change-set.ts';
import { lastFindings } from '../../src/commands/dev/conversation/before.ts';
import { Conversation } from '../../src/commands/dev/conversation/conversation.ts';
import { answer, SLASH_COMMANDS } from '../../src/commands/dev/conversation/slash/slash-commands.ts';
import type { Talk } from '../../src/commands/dev/conversation/slash/slash-command.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import type { StoredSession } from '../../src/sessions/session.ts';
import { NO_DELEGATIONS } from './delegating-talk.ts';
import { listeningTerminal } from './listening-terminal.ts';
import { EMPTY_PLAN } from '../../../orchestrator/test/result-of.ts';
import { resultWith } from './result-with.ts';

const NOW = Date.UTC(2026, 0, 1, 12);

interface Desk {
  readonly talk: Talk;
  readonly lines: string[];
  readonly asked: DevFlags[];
  /** Findings that each run was given to mend. */
  readonly given: unknown[];
  readonly done: string[];
  say(input: string): Promise<boolean>;
}

const SET: ChangeSet = {
  id: 'abcdef012345',
  workspace: '/projects/shop',
  runId: 'run-1',
  title: 'one defect',
  madeAt: NOW,
  state: 'made',
  stateAt: NOW,
  files: [{ path: 'src/cart.ts', before: 'a', after: 'b' }],
  checks: [],
};

function desk(sets: readonly ChangeSet[] = []): Desk {
  const { terminal, lines } = listeningTerminal();
  const asked: DevFlags[] = [];
  const given: unknown[] = [];
  const done: string[] = [];
  const store = { save: () => undefined, list: () => ({ sessions: [], unreadable: [] }) };
  const session: StoredSession = {
    v: 1,
    id: 'aaaaaaaa-0000-4000-8000-000000000000',
    workspace: '/projects/shop',
    startedAt: NOW,
    updatedAt: NOW,
    flags: {},
    turns: [],
    turnCount: 0,
    costMicros: 0,
  };
  const parts = {
    terminal,
    clock: manualClock(NOW),
    store,
    run: async (flags: DevFlags, _: unknown, hooks: { onStart?: unknown; onResult?: unknown }) => {
      asked.push(flags);
      given.push((hooks as { fixOnly?: unknown }).fixOnly);
      const { onStart, onResult, onEvent } = hooks as Required<
        Parameters<ConstructorParameters<typeof Conversation>[0]['run']>[2]
      >;
      await onStart?.('run-1');
      onEvent?.({ kind: 'plan-ready', plan: EMPTY_PLAN, tasks: [] });
      if (flags.planOnly === true) return 0 as const;
      await onResult?.(resultWith('src/cart.ts', 'src/till.ts'));
      return 0 as const;
    },
    resume: async () => await Promise.resolve(0 as const),
    spent: () => 250_000,
  };
  const moving = (how: string) => async (id: string) => {
    done.push(`${how} ${id}`);
    return await Promise.resolve({ ...SET, id, state: how === 'undo' ? ('undone' as const) : ('applied' as const) });
  };
  const changes = {
    settle: () => [],
    latest: (workspace: string, state?: string) =>
      sets.find((set) => set.workspace === workspace && (state === undefined || set.state === state)),
    diff: async () => await Promise.resolve('--- a/src/cart.ts\n+++ b/src/cart.ts\n@@ -1 +1 @@\n-a\n+b\n'),
    apply: moving('apply'),
    undo: moving('undo'),
    redo: moving('redo'),
    [Symbol.dispose]: () => void done.push('closed'),
  } as unknown as Changes;
  const talk: Talk = {
    conversation: new Conversation(parts, session, { orchestrator: 'gpt-5', budget: '2' }),
    terminal,
    now: () => NOW,
    store,
    modelOf: ({ orchestrator = '' }) => {
      if (!orchestrator.startsWith('gpt')) throw new HanzoError('MODEL_UNKNOWN', `No model ${orchestrator}.`);
      return orchestrator;
    },
    spent: ({ since }) => (since === new Date(NOW).setHours(0, 0, 0, 0) ? 750_000 : 0),
    peers: async () => await Promise.resolve(done.push('peers')),
    toolsOf: async () => await Promise.resolve(['13 tools of hanzo']),
    toolCalls: (runId) => [{ ...CALL, taskId: `${runId}-plan` }],
    openChanges: () => changes,
    ...NO_DELEGATIONS,
  };
  return { talk, lines, asked, given, done, say: async (input) => await answer(input, talk) };
}

const CALL: ToolCallRecord = {
  taskId: 't',
  tool: 'read_file',
  origin: 'hanzo',
  effect: 'read',
  input: '{"path":"src/cart.ts"}',
  state: 'done',
  outputBytes: 9,
  startedAt: 0,
  tookMs: 2,
};

describe(verifies('talk.commands'), () => {
  it('/help names each of them', async () => {
    const { say, lines } = desk();
    await say('/help');
    const text = lines.join(' ').replaceAll(/\s+/g, ' ');
    for (const { name, help } of SLASH_COMMANDS) {
      expect(lines.some((line) => line.startsWith(`${name} `))).toBe(true);
      expect(text).toContain(help);
    }
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('an unknown one names the nearest, and is not taken for words', async () => {
    const { say, asked } = desk();
    await expect(say('/aply')).rejects.toMatchObject({ code: 'USAGE', mend: expect.stringContaining('/apply') });
    await expect(say('/undo it')).rejects.toMatchObject({ code: 'USAGE' });
    expect(asked).toEqual([]);
    await say('/src/cart.ts is wrong');
    expect(asked).toHaveLength(1);
  });

  it('/quit, and what people type in its place, ends', async () => {
    const { say } = desk();
    expect(await Promise.all(['/quit', 'exit', 'quit', '/help'].map(say))).toEqual([false, false, false, true]);
  });

  it('/plan shows the last plan, and with words plans them and does nothing', async () => {
    const { say, asked, lines } = desk();
    await say('/plan');
    expect(lines.at(-1)).toContain('Nothing was planned yet');
    await say('/plan review the till');
    expect(asked[0]).toMatchObject({ instructions: 'review the till', planOnly: true });
    lines.length = 0;
    await say('/plan');
    expect(lines[0]).toBe('planned by rules: No model.');
    expect(asked).toHaveLength(1);
  });

  it('/cost tells of the conversation, of today, and of the budget', async () => {
    const { say, lines } = desk();
    await say('review');
    lines.length = 0;
    await say('/cost');
    expect(lines).toEqual([
      'this conversation: $0.25 in 1 turn',
      'today, all runs of this home: $0.75',
      'left of --budget: $1.750000',
    ]);
  });

  it('/model shows and switches, and refuses what there is not', async () => {
    const { say, lines, asked, talk } = desk();
    await say('/model');
    await say('/model gpt-5-mini');
    await expect(say('/model llama')).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
    await say('review');
    expect(lines.slice(0, 2)).toEqual(['orchestrator: gpt-5', 'orchestrator: gpt-5-mini']);
    expect(asked[0]?.orchestrator).toBe('gpt-5-mini');
    expect(talk.conversation.session.flags).toMatchObject({ orchestrator: 'gpt-5-mini' });
  });

  it('/findings lists the last ones, and shows one', async () => {
    const { say, lines } = desk();
    await say('/findings');
    expect(lines).toEqual(['Nothing was looked at yet.']);
    await say('review');
    lines.length = 0;
    await say('/findings');
    expect(lines.map((line) => line.split(':')[0])).toEqual(['1. high     src/cart.ts', '2. high     src/till.ts']);
    lines.length = 0;
    await say('/findings 2');
    expect([lines[0], lines.at(-1)]).toEqual(['high src/till.ts:5', 'fix: Use < in place of <=.']);
    await expect(say('/findings 3')).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('/fix has the last findings mended, or these of them, and applies nothing', async () => {
    const { say, asked, given, lines, talk } = desk();
    await say('/fix');
    expect(lines.at(-1)).toContain('There are no findings to mend');
    await say('review');
    await say('/fix 2');
    expect(asked[1]).toMatchObject({ autoFix: true, files: ['src/till.ts'] });
    expect(asked[1]?.instructions).toContain('high src/till.ts:5');
    expect(asked[1]?.instructions).not.toContain('src/cart.ts');
    expect(given[1]).toMatchObject([{ path: 'src/till.ts', line: 5, category: 'off-by-one' }]);
    expect(talk.conversation.session.turns[1]?.words).toBe('/fix 2');
    // The numbers are still those of the review.
    expect(talk.conversation.session.turns.map(({ isFix }) => isFix)).toEqual([undefined, true]);
    expect(lastFindings(talk.conversation.session.turns)).toBe(talk.conversation.session.turns[0]?.findings);
    await say('/fix');
    expect(asked[2]?.files).toEqual(['src/cart.ts', 'src/till.ts']);
    await expect(say('/fix 9')).rejects.toMatchObject({ code: 'USAGE' });
    expect(asked[0]).not.toHaveProperty('autoFix');
  });

  it('/diff, /apply, /undo and /redo are about the last changes of the project', async () => {
    const { say, lines, done } = desk([SET, { ...SET, id: 'fedcba543210', state: 'applied' }]);
    await say('/diff');
    expect(lines).toEqual(expect.arrayContaining(['made, not applied: one defect (abcdef012345)', '-a', '+b']));
    await say('/apply');
    await say('/undo');
    await say('/redo');
    expect(done).toEqual(['closed', 'apply abcdef012345', 'closed', 'undo fedcba543210', 'closed', 'closed']);
    expect(lines.at(-1)).toContain('there is nothing to redo');
    const none = desk();
    await none.say('/diff');
    await none.say('/apply');
    expect(none.lines).toEqual([expect.stringContaining('/fix'), expect.stringContaining('/fix')]);
  });

  it(verifies('devTools.slash'), async () => {
    const { say, lines } = desk();
    await say('/tools');
    expect(lines).toEqual(['13 tools of hanzo']);
    await say('review this');
    await say('/tools');
    expect(lines.slice(-3)).toEqual([
      '13 tools of hanzo',
      '1 call in the last turn:',
      '  tool read_file "src/cart.ts": 9 B, 2 ms',
    ]);
  });

  it('/peers looks at the mesh', async () => {
    const { say, done } = desk();
    await say('/peers');
    expect(done).toEqual(['peers']);
  });
});
