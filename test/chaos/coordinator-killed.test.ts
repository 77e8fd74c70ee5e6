import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { verifies } from '../support/verifies.ts';
import { ChaosMesh } from './chaos-mesh.ts';

/** 200 by hand: HANZO_KILLS. */
const KILLS = Number(process.env['HANZO_KILLS'] ?? 10);
/** So many that work is left when the last kill comes. */
const TASKS = 30 * KILLS;

it(verifies('chaos.coordinator-killed'), { timeout: 60_000 + KILLS * 5_000 }, async () => {
  await using mesh = new ChaosMesh({ scene: { tasks: TASKS, words: 8, workers: 3 }, inFlight: 16 });
  await Promise.all(mesh.crew.map((name) => mesh.worker(name)));
  for (let kills = 0; kills < KILLS; kills++) {
    const coordinator = mesh.coordinator();
    // One in six dies while it starts, the others in the middle of their work.
    if (kills % 6 > 0) await coordinator.when('attempt');
    else await coordinator.when('begun');
    await sleep(Math.random() * 500);
    await coordinator[Symbol.asyncDispose]();
    expect(mesh.lost()).toEqual([]);
  }
  const last = mesh.coordinator();
  const { at: begunAt } = await last.when('begun');
  const { at } = await last.when('finished', () => true, 120_000);
  const redone = last.all('attempt').length;
  console.log(`chaos: ${KILLS} kills; the last coordinator made ${redone} attempts in ${at - begunAt} ms`);
  expect(redone).toBeGreaterThan(0);
  expect(await mesh.wrong()).toEqual([]);
});
