import { catalogueOverrides, fallbackChain, fallbackInWords, lifeOf } from '@hanzo/config';
import {
  costMicros,
  formatDollars,
  priceOf,
  SERVICE_TIERS,
  type ApiModelCard,
  type Capabilities,
  type Price,
  type ServiceTier,
} from '@hanzo/contracts';
import { configsFile, type Setting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { apiAccess, lifeWords, type ApiAccess } from './api-access.ts';
import { dollars } from './api-table.ts';

/** What prices are compared by: a prompt of many files, and a long answer. */
const JOB = { inputTokens: 1_000_000, cachedInputTokens: 0, outputTokens: 100_000 };

interface TierRow {
  readonly tier: ServiceTier;
  readonly price: Price;
  readonly jobMicros: number;
}

/** An API model with all that follows from the configuration. */
interface ApiFacts {
  readonly card: ApiModelCard;
  /** Names, in the order in which they are tried. */
  readonly chain: readonly ApiModelCard[];
  readonly prices: readonly TierRow[];
  readonly access: ApiAccess;
  /** Fields that the user's models.json says. */
  readonly overridden: readonly string[];
  readonly now: number;
}

/** Prints all that is known of an API model. `asked` is the name that was written, maybe an alias. */
export function showApi(card: ApiModelCard, asked: string, setting: Setting, terminal: Terminal, json: boolean): void {
  const facts = factsOf(card, setting);
  if (json) terminal.out(JSON.stringify(toJson(facts, setting)));
  else print(facts, asked, setting, terminal);
}

function factsOf(card: ApiModelCard, setting: Setting): ApiFacts {
  const now = Date.now();
  return {
    card,
    chain: fallbackChain(setting.catalogue, card, setting.config.calls.fallbacks, now),
    prices: SERVICE_TIERS.flatMap((tier): TierRow[] => {
      const price = priceOf(card, tier);
      return price === undefined ? [] : [{ tier, price, jobMicros: costMicros(price, JOB) }];
    }),
    access: apiAccess(setting, card),
    overridden: ownFields(card, setting),
    now,
  };
}

function toJson({ card, chain, prices, access, overridden, now }: ApiFacts, { catalogue }: Setting): object {
  const { endpoint, keySet } = access;
  return {
    v: 1,
    name: card.name,
    catalogue: card,
    catalogueVersion: catalogue.version,
    life: lifeOf(card, now),
    fallsBackTo: chain.map(({ name }) => name),
    endpoint: endpoint && { host: endpoint.host, api: endpoint.api, from: endpoint.from, keySet },
    usable: keySet && card.price !== undefined,
    overridden,
    job: { ...JOB, costMicros: Object.fromEntries(prices.map(({ tier, jobMicros }) => [tier, jobMicros])) },
  };
}

function print(
  { card, chain, prices, access, overridden, now }: ApiFacts,
  asked: string,
  setting: Setting,
  terminal: Terminal,
): void {
  const { out } = terminal;
  const line = (title: string, text: string): void => out(`${title.padEnd(14)} ${text}`);
  out(asked === card.name ? card.name : `${asked} → ${card.name}`);
  if (card.aliases.length > 0) line('also known as', card.aliases.join(', '));
  line('provider', `${card.provider}: ${access.words}`);
  line('window', `${count(card.contextTokens)} tokens of prompt, ${count(card.maxOutputTokens)} of answer`);
  line('good for', card.tiers.join(', ') || 'no tier: it is used when it is named');
  line('life', lifeWords(card, setting.catalogue, now));
  line(
    'falls back to',
    `${chain.map((next) => fallbackInWords(card, next)).join(', ') || 'nothing'}${chosen(card, setting)}`,
  );
  for (const [title, text] of abilities(card.takes)) line(title, text);
  if (overridden.length > 0) line('changed by', `${setting.paths.catalogueOverrides}: ${overridden.join(', ')}`);
  if (card.note !== undefined) line('note', card.note);
  printPrices(prices, terminal);
}

function chosen(card: ApiModelCard, { config }: Setting): string {
  const own = [card.name, ...card.aliases].some((name) => Object.hasOwn(config.calls.fallbacks, name));
  return own ? ' (calls.fallbacks of config.json)' : '';
}

/** Fields that the user's models.json says of this model. */
function ownFields(card: ApiModelCard, { paths }: Setting): readonly string[] {
  const overrides = catalogueOverrides(configsFile('models.json'), paths.catalogueOverrides);
  return overrides.find(({ name }) => name === card.name)?.fields ?? [];
}

const ABILITIES: readonly (readonly [keyof Capabilities, string])[] = [
  ['json', 'answers that keep to a schema'],
  ['tools', 'tools'],
  ['images', 'images'],
  ['cacheKey', 'cache keys'],
  ['sampling', 'temperature and seed'],
  ['stop', 'stop texts'],
];

function abilities(takes: Capabilities): (readonly [title: string, text: string])[] {
  const words = (has: boolean): string =>
    ABILITIES.flatMap(([ability, word]) => (takes[ability] === has ? [word] : [])).join(', ') || 'nothing';
  return [
    ['interfaces', takes.apis.join(', ')],
    ['efforts', takes.efforts.join(', ') || 'none may be asked for'],
    ['takes', words(true)],
    ['never sent', words(false)],
  ];
}

function printPrices(prices: readonly TierRow[], terminal: Terminal): void {
  terminal.out('');
  if (prices.length === 0) {
    terminal.out('No price is known: paid calls to it are refused.');
    return;
  }
  terminal.out('US dollars per 1M tokens; job: 1M tokens in and 100K out');
  const rows = prices.map(({ tier, price, jobMicros }) => [
    tier,
    dollars(price.inputMicros),
    dollars(price.cachedInputMicros),
    dollars(price.cacheWriteMicros ?? price.inputMicros),
    dollars(price.outputMicros),
    formatDollars(jobMicros),
  ]);
  printTable(['tier', 'input', 'cached', 'cache write', 'output', 'job'], rows, terminal);
}

function count(tokens: number): string {
  return tokens.toLocaleString('en-US');
}
