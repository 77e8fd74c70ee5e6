import type { WorkerStatus } from '@hanzo/worker';
import { tableLines } from '../../terminal/table.ts';
import { formatMs } from '../../terminal/units.ts';

/** Characters of a token, on average over English and code: how far an answer is, not what it counts. */
const CHARACTERS_PER_TOKEN = 3.5;
const SHOWN_ENDED = 5;

/** Who it is, what it does, how much of it. Changes only when something changes. */
export function stateLine({ name, pid, state, reason, work, slots }: WorkerStatus): string {
  const running = work.filter(({ phase }) => phase !== 'waiting').length;
  // The owner's own pause says so itself.
  const shown = reason.startsWith(state) ? reason : [state, reason].filter((part) => part !== '').join(': ');
  return `${name === '' ? `process ${pid}` : name} is ${shown}; ${running} of ${slots} run, ${work.length - running} wait`;
}

/** One worker for a person who watches it. */
export function liveLines(status: WorkerStatus): string[] {
  const { models, work, ended } = status;
  const speeds = models.map(({ name, loaded, tokensPerSecond }) => {
    const speed = tokensPerSecond > 0 ? `, ${tokensPerSecond.toFixed(1)} tok/s` : '';
    return `${name} (${loaded ? 'loaded' : 'not loaded'}${speed})`;
  });
  const lines = [stateLine(status), `models: ${speeds.join(', ') || 'none'}`];
  if (work.length > 0)
    lines.push(
      ...tableLines(
        ['for', 'node', 'model', 'phase', 'tokens', 'age'],
        work.map(({ memberName, coordinatorNode, model, phase, characters, ageMs }) => [
          memberName,
          coordinatorNode,
          model,
          phase,
          `~${Math.round(characters / CHARACTERS_PER_TOKEN)}`,
          formatMs(ageMs),
        ]),
      ),
    );
  if (ended.length > 0)
    lines.push(
      ...tableLines(
        ['last ended', 'model', 'tokens', 'took', 'end'],
        ended
          .slice(0, SHOWN_ENDED)
          .map(({ memberName, model, outputTokens, durationMs, end }) => [
            memberName,
            model,
            String(outputTokens),
            formatMs(durationMs),
            end,
          ]),
      ),
    );
  return lines;
}
