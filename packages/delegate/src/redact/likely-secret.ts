import { isExample, isReference } from '@hanzo/tools';
import type { TextKind } from './text-kind.ts';

/** Whoever has such a value has chosen it, and it may be made of words. */
const PASSWORD = '(?:passw(?:or)?d|passphrase|passcode|(?:\\b|_)(?:pass|pwd))';
/** Made by a machine: there are digits in it. */
const TOKEN =
  '(?:secret|token|(?:api|access|account|private|auth|secret|signing|encryption|master|shared)[_-]?key|credentials?)';
const NAME = `(?:(?<password>${PASSWORD})|${TOKEN})`;
/** Nothing is looked for where none of these stands: that is most lines. */
const SUSPECT = /pass|pwd|secret|token|key|credential|auth|:\/\/|@|identified|\s-[apu]|string/i;

/** A value, in quotes with whatever is in it or up to a blank, and its end. */
const VALUE = '(?:\\\\?(?<quote>["\'`])(?<quoted>(?:(?!\\\\?\\k<quote>).){4,500})|(?<bare>[^\\s"\'`]{4,500}))';
/** `password: x`, `"password" => "x"`, `headers["X-Api-Key"] = "x"`, `password:=x`. */
const ASSIGNED = new RegExp(`${NAME}(?<end>\\\\?["'\`]\\]?)?(?<sign>\\s{0,8}(?:=>|:=|==?|:)\\s{0,8})${VALUE}`, 'gi');
/** `--password x`, of any command. */
const FLAG = new RegExp(`\\s--?[\\w-]{0,40}?${NAME}\\s{1,4}${VALUE}`, 'gi');
/** `ENV DB_PASSWORD x`, `setx API_KEY x`. */
const SET = new RegExp(`^\\s*(?:ENV|ARG|setx|SetEnv)\\s+\\w{0,60}?${NAME}\\s+${VALUE}`, 'gi');
/** Names and values of their own: the names of `<add key="DbPassword" value="x"/>`, and of settings that are lists. */
const PAIR = new RegExp(
  `\\b(?:key|name)\\\\?["']?\\s{0,4}[:=]\\s{0,4}\\\\?["'][\\w.:-]{0,60}?${NAME}\\\\?["'][,;\\s]{1,8}\\\\?["']?value\\\\?["']?\\s{0,4}[:=]\\s{0,4}${VALUE}`,
  'gi',
);
const ELEMENT = new RegExp(`<[\\w.:-]{0,60}?${NAME}(?:\\s[^<>]{0,200})?>(?<bare>[^<>]{4,500})</`, 'gi');
const NAMED: readonly RegExp[] = [ASSIGNED, FLAG, SET, PAIR, ELEMENT];

/** Where a value has no name, its place says what it is: among the arguments of a command, or in a statement. */
const ARGUMENTS: readonly RegExp[] = [
  /\b(?:mysql\w*|mariadb(?:-\w+)?)\b.{0,300}?\s-p["']?(?<bare>[^\s"']{4,})/g,
  /\b(?:sshpass|redis-cli|(?:docker|podman|helm|az|oc)\s.{0,60}?login)\b.{0,300}?\s-[ap]\s{0,4}["']?(?<bare>[^\s"'-][^\s"']{3,})/g,
  /\b(?:curl|wget|https?|skopeo|svn)\b.{0,300}?(?:\s-u|--user|--creds|--proxy-user)[\s=]{0,4}["']?[^\s:"']{1,100}:(?<bare>[^\s"']{4,})/g,
  /(?:^|[^\w.-])[\w.-]{1,60}:(?<bare>[^\s:"'`]{4,200})@(?:tcp|unix|udp)\(/g,
  /\bidentified\s+(?:with\s+\S{1,60}\s+)?by\s+'(?<bare>[^']{4,})'/gi,
];
/** Others are passwords only where they look like one. */
const PLACED: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@"'`]{0,100}:(?<bare>[^\s/"'`]{4,200})@[\w.[-]/gi,
  /\bpassword\s+'(?<bare>[^']{4,})'/gi,
  /\blogin\s+\S{1,100}\s+password\s+(?<bare>\S{4,})/gi,
];
/** Of Docker and npm: name and password in one. */
const AUTH = /(?:"auth"|\b_auth)\s{0,4}[:=]\s{0,4}"?(?<bare>[A-Za-z0-9+/]{12,}={0,2})(?![\w.])/g;

/** A name alone, the value of which stands on the next line. */
const NAME_ABOVE = new RegExp(
  `${NAME}\\\\?["'\`]?(?:\\s*(?:=>|:=|[:=])\\s*(?:[|>][-+]?|\\\\|\\()?|>|</key>)\\s*$|\\bname\\\\?["']?\\s*[:=]\\s*\\\\?["']?[\\w.-]{0,60}?${NAME.replace('?<password>', '?<named>')}\\\\?["']?,?\\s*$`,
  'i',
);
const VALUE_BELOW = new RegExp(
  `^\\s*(?<sign>\\\\?["']?value\\\\?["']?\\s*[:=]\\s*|<string>)?${VALUE}["'\`]?\\s*(?:</\\w+>)?[,;)]*\\s*$`,
  'i',
);

/** What programs say of a value in its place. */
const STATUS =
  /^(?:(?:in|un)?valid|required|optional|missing|expired?|incorrect|wrong|empty|unset|unknown|denied|rejected|refused|accepted|changed|updated|created|deleted|hidden|masked|filtered|removed|string|number|boolean|object|bytes|value|false|true|none|null|nil|undefined|include|omit|same-origin|disabled?|enabled?|default|prompt|stdin|secrets?|passwords?|tokens?|credentials?|inherit|authenticated|unauthorized|forbidden|failed|success(?:ful)?)$/i;
/** A reference to a value somewhere else, or a mask of one. */
const ELSEWHERE =
  /^(?:\$\{|\$\(|\$[A-Z_][A-Z0-9_]*$|\$[a-z_]+$|\{\{|\{[a-z_.%]*\}*$|<%|<[a-z_/-]*>?$|![a-z:/]+$|\*+$|[*&][a-z_-]+$|%\w+%$|%[-\w(]{1,3}$|%\(|#\{|\[[A-Z]+\]|\([a-z_]+\)$|@Microsoft|(?:arn|vault|ssm|op|env|file|ref\+\w+|secretref|projects?)[:/]|[\^~>=<]*v?\d+(?:\.[\dx*]+){1,3}(?:-[\w.]+)?$)/i;
/** `getPassword()`, `process.env.TOKEN`, `tokens[0]`, `Optional[str]`, `str | None`. */
const EXPRESSION =
  /^[({[]*[A-Za-z_$][\w$]*(?:\?|!)?(?:(?:\??\.|::|->)[A-Za-z_$][\w$]*|\[[\w$.]*\]?|\([\w$.,]*\)?|<[\w<>,|[\]]*>?)+[,;:)}\]([{]*$/;
/** Words that are joined name something, such as another secret. */
const JOINED_WORDS = /^(?:[a-z]+\d{0,4}|\d{1,4})(?:[._/-]+(?:[a-z]+\d{0,4}|\d{1,4}))+$/i;
const IDENTIFIER = /^[A-Za-z_$][A-Za-z_$]*$/;
/** `X509Credential`, `CancellationToken`. */
const TYPE = /^[A-Z][\w.]*[a-z]{4}$/;
const OWN_NAME = /pass|pwd|secret|token|key|cred|auth|user/i;
const LEAST = 6;

/** How a value is given. */
interface Given {
  readonly value: string;
  readonly isQuoted: boolean;
  /** The name, where it is that of a password. */
  readonly password: string | undefined;
  /** The name is in quotes, as in JSON. */
  readonly isField: boolean;
  /** What is between name and value. */
  readonly sign: string;
  /** Nothing else stands on the line. */
  readonly isAll: boolean;
}

/**
 * True for a line that may hold a secret of somebody, by the names of values and their places: more than the guard of writes says, which
 * must not refuse what is harmless. Code is held to that guard alone, but for what is named and placed in no other way.
 *
 * @param above the line before it; empty: there is none
 */
export function mayHoldSecret(line: string, above: string, kind: TextKind): boolean {
  return (SUSPECT.test(line) && holdsSecret(line, kind)) || (kind !== 'code' && isValueBelow(line, above));
}

function holdsSecret(line: string, kind: TextKind): boolean {
  const any = (patterns: readonly RegExp[], isSecret: (given: Given) => boolean): boolean =>
    patterns.some((pattern) => valuesIn(line, pattern).some(isSecret));
  if (any([...ARGUMENTS, ...PLACED], ({ value }) => isPlacedSecret(value) && hasDigit(value))) return true;
  if (kind === 'code') return false;
  return (
    any(ARGUMENTS, ({ value }) => isPlacedSecret(value)) ||
    any(NAMED, (given) => isNamedSecret(given, kind)) ||
    any([AUTH], ({ value }) => /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d|=$/.test(value))
  );
}

function valuesIn(line: string, pattern: RegExp): readonly Given[] {
  // Most lines have none: to look for one takes a tenth of the time.
  if (line.search(pattern) < 0) return [];
  return Array.from(line.matchAll(pattern), ({ 0: all, index, groups = {} }) => ({
    value: groups['quoted'] ?? groups['bare'] ?? '',
    isQuoted: groups['quoted'] !== undefined,
    password: groups['password'],
    isField: groups['end'] !== undefined,
    sign: groups['sign'] ?? '',
    isAll:
      /^\s*(?:[-#>]\s+)?["']?[\w.-]*$/.test(line.slice(0, Math.min(index, 100))) &&
      line.slice(index + all.length).trim().length < 2,
  }));
}

function isPlacedSecret(value: string): boolean {
  return isValue(value) && !/^\d+$/.test(value) && !EXPRESSION.test(value);
}

function isNamedSecret(given: Given, kind: TextKind): boolean {
  const value = given.isQuoted ? given.value : given.value.replace(/[,;)\]}>]+$/, '');
  if (!isValue(value)) return false;
  if (/\s/.test(value))
    return kind === 'settings' ? given.password !== undefined && !/[.!?:]$/.test(value) : hasMixedWord(value);
  if (!given.isQuoted && EXPRESSION.test(given.value)) return false;
  if (given.password === undefined) return isToken(value, given, kind);
  return isPassword(value, given, kind);
}

function isToken(value: string, { isQuoted }: Given, kind: TextKind): boolean {
  if (JOINED_WORDS.test(value) || TYPE.test(value) || /^[\d.,]+\w?$/.test(value)) return false;
  if (hasDigit(value)) return /[a-z]/i.test(value);
  return (
    (isQuoted || kind === 'settings') &&
    value.length >= 16 &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    !/^[a-z]+(?:[A-Z][a-z]{2,})+$/.test(value)
  );
}

function isPassword(value: string, given: Given, kind: TextKind): boolean {
  // So many tests may pass.
  if (/^pass$/i.test(given.password ?? '') && /^[\d.,]+%?$/.test(value)) return false;
  if (hasDigit(value) || /[a-z][^\w\s.,:;/()[\]{}<>-]|[!#%^&+~$]/.test(value)) return true;
  return given.isQuoted ? isQuotedPassword(value, given, kind) : isBarePassword(value, given, kind);
}

function isQuotedPassword(value: string, { isField, isAll }: Given, kind: TextKind): boolean {
  return kind === 'settings' || (isField ? !OWN_NAME.test(value) : isAll && !TYPE.test(value));
}

function isBarePassword(value: string, { sign, isAll }: Given, kind: TextKind): boolean {
  if (kind === 'settings') return true;
  // In a sentence a colon is followed by words, and in code an equals sign by a name.
  if (isAll) return !sign.includes(' ') || (!OWN_NAME.test(value) && !sign.includes('='));
  return sign === '=' && !(IDENTIFIER.test(value) && (OWN_NAME.test(value) || value.includes('_')));
}

function isValueBelow(line: string, above: string): boolean {
  const name = above.length > 500 ? null : NAME_ABOVE.exec(above);
  if (name === null) return false;
  const { quoted, bare, sign } = VALUE_BELOW.exec(line)?.groups ?? {};
  const value = (quoted ?? bare ?? '').replace(/<\/\w+>$/, '');
  if (!isValue(value) || EXPRESSION.test(value) || /[:>]$/.test(value)) return false;
  return hasMixedWord(value) || (sign !== undefined && /[^a-z]/.test(value) && !JOINED_WORDS.test(value));
}

function isValue(value: string): boolean {
  return (
    value.length >= LEAST && !STATUS.test(value) && !ELSEWHERE.test(value) && !isExample(value) && !isReference(value)
  );
}

function hasDigit(value: string): boolean {
  return /\d/.test(value);
}

/** A word of letters and digits, or of letters and signs. */
function hasMixedWord(value: string): boolean {
  return value.split(/\s+/).some((word) => word.length >= LEAST && /[a-z]/i.test(word) && /\d/.test(word));
}
