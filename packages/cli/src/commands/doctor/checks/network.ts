import { networkInterfaces } from 'node:os';
import { endpointOf, type ProviderEndpoint } from '@hanzo/config';
import { findModel } from '@hanzo/contracts';
import { probeMulticast } from '@hanzo/mesh';
import { oddInWords, probeKey, type KeyProof } from '../../keys/probe.ts';
import { renewal } from '../../keys/renew.ts';
import { fail, ok, warn, type Check, type Finding } from '../check.ts';

export const DEFAULT_ORCHESTRATOR = 'gpt-5';

/** Multicast is how workers are found on a LAN; without it addresses must be given. */
export const checkDiscovery: Check = async () => {
  const lan = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address !== undefined && !address.internal);
  if (lan.length === 0)
    return [
      warn(
        'discovery',
        'no network interface besides loopback',
        'Workers on this machine are found all the same; for others connect to a network.',
      ),
    ];
  if (await probeMulticast())
    return [ok('discovery', `mDNS works on ${lan.map((address) => address?.address).join(', ')}`)];
  return [
    warn(
      'discovery',
      'multicast does not come back on this network',
      'Give addresses: --bootstrap /ip4/<worker>/tcp/<port>/p2p/<id>, as `hanzo net up` prints them.',
    ),
  ];
};

/** The endpoint of the orchestrator. Other providers that have a key are looked at by {@link checkKeys}. */
export const checkEndpoint: Check = async ({ config, catalogue }) => {
  const card = findModel(catalogue, config.orchestrator ?? DEFAULT_ORCHESTRATOR);
  const endpoint = endpointOf(config, card?.kind === 'api' ? card.provider : 'openai', card?.name);
  const { host, from, apiKey, keyName, keyVariable, keyFrom = '', keyFault } = endpoint;
  if (keyFault !== undefined) return [fail('api', `${keyFrom} ${keyFault}`, 'Copy the key again, without quotes.')];
  if (apiKey === undefined) {
    return [
      warn(
        'api',
        `no API key for ${host}: only local models can be used`,
        `export ${keyVariable}=…, or run \`hanzo keys set ${keyName}\`, or set a base URL of your own server.`,
      ),
    ];
  }
  return [findingOf(endpoint, await probeKey(endpoint, apiKey), `base URL from ${from}`)];
};

/** What a person needs to know of a key's proof. */
export function findingOf(endpoint: ProviderEndpoint, proof: KeyProof, note: string): Finding {
  const { host, from, keyFrom } = endpoint;
  switch (proof.kind) {
    case 'valid':
      return ok('api', `${host} answers${keyFrom === undefined ? '' : ' and takes the key'} (${note})`);
    case 'unchecked':
      return ok('api', `${host} answers; the key is not checked there, it tells anybody its models (${note})`);
    case 'rejected':
      return fail('api', `${host} refuses the key from ${keyFrom ?? '-'} (${proof.status})`, renewal(endpoint));
    case 'odd':
      return warn(
        'api',
        `${host} answers ${oddInWords(proof)} to a list of models`,
        `Check the base URL (from ${from}), and whether this key may do that.`,
      );
    case 'unreachable':
      return fail(
        'api',
        `${host} cannot be reached: ${proof.why}`,
        `Check the network and the base URL (from ${from}).`,
      );
  }
}
