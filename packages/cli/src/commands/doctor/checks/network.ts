import { networkInterfaces } from 'node:os';
import { endpointFor } from '@hanzo/config';
import { probeMulticast } from '@hanzo/mesh';
import { fail, messageOf, ok, warn, type Check } from '../check.ts';

const ENDPOINT_TIMEOUT_MS = 5_000;

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

export const checkEndpoint: Check = async ({ config }) => {
  const endpoint = endpointFor(config, config.orchestrator ?? 'gpt-5');
  if (endpoint.apiKey === undefined) {
    return [
      warn(
        'api',
        `no API key for ${endpoint.host}: only local models can be used`,
        'export OPENAI_API_KEY=…, or set a base URL of your own server.',
      ),
    ];
  }
  try {
    const headers = { authorization: `Bearer ${endpoint.apiKey}` };
    const answer = await fetch(`${endpoint.baseUrl}/models`, {
      headers,
      signal: AbortSignal.timeout(ENDPOINT_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (answer.status === 401 || answer.status === 403)
      return [fail('api', `${endpoint.host} refuses the key (${answer.status})`, 'Check OPENAI_API_KEY.')];
    if (!answer.ok)
      return [
        warn(
          'api',
          `${endpoint.host} answers ${answer.status} to a list of models`,
          `Check the base URL (from ${endpoint.from}).`,
        ),
      ];
    return [
      ok(
        'api',
        `${endpoint.host} answers and takes the key (base URL from ${endpoint.from}, ${endpoint.api} interface)`,
      ),
    ];
  } catch (error) {
    return [
      fail(
        'api',
        `${endpoint.host} cannot be reached: ${messageOf(error)}`,
        `Check the network and the base URL (from ${endpoint.from}).`,
      ),
    ];
  }
};
