import type { HanzoError } from '@hanzo/contracts';
import { asIfWithKeys } from '../../dev/plan/as-if-with-keys.ts';
import type { PlanParts } from '../run/plan-delegation.ts';

export interface ChoosingWithoutKeys {
  readonly choose: NonNullable<PlanParts['choose']>;
  /** Keys that a real delegation would miss, once models are chosen. */
  readonly missing: () => readonly HanzoError[];
}

/** Chooses models as if the keys that they need were there: for what asks nobody. */
export function choosingWithoutKeys(): ChoosingWithoutKeys {
  let missing: readonly HanzoError[] = [];
  return {
    choose: (setting, choose) => {
      const { value, missing: found } = asIfWithKeys(setting, (complete) => ({
        models: choose(complete),
        setting: complete,
      }));
      missing = found;
      return value;
    },
    missing: () => missing,
  };
}
