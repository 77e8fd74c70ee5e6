import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock, type Answer, type Attempt, type AttemptEnd, type Who } from '@hanzo/contracts';
import { modelOf, openOutcomeBook, outcomeOf, type OutcomeBook } from '@hanzo/coordinator';
import { featuresOf, routedText, type PastOutcome } from '@hanzo/router';
import { manualClock } from '@hanzo/testkit';
import { MOST_FEATURES } from '../src/learning/thinned.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';

const FEATURES = { indices: Uint32Array.of(3, 70_000, 9), values: Float32Array.of(0.5, -0.25, 0) };

function outcome(changes: Partial<PastOutcome> = {}): PastOutcome {
  return { rung: 'local', model: 'tiny', kind: 'review', features: FEATURES, passed: true, at: 1_000, ...changes };
}

describe('the outcome book', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'outcomes.db');
  });
  afterEach(() => folder[Symbol.dispose]());

  const open = (): OutcomeBook => openOutcomeBook(file, systemClock);

  it(verifies('learning.kept'), () => {
    const outcomes = [outcome(), outcome({ rung: 'mesh', model: 'big', kind: 'docs', passed: false, at: 2_000 })];
    {
      using book = open();
      for (const one of outcomes) book.add(one);
    }
    using book = open();
    expect(book.read()).toEqual(outcomes);
    expect(book.read(1)).toEqual(outcomes.slice(1));
    expect(book.counts()).toEqual([
      { model: 'big', kind: 'docs', judged: 1, passed: 0, lastAt: 2_000 },
      { model: 'tiny', kind: 'review', judged: 1, passed: 1, lastAt: 1_000 },
    ]);
  });

  it('is written a moment after something was added, and rests when nothing is', async () => {
    const clock = manualClock();
    using book = openOutcomeBook(file, clock);
    using other = open();
    book.add(outcome());
    expect(other.counts()).toEqual([]);
    await clock.advance(500);
    expect(other.counts()).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  it(verifies('learning.bounded'), () => {
    using book = open();
    for (let at = 0; at < 20_300; at += 1) book.add(outcome({ at }));
    const kept = book.read();
    expect(kept).toHaveLength(20_000);
    expect(kept[0]?.at).toBe(300);
    expect(kept.at(-1)?.at).toBe(20_299);
  });

  it(verifies('learning.shared'), async () => {
    const models = ['alpha', 'beta', 'gamma'];
    const children = models.map((model) =>
      fork(new URL('processes/note-outcomes.ts', import.meta.url), [file, model, '900'], {
        execArgv: ['--conditions=@hanzo/source'],
      }),
    );
    await Promise.all(children.map((child) => once(child, 'message')));
    const answers = children.map(async (child) => {
      child.send('go');
      return ((await once(child, 'message')) as [string])[0];
    });
    expect(await Promise.all(answers)).toEqual(['whole', 'whole', 'whole']);
    using book = open();
    expect(book.counts().map(({ model, judged, passed }) => [model, judged, passed])).toEqual(
      models.map((model) => [model, 900, 450]),
    );
  });

  it('waits in memory while another process holds the file, and loses nothing', async () => {
    const clock = manualClock();
    using book = openOutcomeBook(file, clock);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    book.add(outcome());
    await clock.advance(500);
    expect(book.fault()).toBeUndefined();
    other.exec('COMMIT');
    other.close();
    await clock.advance(500);
    expect(book.read()).toHaveLength(1);
  });

  it(verifies('learning.no-text'), () => {
    const task = testTask({ prompt: 'PineappleSecret must never be kept', title: 'PineappleSecret' });
    {
      using book = open();
      book.add(outcome({ features: featuresOf(routedText(task)) }));
    }
    expect(statSync(file).mode & 0o077).toBe(0);
    const bytes = readFileSync(file).toString('latin1').toLowerCase();
    for (const word of ['pineapple', 'secret', 'never']) expect(bytes).not.toContain(word);
  });

  it('keeps so much of a long task that a book cannot grow large, the same of the same', () => {
    const prompt = Array.from(
      { length: 3_000 },
      (_, at) =>
        `${((at * 2_654_435_761) % 1_000_003).toString(36).replaceAll(/\d/g, (digit) => 'ghjklmnpqr'.charAt(Number(digit)))}`,
    ).join(' ');
    const features = featuresOf(routedText(testTask({ prompt })));
    expect(features.indices.length).toBeGreaterThan(MOST_FEATURES);
    using book = open();
    book.add(outcome({ features }));
    book.add(outcome({ features }));
    const [first, second] = book.read();
    expect(first?.features.indices.length).toBe(MOST_FEATURES);
    expect(first).toEqual(second);
  });

  it(verifies('learning.reset', 'book'), () => {
    using book = open();
    for (const model of ['tiny', 'tiny', 'big']) book.add(outcome({ model }));
    expect(book.clear('tiny')).toBe(2);
    expect(book.counts().map(({ model }) => model)).toEqual(['big']);
    expect(book.clear()).toBe(1);
    expect(book.read()).toEqual([]);
  });

  it('counts features of another version no more', () => {
    {
      using book = open();
      book.add(outcome());
    }
    const db = new DatabaseSync(file);
    db.exec('UPDATE outcomes SET version = version + 1');
    db.close();
    using book = open();
    expect(book.read()).toEqual([]);
    expect(book.counts()).toHaveLength(1);
  });

  it('is refused and left as it is when it is damaged', () => {
    open().close();
    writeFileSync(file, 'x'.repeat(5_000));
    expect(open).toThrow(expect.objectContaining({ code: 'STORE_UNUSABLE' }));
    truncateSync(file, 0);
    expect(open).toThrow(expect.objectContaining({ code: 'STORE_UNUSABLE' }));
    expect(statSync(file).size).toBe(0);
  });

  it('never throws when something cannot be written, and says why', async () => {
    const clock = manualClock();
    using book = openOutcomeBook(file, clock);
    const db = new DatabaseSync(file);
    db.exec('DROP TABLE outcomes');
    db.close();
    book.add(outcome());
    await clock.advance(500);
    expect(book.fault()).toMatchObject({ code: expect.any(String) });
    book.add(outcome());
    await clock.advance(500);
    book.close();
    book.add(outcome());
  });
});

const NO_TIME = { queueMs: 0, firstTokenMs: 0, totalMs: 0 };
const USAGE = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 };

function answerOf(who: Who): Answer {
  return { text: 'a', finish: 'stop', who, usage: USAGE, timings: NO_TIME, costMicros: 0 };
}

function attemptOf(who: Who, end: 'passed' | 'rejected' | 'error'): Attempt {
  const answer = answerOf(who);
  const ends: Record<typeof end, AttemptEnd> = {
    passed: { kind: 'passed', answer },
    rejected: { kind: 'rejected', answer, gate: 'evidence', reason: 'no' },
    error: { kind: 'error', code: 'TIMED_OUT', message: 'late', costMicros: 0 },
  };
  return { number: 1, rung: 'mesh', who, startedAt: 1, endedAt: 5, end: ends[end] };
}

describe('what is learned from', () => {
  const local: Who = { kind: 'local', model: 'tiny' };
  const task = testTask();
  const judged = (who: Who, end: 'passed' | 'rejected' | 'error'): unknown =>
    outcomeOf(task, attemptOf(who, end), modelOf);

  it(verifies('learning.judged-only'), () => {
    expect(judged(local, 'error')).toBeUndefined();
    expect(judged({ kind: 'tool', tool: 'tsc' }, 'passed')).toBeUndefined();
    const disputed = attemptOf(local, 'rejected');
    const end = { ...disputed.end, gate: 'agreement' } as AttemptEnd;
    expect(outcomeOf(task, { ...disputed, end }, modelOf)).toBeUndefined();
    expect(judged({ kind: 'cache', engine: 'tiny', answeredAt: 1 }, 'passed')).toBeUndefined();
    expect(judged(local, 'passed')).toEqual({
      rung: 'mesh',
      model: 'tiny',
      kind: 'review',
      features: featuresOf(routedText(task)),
      passed: true,
      at: 5,
    });
    expect(judged(local, 'rejected')).toMatchObject({ passed: false });
  });

  it('is the model that answered, not the one that was asked', () => {
    const api = { kind: 'api', endpoint: 'e', requestedModel: 'gpt-5-mini', servedModel: 'gpt-6-luna' } as const;
    expect(judged(api, 'passed')).toMatchObject({ model: 'gpt-6-luna' });
    expect(judged({ ...api, servedModel: '' }, 'passed')).toMatchObject({ model: 'gpt-5-mini' });
    expect(judged({ kind: 'worker', node: 'n', peerId: 'p', model: 'big' }, 'passed')).toMatchObject({ model: 'big' });
  });
});
