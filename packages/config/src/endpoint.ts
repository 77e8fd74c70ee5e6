import { HanzoError } from '@hanzo/contracts';
import { choose, type Chosen, type Place } from './choose.ts';
import type { ApiKind, Config } from './model.ts';
import { parseBaseUrl } from './parse.ts';

const OPENAI_BASE_URL = 'https://api.openai.com/v1';

/** Stands for "no key" with servers that want none. */
const NO_KEY = 'none';

/** Where a model's requests go. */
export interface Endpoint {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** The flag, variable or file that says so. */
  readonly from: string;
  readonly host: string;
  readonly api: ApiKind;
  /** `none` where no key is set and none may be needed; undefined where one is missing. */
  readonly apiKey: string | undefined;
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
export function defaultApi(baseUrl: string): ApiKind {
  return isOpenAi(baseUrl) ? 'responses' : 'chat';
}

function isOpenAi(baseUrl: string): boolean {
  return new URL(baseUrl).hostname === 'api.openai.com';
}

/** Where requests for a model go: GPT5_ENDPOINT for gpt-5* models when set, else the base URL. */
export function endpointFor(config: Config, model: string): Endpoint {
  const { openai } = config;
  const ownPlace = model.startsWith('gpt-5') && openai.gpt5BaseUrl !== undefined;
  const baseUrl = ownPlace && openai.gpt5BaseUrl !== undefined ? openai.gpt5BaseUrl : openai.baseUrl;
  return {
    baseUrl,
    from: ownPlace ? (openai.gpt5BaseUrlFrom ?? 'GPT5_ENDPOINT') : openai.baseUrlFrom,
    host: new URL(baseUrl).host,
    api: openai.apiChosen ? openai.api : defaultApi(baseUrl),
    apiKey: openai.apiKey ?? (isOpenAi(baseUrl) ? undefined : NO_KEY),
  };
}

/** The endpoint's key. Throws CREDENTIALS_MISSING where one is needed and none is set. */
export function requireKey(endpoint: Endpoint): string {
  if (endpoint.apiKey !== undefined) return endpoint.apiKey;
  throw new HanzoError('CREDENTIALS_MISSING', `There is no API key for ${endpoint.host}.`, {
    details: { host: endpoint.host },
    mend: 'Set OPENAI_API_KEY, or point --base-url at a server that needs none, or use --local-only.',
  });
}
