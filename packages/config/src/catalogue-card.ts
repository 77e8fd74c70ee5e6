import { type Capabilities, type ModelCard, type Price, parseDollars } from '@hanzo/contracts';
import type { ModelEntry, PriceEntry } from './catalogue-schema.ts';

/** What servers that speak OpenAI's older interface mostly take: llama-server, Ollama, vLLM, SGLang, gateways. */
const COMPATIBLE: Capabilities = {
  apis: ['chat'],
  sampling: true,
  stop: true,
  json: true,
  tools: true,
  cacheKey: false,
  images: false,
  efforts: [],
};

/** Of the two whose models we know, what their newest ones all take: a parameter too little is never refused. */
const DEFAULTS: Readonly<Record<string, Capabilities>> = {
  openai: { ...COMPATIBLE, apis: ['responses', 'chat'], sampling: false, stop: false, cacheKey: true },
  anthropic: { ...COMPATIBLE, apis: ['messages'], sampling: false },
};

const DEFAULT_OUTPUT_TOKENS = 4096;

/** A checked entry as the rest of hanzo knows it: dollars become micro-dollars, and what is missing its default. */
export function cardOf(entry: ModelEntry): ModelCard {
  const { note, ...rest } = entry;
  const noted = note === undefined ? {} : { note };
  if (rest.kind === 'local') return { ...rest, ...noted, sha256: rest.sha256 };
  const { price, tierPrices = {}, shutdown, replacement, fallbacks, takes = {}, contextTokens, provider } = rest;
  const sold = Object.entries(tierPrices).flatMap(([tier, other]) => (other ? [[tier, inMicros(other)] as const] : []));
  const own = Object.entries(takes).filter(([, value]) => value !== undefined);
  const usual = Object.hasOwn(DEFAULTS, provider) ? DEFAULTS[provider] : COMPATIBLE;
  return {
    ...rest,
    ...noted,
    maxOutputTokens: rest.maxOutputTokens ?? Math.min(DEFAULT_OUTPUT_TOKENS, contextTokens),
    price: price ? inMicros(price) : undefined,
    tierPrices: Object.fromEntries(sold),
    shutdown,
    replacement,
    fallbacks,
    takes: { ...(usual ?? COMPATIBLE), ...Object.fromEntries(own) },
  };
}

function inMicros(price: PriceEntry): Price {
  const micros = (usd: string | number): number => parseDollars(usd) ?? 0;
  return {
    inputMicros: micros(price.input),
    // Without a discount of its own, a cached token costs what a fresh one costs.
    cachedInputMicros: micros(price.cachedInput ?? price.input),
    ...(price.cacheWrite !== undefined && { cacheWriteMicros: micros(price.cacheWrite) }),
    outputMicros: micros(price.output),
  };
}
