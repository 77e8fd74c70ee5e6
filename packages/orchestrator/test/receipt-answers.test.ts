import type { Answer, Attempt, ErrorCode, RungName, TaskRun, Who } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { answersInWords, receiptOf, renderMarkdown, whoInWords, type Receipt } from '../src/index.ts';
import { renderHtml } from '../src/report/html/render-html.ts';
import { resultOf } from './result-of.ts';
import { API, answer, findings, passed, rejected, SUMMARY, task, TOOL } from './samples.ts';

const workerOn = (node: string): Who => ({ kind: 'worker', node, peerId: '12D3KooWExample', model: 'llama3.2' });
const DESK = workerOn('desk');
const STUDIO = workerOn('studio');

const by = (who: Who): Answer => answer(findings(SUMMARY), { who });
const good = (who: Who, rung: RungName = 'mesh'): Attempt => ({ ...passed(1, by(who)), rung });
const bad = (who: Who, rung: RungName = 'mesh'): Attempt => ({ ...rejected(1, by(who), 'grounded', 'no'), rung });
const failed = (code: ErrorCode, rung: RungName): Attempt => ({
  number: 2,
  rung,
  who: undefined,
  startedAt: 0,
  endedAt: 1,
  end: { kind: 'error', code, message: 'No.', costMicros: 0 },
});

function doneBy(...attempts: readonly [...Attempt[], Attempt]): TaskRun {
  const last = attempts.at(-1)?.end;
  if (last?.kind !== 'passed') throw new Error('the last one must have passed');
  return { task: task(), outcome: { state: 'done', answer: last.answer, attempts } };
}

const undone = (change: Parameters<typeof task>[0], ...attempts: Attempt[]): TaskRun => ({
  task: task(change),
  outcome: { state: 'undone', reason: 'r', attempts },
});

function answersOf(runs: readonly TaskRun[], why?: (id: string) => string): Receipt['answers'] {
  const whyNotEscalated = why && ((one: { readonly id: string }) => why(one.id));
  return receiptOf({ calls: [], runs, orchestratorPrice: undefined, whyNotEscalated }).answers;
}

const wordsOf = (answers: Receipt['answers']): string =>
  answersInWords(answers, (who) => (who.kind === 'worker' ? who.node : whoInWords(who)));

/** Four of desk, of which three passed; three of studio, of which one passed. */
const MIXED = [
  doneBy(good(DESK)),
  doneBy(good(DESK)),
  doneBy(bad(STUDIO), good(DESK)),
  doneBy(good(STUDIO)),
  undone({}, bad(DESK), bad(STUDIO)),
];

describe('answers that passed', () => {
  it(verifies('receipt.answers'), () => {
    const answers = answersOf(MIXED, () => 'no API key');
    expect(answers).toEqual({
      passed: 4,
      judged: 7,
      engines: [
        { who: DESK, passed: 3, judged: 4 },
        { who: STUDIO, passed: 1, judged: 3 },
      ],
      candidates: [{ tasks: 1, why: 'no API key' }],
    });
    expect(wordsOf(answers)).toBe(
      '4 of 7 answers passed the gate; 1 escalation candidate, no API key: left undone. By engine: desk 3 of 4, studio 1 of 3.',
    );
  });

  it(verifies('receipt.answers', 'are those of models, and to tasks'), () => {
    const kept: Who = { kind: 'cache', engine: 'llama3.2 on desk', answeredAt: 1 };
    const verdict = { task: task({ kind: 'critic' }), outcome: doneBy(good(DESK)).outcome };
    const runs = [
      doneBy(good(TOOL, 'tool')),
      undone({ kind: 'check' }, bad(TOOL, 'tool')),
      doneBy(good(kept, 'cache')),
      verdict,
    ];
    expect(answersOf(runs)).toEqual({ passed: 0, judged: 0, engines: [], candidates: [] });
    expect(wordsOf(answersOf(runs))).toBe('');
    const local: Who = { kind: 'local', model: 'llama3.2' };
    const one = answersOf([
      ...runs,
      doneBy(good(local, 'local')),
      doneBy(failed('PEER_LOST', 'mesh'), good(API, 'api')),
    ]);
    expect(one).toMatchObject({ passed: 2, judged: 2 });
    expect(wordsOf(answersOf([doneBy(good(local, 'local'))]))).toBe('1 of 1 answer passed the gate.');
  });

  it(verifies('receipt.candidates'), () => {
    const why = (id: string): string => (id === 'secret' ? '--local-only' : 'no --budget');
    const runs = [
      undone({ id: 'a' }, bad(DESK)),
      undone({ id: 'secret' }, bad(DESK)),
      undone({ id: 'b' }, bad(STUDIO)),
      // Refused before anything was sent.
      undone({ id: 'c' }, bad(DESK), failed('BUDGET_EXCEEDED', 'api')),
      // Nobody's answer was refused, an API was asked, and somebody stopped it: none of them is left undone for want of one.
      undone({ id: 'd' }, failed('PEER_LOST', 'mesh')),
      undone({ id: 'e' }, bad(DESK), bad(API, 'api')),
      undone({ id: 'f' }, bad(DESK), failed('RATE_LIMITED', 'strong')),
      { task: task(), outcome: { state: 'cancelled', attempts: [bad(DESK)] } } as const,
      doneBy(bad(DESK), good(API, 'api')),
    ];
    const answers = answersOf(runs, why);
    expect(answers.candidates).toEqual([
      { tasks: 2, why: 'no --budget' },
      { tasks: 1, why: '--local-only' },
      { tasks: 1, why: 'the budget' },
    ]);
    expect(wordsOf(answers)).toContain(
      'passed the gate; 2 escalation candidates, no --budget: left undone; 1 escalation candidate, --local-only: left undone; 1 escalation candidate, the budget: left undone.',
    );
    expect(wordsOf(answersOf(runs.slice(0, 3)))).toBe(
      '0 of 3 answers passed the gate; 3 escalation candidates: left undone. By engine: desk 0 of 2, studio 0 of 1.',
    );
  });

  it('stand in the report, and a name cannot take part in it', () => {
    const evil = workerOn('<b>`|');
    const result = resultOf([...MIXED, doneBy(good(evil))]);
    const report = renderMarkdown(result);
    expect(report).toContain('\n5 of 8 answers passed the gate; 1 escalation candidate: left undone. By engine: ');
    expect(renderHtml(result, {})).toContain('<p>5 of 8 answers passed the gate; 1 escalation candidate: left undone.');
    for (const text of [report, renderHtml(result, {})]) expect(text).not.toContain('<b>');
  });

  it('of more engines than a line holds are left to the table', () => {
    const runs = ['a', 'b', 'c', 'd', 'e'].map((node) => doneBy(good(workerOn(node))));
    expect(wordsOf(answersOf(runs))).toBe('5 of 5 answers passed the gate.');
    expect(wordsOf(answersOf(runs.slice(0, 4)))).toContain('By engine: a 1 of 1, b 1 of 1');
  });
});
