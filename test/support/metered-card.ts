import type { ApiModelCard } from '@hanzo/contracts';

/** A model with simple prices: a micro-dollar per token read, ten per token written, a tenth for one that is cached. */
export const METERED_CARD: ApiModelCard = {
  kind: 'api',
  name: 'gpt-test',
  aliases: [],
  provider: 'openai',
  contextTokens: 100_000,
  maxOutputTokens: 10_000,
  tiers: [],
  price: { inputMicros: 1_000_000, cachedInputMicros: 100_000, outputMicros: 10_000_000 },
  tierPrices: {},
  shutdown: undefined,
  replacement: undefined,
  fallbacks: undefined,
  takes: {
    apis: ['responses', 'chat'],
    sampling: true,
    stop: true,
    json: true,
    tools: true,
    cacheKey: true,
    images: false,
    efforts: [],
  },
};
