import { redact } from '@hanzo/contracts';
import { changedLines } from './changed-lines.ts';
import { bitsPerCharacter } from './entropy.ts';
import type { Guard, GuardFault } from './guard.ts';
import { isExample, isReference } from './no-secret.ts';
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
/** The same with whatever scheme, and in its own words. */
const AUTHORIZATION =
  /\bauthorization["'`]?\s{0,8}[:=,]\s{0,8}["'`]?(?:token|apikey|api-key|digest|key|bearer|basic|splunk|sso-key)[\s:]\s{0,8}["'`]?([\w+/=.~-]{8,})/gi;
/** In the query of an address. */
const IN_QUERY =
  /[?&][\w.-]{0,30}?(?:token|secret|passw(?:or)?d|(?:api|access|auth|private)[_-]?key|sig|signature)=([\w%+/=.~-]{8,})/gi;
/** Anywhere in a line that is no code, as logs have it: `login failed: password=…, user=…`. */
const IN_LOG = new RegExp(`${NAME}["']?\\s{0,4}[:=]\\s{0,4}([^\\s"'\`,;(){}[\\]<>$&]{8,})`, 'gi');
/** As logs of requests have them. */
const HEADER =
  /\b(?:proxy-)?authorization\s{0,4}[:=]\s{0,4}(?:[A-Za-z][\w-]{0,20}\s+)?([\w+/=.~-]{8,})|\b(?:set-)?cookie\s{0,4}[:=].{0,400}?=([\w%+/=.~-]{16,})/gi;
/** A whole line of an environment: whatever stands there is what its name says, however plain. */
const OF_ENVIRONMENT =
  /^\s*(?:[-+>$]\s*)?(?:export\s+|set\s+|ENV\s+)?(?:[A-Z][A-Z0-9]*_)*(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|(?:ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION|MASTER)_KEY|CREDENTIALS?)=(["']?)([^\s"'`$<>{}]{6,})\1\s*$/;
const EVERYWHERE: readonly RegExp[] = [NAMED, IN_ENVIRONMENT, BEARER, AUTHORIZATION, IN_QUERY];
/** What is in quotes and has no blank: nothing says what it is. */
const QUOTED = /["'`]([\w+/=.~-]{32,200})["'`]/g;

/** Bits for each character: words have fewer, and so has a hash in hex, of 4 at most. */
const RANDOM_BITS = 4.5;
/** A name says so already: shorter and plainer values will do. */
const NAMED_BITS = 3;
/** Words that are joined: `x-api-key-v2`, `colors.blue.500`. */
const WORDS = /^(?:[a-z]+\d{0,4}|\d{1,4})(?:[._/-]+(?:[a-z]+\d{0,4}|\d{1,4}))+$/i;
/** Code in a log: `credential: X509Credential`. */
const TYPE = /^[A-Z][\w.]*[a-z]{4}$/;
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
  // An example may stand before a real one.
  const known = SECRET_PATTERNS.find(({ pattern }) =>
    matchesIn(line, pattern).some(
      ({ 0: found, groups }) => !old.includes(found) && !isExample(groups?.['secret'] ?? found),
    ),
  );
  if (known !== undefined) return known.what;
  const isCode = !SETTINGS.test(path) && !NO_EXTENSION.test(path);
  const named = [...EVERYWHERE, ...(isCode ? [] : [IN_SETTINGS])].flatMap((pattern) => valuesIn(line, pattern, old));
  const logged = isLog(path) ? [IN_LOG, HEADER].flatMap((pattern) => valuesIn(line, pattern, old)) : [];
  const values = [...named, ...logged.filter((value) => !TYPE.test(value))].filter((value) => !WORDS.test(value));
  if (values.some((value) => /\d/.test(value) && bitsPerCharacter(value) >= NAMED_BITS) || isOfEnvironment(line, path))
    return 'a value whose name says that it is a secret';
  if (valuesIn(line, QUOTED, old).some((value) => isMixed(value) && bitsPerCharacter(value) >= RANDOM_BITS))
    return 'a text that is as random as a key';
  return undefined;
}

/** What stands in no file, such as what a program has printed, and files of such texts. */
function isLog(path: string): boolean {
  return path === '' || /\.(?:log|env|out|err)$/i.test(path);
}

/** Numbers, words for yes and no, and places of files are settings beside secrets. */
function isOfEnvironment(line: string, path: string): boolean {
  const value = isLog(path) ? OF_ENVIRONMENT.exec(line)?.[2] : undefined;
  return value !== undefined && !/^(?:\d+|true|false)$/i.test(value) && isNew(value, '');
}

/** Those that nobody meant as examples, and that stood nowhere before. */
function valuesIn(line: string, pattern: RegExp, old: string): readonly string[] {
  const values = matchesIn(line, pattern).map(([, value = '', other = '']) => value || other);
  return values.filter((value) => isNew(value, old));
}

/** Most lines have none: to look for one takes a tenth of the time. */
function matchesIn(line: string, pattern: RegExp): readonly RegExpExecArray[] {
  return line.search(pattern) < 0 ? [] : [...line.matchAll(pattern)];
}

function isNew(value: string, old: string): boolean {
  return !isExample(value) && !isReference(value) && !old.includes(value);
}

/** Alphabets and words in camel case are no keys. */
function isMixed(value: string): boolean {
  const digits = value.match(/\d/g)?.length ?? 0;
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && digits >= 3 && !/abcdefgh|0123456789/i.test(value);
}
