import type { CommentedFunction } from '@hanzo/contracts';
import type { DocComment } from '../comment-schema.ts';
import { keysOf, verbKeysOf } from '../words/same-words.ts';
import { stem } from '../words/stem.ts';
import { contentWords, keysIn, tellingWords, verbKeysIn, wordsIn } from '../words/words-of.ts';
import { quoted } from './text-fault.ts';

const LEAST_RUN_TOGETHER = 6;
const LEAST_PART = 4;

/** What a sentence that begins with one says no function does whose name begins with the other. */
const OPPOSITES =
  `add remove; add delete; create delete; create remove; insert delete; insert remove; push pop; start stop; begin end;
  open close; encode decode; encrypt decrypt; lock unlock; acquire release; enable disable; connect disconnect; subscribe unsubscribe;
  register unregister; attach detach; mount unmount; show hide; increment decrement; increase decrease; import export; load save;
  serialize deserialize; compress decompress; zip unzip; pack unpack; wrap unwrap; get delete; get remove; find delete; load delete;
  read delete; is delete; count delete; validate delete; send receive; upload download; expand collapse; install uninstall`
    .split(';')
    .map((pair) => pair.trim().split(/\s+/).map(stem));

/** Why the summary does not say what the name says; undefined: it does. */
export function nameFault({ summary }: DocComment, facts: CommentedFunction): string | undefined {
  const said = verbKeysIn(summary);
  const opposite = oppositeOf(summary, facts.name);
  if (opposite !== undefined) return opposite;
  const names = wordsOfName(facts);
  const [verb] = names;
  const isSaid = (word: string, index: number): boolean => {
    const keys = word === verb ? verbKeysOf(word) : keysOf(word);
    const pair = keysOf(`${word}${names[index + 1] ?? ''}`);
    const pairBefore = keysOf(`${names[index - 1] ?? ''}${word}`);
    return [...keys, ...pair, ...pairBefore].some((key) => said.has(key)) || isRunTogether(word, summary);
  };
  const missing = names.filter((word, index) => !isSaid(word, index));
  const wanted = Math.ceil(names.length / 2);
  if (names.length > 1 && !isDunder(facts)) {
    if (names.length - missing.length >= wanted) return undefined;
    const had = names.length - missing.length;
    return `The summary says ${had} of the ${names.length} words of the name ${named(facts)} (missing: ${missing.join(', ')}); at least ${wanted} are needed: ${quoted(summary)}.`;
  }
  if (missing.length < names.length) return undefined;
  const others = besides(facts);
  if (others.length === 0 || others.flatMap(verbKeysOf).some((key) => said.has(key))) return undefined;
  return `The summary names nothing of the function: no word of ${named(facts)}${facts.owner === undefined ? '' : `, its class`} or its parameters: ${quoted(summary)}.`;
}

/** Why the comment says nothing but the name; undefined: it says more. */
export function moreFault(comment: DocComment, facts: CommentedFunction): string | undefined {
  const { summary, params, returns, throws } = comment;
  const known = new Set(wordsIn(facts.name).flatMap(verbKeysOf));
  const [verb = ''] = contentWords(facts.name);
  for (const key of verbKeysOf(verb)) known.add(key);
  const all = [summary, returns, ...params.map(({ text }) => text), ...throws.map(({ text }) => text)].join('. ');
  const more = tellingWords(all).filter((word) => !verbKeysOf(word).some((key) => known.has(key)));
  if (more.length > 0) return undefined;
  return `The comment says nothing that the name ${named(facts)} does not say: ${quoted(summary)}.`;
}

/** `getclsid`: names whose words nothing divides are said where one of them is. */
function isRunTogether(word: string, summary: string): boolean {
  if (word.length < LEAST_RUN_TOGETHER) return false;
  const roots = tellingWords(summary).map(stem);
  return roots.some((root) => root.length >= LEAST_PART && word.includes(root));
}

/** A constructor is called as its class is. */
function wordsOfName({ name, kind, owner = '' }: CommentedFunction): readonly string[] {
  const own = contentWords(name);
  if (kind === 'constructor') return [...new Set(contentWords(owner))];
  return [...new Set(own)];
}

function isDunder({ name }: CommentedFunction): boolean {
  return /^__\w+__$/.test(name);
}

/** What else may be named where the name alone says too little. */
function besides({
  name,
  owner = '',
  parameters,
  calls,
  changes,
  returnType = '',
}: CommentedFunction): readonly string[] {
  const near = [...wordsIn(name), ...[owner, ...parameters.map((one) => one.name)].flatMap(contentWords)];
  if (owner !== '' || parameters.length > 0) return near;
  return [...near, ...[...calls, ...changes, returnType].flatMap(contentWords)];
}

function oppositeOf(summary: string, name: string): string | undefined {
  const [first = ''] = wordsIn(summary);
  const [verb = ''] = wordsIn(name);
  const pair = [stem(first), stem(verb)];
  const isOpposite = OPPOSITES.some((two) => pair[0] !== pair[1] && pair.every((word) => two.includes(word)));
  if (!isOpposite || keysIn(summary).has(stem(verb))) return undefined;
  return `The summary says the opposite of the name ${JSON.stringify(name)}: ${quoted(summary)}.`;
}

function named({ name, kind, owner }: CommentedFunction): string {
  return JSON.stringify(kind === 'constructor' ? (owner ?? name) : name);
}
