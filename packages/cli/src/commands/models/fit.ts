import { cardMemoryBytes, HanzoError, type EngineLoad, type LocalModelCard } from '@hanzo/contracts';
import { freeMemoryBudget, freeMemoryBudgetFor } from '../../process/machine-memory.ts';
import type { Setting } from '../../setting.ts';
import { formatBytes } from '../../terminal/units.ts';

/** One task at a time, with room for a prompt and its answer. */
export const SMALL_LOAD: EngineLoad = { contextTokens: 4096, slots: 1 };

/** What models may take on this machine, as `hanzo net up` reckons. Bytes. */
export function memoryOfThisMachine(): number {
  return freeMemoryBudget();
}

/** `fits`, or what is missing: `needs 9.1 GB, 6.2 GB free`. */
export function fitText(neededBytes: number, budgetBytes: number): string {
  if (neededBytes <= budgetBytes) return 'fits';
  return `needs ${formatBytes(neededBytes)}, ${formatBytes(budgetBytes)} free`;
}

/** `1 slot of 4096`. */
export function loadText({ contextTokens, slots }: EngineLoad): string {
  return `${slots} ${slots === 1 ? 'slot' : 'slots'} of ${contextTokens}`;
}

export interface FitQuestion {
  readonly name: string;
  readonly neededBytes: number;
  readonly load: EngineLoad;
  readonly setting: Setting;
}

/** @throws HanzoError MODEL_UNAVAILABLE, which names what fits instead */
export async function requireFit({ name, neededBytes, load, setting }: FitQuestion): Promise<void> {
  const budget = await freeMemoryBudgetFor(neededBytes);
  if (neededBytes <= budget) return;
  const fitting = setting.catalogue.models
    .filter((card): card is LocalModelCard => card.kind === 'local' && /^(hf:|https:)/.test(card.uri))
    .filter((card) => cardMemoryBytes(card, load) <= budget)
    .map((card) => card.name);
  const others = fitting.length === 0 ? 'none of the catalogue fits' : `these fit: ${fitting.join(', ')}`;
  throw new HanzoError(
    'MODEL_UNAVAILABLE',
    `${name} needs ${formatBytes(neededBytes)} with ${loadText(load)}; this machine has ${formatBytes(budget)}; ${others}.`,
    {
      details: { name, neededBytes, budgetBytes: budget, ...load },
      mend: 'Take one that fits, close other programs, or get it all the same with --force.',
    },
  );
}
