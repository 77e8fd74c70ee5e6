import { ACRONYMS, FULL_FORMS } from './words/abbreviations.ts';

const THIRD_PERSONS: Readonly<Record<string, string>> = { do: 'does', go: 'goes', has: 'has', have: 'has', be: 'is', init: 'initializes', calc: 'calculates', setup: 'sets up', sync: 'syncs', lookup: 'looks up', exec: 'executes', config: 'configures', quiz: 'quizzes', eval: 'evaluates', gen: 'generates', del: 'deletes', shut: 'shuts', unzip: 'unzips', concat: 'concatenates', dedupe: 'removes duplicates of', new: 'makes', diff: 'compares', auth: 'authenticates', ack: 'acknowledges', subscribe: 'subscribes' }; // prettier-ignore

/** `parse` → `parses`, `match` → `matches`, `copy` → `copies`. */
export function thirdPerson(verb: string): string {
  const special = THIRD_PERSONS[verb];
  if (special !== undefined) return special;
  if (/(s|x|z|ch|sh|[^aeiou]o)$/.test(verb)) return `${verb}es`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return `${verb}s`;
}

const BASES: Readonly<Record<string, string>> = { init: 'initialize', calc: 'calculate', setup: 'set up', lookup: 'look up', exec: 'execute', eval: 'evaluate', gen: 'generate', del: 'delete', concat: 'concatenate', dedupe: 'remove duplicates of', new: 'make', diff: 'compare' }; // prettier-ignore

/** The verb in full. */
export function baseForm(verb: string): string {
  return BASES[verb] ?? verb;
}

const PLURALS: Readonly<Record<string, string>> = { child: 'children', person: 'people', index: 'indices', vertex: 'vertices', matrix: 'matrices', mouse: 'mice', criterion: 'criteria', axis: 'axes', sheep: 'sheep', fish: 'fish', leaf: 'leaves', shelf: 'shelves', knife: 'knives', basis: 'bases', diagnosis: 'diagnoses', foot: 'feet', aircraft: 'aircraft', datum: 'data', hero: 'heroes', piano: 'pianos', photo: 'photos', staff: 'staff', quiz: 'quizzes' }; // prettier-ignore

export function plural(noun: string): string {
  const special = PLURALS[noun];
  if (special !== undefined) return special;
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return `${noun}s`;
}

/** Words of a name as prose has them: short forms in full, acronyms in capitals. */
export function prose(words: readonly string[]): string {
  return words.map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : (FULL_FORMS[word] ?? word))).join(' ');
}

const AN_BY_SOUND =
  /^(?:[aeio]|u(?!ni([^nm]|$)|s[aeiu]|tc|rl|ser|ti|ui|k)|hour|heir|honest|HTML|HTTP|SQL|XML|SDK|RPC|LLM|SSH|SVG|MD|FPS|FTP)/;

/** `a` or `an`. */
export function article(text: string): string {
  return AN_BY_SOUND.test(text) ? 'an' : 'a';
}

/** A sentence of it: a capital first, a full stop last. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const PARTICIPLES: Readonly<Record<string, string>> = { split: 'split', make: 'made', build: 'built', find: 'found', get: 'wanted', read: 'read', take: 'taken', draw: 'drawn', write: 'written', send: 'sent', put: 'put', set: 'set', cast: 'cast', shut: 'shut', run: 'run', cut: 'cut', sum: 'summed', hide: 'hidden', show: 'shown', wind: 'wound', bind: 'bound', break: 'broken', choose: 'chosen', rewrite: 'rewritten', sync: 'synced', setup: 'set up', init: 'initialized', lookup: 'looked up', compute: 'computed', spawn: 'spawned', keep: 'kept', sleep: 'slept', forget: 'forgotten', freeze: 'frozen', steer: 'steered', ship: 'shipped', lend: 'lent', leave: 'left', feed: 'fed', pay: 'paid', drive: 'driven', cook: 'cooked', unset: 'unset', do: 'done', go: 'gone', buy: 'bought', sell: 'sold', override: 'overridden', rewind: 'rewound', unbind: 'unbound', overflow: 'overflowed', infer: 'inferred', defer: 'deferred', transfer: 'transferred', refer: 'referred', commit: 'committed', submit: 'submitted', transmit: 'transmitted', emit: 'emitted', format: 'formatted', fit: 'fitted', quit: 'quit', permit: 'permitted', concat: 'concatenated', calc: 'calculated', exec: 'executed', dedupe: 'deduplicated', diff: 'compared', new: 'new', handle: 'handled' }; // prettier-ignore

/** `parse` → `parsed`, `map` → `mapped`. */
export function participle(verb: string): string {
  const special = PARTICIPLES[verb];
  if (special !== undefined) return special;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  if (/^[^aeiou]*[aeiou][bdgklmnprtvz]$/.test(verb) || /^un(?:wrap|pin|tag|plug)$/.test(verb))
    return `${verb}${verb.at(-1)}ed`;
  return `${verb}ed`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}
