import { redact } from '@hanzo/contracts';
import { changedLines } from './changed-lines.ts';
import { bitsPerCharacter } from './entropy.ts';
import type { Guard, GuardFault } from './guard.ts';
import { SECRET_PATTERNS } from './secret-patterns.ts';

/** A name that ends so says that its value is a secret: `dbPassword`, but not `passwordField` or `tokenizer`. */
const NAME =
  /(?:passw(?:or)?d|(?:\b|_)p(?:ass|wd)|passphrase|secret|token|(?:api|access|private|auth|secret|signing|encryption|master)[_-]?key|client-key-data|credentials?)/i
    .source;
/** In quotes: with an index or a type between, as of `headers["X-Api-Key"] =` and `token: string =`. */
const NAMED = new RegExp(
  `${NAME}["'\`]?\\]?\\s*(?:\\??:\\s*[\\w<>|[\\]. ]{1,40}=|=>|:=|[:=])\\s*["'\`]([^"'\`\\s]{8,})["'\`]`,
  'gi',
);
/** Without quotes, as environments have it: in every file. */
const IN_ENVIRONMENT =
  /(?:^|\s)(?:[A-Z][A-Z0-9]*_)*(?:PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|SECRET|TOKEN|KEY|APIKEY|CREDENTIALS?)=([^\s"'`,;(){}[\]<>$]{8,})(?=\s|$)/g;
/** Without quotes, as settings have it; in code an expression stands there. */
const IN_SETTINGS = new RegExp(
  `^\\s*(?:-\\s+)?[\\w.-]{0,60}${NAME}["']?\\s*[:=]\\s*([^\\s"'\`,;(){}[\\]<>$]{8,})\\s*(?:[#;].*)?$`,
  'gi',
);
const SETTINGS =
  /\.(?:ya?ml|ini|cfg|cnf|conf|properties|env|tfvars|toml|log|txt)$|(?:^|\/)\.env[\w.-]*$|(?:^|\/)\.\w+rc$/i;
/** What has no extension is no code, and neither is what stands in no file: `credentials`, logs. */
const NO_EXTENSION = /(?:^|\/)\.?[^./]*$/;
/** `Authorization: Bearer …`. */
const BEARER = /\b(?:Bearer|Basic)\s+([\w+/=.~-]{12,})/g;
/** What is in quotes and has no blank: nothing says what it is. */
const QUOTED = /["'`]([\w+/=.~-]{32,200})["'`]/g;

/** Bits for each character: words have fewer, and so has a hash in hex, of 4 at most. */
const RANDOM_BITS = 4.5;
/** A name says so already: shorter and plainer values will do. */
const NAMED_BITS = 3;
/** Nobody means these: words that stand for a value, places to fill in, what tests make up. */
const EXAMPLE =
  /example|sample|dummy|placeholder|change.?me|your[_-]|redacted|x{4,}|\*{3,}|\.{3}|<[^>]*>|\$\{|\{\{|%\(|^(?:test|fake|mock|none|null|undefined)|^(?:password|passwd|secret)$|(?:^|[-_.])(?:test|fake|mock|canary|demo)(?:[-_.]|$)|1234567|abcdefg/i;
/** Words that are joined: `x-api-key-v2`, `colors.blue.500`. */
const WORDS = /^(?:[a-z]+\d{0,4}|\d{1,4})(?:[._/-]+(?:[a-z]+\d{0,4}|\d{1,4}))+$/i;
/** Of a package: no secret. */
const INTEGRITY = /^(?:sha\d+-|data:|https?:|urn:|[./]|@)/;

/** What a change adds looks like a key, a token, a password or a private key. What stood in the files already is no addition. */
export const guardSecrets: Guard = (changes) => {
  const old = changes.map(({ before = '' }) => before).join('\n');
  return changes.flatMap((change) =>
    changedLines(change).added.flatMap(({ line, text }): readonly GuardFault[] => {
      const what = secretIn(text, old, change.path);
      if (what === undefined) return [];
      return [{ guard: 'secrets', path: change.path, line, reason: `The added line holds ${what}.` }];
    }),
  );
};

/**
 * What a line holds that looks secret, in words and without it; undefined: nothing.
 *
 * @param path of the file that the line is of; empty: it is of none
 */
export function secretIn(line: string, old = '', path = ''): string | undefined {
  if (redact(line) !== line) return 'a key of this process';
  const known = SECRET_PATTERNS.find(({ pattern }) => {
    const found = pattern.exec(line);
    if (found === null || old.includes(found[0])) return false;
    return !EXAMPLE.test(found.groups?.['secret'] ?? found[0]);
  });
  if (known !== undefined) return known.what;
  const named = [
    NAMED,
    IN_ENVIRONMENT,
    BEARER,
    ...(SETTINGS.test(path) || NO_EXTENSION.test(path) ? [IN_SETTINGS] : []),
  ];
  const values = named.flatMap((pattern) => valuesIn(line, pattern, old)).filter((value) => !WORDS.test(value));
  if (values.some((value) => /\d/.test(value) && bitsPerCharacter(value) >= NAMED_BITS))
    return 'a value whose name says that it is a secret';
  if (valuesIn(line, QUOTED, old).some((value) => isMixed(value) && bitsPerCharacter(value) >= RANDOM_BITS))
    return 'a text that is as random as a key';
  return undefined;
}

/** Those that nobody meant as examples, and that stood nowhere before. */
function valuesIn(line: string, pattern: RegExp, old: string): readonly string[] {
  const values = Array.from(line.matchAll(pattern), ([, value = '']) => value);
  return values.filter((value) => isNew(value, old));
}

function isNew(value: string, old: string): boolean {
  return !EXAMPLE.test(value) && !INTEGRITY.test(value) && !old.includes(value);
}

/** Alphabets and words in camel case are no keys. */
function isMixed(value: string): boolean {
  const digits = value.match(/\d/g)?.length ?? 0;
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && digits >= 3 && !/abcdefgh|0123456789/i.test(value);
}
