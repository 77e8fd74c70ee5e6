import type { ExitCode } from '@hanzo/contracts';
import type { TaskDetail } from '@hanzo/coordinator';
import type { DelegationResult } from '@hanzo/delegate';
import { manualClock } from '@hanzo/testkit';
import { Conversation } from '../../src/commands/dev/conversation/conversation.ts';
import { answer } from '../../src/commands/dev/conversation/slash/slash-commands.ts';
import type { Talk } from '../../src/commands/dev/conversation/slash/slash-command.ts';
import type { DelegationDone } from '../../src/commands/dev/delegation/do-delegation.ts';
import type { FailedTask } from '../../src/commands/dev/delegation/failed-tasks.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import type { DelegateInput } from '../../src/commands/delegate/delegate-text.ts';
import type { StoredSession } from '../../src/sessions/session.ts';
import { listeningTerminal } from './listening-terminal.ts';

type Delegating = Pick<Talk, 'delegate' | 'applyFixes' | 'undone' | 'stuck' | 'mostMicros'>;

/** A conversation in which nothing has failed, and nothing is delegated. */
export const NO_DELEGATIONS: Delegating = {
  delegate: () => Promise.reject(new Error('nothing is delegated here')),
  applyFixes: () => Promise.reject(new Error('nothing is applied here')),
  undone: () => [],
  stuck: () => [],
  mostMicros: () => 0,
};

export const RESULT: DelegationResult = {
  v: 1,
  id: '20251128_133758',
  request: 'OPENAI_DELEGATION_REQUEST_20251128_133758.md',
  state: 'answered',
  issue: 'the till rounds down',
  model: 'gpt-4o',
  servedModel: 'gpt-4o-2024-11-20',
  endpoint: 'api.openai.com',
  round: 1,
  askedAt: '2025-11-28T13:37:58.000Z',
  answeredAt: '2025-11-28T13:38:13.000Z',
  costMicros: 300_000,
  inputTokens: 10,
  outputTokens: 10,
  files: ['src/till.ts'],
  runId: 'run-9',
  analysis: {
    rootCause: 'Math.floor is used where cents must be rounded.',
    technicalExplanation: 'It cuts.',
    fixes: [
      { title: 'Use Math.round', explanation: 'It rounds.', codeExample: '', edits: [] },
      { title: 'Count in cents', explanation: 'No fractions.', codeExample: '', edits: [] },
    ],
    additionalInvestigation: [],
    wantedFiles: [],
    confidence: 'high',
    confidenceReason: 'It is plain.',
  },
};

export const DONE: DelegationDone = {
  exitCode: 0,
  delegation: RESULT.id,
  result: RESULT,
  files: [RESULT.request],
  costMicros: 300_000,
};

export interface Talking {
  readonly talk: Talk;
  readonly lines: string[];
  /** What was planned, and with what context. */
  readonly planned: { readonly flags: DevFlags; readonly context: string | undefined }[];
  readonly delegated: { readonly input: DelegateInput; readonly flags: DevFlags }[];
  readonly applied: (readonly [delegation: string, fixes: string])[];
  readonly saved: StoredSession[];
  say(input: string): Promise<boolean>;
}

export interface TalkingOptions {
  readonly flags?: DevFlags;
  readonly done?: DelegationDone;
  readonly undone?: readonly TaskDetail[];
  readonly stuck?: readonly FailedTask[];
  /** Of a planned turn. */
  readonly exitCode?: ExitCode;
  readonly turns?: StoredSession['turns'];
  /** As it was kept. @default a new one */
  readonly session?: StoredSession;
  readonly spent?: (runId: string | undefined) => number;
}

/** A conversation whose turns cost nothing, and whose delegations end as a test says. */
export function talking({
  flags = {},
  done = DONE,
  undone = [],
  stuck = [],
  exitCode = 1,
  turns = [],
  session: stored,
  spent = () => 0,
}: TalkingOptions = {}): Talking {
  const { terminal, lines } = listeningTerminal();
  const planned: Talking['planned'] = [];
  const delegated: Talking['delegated'] = [];
  const applied: Talking['applied'] = [];
  const saved: StoredSession[] = [];
  const store = {
    save: (one: StoredSession) => void saved.push(structuredClone(one)),
    list: () => ({ sessions: [], unreadable: [] }),
  };
  const session: StoredSession = stored ?? {
    v: 1,
    id: 'aaaaaaaa-0000-4000-8000-000000000000',
    workspace: '/projects/shop',
    startedAt: 1,
    updatedAt: 1,
    flags: {},
    turns,
    turnCount: turns.length,
    costMicros: 0,
  };
  const conversation = new Conversation(
    {
      terminal,
      clock: manualClock(),
      store,
      run: async (given, _, hooks) => {
        planned.push({ flags: given, context: hooks.context });
        await hooks.onStart?.(`run-${planned.length}`);
        return exitCode;
      },
      resume: async () => await Promise.resolve(0 as const),
      spent: ({ runId }) => spent(runId),
    },
    session,
    flags,
  );
  const talk: Talk = {
    conversation,
    terminal,
    now: () => 1,
    store,
    modelOf: () => 'gpt-5',
    spent: () => 0,
    peers: async () => await Promise.resolve(),
    toolsOf: async () => await Promise.resolve([]),
    toolCalls: () => [],
    openChanges: () => {
      throw new Error('no changes here');
    },
    delegate: async (input, given, onRun) => {
      delegated.push({ input, flags: given });
      onRun?.('run-9');
      return await Promise.resolve(done);
    },
    applyFixes: async (delegation, fixes) => await Promise.resolve(applied.push([delegation, fixes])),
    undone: (runId) => (runId === 'run-1' ? undone : []),
    stuck: (runId) => (runId === 'run-1' ? stuck : []),
    mostMicros: () => 1_000_000,
  };
  return { talk, lines, planned, delegated, applied, saved, say: async (input) => await answer(input, talk) };
}
