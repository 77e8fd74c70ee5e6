import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment } from '../comment-schema.ts';
import { wordsOf } from '../../gates/identifiers.ts';
import { quoted } from './text-fault.ts';

/** Words of the languages and of their libraries, which anybody may name. Lower case. */
const LANGUAGE = new Set(
  `null none undefined true false nan infinity void never unknown any self this cls super new async await yield return throw raise number
  string boolean object bigint symbol int integer float str bool bytes bytearray list dict tuple set frozenset array map weakmap weakset
  promise date regexp json buffer uint8array arraybuffer iterable iterator generator asynciterable asynciterator asyncgenerator callable
  coroutine awaitable function error typeerror rangeerror syntaxerror referenceerror evalerror urierror aggregateerror domexception
  exception valueerror keyerror indexerror attributeerror runtimeerror notimplementederror stopiteration stopasynciteration oserror ioerror
  filenotfounderror permissionerror timeouterror zerodivisionerror overflowerror assertionerror importerror lookuperror nameerror
  unicodeerror unicodedecodeerror unicodeencodeerror eoferror keyboardinterrupt systemexit connectionerror arithmeticerror
  stdin stdout stderr url uri html css http https utf8 utf ascii iso api id get post put patch delete head options record partial
  readonly pick omit decimal datetime timedelta path pathlike optional union literal typing math console window document`.split(
    /\s+/,
  ),
);

/** Names of products that are written like names in code. */
const BRANDS = /^(iPhone|iPad|iOS|iCloud|macOS|eBay|tvOS|watchOS|jQuery|gRPC|npmJS|webOS|openAI|x86_64|utf_8|pH)$/i;

/** The same, of those that are written like types. */
const TYPE_LIKE_BRANDS =
  /^(?:(?:Java|Type|Coffee|Action)Script|Git(?:Hub|Lab|Ops)|Dev(?:Ops|Tools)|Web(?:Socket|Hook|Assembly|Gpu)s?|Open(?:Telemetry|Search|Street|StreetMap|Stack)|YouTube|LinkedIn|PayPal|WordPress|WhatsApp|TikTok|WeChat|DropBox|PowerShell|PowerPoint|ClickHouse|CloudFlare|CloudFront|CloudWatch|CloudFormation|PyTorch|TensorFlow|LangChain|HubSpot|SendGrid|MailChimp|SalesForce|QuickBooks|BitTorrent|MapReduce|PubSub|GeoJson|(?:Camel|Pascal|Snake|Kebab)Case|Mc[A-Z]\w+)$/;

/** What prose writes as code: between backticks, called, or in a case that only code has. `file(s)` is no call. */
const AS_CODE = /`([^`\n]+)`|([A-Za-z_$][\w$]*)\(\)|\b([A-Za-z]\w*_\w*)\b|\b([a-z]+[A-Z]\w*)\b/g;

/** `PostgresStore`. Not `PostgreSQL`, and not `DynamoDB`. */
const TYPES = /\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\b/g;
/** `fs.unlink`. No part of an address or a path. */
const PATHS = /(?<![\w$./@-])[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+(?![\w$/@-])/g;
/** `drop(user)`. `f(x)` is mathematics, `class(es)` is prose. */
const CALLS = /\b([A-Za-z_$][\w$]+)\((?!(?:s|es|ies|ed|ing|ly|n|d|r|er)\))[^()\s][^()]*\)/g;
const WORLD_CALLS = /^(?:log|ln|sin|cos|tan|exp|sqrt|abs|max|min|rgba?|hsla?)$/;

/** Files and hosts: `package.json`, `Node.js`, `example.com`. */
const FILE_OR_HOST =
  /\.(?:[cm]?[jt]sx?|json[lc5]?|ya?ml|toml|ini|cfg|env|md|rst|txt|csv|tsv|xml|html?|s?css|svg|png|jpe?g|gif|pdf|pyi?|sh|exe|so|lock|log|sql|db|zip|tar|t?gz|go|rs|rb|java|php|cpp|h|gguf|diff|pem|com|org|net|io|dev)$/i;

/** Why a name that the comment writes as code is invented; undefined: none is. */
export function inventedCode(comment: DocComment, facts: CommentedFunction, source: string): string | undefined {
  const { summary, params, returns, throws } = comment;
  const names = namesOf(facts, source);
  for (const text of [summary, returns, ...params.map((one) => one.text), ...throws.map((one) => one.text)]) {
    const invented =
      markedIn(text).find((name) => !isKnown(name, names) && !BRANDS.test(name)) ?? unmarkedIn(text, names);
    if (invented !== undefined)
      return `It names ${JSON.stringify(invented)} as code, which does not stand in the function: ${quoted(text)}.`;
  }
  return undefined;
}

function markedIn(text: string): readonly string[] {
  return [...text.matchAll(AS_CODE)].flatMap(([, ticked, ...bare]) =>
    ticked === undefined ? bare.filter((one) => one !== undefined) : namesIn(ticked),
  );
}

/** The first name that nothing but its form marks as code, and that is invented. Values in quotes, and `O(log n)`, are none. */
function unmarkedIn(text: string, names: ReadonlySet<string>): string | undefined {
  const prose = text.replaceAll(/`[^`\n]*`|"[^"]*"|“[^”]*”|\bO\([^)]*\)+/g, ' ');
  const type = prose
    .match(TYPES)
    ?.find((name) => !isKnown(name, names) && !isPartOf(name, names) && !TYPE_LIKE_BRANDS.test(name));
  const isInvented = (path: string): boolean => {
    const parts = path.split('.');
    const isShort = parts.every((part) => part.length <= 2);
    return !isShort && !FILE_OR_HOST.test(path) && parts.some((part) => !isKnown(part, names));
  };
  const called = [...prose.matchAll(CALLS)].map(([, name = '']) => name);
  return (
    type ??
    prose.match(PATHS)?.find(isInvented) ??
    called.find((name) => !isKnown(name, names) && !WORLD_CALLS.test(name))
  );
}

/** Texts in quotes are values, and may be anything. */
function namesIn(ticked: string): readonly string[] {
  return wordsOf(ticked.replaceAll(/"[^"]*"|'[^']*'/g, ' '));
}

/** What names the code has, in lower case. */
function namesOf(
  { name, owner = '', parameters, throws, calls }: CommentedFunction,
  source: string,
): ReadonlySet<string> {
  const told = [name, owner, ...parameters.map((one) => one.name), ...throws, ...calls].join(' ');
  return new Set(wordsOf(`${source} ${told}`).map((word) => word.toLowerCase()));
}

function isKnown(name: string, names: ReadonlySet<string>): boolean {
  return names.has(name.toLowerCase()) || LANGUAGE.has(name.toLowerCase());
}

/** `UserAgent` of `parse_user_agent`, and `OrderBooks`. */
function isPartOf(name: string, names: ReadonlySet<string>): boolean {
  const wanted = name.toLowerCase().replace(/s$/, '');
  return LANGUAGE.has(wanted) || [...names].some((one) => one.replaceAll('_', '').includes(wanted));
}
