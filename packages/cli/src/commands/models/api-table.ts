import { fallbackChain, fallbackInWords, lifeOf } from '@hanzo/config';
import { formatDollars, type ApiModelCard, type Price, type Tier } from '@hanzo/contracts';
import type { Setting } from '../../setting.ts';
import { tableLines } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { apiAccess, lifeWords } from './api-access.ts';

/** Below so many columns the last column is left out. */
const WIDE = 100;

/** Longer names would push the table over its edge. */
const MAX_NAME = 18;
const MAX_FALLBACKS = 19;

const TIER_LETTERS: Readonly<Record<Tier, string>> = { simple: 's', medium: 'm', complex: 'c', critical: 'C' };

/** The API models by provider: those that are served, those that end soon with what follows them, those that are gone. */
export function printApiModels(setting: Setting, now: number, terminal: Terminal): void {
  const { catalogue } = setting;
  const { out, style } = terminal;
  const cards = catalogue.models.filter((card) => card.kind === 'api');
  const served = cards.filter((card) => lifeOf(card, now).state !== 'gone');
  out(`API models, US dollars per 1M tokens (catalogue ${catalogue.version})`);
  for (const provider of new Set(served.map((card) => card.provider))) {
    const own = served.filter((card) => card.provider === provider);
    out('');
    out(`${provider} (${own[0] === undefined ? '' : apiAccess(setting, own[0]).words})`);
    printServed(own, setting, now, terminal);
  }
  out('');
  out('tiers: f flex, b batch, p priority, so many times the price of output');
  out('for:   s simple, m medium, c complex, C critical tasks');
  printAliases(served, terminal);
  const ending = served
    .filter((card) => lifeOf(card, now).state === 'ending')
    .toSorted((a, b) => (a.shutdown ?? '').localeCompare(b.shutdown ?? ''));
  if (ending.length > 0) out('');
  for (const card of ending) out(`${card.name} ${lifeWords(card, catalogue, now)}`);
  const gone = cards.filter((card) => !served.includes(card));
  if (gone.length > 0) out('');
  for (const card of gone) out(style.dim(`${named(card)} ${lifeWords(card, catalogue, now)}`));
}

function printServed(cards: readonly ApiModelCard[], setting: Setting, now: number, terminal: Terminal): void {
  const wide = !terminal.watched || terminal.columns >= WIDE;
  const head = ['model', 'window', 'answer', 'input', 'cached', 'output', 'tiers', 'for', 'days'];
  const rows = cards.map((card) => {
    const life = lifeOf(card, now);
    const cells = [
      cut(card.name, MAX_NAME),
      shortTokens(card.contextTokens),
      shortTokens(card.maxOutputTokens),
      dollars(card.price?.inputMicros),
      dollars(card.price?.cachedInputMicros),
      dollars(card.price?.outputMicros),
      otherTiers(card),
      card.tiers.map((tier) => TIER_LETTERS[tier]).join(''),
      life.state === 'ending' ? String(life.daysLeft) : '-',
    ];
    return wide ? [...cells, fallbacks(card, setting, now)] : cells;
  });
  for (const line of tableLines(wide ? [...head, 'falls back to'] : head, rows, ['model'])) terminal.out(line);
}

/** `gpt-6.1-sol 2.5x +1`: the first one, how many times dearer its output is, and how many follow. */
function fallbacks(card: ApiModelCard, { catalogue, config }: Setting, now: number): string {
  const chain = fallbackChain(catalogue, card, config.calls.fallbacks, now);
  const all = chain.map((next) => fallbackInWords(card, next)).join(', ');
  const [first] = chain;
  if (all.length <= MAX_FALLBACKS || first === undefined) return all;
  const factor = fallbackInWords(card, first).slice(first.name.length).replaceAll(/[()]/g, '');
  const more = `${factor}${chain.length === 1 ? '' : ` +${chain.length - 1}`}`;
  return `${cut(first.name, MAX_FALLBACKS - more.length)}${more}`;
}

/** `f½ b½ p2`: how many times the standard price of output. */
function otherTiers({ price, tierPrices }: ApiModelCard): string {
  return (['flex', 'batch', 'priority'] as const)
    .flatMap((tier) => {
      const other = tierPrices[tier];
      return other === undefined ? [] : [`${tier.charAt(0)}${times(other, price)}`];
    })
    .join(' ');
}

function times(other: Price, price: Price | undefined): string {
  if (price === undefined || price.outputMicros === 0) return '?';
  const factor = other.outputMicros / price.outputMicros;
  return factor === 0.5 ? '½' : String(Number(factor.toFixed(1)));
}

/** Dated states of a model are left to `hanzo models show`. */
const DATED = /\d{4}-?\d{2}-?\d{2}$/;

function printAliases(cards: readonly ApiModelCard[], { out }: Terminal): void {
  const all = cards.flatMap(({ name, aliases }) =>
    aliases.filter((alias) => !DATED.test(alias)).map((alias) => `${alias} = ${name}`),
  );
  if (all.length === 0) return;
  let line = 'also: ';
  for (const [index, text] of all.entries()) {
    const next = index === 0 ? ` ${text}` : `, ${text}`;
    if (line.length + next.length > WIDE - 1) {
      out(`${line},`);
      line = `       ${text}`;
    } else line += next;
  }
  out(line);
}

function named({ name, aliases }: ApiModelCard): string {
  return aliases.length === 0 ? name : `${name} (${aliases.join(', ')})`;
}

/** Without the sign: all of them are dollars. */
export function dollars(micros: number | undefined): string {
  return micros === undefined ? '-' : formatDollars(micros).slice(1);
}

/** `272K`, `1.1M`. */
export function shortTokens(tokens: number): string {
  if (tokens >= 1_000_000) return `${Number((tokens / 1_000_000).toFixed(1))}M`;
  return tokens < 1000 ? String(tokens) : `${Math.round(tokens / 1000)}K`;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
