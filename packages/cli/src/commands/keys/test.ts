import {
  clearTextWarning,
  endpointsOf,
  providerNames,
  requireKey,
  sendsKeyInClear,
  type Config,
  type ProviderEndpoint,
} from '@hanzo/config';
import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { KeysTestFlags } from './flags.ts';
import { requireProvider } from './known-provider.ts';
import { oddInWords, probeKey, type KeyProof } from './probe.ts';
import { renewal } from './renew.ts';

/** Shows keys to their endpoints. Exit code 3 when one is rejected, else 5 when an endpoint does not answer as such. */
export async function run({ home, json, provider }: KeysTestFlags, terminal: Terminal): Promise<ExitCode> {
  const { config } = loadSetting({ ...(home !== undefined && { home }) }, terminal, { askKeychain: true });
  if (provider !== undefined) requireProvider(config, provider);
  const names = provider === undefined ? namesWithKey(config) : [provider];
  const endpoints = names.flatMap((name) => endpointsOf(config, name));
  const asked = endpoints.map((endpoint) => [endpoint, requireKey(endpoint)] as const);
  for (const endpoint of endpoints.filter(sendsKeyInClear))
    terminal.err(`${terminal.style.yellow('warning:')} ${clearTextWarning(endpoint)}.`);
  const tested = await Promise.all(
    asked.map(async ([endpoint, key]): Promise<Tested> => ({ endpoint, proof: await probeKey(endpoint, key) })),
  );
  if (json === true) terminal.out(JSON.stringify({ v: 1, keys: tested.map(toJson) }));
  else for (const { endpoint, proof } of tested) print(endpoint, proof, terminal);
  return exitOf(tested.map(({ proof }) => proof));
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
  return proofs.every(({ kind }) => kind === 'valid' || kind === 'unchecked') ? EXIT.done : EXIT.unreachable;
}

interface Tested {
  readonly endpoint: ProviderEndpoint;
  readonly proof: KeyProof;
}

function toJson({ endpoint, proof: { kind, ...facts } }: Tested): object {
  const { keyName: provider, host, keyFrom: from } = endpoint;
  return { provider, host, from, state: kind, ...facts };
}

function print(endpoint: ProviderEndpoint, proof: KeyProof, terminal: Terminal): void {
  terminal.out(`${endpoint.keyName}: ${inWords(endpoint, proof)}`);
  if (proof.kind === 'rejected') terminal.err(`  ${terminal.style.cyan('mend:')} ${renewal(endpoint)}`);
}

function inWords({ host, keyFrom, from }: ProviderEndpoint, proof: KeyProof): string {
  const key = keyFrom === undefined ? 'no key' : `the key from ${keyFrom}`;
  switch (proof.kind) {
    case 'valid':
      return `valid: ${host} takes ${key}`;
    case 'unchecked':
      return `not checked there: ${host} tells anybody its models, whatever the key; the first call will tell`;
    case 'rejected':
      return `rejected: ${host} refuses ${key} (${proof.status})`;
    case 'odd':
      return `unclear: ${host} answers ${oddInWords(proof)} to a list of models; the base URL is from ${from}`;
    case 'unreachable':
      return `unreachable: ${host}: ${proof.why}; the base URL is from ${from}`;
  }
}
