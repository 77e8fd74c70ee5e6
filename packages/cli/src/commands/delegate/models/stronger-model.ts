import { livingModels } from '@hanzo/config';
import { findModel, systemClock } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';
import { callable, costOf } from '../../dev/models/tier-models.ts';
import type { DelegateModel } from './delegate-model.ts';

/**
 * The model that is asked where another one was unsure: the first of those for critical tasks that can be called, and a dearer
 * one where the unsure one is of these itself. Undefined: there is none, or a model of this machine was asked, beyond which
 * nobody allowed anything to be paid.
 *
 * @param asked names of those that have answered already
 */
export function strongerModel(name: string, asked: ReadonlySet<string>, setting: Setting): DelegateModel | undefined {
  const own = findModel(setting.catalogue, name);
  if (own?.kind !== 'api') return undefined;
  const names = setting.routing.tiers.critical.models;
  const critical = callable(livingModels(names, setting.catalogue, systemClock.now()), setting);
  const isCritical = critical.some((card) => card.name === own.name);
  const card = critical.find((one) => !asked.has(one.name) && (!isCritical || costOf(one) > costOf(own)));
  return card && { kind: 'api', name: card.name, card, because: `stronger than ${own.name}` };
}
