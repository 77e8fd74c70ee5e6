import { endpointOf, nearest, providerNames } from '@hanzo/config';
import { findModel } from '@hanzo/contracts';
import { probeKey } from '../../keys/probe.ts';
import { warn, type Check, type Finding } from '../check.ts';
import { DEFAULT_ORCHESTRATOR, findingOf } from './network.ts';

/** Keys of other providers than the orchestrator's, keys that differ, and names that lead nowhere. */
export const checkKeys: Check = async (setting) => {
  const { config, catalogue } = setting;
  const card = findModel(catalogue, config.orchestrator ?? DEFAULT_ORCHESTRATOR);
  const looked = card?.kind === 'api' ? card.provider : 'openai';
  const others = providerNames(config).filter((name) => name !== looked && config.keys[name] !== undefined);
  const proved = await Promise.all(
    others.map(async (name) => {
      const endpoint = endpointOf(config, name);
      if (endpoint.apiKey === undefined) return [];
      return [findingOf(endpoint, await probeKey(endpoint, endpoint.apiKey), `key from ${endpoint.keyFrom ?? '-'}`)];
    }),
  );
  return [...proved.flat(), ...differing(setting), ...strayCards(setting), ...strayFallbacks(setting)];
};

type Look = (setting: Parameters<Check>[0]) => readonly Finding[];

const differing: Look = ({ config }) =>
  Object.entries(config.keys).flatMap(([provider, [first, ...rest]]) =>
    rest
      .filter(({ value }) => value !== first?.value)
      .map(({ from }) =>
        warn(
          'keys',
          `${from} holds another key for ${provider} than ${first?.from ?? '-'}, which is used`,
          'Remove one of them; see `hanzo keys list`.',
        ),
      ),
  );

/** Models of the user's whose provider nobody can call. */
const strayCards: Look = ({ config, catalogue }) => {
  const known = providerNames(config);
  return catalogue.models.flatMap((card) => {
    if (card.kind !== 'api' || known.includes(card.provider)) return [];
    const guess = nearest(card.provider, known);
    return [
      warn(
        'keys',
        `${card.name} is of the provider ${card.provider}, which is not configured`,
        guess === undefined ? `Add "${card.provider}" to "providers" in config.json.` : `Did you mean ${guess}?`,
      ),
    ];
  });
};

/** A mistyped model in a chain would be left out of it. */
const strayFallbacks: Look = ({ config, catalogue }) => {
  const named = Object.entries(config.calls.fallbacks).flatMap(([name, chain]) => [name, ...chain]);
  const names = catalogue.models.flatMap((card) => [card.name, ...card.aliases]);
  return [...new Set(named)]
    .filter((name) => findModel(catalogue, name) === undefined)
    .map((name) => {
      const guess = nearest(name, names);
      const mend = guess === undefined ? 'See `hanzo models`.' : `Did you mean ${guess}?`;
      return warn('calls', `calls.fallbacks names ${name}, which is not in the catalogue`, mend);
    });
};
