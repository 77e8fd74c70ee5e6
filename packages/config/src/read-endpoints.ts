import { HanzoError } from '@hanzo/contracts';
import { choose, type Place } from './choose.ts';
import { chooseBaseUrl, defaultApi } from './endpoint.ts';
import type { ConfigFile, ProviderEntry } from './file-schema.ts';
import type { Config, ConfigFlags, OwnProvider } from './model.ts';
import { parseAnthropicUrl, parseApi, parseBaseUrl } from './parse.ts';
import { defined, inFileName, type Reader } from './setting-reader.ts';

const BASE_URL_FLAG = '--base-url';
const ANTHROPIC_BASE_URL = 'https://api.anthropic.com';

/** The sections that say where API models are. */
export function readEndpoints(
  flags: ConfigFlags,
  file: ConfigFile,
  keys: Config['keys'],
  reader: Reader,
): Pick<Config, 'openai' | 'anthropic' | 'providers'> {
  return {
    openai: readOpenAi(flags, file, keys, reader),
    anthropic: readAnthropic(file, keys, reader),
    providers: readProviders(file, keys, reader),
  };
}

function readOpenAi(
  flags: ConfigFlags,
  { openai: file }: ConfigFile,
  keys: Config['keys'],
  { env, path, read, note }: Reader,
): Config['openai'] {
  const base = chooseBaseUrl(
    [
      [BASE_URL_FLAG, flags.baseUrl],
      [inFileName(path, 'openai.baseUrl'), file?.baseUrl],
    ],
    env,
  );
  note('openai.baseUrl', base);
  // The flag is for everything that this command asks.
  const gpt5Places: readonly Place[] = [
    [inFileName(path, 'openai.gpt5BaseUrl'), file?.gpt5BaseUrl],
    ['GPT5_ENDPOINT', env['GPT5_ENDPOINT']],
  ];
  const gpt5 = base.from === BASE_URL_FLAG ? undefined : choose(gpt5Places, parseBaseUrl);
  note('openai.gpt5BaseUrl', gpt5);
  const api = read('openai.api', ['--api', flags.api], 'HANZO_OPENAI_API', file?.api, parseApi);
  if (!api) note('openai.api', { value: api, from: 'default' });
  return {
    ...defined({ apiKey: keys['openai']?.[0]?.value }),
    baseUrl: base.value,
    baseUrlFrom: base.from,
    ...(gpt5 ? { gpt5BaseUrl: gpt5.value, gpt5BaseUrlFrom: gpt5.from } : {}),
    api: api ?? defaultApi(base.value),
    apiChosen: api !== undefined,
  };
}

/** Config file, then ANTHROPIC_BASE_URL: like the base URL of OpenAI. */
function readAnthropic(
  { anthropic: file }: ConfigFile,
  keys: Config['keys'],
  { env, path, note }: Reader,
): Config['anthropic'] {
  const base = choose(
    [
      [inFileName(path, 'anthropic.baseUrl'), file?.baseUrl],
      ['ANTHROPIC_BASE_URL', env['ANTHROPIC_BASE_URL']],
      ['default', ANTHROPIC_BASE_URL],
    ],
    parseAnthropicUrl,
  ) ?? { value: ANTHROPIC_BASE_URL, from: 'default' };
  note('anthropic.baseUrl', base);
  return { ...defined({ apiKey: keys['anthropic']?.[0]?.value }), baseUrl: base.value, baseUrlFrom: base.from };
}

function readProviders({ providers = {} }: ConfigFile, keys: Config['keys'], reader: Reader): Config['providers'] {
  const read = Object.entries(providers).map(
    ([name, entry]) => [name, readProvider(name, entry, keys, reader)] as const,
  );
  return Object.fromEntries(read);
}

function readProvider(name: string, entry: ProviderEntry, keys: Config['keys'], { path, note }: Reader): OwnProvider {
  const from = inFileName(path, `providers.${name}.baseUrl`);
  if (name === 'openai' || name === 'anthropic')
    throw invalid(inFileName(path, `providers.${name}`), 'has a section of its own', `Move it to "${name}".`);
  const { kind, api, apiKeyEnv } = entry;
  if (api !== undefined && (kind === 'anthropic') !== (api === 'messages'))
    throw invalid(
      inFileName(path, `providers.${name}.api`),
      `is "${api}", which no endpoint of kind "${kind}" speaks`,
      kind === 'anthropic' ? 'Leave it out.' : 'It must be "responses" or "chat".',
    );
  const baseUrl = (kind === 'anthropic' ? parseAnthropicUrl : parseBaseUrl)(entry.baseUrl, from);
  note(`providers.${name}.baseUrl`, { value: baseUrl, from });
  return {
    kind,
    baseUrl,
    baseUrlFrom: from,
    ...defined({ api, apiKeyEnv, apiKey: keys[name]?.[0]?.value }),
  };
}

function invalid(from: string, what: string, mend: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${from} ${what}.`, { details: { from }, mend });
}
