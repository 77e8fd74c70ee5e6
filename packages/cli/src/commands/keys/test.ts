import { endpointOf, providerNames, requireKey, type Config, type ProviderEndpoint } from '@hanzo/config';
import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal.ts';
import type { KeysTestFlags } from './flags.ts';
import { requireProvider } from './known-provider.ts';
import { probeKey, type KeyProof } from './probe.ts';

/** Shows keys to their endpoints. Exit code 3 when one is rejected, else 5 when an endpoint does not answer as such. */
export async function run({ home, json, provider }: KeysTestFlags, terminal: Terminal): Promise<ExitCode> {
  const { config } = loadSetting({ ...(home !== undefined && { home }) }, terminal, { askKeychain: true });
  if (provider !== undefined) requireProvider(config, provider);
  const names = provider === undefined ? namesWithKey(config) : [provider];
  const endpoints = names.map((name) => endpointOf(config, name));
  const proofs = await Promise.all(endpoints.map(async (endpoint) => await probeKey(endpoint, requireKey(endpoint))));
  const tested = endpoints.map((endpoint, index) => ({ endpoint, proof: proofs[index] ?? { kind: 'odd', status: 0 } }));
  if (json === true) terminal.out(JSON.stringify({ v: 1, keys: tested.map(toJson) }));
  else for (const { endpoint, proof } of tested) terminal.out(`${endpoint.keyName}: ${inWords(endpoint, proof)}`);
  return exitOf(proofs);
}

function namesWithKey(config: Config): readonly string[] {
  const names = providerNames(config).filter((name) => config.keys[name] !== undefined);
  if (names.length > 0) return names;
  throw new HanzoError('CREDENTIALS_MISSING', 'There is no key to test.', {
    mend: 'Run `hanzo keys set openai`, or set OPENAI_API_KEY.',
  });
}

function exitOf(proofs: readonly KeyProof[]): ExitCode {
  if (proofs.some(({ kind }) => kind === 'rejected')) return EXIT.configuration;
  return proofs.every(({ kind }) => kind === 'valid') ? EXIT.done : EXIT.unreachable;
}

interface Tested {
  readonly endpoint: ProviderEndpoint;
  readonly proof: KeyProof;
}

function toJson({ endpoint, proof: { kind, ...facts } }: Tested): object {
  const { keyName: provider, host, keyFrom: from } = endpoint;
  return { provider, host, from, state: kind, ...facts };
}

function inWords({ host, keyFrom, from }: ProviderEndpoint, proof: KeyProof): string {
  const key = keyFrom === undefined ? 'no key' : `the key from ${keyFrom}`;
  switch (proof.kind) {
    case 'valid':
      return `valid: ${host} takes ${key}`;
    case 'rejected':
      return `rejected: ${host} refuses ${key} (${proof.status})`;
    case 'odd':
      return `unreachable: ${host} answers ${proof.status} to a list of models; the base URL is from ${from}`;
    case 'unreachable':
      return `unreachable: ${host}: ${proof.why}; the base URL is from ${from}`;
  }
}
