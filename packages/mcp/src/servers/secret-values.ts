import { hideSecret, isSurelyKey } from '@hanzo/contracts';
import { mayHoldKey } from '@hanzo/config';
import type { McpFileEntry } from './mcp-file.ts';

/** Names under which programs are told secrets: of variables, headers and options. */
const SECRET_NAME =
  /key|token|secret|passw|passphrase|(?:^|[_-])(?:pass|pwd|pat|pin|dsn|jwt|auth)(?:$|[_-])|authorization|credential|cookie|private|bearer|signature|conn(?:ection)?[_-]?str/i;
/** `x-api-key: abc`, `password=abc`, `"token": "abc"`: headers and parts of connections, within a value. */
const PAIR =
  /(?<![\w.-])([\w.-]{1,128})["']?\s{0,8}[:=]\s{0,8}(?:(?:bearer|basic|token|digest)\s{1,8})?("[^"]*"|'[^']*'|[^\s,;&"']+)/gi;
/** Made by a machine: one word in which letters and digits are mixed, and no path or address. */
const RANDOM = /^[\w+=.~-]{16,}$/;

/**
 * What is secret of a value: the password of a URL, what its name or a name within it calls a secret, and what looks like a key.
 * Folders, addresses and words are none: messages without them help nobody.
 *
 * @param name of the variable, header or option that holds it
 */
export function secretsIn(name: string, value: string): readonly string[] {
  const found = [...secretsOfUrl(value), ...secretsOfPairs(value)];
  if (SECRET_NAME.test(name)) {
    // `Bearer abc`: the scheme is no secret, and the rest stands alone in some messages.
    return [...found, ...[value, ...value.split(/\s+/).slice(1)].filter((word) => word !== '' && !isPlain(word))];
  }
  const isRandom = RANDOM.test(value) && /\d/.test(value) && /[a-z]/i.test(value);
  return isRandom && mayHoldKey(name) && isSurelyKey(value) ? [...found, value] : found;
}

/** From now on no output shows what is secret of this value. */
export function hideValue(name: string, value: string): void {
  for (const secret of secretsIn(name, value)) hideSecret(secret);
}

/** Options of programs: `--api-key=x` and `--api-key x`, and URLs with passwords. */
export function hideInArgs(args: readonly string[]): void {
  for (const secret of secretsInArgs(args)) hideSecret(secret);
}

function secretsInArgs(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, at) => {
    const [, name, value] = /^--?([A-Za-z][\w.-]*)=(.+)$/s.exec(arg) ?? [];
    if (name !== undefined && value !== undefined) return secretsIn(name, value);
    const option = /^--?([A-Za-z][\w.-]*)$/.exec(args[at - 1] ?? '')?.[1];
    return secretsIn(option !== undefined && !arg.startsWith('-') ? option : '', arg);
  });
}

/** Secrets that stand in a file themselves: those of variables stand elsewhere. */
export function secretsOfEntry({ args = [], env = {}, url = '', headers = {} }: McpFileEntry): readonly string[] {
  const named = [...Object.entries(env), ...Object.entries(headers), ['', url] as const];
  const found = [...secretsInArgs(args), ...named.flatMap(([name, value]) => secretsIn(name, value))];
  return found.filter((text) => !text.includes('${'));
}

/** `true`, `/run/secrets/db`, `4096` tokens: the setting of a secret, and none itself. */
function isPlain(value: string): boolean {
  return (
    /^(?:true|false|none|null|undefined|bearer|basic|\d{1,7})$/i.test(value) || /^(?:\.{0,2}\/|[a-z]:\\)/i.test(value)
  );
}

/** A plain word, such as `postgres`, and what is too short to be hidden by itself are hidden where they stand: texts need them. */
function hiddenPart(secret: string, whole: string): string {
  return secret.length < 6 || (/^[a-z]+$/i.test(secret) && !isSurelyKey(secret)) ? whole : secret;
}

function secretsOfPairs(text: string): readonly string[] {
  // The default of a variable is no value of its name.
  return [...text.replaceAll(/\$\{[^{}]*\}/g, '${}').matchAll(PAIR)].flatMap(([whole, name = '', written = '']) => {
    const value = written.replace(/^(["'])(.*)\1$/s, '$2');
    return SECRET_NAME.test(name) && value !== '' && !isPlain(value) ? [hiddenPart(value, whole)] : [];
  });
}

/** Passwords, and values that the query calls secrets. */
function secretsOfUrl(text: string): readonly string[] {
  const url = text.includes('://') ? URL.parse(text) : null;
  if (url === null) return [];
  const query = [...url.searchParams].filter(([name, value]) => SECRET_NAME.test(name) && !isPlain(value));
  return [
    ...passwordsOf(url),
    // What is in the place of a name alone is a token.
    ...(url.password === '' && isSurelyKey(url.username) ? [url.username] : []),
    ...query.map(([, value]) => value),
  ].filter((part) => part !== '');
}

function passwordsOf({ username, password }: URL): readonly string[] {
  if (password === '') return [];
  return [password, decoded(password)].map((each) => hiddenPart(each, `${username}:${each}@`));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
