import {
  clearTextWarning,
  endpointOf,
  endpointsOf,
  nearest,
  providerNames,
  sendsKeyInClear,
  type ProviderEndpoint,
} from '@hanzo/config';
import { findModel } from '@hanzo/contracts';
import { idleMemberLimits } from '../../../mesh/member-limits.ts';
import { probeKey } from '../../keys/probe.ts';
import { sharedKeyVariables } from '../../keys/shared-variables.ts';
import { fail, warn, type Check, type Finding } from '../check.ts';
import { DEFAULT_ORCHESTRATOR, findingOf } from './network.ts';

/** Keys of other providers than the orchestrator's, keys that differ, and names that lead nowhere. */
export const checkKeys: Check = async (setting) => {
  const { config, catalogue } = setting;
  const card = findModel(catalogue, config.orchestrator ?? DEFAULT_ORCHESTRATOR);
  const looked = endpointOf(config, card?.kind === 'api' ? card.provider : 'openai', card?.name);
  const keyed = providerNames(config).filter((name) => config.keys[name] !== undefined);
  const endpoints = keyed.flatMap((name) => endpointsOf(config, name));
  const others = endpoints.filter(({ keyName, baseUrl }) => keyName !== looked.keyName || baseUrl !== looked.baseUrl);
  const proved = await Promise.all(others.map(async (endpoint) => await prove(endpoint)));
  return [
    ...proved,
    ...endpoints.filter(sendsKeyInClear).map(inClear),
    ...differing(setting),
    ...sharedVariables(setting),
    ...idleMemberLimits(setting).map(({ what, mend }) => warn('limits', what, mend)),
    ...strayCards(setting),
    ...strayFallbacks(setting),
  ];
};

async function prove(endpoint: ProviderEndpoint): Promise<Finding> {
  const { apiKey, keyFrom = '-', keyFault } = endpoint;
  if (keyFault !== undefined) return fail('keys', `${keyFrom} ${keyFault}`, 'Copy the key again, without quotes.');
  if (apiKey === undefined) return warn('keys', `the key from ${keyFrom} was not read`, 'See `hanzo keys list`.');
  return findingOf(endpoint, await probeKey(endpoint, apiKey), `key from ${keyFrom}`);
}

function inClear(endpoint: ProviderEndpoint): Finding {
  return warn('keys', clearTextWarning(endpoint), 'Use https, or a server on this machine.');
}

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

/** One variable for two providers sends one's key to the other, which somebody may want. */
const sharedVariables: Look = ({ config }) =>
  sharedKeyVariables(config).map(({ variable, providers }) =>
    warn(
      'keys',
      `${variable} holds the key of ${providers.join(' and ')}: each of them gets it`,
      'Give each provider a variable of its own, by "apiKeyEnv" in config.json.',
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
