import { HanzoError, type ApiKind, type ApiModelCard, nearest } from '@hanzo/contracts';
import { choose, type Chosen, type Place } from './choose.ts';
import type { Config, OpenAiApi, ProviderKind } from './model.ts';
import { parseBaseUrl } from './parse.ts';
import { keyVariable } from './read-keys.ts';

const OPENAI_BASE_URL = 'https://api.openai.com/v1';

/** These models of OpenAI may have an endpoint of their own. */
const GPT_5 = 'gpt-5';

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
  /** Why what stands there can be no key. */
  readonly keyFault?: string;
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
  const first = Object.hasOwn(config.keys, provider) ? config.keys[provider]?.[0] : undefined;
  const own = Object.hasOwn(config.providers, provider) ? config.providers[provider] : undefined;
  const key = {
    keyName: provider,
    keyFrom: first?.from,
    ...(first?.fault !== undefined && { keyFault: first.fault }),
    keyVariable: keyVariable(provider, own?.apiKeyEnv),
  };
  if (provider === 'openai') return { ...openAiOf(config, model, first === undefined), ...key };
  if (provider === 'anthropic') return { ...anthropicOf(config, first === undefined), ...key };
  if (own === undefined) throw unknownProvider(config, provider, model);
  const { kind, baseUrl, baseUrlFrom: from, api, apiKey, apiKeyEnv } = own;
  const speaks = api === undefined ? spokenBy(kind, baseUrl) : [api];
  const needed = first !== undefined || apiKeyEnv !== undefined;
  return { ...placed(baseUrl, from), kind, speaks, apiKey: apiKey ?? unset(needed), ...key };
}

/** An endpoint without what all say of their key. */
type Keyless = Omit<ProviderEndpoint, 'keyName' | 'keyFrom' | 'keyFault' | 'keyVariable'>;

function anthropicOf({ anthropic }: Config, keyless: boolean): Keyless {
  const { baseUrl, baseUrlFrom: from, apiKey } = anthropic;
  const needed = !keyless || isHost(baseUrl, 'api.anthropic.com');
  return { ...placed(baseUrl, from), kind: 'anthropic', speaks: ['messages'], apiKey: apiKey ?? unset(needed) };
}

/** Every place where a provider's key is shown: OpenAI's may be two. The one of most models comes first. */
export function endpointsOf(config: Config, provider: string): readonly [ProviderEndpoint, ...ProviderEndpoint[]] {
  const [first, second] = [endpointOf(config, provider), endpointOf(config, provider, GPT_5)];
  return second.baseUrl === first.baseUrl ? [first] : [first, second];
}

function openAiOf({ openai }: Config, model: string, keyless: boolean): Keyless {
  const own = model.startsWith(GPT_5) ? openai.gpt5BaseUrl : undefined;
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

/** The endpoint's key. Throws CREDENTIALS_MISSING where one is needed and none is set, CONFIG_INVALID for what is none. */
export function requireKey(
  endpoint: Pick<ProviderEndpoint, 'apiKey' | 'host' | 'keyName' | 'keyFrom' | 'keyFault' | 'keyVariable'>,
): string {
  const { apiKey, host, keyName, keyFrom = '', keyFault } = endpoint;
  if (keyFault !== undefined)
    throw new HanzoError('CONFIG_INVALID', `${keyFrom} ${keyFault}.`, {
      details: { from: keyFrom },
      mend: 'Copy the key again, without quotes around it.',
    });
  if (apiKey !== undefined) return apiKey;
  throw new HanzoError('CREDENTIALS_MISSING', `There is no API key for ${host}.`, {
    details: { host, provider: keyName },
    mend: `Run \`hanzo keys set ${keyName}\`, or set ${endpoint.keyVariable}; or use --local-only.`,
  });
}
