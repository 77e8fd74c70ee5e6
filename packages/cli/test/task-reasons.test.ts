import type { AttemptRow, TaskDetail } from '@hanzo/coordinator';
import { describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { reasonsOf } from '../src/commands/tasks/reasons.ts';

function attempt(changes: Partial<AttemptRow>): AttemptRow {
  return {
    number: 1,
    rung: 'mesh',
    node: 'alpha',
    peerId: '12D3KooWalpha',
    model: 'llama3.2',
    state: 'passed',
    code: '',
    reason: '',
    placement: '',
    unjudged: false,
    extra: false,
    inputTokens: 1,
    outputTokens: 1,
    costMicros: 0,
    startedAt: 1,
    endedAt: 2,
    answer: 'yes',
    ...changes,
  };
}

function detail(changes: Partial<TaskDetail> = {}): TaskDetail {
  const task = changes.task ?? testTask();
  return {
    id: task.id,
    runId: '1a2b3c4d-0000',
    kind: task.kind,
    tier: task.tier,
    priority: 'normal',
    title: task.title,
    state: 'done',
    reason: '',
    waiting: '',
    attempts: 1,
    queuedAt: 1,
    cancelRequested: false,
    task,
    route: 'mesh → api: A simple task starts on free engines.',
    tries: [],
    ...changes,
  };
}

const said = (task: TaskDetail): string[] => reasonsOf(task).map(({ about, sentence }) => `${about}: ${sentence}`);

describe('why', () => {
  it(verifies('tasks.why', 'this worker, and the way'), () => {
    const tries = [attempt({ placement: 'alpha is the fastest that is free.' })];
    expect(said(detail({ tries }))).toEqual([
      'route: Its way is mesh → api. A simple task starts on free engines.',
      'worker: Try 1: alpha is the fastest that is free.',
      'state: It is done: the gates let the answer of alpha with llama3.2 pass.',
    ]);
  });

  it(verifies('tasks.why', 'not local, and nobody at all'), () => {
    expect(said(detail({ route: 'api: A critical task starts on the API.' }))[0]).toBe(
      'not-local: Its way is api. A critical task starts on the API.',
    );
    const state = 'undone';
    const reason = 'Nothing can take the task';
    expect(said(detail({ route: 'none: Nothing is there.', state, reason }))).toEqual([
      'route: Nobody may take it: Nothing is there.',
      'undone: It is undone: Nothing can take the task.',
    ]);
  });

  it.each([
    [
      'escalated',
      { state: 'rejected', code: 'schema', reason: 'no JSON' },
      { rung: 'api', node: 'api.openai.com' },
      'it went from the mesh to the API after try 1, because the schema gate refused the answer of alpha with llama3.2: no JSON. It was shown that answer, and why.',
    ],
    [
      'moved',
      { state: 'error', code: 'PEER_LOST', reason: 'It is gone.' },
      { node: 'beta' },
      'it was moved from alpha with llama3.2 to beta with llama3.2, because alpha with llama3.2 failed (PEER_LOST): It is gone.',
    ],
    [
      'moved',
      { state: 'interrupted' },
      { node: 'beta' },
      'it was moved from alpha with llama3.2 to beta with llama3.2, because the coordinator stopped while alpha with llama3.2 worked on it.',
    ],
    [
      'again',
      { state: 'interrupted', unjudged: true },
      {},
      'it was begun again, because the coordinator stopped before the answer of alpha with llama3.2 was judged.',
    ],
    [
      'again',
      { state: 'error', code: 'TIMED_OUT', reason: 'late' },
      {},
      'it was begun again, because alpha with llama3.2 failed (TIMED_OUT): late.',
    ],
    [
      'again',
      { state: 'rejected', code: 'grounded', reason: 'noise' },
      { node: 'beta' },
      'once more after try 1, because the grounded gate refused the answer of alpha with llama3.2: noise.',
    ],
    [
      'again',
      { state: 'rejected', code: 'agreement', reason: 'they differ' },
      { node: 'beta', model: 'qwen' },
      'beta with qwen was asked, which is another model, after try 1, because the agreement gate refused the answer of alpha with llama3.2: they differ.',
    ],
    [
      'escalated',
      { rung: 'api', node: 'api.openai.com', state: 'error', code: 'ANSWER_INVALID', reason: 'no JSON' },
      { rung: 'strong', node: 'api.openai.com' },
      'it went from the API to a stronger model at the API after try 1, because api.openai.com with llama3.2 failed (ANSWER_INVALID): no JSON.',
    ],
    [
      'hedged',
      { state: 'error', code: 'OVERTAKEN', reason: 'beta was faster' },
      { node: 'beta' },
      'a second worker was asked beside a slow one and was faster: alpha with llama3.2 failed (OVERTAKEN): beta was faster.',
    ],
  ] as const)(verifies('tasks.why', '%s, %o'), (about, first, second, words) => {
    const tries = [attempt(first), attempt({ number: 2, ...second })];
    expect(said(detail({ tries }))).toContain(`${about}: Try 2: ${words}`);
  });

  it(verifies('tasks.why', 'shown to a paid one, with an error between'), () => {
    const refused = attempt({ state: 'rejected', code: 'schema', reason: 'no JSON' });
    const failed = attempt({ number: 2, state: 'error', code: 'NO_WORKER', reason: 'nobody' });
    const paid = attempt({ number: 3, rung: 'api', node: 'api.test' });
    expect(said(detail({ tries: [refused, failed, paid] }))).toContain(
      'escalated: Try 3: it went from the mesh to the API after try 2, because alpha with llama3.2 failed (NO_WORKER): nobody. It was shown the answer of try 1, which was refused, and why.',
    );
  });

  it.each([
    [{ copies: 1 }, 'hedged'],
    [{ copies: 3 }, 'checked'],
    [{ agreement: 2 }, 'checked'],
  ])(verifies('tasks.why', 'another one beside it, of %o'), (several, about) => {
    const extra = attempt({
      number: 2,
      node: 'beta',
      extra: true,
      state: 'error',
      code: 'OVERTAKEN',
      reason: 'not needed',
      placement: 'Two are better.',
    });
    expect(said(detail({ task: testTask(several), tries: [attempt({}), extra] }))).toContain(
      `${about}: Beside it, beta with llama3.2 was asked as well. Two are better. not needed.`,
    );
  });

  it.each([
    [{ state: 'queued' }, 'waits: It waits for its turn.'],
    [{ state: 'queued', waiting: 'no worker has the model' }, 'waits: It waits: no worker has the model.'],
    [{ state: 'running', tries: [attempt({ state: 'running' })] }, 'state: alpha with llama3.2 works on it.'],
    [{ state: 'running', cancelRequested: true }, 'state: Somebody asked to cancel it; it is being stopped.'],
    [{ state: 'interrupted' }, 'waits: It waits: its run was interrupted. Go on: hanzo dev --resume 1a2b3c4d'],
    [{ state: 'cancelled', cancelRequested: true }, 'state: Somebody cancelled it.'],
    [{ state: 'cancelled' }, 'state: It is cancelled, because its run was.'],
  ] as const)(verifies('tasks.why', 'it stands where it stands, %o'), (changes, last) => {
    expect(said(detail(changes)).at(-1)).toBe(last);
  });
});
