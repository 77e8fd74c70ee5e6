/**
 * A worker in a process of its own, for tests that kill and stop it. Its engine counts: "1 2 3 … 40", a number each
 * 50 ms. Arguments: home, name. Sends its peer id when it is up.
 */
import { systemClock, NO_USAGE, type ModelProvider } from '@hanzo/contracts';
import { startTestWorker } from '../small-mesh.ts';

const NUMBERS = 40;
const EVERY_MS = 50;

const counting: ModelProvider = {
  name: 'counting',
  generate: async (request, { signal, onText }) => {
    let text = '';
    for (let number = 1; number <= NUMBERS; number++) {
      await systemClock.sleep(EVERY_MS, signal);
      const piece = `${number} `;
      text += piece;
      onText?.(piece);
    }
    return {
      text,
      finish: 'stop',
      servedModel: request.model,
      usage: { ...NO_USAGE, outputTokens: NUMBERS },
      timings: { queueMs: 0, firstTokenMs: EVERY_MS, totalMs: NUMBERS * EVERY_MS },
    };
  },
};

const [home = '', name = ''] = process.argv.slice(2);
const worker = await startTestWorker({ home, name, provider: counting, slots: 4 });
process.send?.(worker.node.peerId);
process.on('disconnect', () => process.exit());
