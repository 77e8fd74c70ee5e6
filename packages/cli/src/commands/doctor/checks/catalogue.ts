import { catalogueAgeDays, catalogueOverrides, lifeOf, type CatalogueOverride } from '@hanzo/config';
import { findModel } from '@hanzo/contracts';
import { configsFile, type Setting } from '../../../setting.ts';
import { unknownFallbacks } from '../../models/used-models.ts';
import { ok, warn, type Check, type Finding } from '../check.ts';

/** Prices and ends change within months. */
const OLD_DAYS = 90;

/** How old the catalogue is, what the user changes in it, and what of that is stale. */
export const checkCatalogue: Check = (setting) => {
  const { catalogue, paths } = setting;
  const overrides = catalogueOverrides(configsFile('models.json'), paths.catalogueOverrides);
  const findings = [
    ...checkAge(setting),
    ...overrides.flatMap((override) => staleOverride(override, setting)),
    ...checkFallbacks(setting),
  ];
  const inForce = overrides.map(overrideWords);
  const own = inForce.length === 0 ? '' : `; ${paths.catalogueOverrides}: ${inForce.join('; ')}`;
  return [ok('catalogue', `version ${catalogue.version}, ${catalogue.models.length} models${own}`), ...findings];
};

function overrideWords({ name, kind, fields }: CatalogueOverride): string {
  return kind === 'adds' ? `adds ${name}` : `changes ${name} (${fields.join(', ')})`;
}

function checkAge({ catalogue }: Setting): Finding[] {
  const days = catalogueAgeDays(catalogue, Date.now());
  if (days === undefined || days <= OLD_DAYS) return [];
  return [
    warn(
      'catalogue',
      `it is ${days} days old: prices and models may have changed since`,
      'Update hanzo; `hanzo models check` says what is served today, and models.json in the home folder corrects prices.',
    ),
  ];
}

function staleOverride({ name, kind, fields, repeats }: CatalogueOverride, setting: Setting): Finding[] {
  const file = setting.paths.catalogueOverrides;
  if (kind === 'adds') return [];
  if (repeats.length > 0) {
    const what = repeats.length === fields.length ? 'The entry' : repeats.join(', ');
    const detail = `${file} says of ${name} what the shipped catalogue says as well: ${repeats.join(', ')}`;
    return [warn('catalogue', detail, `${what} can go: it would hide the next correction.`)];
  }
  const card = findModel(setting.catalogue, name);
  if (card === undefined || lifeOf(card, Date.now()).state !== 'gone') return [];
  const detail = `${file} changes ${name}, which is not served any more`;
  return [
    warn('catalogue', detail, 'Remove the entry; if an endpoint of yours still serves it, say "shutdown": null.'),
  ];
}

function checkFallbacks(setting: Setting): Finding[] {
  return unknownFallbacks(setting).map((name) =>
    warn(
      'catalogue',
      `calls.fallbacks of config.json names "${name}", which is no API model of the catalogue: it is passed over`,
      '`hanzo models` lists the names; add your own to models.json in the home folder.',
    ),
  );
}
