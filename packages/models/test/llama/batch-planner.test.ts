import type { BatchItem, Token } from 'node-llama-cpp';
import { expect, it } from 'vitest';
import { BatchPlanner } from '../../src/llama/batch-planner.ts';

function item(slot: number, tokens: number): BatchItem {
  return {
    tokens: Array.from({ length: tokens }, () => 1 as Token),
    logits: [],
    evaluationPriority: BatchPlanner.tag(slot),
  };
}

function planned(planner: BatchPlanner, items: BatchItem[]): [slot: number, amount: number][] {
  return planner
    .strategy({ items, size: 512 })
    .map(({ item: { evaluationPriority }, processAmount }) => [evaluationPriority - 1, processAmount]);
}

it('holds the batch until every decoding sequence has queued, then orders by sequence', () => {
  const planner = new BatchPlanner();
  for (const slot of [0, 1, 2]) planner.startDecoding(slot);
  expect(planned(planner, [item(2, 1), item(0, 1)])).toEqual([]);
  expect(planned(planner, [item(2, 1), item(0, 1), item(1, 1)])).toEqual([
    [0, 1],
    [1, 1],
    [2, 1],
  ]);
});

it('goes on without a sequence that ended', () => {
  const planner = new BatchPlanner();
  planner.startDecoding(0);
  planner.startDecoding(1);
  planner.stopDecoding(1);
  expect(planned(planner, [item(0, 1)])).toEqual([[0, 1]]);
});

it('does not hold for ever for a sequence that never comes', () => {
  const planner = new BatchPlanner();
  planner.startDecoding(0);
  planner.startDecoding(1);
  let holds = 0;
  while (planned(planner, [item(0, 1)]).length === 0) holds += 1;
  expect(holds).toBe(500);
});

it('caps a prompt at 128 tokens a batch while others decode', () => {
  const planner = new BatchPlanner();
  planner.startDecoding(1);
  expect(planned(planner, [item(1, 1), item(0, 400)])).toEqual([
    [0, 128],
    [1, 1],
  ]);
});

it('shares the whole batch among prompts when nobody decodes', () => {
  const planner = new BatchPlanner();
  expect(planned(planner, [item(0, 400), item(1, 400), item(2, 10)])).toEqual([
    [0, 171],
    [1, 171],
    [2, 10],
  ]);
});

it('lets work have the context for itself while the others wait', async () => {
  const planner = new BatchPlanner();
  const gate = Promise.withResolvers<void>();
  const work = planner.exclusive(() => gate.promise);
  expect(planner.paused).toBeInstanceOf(Promise);
  const waited = planner.paused;
  gate.resolve();
  await work;
  await waited;
  expect(planner.paused).toBeUndefined();
});
