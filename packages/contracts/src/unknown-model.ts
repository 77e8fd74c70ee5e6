import type { Catalogue } from './catalogue.ts';
import { HanzoError } from './errors.ts';
import { nearest } from './nearest.ts';

/**
 * For a model that nobody has heard of: which one may have been meant, and where there are others.
 *
 * @param flag the one that names it, where it is not the flag of the model that plans
 */
export function unknownModel(wanted: string, catalogue: Catalogue, flag?: string): HanzoError {
  const names = catalogue.models.flatMap((card) => [card.name, ...card.aliases]);
  const near = nearest(wanted, names);
  return new HanzoError(
    'MODEL_UNKNOWN',
    `${flag === undefined ? 'There' : `${flag}: there`} is no model "${wanted}" in the catalogue.${near === undefined ? '' : ` Did you mean ${near}?`}`,
    {
      details: { model: wanted },
      mend: 'See `hanzo models`. Add models of your own server to models.json in the home folder.',
    },
  );
}
