import { HanzoError, type ApiKind, type ApiModelCard } from '@hanzo/contracts';
import { choose, type Chosen, type Place } from './choose.ts';
import type { Config, OpenAiApi, ProviderKind } from './model.ts';
import { nearest } from './nearest.ts';
import { parseBaseUrl } from './parse.ts';
import { keyVariable } from './read-keys.ts';

const OPENAI_BASE_URL = 'https://api.openai.com/v1';

/** Stands for "no key" with servers that want none. */
const NO_KEY = 'none';

/** Where a provider is, and with which key it is called. */
export interface ProviderEndpoint {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** The flag, variable or file that says so. */
  readonly from: string;
  readonly host: string;
  /** Whose client it is called with. */
  readonly kind: ProviderKind;
  /** Interfaces that it speaks, the best one first. */
  readonly speaks: readonly ApiKind[];
  /** `none` where no key is set and none may be needed; undefined where one is missing, or not read yet. */
  readonly apiKey: string | undefined;
  /** Where the key comes from; undefined when none is set. */
  readonly keyFrom: string | undefined;
  /** What people and the ledger call the key: the provider's name. */
  readonly keyName: string;
  /** The variable that may hold the key. */
  readonly keyVariable: string;
}

/** Where a model's requests go. */
export interface Endpoint extends ProviderEndpoint {
  /** Which interface is used: what the model takes and the endpoint speaks. */
  readonly api: ApiKind;
}

/**
 * The base URL: flag, then config file, then OPENAI_BASE_URL, then OPENAI_API_BASE (the older name, which the openai
 * client ignores). When both variables would count and differ, nobody can know where private code is meant to go.
 */
export function chooseBaseUrl(
  first: readonly Place[],
  env: Readonly<Record<string, string | undefined>>,
): Chosen<string> {
  const chosen = choose(first, parseBaseUrl);
  if (chosen) return chosen;
  const current = choose([['OPENAI_BASE_URL', env['OPENAI_BASE_URL']]], parseBaseUrl);
  const older = choose([['OPENAI_API_BASE', env['OPENAI_API_BASE']]], parseBaseUrl);
  if (current && older && current.value !== older.value) {
    throw new HanzoError(
      'CONFIG_INVALID',
      `OPENAI_BASE_URL (${current.value}) and OPENAI_API_BASE (${older.value}) name different endpoints.`,
      { details: { from: 'OPENAI_BASE_URL, OPENAI_API_BASE' }, mend: 'Unset one of them, or decide with --base-url.' },
    );
  }
  return current ?? older ?? { value: OPENAI_BASE_URL, from: 'default' };
}

/** OpenAI itself speaks Responses best; compatible servers mostly know only Chat Completions. */
export function defaultApi(baseUrl: string): OpenAiApi {
  return isHost(baseUrl, 'api.openai.com') ? 'responses' : 'chat';
}

function isHost(baseUrl: string, hostname: string): boolean {
  return new URL(baseUrl).hostname === hostname;
}

/** All providers that a card may name. */
export function providerNames({ providers }: Pick<Config, 'providers'>): readonly string[] {
  return ['openai', 'anthropic', ...Object.keys(providers)];
}

/**
 * Where requests for a model go, and through which interface: for gpt-5* models of OpenAI to GPT5_ENDPOINT when set,
 * else to the base URL of the provider that the card names.
 *
 * @throws HanzoError CONFIG_INVALID when there is no such provider, or it speaks no interface that the model takes
 */
export function endpointFor(config: Config, card: Pick<ApiModelCard, 'name' | 'provider' | 'takes'>): Endpoint {
  const endpoint = endpointOf(config, card.provider, card.name);
  const api = endpoint.speaks.find((kind) => card.takes.apis.includes(kind));
  if (api !== undefined) return { ...endpoint, api };
  throw new HanzoError(
    'CONFIG_INVALID',
    `${card.name} is served through ${listed(card.takes.apis)}, and ${endpoint.host} speaks ${listed(endpoint.speaks)}.`,
    {
      details: { model: card.name, provider: card.provider },
      mend: `Choose another model, or change "api" of the provider ${card.provider}.`,
    },
  );
}

/**
 * Where a provider is.
 *
 * @param model moves OpenAI's gpt-5* models to their own endpoint
 * @throws HanzoError CONFIG_INVALID when there is no such provider
 */
export function endpointOf(config: Config, provider: string, model = ''): ProviderEndpoint {
  const places = config.keys[provider];
  const keyEnv = Object.hasOwn(config.providers, provider) ? config.providers[provider]?.apiKeyEnv : undefined;
  const key = { keyName: provider, keyFrom: places?.[0]?.from, keyVariable: keyVariable(provider, keyEnv) };
  if (provider === 'openai') return { ...openAiOf(config, model, places === undefined), ...key };
  if (provider === 'anthropic') {
    const { baseUrl, baseUrlFrom: from, apiKey } = config.anthropic;
    const needed = places !== undefined || isHost(baseUrl, 'api.anthropic.com');
    return {
      ...placed(baseUrl, from),
      kind: 'anthropic',
      speaks: ['messages'],
      apiKey: apiKey ?? unset(needed),
      ...key,
    };
  }
  const own = Object.hasOwn(config.providers, provider) ? config.providers[provider] : undefined;
  if (own === undefined) throw unknownProvider(config, provider, model);
  const { kind, baseUrl, baseUrlFrom: from, api, apiKey, apiKeyEnv } = own;
  const speaks = api === undefined ? spokenBy(kind, baseUrl) : [api];
  const needed = places !== undefined || apiKeyEnv !== undefined;
  return { ...placed(baseUrl, from), kind, speaks, apiKey: apiKey ?? unset(needed), ...key };
}

function openAiOf(
  { openai }: Config,
  model: string,
  keyless: boolean,
): Omit<ProviderEndpoint, 'keyName' | 'keyFrom' | 'keyVariable'> {
  const own = model.startsWith('gpt-5') ? openai.gpt5BaseUrl : undefined;
  const baseUrl = own ?? openai.baseUrl;
  const from = own === undefined ? openai.baseUrlFrom : (openai.gpt5BaseUrlFrom ?? 'GPT5_ENDPOINT');
  return {
    ...placed(baseUrl, from),
    kind: 'openai',
    speaks: openai.apiChosen ? [openai.api] : spokenBy('openai', baseUrl),
    apiKey: openai.apiKey ?? unset(!keyless || isHost(baseUrl, 'api.openai.com')),
  };
}

function placed(baseUrl: string, from: string): Pick<ProviderEndpoint, 'baseUrl' | 'from' | 'host'> {
  return { baseUrl, from, host: new URL(baseUrl).host };
}

function unset(needed: boolean): typeof NO_KEY | undefined {
  return needed ? undefined : NO_KEY;
}

function spokenBy(kind: ProviderKind, baseUrl: string): readonly ApiKind[] {
  if (kind === 'anthropic') return ['messages'];
  return defaultApi(baseUrl) === 'responses' ? ['responses', 'chat'] : ['chat', 'responses'];
}

function listed(kinds: readonly ApiKind[]): string {
  return kinds.join(' and ');
}

function unknownProvider(config: Config, provider: string, model: string): HanzoError {
  const whose = model === '' ? '' : `${model}: `;
  const guess = nearest(provider, providerNames(config));
  return new HanzoError('CONFIG_INVALID', `${whose}there is no provider "${provider}".`, {
    details: { provider, ...(model !== '' && { model }) },
    mend:
      guess === undefined
        ? `Add it to config.json: "providers": {"${provider}": {"kind": "openai", "baseUrl": "https://…/v1"}}.`
        : `Did you mean "${guess}"?`,
  });
}

/** The endpoint's key. Throws CREDENTIALS_MISSING where one is needed and none is set. */
export function requireKey(endpoint: Pick<ProviderEndpoint, 'apiKey' | 'host' | 'keyName' | 'keyVariable'>): string {
  if (endpoint.apiKey !== undefined) return endpoint.apiKey;
  const { host, keyName } = endpoint;
  throw new HanzoError('CREDENTIALS_MISSING', `There is no API key for ${host}.`, {
    details: { host, provider: keyName },
    mend: `Run \`hanzo keys set ${keyName}\`, or set ${endpoint.keyVariable}; or use --local-only.`,
  });
}
