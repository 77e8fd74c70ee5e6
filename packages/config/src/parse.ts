import { HanzoError, parseDollars } from '@hanzo/contracts';
import type { LogLevel, OpenAiApi } from './model.ts';
import { LOG_LEVELS } from './model.ts';

/** Reads one value. `from` names the flag, variable or file it came from. */
export type Parse<T> = (raw: string, from: string) => T;

function invalid(from: string, what: string, mend: string): HanzoError {
  return new HanzoError('CONFIG_INVALID', `${from} ${what}.`, { details: { from }, mend });
}

/** A base URL without its trailing slashes. */
export const parseBaseUrl: Parse<string> = (raw, from) => {
  const mend = 'Write it like https://api.openai.com/v1 or http://127.0.0.1:11434/v1.';
  const url = URL.parse(raw);
  if (!url || !/^https?:$/.test(url.protocol)) throw invalid(from, 'is not an http or https URL', mend);
  if (url.username || url.password)
    throw invalid(
      from,
      'holds a user name or password',
      'Put the key in a variable such as OPENAI_API_KEY, or run `hanzo keys set`.',
    );
  if (url.search || url.hash) throw invalid(from, 'holds a query or a fragment', mend);
  return url.href.replace(/\/+$/, '');
};

export const parseApi: Parse<OpenAiApi> = (raw, from) => {
  if (raw === 'responses' || raw === 'chat') return raw;
  throw invalid(from, `is "${raw}"`, 'It must be "responses" (OpenAI) or "chat" (most compatible servers).');
};

/** US dollars as micro-dollars. */
export const parseLimit: Parse<number> = (raw, from) => {
  const micros = parseDollars(raw);
  if (micros !== undefined) return micros;
  throw invalid(
    from,
    `is "${raw}", which is not an amount in US dollars`,
    'Write a number such as 100 or 12.50; leave it unset for no limit.',
  );
};

export const parseLogLevel: Parse<LogLevel> = (raw, from) => {
  const level = LOG_LEVELS.find((known) => known === raw);
  if (level) return level;
  throw invalid(from, `is "${raw}"`, `It must be one of ${LOG_LEVELS.join(', ')}.`);
};

/** As Anthropic's client wants it, which adds the version part itself. */
export const parseAnthropicUrl: Parse<string> = (raw, from) => parseBaseUrl(raw, from).replace(/\/v1$/, '');

/** Multiaddrs, from a list or separated by commas. */
export const parseAddresses: Parse<readonly string[]> = (raw, from) => {
  const addresses = raw
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const wrong = addresses.find((address) => !address.startsWith('/'));
  if (wrong === undefined) return addresses;
  throw invalid(
    from,
    `holds "${wrong}", which is not a multiaddr`,
    'Write addresses like /ip4/10.0.0.5/tcp/4001, separated by commas.',
  );
};

export const parseText: Parse<string> = (raw) => raw;
