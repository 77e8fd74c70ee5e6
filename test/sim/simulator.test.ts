import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifies } from '../support/verifies.ts';
import { DiskRoom } from './disk.ts';
import { PLANTS } from './plants.ts';
import { simulate, type Simulated } from './simulate.ts';

/** How many seeds are played: HANZO_SIM_SEEDS. One seed alone, with its trace: HANZO_SIM_SEED. */
const COUNT = Number(process.env['HANZO_SIM_SEEDS'] ?? 600);
const ONLY = process.env['HANZO_SIM_SEED'];
const MOST_MS_PER_SEED = 200;
/** A planted fault has to show within so many seeds. */
const SEEDS_FOR_A_PLANT = 100;

const FILE = 'test/sim/simulator.test.ts';

describe('dispatch, simulated', () => {
  let room: DiskRoom;
  beforeAll(() => {
    room = new DiskRoom();
  });
  afterAll(() => room[Symbol.dispose]());

  /** What is wrong with a seed, for people: how to see it again, and everything that happened. */
  async function report({ plan, problems }: Simulated): Promise<string> {
    const { trace } = await simulate(plan.seed, { room, isTraced: true });
    const again = `HANZO_SIM_SEED=${plan.seed} npx vitest run --project alone ${FILE}`;
    return [`Seed ${plan.seed} fails. Again: ${again}`, ...problems, '', ...trace].join('\n');
  }

  it.runIf(ONLY === undefined)(verifies('sim.holds'), { timeout: 10_000 + COUNT * MOST_MS_PER_SEED }, async () => {
    let done = 0;
    for (let seed = 1; seed <= COUNT; seed++) {
      const simulated = await simulate(seed, { room });
      if (simulated.problems.length > 0) expect.fail(await report(simulated));
      done += [...simulated.states.values()].filter((state) => state === 'done').length;
    }
    // Seeds in which nothing gets done would prove nothing.
    expect(done).toBeGreaterThan(COUNT * 5);
  });

  it.runIf(ONLY !== undefined)('replays one seed', async () => {
    const simulated = await simulate(Number(ONLY), { room });
    if (simulated.problems.length > 0) expect.fail(await report(simulated));
  });

  it.skipIf(ONLY !== undefined)(verifies('sim.replays'), async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { trace: first } = await simulate(seed, { room, isTraced: true });
      const { trace: second } = await simulate(seed, { room, isTraced: true });
      expect(second).toEqual(first);
      expect(first.length).toBeGreaterThan(50);
    }
  });

  it.skipIf(ONLY !== undefined).each(Object.entries(PLANTS))(verifies('sim.planted', '%s'), async (_, plant) => {
    for (let seed = 1; seed <= SEEDS_FOR_A_PLANT; seed++) {
      const { problems } = await simulate(seed, { room, plant });
      if (problems.length > 0) return;
    }
    expect.fail(`No seed of ${SEEDS_FOR_A_PLANT} shows it.`);
  });
});
