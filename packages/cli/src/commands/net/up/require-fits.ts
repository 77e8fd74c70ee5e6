import { HanzoError } from '@hanzo/contracts';
import type { EngineShelf } from '@hanzo/worker';
import { formatBytes } from '../../../terminal/units.ts';

/**
 * A worker that could never load its model must not come up.
 *
 * @throws HanzoError CONFIG_INVALID, saying what would fit
 */
export function requireFits(shelf: EngineShelf): void {
  const [first] = shelf.all();
  if (first === undefined || first.served.memoryBytes <= shelf.budget) return;
  const { name, memoryBytes, slots, contextTokens } = first.served;
  const fitting = shelf.all().filter(({ served }) => served.memoryBytes <= shelf.budget);
  const others = fitting.length > 0 ? ` ${fitting.map(({ served }) => served.name).join(', ')} would fit.` : '';
  throw new HanzoError(
    'CONFIG_INVALID',
    `${name} needs ${formatBytes(memoryBytes)} for ${slots} tasks of ${contextTokens} tokens; ` +
      `models may take ${formatBytes(shelf.budget)} on this machine.`,
    {
      details: { model: name, neededBytes: memoryBytes, budgetBytes: shelf.budget },
      mend:
        `Fewer --slots, a smaller --context, more --max-memory, or a smaller model: ` +
        `\`hanzo models list\` says which fit.${others}`,
    },
  );
}
