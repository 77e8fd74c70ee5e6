import { lifeOf } from '@hanzo/config';
import { findModel, systemClock } from '@hanzo/contracts';
import type { Yardstick } from '@hanzo/coordinator';
import type { Setting } from '../../setting.ts';

/**
 * The model that runs of an orchestrator are compared with: the orchestrator itself, or, where that is local, the first
 * model of the critical tier that is sold today. Undefined where no price is known.
 */
export function yardstickOf({ catalogue, routing }: Setting): (orchestrator: string) => Yardstick | undefined {
  const strongest = routing.tiers.critical.models
    .map((name) => findModel(catalogue, name))
    .find(
      (card) => card?.kind === 'api' && card.price !== undefined && lifeOf(card, systemClock.now()).state !== 'gone',
    );
  return (orchestrator) => {
    const own = findModel(catalogue, orchestrator);
    const isLocal = own?.kind === 'local' || orchestrator.startsWith('local:');
    const card = isLocal ? strongest : own;
    if (card?.kind !== 'api' || card.price === undefined) return undefined;
    return { model: card.name, price: card.price };
  };
}
