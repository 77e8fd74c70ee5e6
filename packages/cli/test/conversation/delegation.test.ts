import { HanzoError } from '@hanzo/contracts';
import { openTaskBook, type TaskDetail } from '@hanzo/coordinator';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { offerDelegation } from '../../src/commands/dev/conversation/delegation/offer-delegation.ts';
import type { FailedTask } from '../../src/commands/dev/delegation/failed-tasks.ts';
import { readSession } from '../../src/sessions/read-session.ts';
import { journalOf } from '../delegation/failed-journal.ts';
import { DONE, RESULT, talking } from './delegating-talk.ts';

const STUCK: FailedTask = { id: 'run-1-1', shortId: '1a2b3c4d.1', title: 'mend the till', failures: 3, runs: 1 };

async function undoneTask(): Promise<TaskDetail> {
  const tries = Array.from({ length: 3 }, () => ({ answer: 'return 0;', because: 'expected 3 to be 4' }));
  using journal = await journalOf([{ id: 'run-1', tasks: [{ paths: ['src/[id].ts'], tries }] }]);
  using book = openTaskBook(journal.file);
  return book.find('run-1-1');
}

describe('the magic phrase in a conversation', () => {
  it(verifies('delegate-dev.talk', 'with what went before'), async () => {
    const { say, planned, delegated, talk, lines } = talking({ undone: [await undoneTask()] });
    await say('review the till');
    await say('look here\nDELEGATE TO GPT-4O: the till rounds down\n\nError: 3 is not 4\n  at till.ts:1');
    expect(planned).toHaveLength(1);
    const [{ input } = { input: undefined }] = delegated;
    expect(input).toMatchObject({ issue: 'the till rounds down', phraseModel: 'GPT-4O' });
    expect(input?.context).toContain('look here');
    expect(input?.context).toContain('They wanted: review the till');
    expect(input?.logs).toContain('Error: 3 is not 4');
    expect(input?.logs).toContain('refused by the tests gate: expected 3 to be 4');
    expect(input?.attemptedFixes).toHaveLength(3);
    expect(input?.files).toBeUndefined();
    expect(lines).toContain('The magic phrase is delegated: nothing is planned.');
    const { turns, costMicros } = talk.conversation.session;
    expect(turns[1]).toMatchObject({ exitCode: 0, delegation: RESULT.id, costMicros: 300_000, findings: [] });
    expect(costMicros).toBe(300_000);
    // What comes next knows the cause, and the fixes by their numbers.
    await say('what does the first one change?');
    expect(planned[1]?.context).toMatch(/Root cause: Math\.floor .* Fixes: 1\. Use Math\.round; 2\. Count in cents/);
  });

  it(verifies('delegate-dev.talk', 'a sentence that only has the words'), async () => {
    const { say, planned, delegated } = talking();
    await say('Delegate to the team: who looks at the till?');
    await say('```\nDELEGATE TO GPT-4O: an example\n```');
    expect([planned.length, delegated.length]).toEqual([2, 0]);
    await expect(say('DELEGATE TO GPT-4O:')).rejects.toMatchObject({ code: 'USAGE' });
  });

  it(verifies('delegate-dev.talk', '/delegate takes what failed last'), async () => {
    const nothing = talking();
    await nothing.say('/delegate');
    expect(nothing.delegated).toEqual([]);
    expect(nothing.lines.join()).toContain('Nothing has failed');
    const { say, delegated, talk } = talking({ undone: [await undoneTask()] });
    await say('review the till');
    await say('/delegate');
    expect(delegated[0]?.input).toMatchObject({
      issue: expect.stringContaining('has no accepted answer after 3 failed tries'),
      wishes: [{ pattern: 'src/[id].ts', isLiteral: true, isExcluded: false }],
      logs: expect.stringContaining('expected 3 to be 4'),
      context: expect.stringContaining('What was wanted of the whole run: review the till'),
    });
    expect(delegated[0]?.input.phraseModel).toBeUndefined();
    await say('/delegate why does the till round down?');
    expect(delegated[1]?.input).toMatchObject({ issue: 'why does the till round down?' });
    expect(delegated[1]?.input.attemptedFixes).toHaveLength(3);
    expect(talk.conversation.session.turns.at(-1)?.words).toBe('/delegate why does the till round down?');
  });

  it(verifies('delegate-dev.talk', 'within the budget of the conversation'), async () => {
    const { say, delegated, talk } = talking({ flags: { budget: '0.50' } });
    await say('DELEGATE TO GPT-4O: one');
    await say('DELEGATE TO GPT-4O: two');
    expect(delegated.map(({ flags }) => flags.budget)).toEqual(['0.500000', '0.200000']);
    expect(talk.conversation.budgetLeft).toBe('0.000000');
  });
});

describe('after a delegation', () => {
  it.each([
    ['/apply', ''],
    ['/apply 1 2', '1,2'],
    ['/apply all', 'all'],
    ['apply fix 1', '1'],
    ['please apply the fixes 1 and #2.', '1,2'],
    ['Apply the fix', ''],
  ])(verifies('delegate-dev.talk-apply', '%s'), async (words, fixes) => {
    const { say, applied, planned } = talking();
    await say('DELEGATE TO GPT-4O: the till rounds down');
    await say(words);
    expect(applied).toEqual([[RESULT.id, fixes]]);
    expect(planned).toEqual([]);
  });

  it(verifies('delegate-dev.talk-apply', 'other words are planned'), async () => {
    const { say, applied, planned } = talking();
    await say('apply fix 1');
    await say('DELEGATE TO GPT-4O: the till rounds down');
    await say('apply fix 1 of the review to the cart as well');
    expect(planned).toHaveLength(2);
    await expect(say('/apply 1')).rejects.toMatchObject({ code: 'USAGE', mend: expect.stringContaining('/fix 1') });
    expect(applied).toEqual([]);
  });

  it(verifies('delegate-dev.talk-ends', 'a failure is a turn'), async () => {
    const failure = new HanzoError('CREDENTIALS_MISSING', 'gpt-4o needs a key.', { mend: 'Set it.' });
    const done = { exitCode: undefined, files: [], costMicros: 0, failure };
    const { say, talk, lines, planned } = talking({ done });
    await say('DELEGATE TO GPT-4O: the till rounds down');
    expect(lines.join('\n')).toMatch(/gpt-4o needs a key\.[^]*Set it\./);
    expect(talk.conversation.session.turns).toMatchObject([{ exitCode: 3, summary: 'gpt-4o needs a key.' }]);
    expect(talk.conversation.session.turns[0]).not.toHaveProperty('delegation');
    await say('and now?');
    expect(planned[0]?.context).toContain('It came to: gpt-4o needs a key.');
  });

  it(verifies('delegate-dev.talk-ends', 'a process that is lost'), async () => {
    const { say, saved } = talking();
    await say('DELEGATE TO GPT-4O: the till rounds down');
    // As it was on disk while it went on.
    const lost = readSession(JSON.stringify(saved[0]));
    if (lost === undefined || lost === 'newer') throw new Error('it cannot be read back');
    expect(lost.underWay).toMatchObject({ isDelegation: true });
    // Its money is counted when the next turn begins, and once.
    expect(saved[1]?.underWay).toMatchObject({ asked: ['run-9'] });
    const spent = (runId: string | undefined): number => (runId === 'run-9' ? 250_000 : 0);
    const after = talking({ session: saved[1] ?? lost, flags: { budget: '0.50' }, spent });
    await after.say('and now?');
    const { turns, costMicros } = after.talk.conversation.session;
    expect([turns.map((turn) => turn.costMicros), costMicros]).toEqual([[250_000, 0], 250_000]);
    expect([after.planned[0]?.flags.budget, after.planned[0]?.context]).toEqual([
      '0.250000',
      expect.stringContaining('hanzo delegate resume last'),
    ]);
    const kept = readSession(JSON.stringify(saved.at(-1)));
    expect(kept).toMatchObject({ turns: [{ delegation: RESULT.id }] });
    expect(kept).not.toHaveProperty('underWay');
  });
});

describe('what failed again and again at the prompt', () => {
  const fails = async (options: Parameters<typeof talking>[0] = {}): Promise<ReturnType<typeof talking>> => {
    const desk = talking({ undone: [await undoneTask()], stuck: [STUCK], ...options });
    await desk.say('mend the till');
    return desk;
  };

  it(verifies('delegate-dev.offer', 'yes delegates it'), async () => {
    const { talk, delegated } = await fails();
    const asked: string[] = [];
    await offerDelegation(talk, {
      isAttended: true,
      isWanted: async (question) => await Promise.resolve(asked.push(question) > 0),
    });
    expect(asked).toEqual(['mend the till failed 3 times. Ask a strong model about it, for at most $1.00?']);
    expect(delegated[0]?.input.attemptedFixes).toHaveLength(3);
    expect(talk.conversation.session.turns.map(({ delegation }) => delegation)).toEqual([undefined, RESULT.id]);
  });

  it(verifies('delegate-dev.offer', 'no, and nobody there'), async () => {
    const { talk, delegated, lines } = await fails();
    await offerDelegation(talk, { isAttended: true, isWanted: async () => await Promise.resolve(false) });
    expect(lines.at(-1)).toBe('Later: hanzo delegate --task 1a2b3c4d.1');
    await offerDelegation(talk, { isAttended: false, isWanted: () => Promise.reject(new Error('asked')) });
    expect(lines.at(-1)).toContain('failed 3 times: delegate? hanzo delegate --task 1a2b3c4d.1');
    expect(delegated).toEqual([]);
  });

  it(verifies('delegate-dev.offer', 'nothing that went well is offered'), async () => {
    const asks = { isAttended: true, isWanted: () => Promise.reject(new Error('asked')) };
    const { talk } = await fails({ exitCode: 0 });
    await offerDelegation(talk, asks);
    await offerDelegation((await fails({ stuck: [] })).talk, asks);
    const { say, talk: other } = await fails({ done: { ...DONE, exitCode: 1 } });
    await say('DELEGATE TO GPT-4O: the till rounds down');
    await offerDelegation(other, asks);
  });
});
