import type { Shape } from './frame.ts';
import { article, prose } from './grammar.ts';
import { LETTERS, UNITS } from './words/abbreviations.ts';
import { ADJECTIVES } from './words/adjectives.ts';
import { PEOPLE } from './words/nouns.ts';

export interface ParameterUse {
  /** What is done with it, when it is what the function is about: "save". @default it is not */
  readonly doneWithIt?: string;
  /** Said of parameters that nothing else is known of: "to use", "of the new order". */
  readonly tail: string;
  readonly isOptional: boolean;
}

/** Names that say by themselves what they hold. */
const KNOWN: Readonly<Record<string, string>> = {
  a: 'The first value', b: 'The second value', c: 'The third value', d: 'The fourth value', x: 'The x value', y: 'The y value', z: 'The z value',
  i: 'The index', j: 'The second index', k: 'The key or count', n: 'How many', m: 'The second count', s: 'The text', t: 'The time', v: 'The value', f: 'The function to call',
  e: 'The event or error', p: 'The point', q: 'The query', r: 'The radius', w: 'The width', h: 'The height', o: 'The object', u: 'The first one', l: 'The list', g: 'The graph', dx: 'The step along x', dy: 'The step along y', dt: 'The time step',
  args: 'The other arguments, in order', kwargs: 'The other arguments, by name', rest: 'All that follows', other: 'The one to compare with', others: 'The other ones', another: 'The other one',
  ctx: 'The context of the call', context: 'The context of the call', req: 'The request to answer', request: 'The request to answer', res: 'The response to write', response: 'The response to work on',
  cb: 'What to call when it is done', callback: 'What to call when it is done', fn: 'The function to call', func: 'The function to call', handler: 'The handler to call', listener: 'The listener to call', next: 'What to call next', predicate: 'The test that decides', comparator: 'The function that compares two values', compare: 'The function that compares two values', reducer: 'The function that combines two values', mapper: 'The function that turns each value', selector: 'The function that selects', factory: 'The function that makes one', visitor: 'What to call for each one', resolve: 'What to call with the result', reject: 'What to call with the error', done: 'What to call at the end', decorator: 'The decorator to apply',
  options: 'The options to go by', opts: 'The options to go by', config: 'The configuration to go by', cfg: 'The configuration to go by', settings: 'The settings to go by', params: 'The parameters to go by', props: 'The properties of the component', deps: 'What it depends on', init: 'The initial values', overrides: 'What to put in place of the defaults', defaults: 'The values where nothing is said',
  event: 'The event that happened', evt: 'The event that happened', err: 'The error that happened', error: 'The error that happened', exc: 'The exception that was raised', exception: 'The exception that was raised', reason: 'Why it happens', cause: 'What caused it',
  signal: 'The signal that cancels it', token: 'The token to use', data: 'The data to use', payload: 'The content to carry', body: 'The body of the message', value: 'The value to use', val: 'The value to use', values: 'The values to use', key: 'The key to look up', keys: 'The keys to look up', id: 'The id to look for', ids: 'The ids to look for', name: 'The name to use', names: 'The names to use', path: 'The path of the file', paths: 'The paths of the files', file: 'The file to use', filename: 'The name of the file', filepath: 'The path of the file', dir: 'The directory to work in', directory: 'The directory to work in', folder: 'The folder to work in', root: 'Where to begin', cwd: 'The directory to work in',
  url: 'The URL to call', uri: 'The URI to call', host: 'The host to connect to', hostname: 'The host to connect to', port: 'The port to use', address: 'The address to use', endpoint: 'The endpoint to call', method: 'The method to use', headers: 'The headers to send', cookies: 'The cookies to send', query: 'The query to answer', message: 'The message to pass on', msg: 'The message to pass on', text: 'The text to use', str: 'The text to use', string: 'The text to use', line: 'The line to use', lines: 'The lines to use', word: 'The word to use', words: 'The words to use', char: 'The character to use', content: 'The content to use', input: 'The input to work on', output: 'Where the output goes', source: 'Where it comes from', src: 'Where it comes from', target: 'Where it goes', dest: 'Where it goes', dst: 'Where it goes', destination: 'Where it goes', from: 'Where to begin', to: 'Where to end', start: 'Where to begin', begin: 'Where to begin', end: 'Where to end', stop: 'Where to end', first: 'The first one', last: 'The last one', left: 'The left side', right: 'The right side', top: 'The top edge', bottom: 'The bottom edge', lhs: 'The left side', rhs: 'The right side', before: 'What comes before', after: 'What comes after', prev: 'The previous one', previous: 'The previous one', cur: 'The current one', current: 'The current one', old: 'The old one', now: 'The current time', today: 'The current day', date: 'The date to use', time: 'The time to use', timestamp: 'The time to use', when: 'When it happens', timeout: 'The time limit', deadline: 'When it must be done', delay: 'How long to wait', interval: 'How long to wait between two times', duration: 'How long it takes', ttl: 'How long it stays', age: 'How old it is', limit: 'The greatest number', max: 'The greatest value', min: 'The least value', maximum: 'The greatest value', minimum: 'The least value', low: 'The lower end', high: 'The upper end', lower: 'The lower end', upper: 'The upper end', lo: 'The lower end', hi: 'The upper end', count: 'How many', total: 'The total number', num: 'The number to use', number: 'The number to use', amount: 'How much', quantity: 'How many', qty: 'How many', size: 'The size to use', length: 'The length to use', width: 'The width to use', height: 'The height to use', depth: 'How deep to go', level: 'The level to use', offset: 'Where to begin', position: 'Where it is', pos: 'Where it is', index: 'Where in the order it stands', idx: 'Where in the order it stands', page: 'The page to show', step: 'The size of a step', steps: 'The steps to take', seed: 'Where the random numbers begin', retries: 'How often to try again', attempts: 'How often to try', attempt: 'The number of the attempt', times: 'How often', precision: 'How many digits to keep', decimals: 'How many digits to keep', digits: 'How many digits to keep', scale: 'How much larger to make it', factor: 'What to multiply by', ratio: 'What part of the whole', rate: 'How fast it goes', weight: 'How much it counts', threshold: 'The value to compare with', tolerance: 'How far off it may be', epsilon: 'How far off it may be', priority: 'How urgent it is', concurrency: 'How many at the same time', default: 'The value when there is none', fallback: 'The value when there is none', initial: 'The value to begin with', prefix: 'What to put before', suffix: 'What to put after', separator: 'What stands between the parts', sep: 'What stands between the parts', delimiter: 'What stands between the parts', pattern: 'The pattern to match', regex: 'The pattern to match', format: 'The format to write in', encoding: 'The encoding of the text', locale: 'The locale to write for', lang: 'The language to write in', language: 'The language to write in', timezone: 'The time zone to use', mode: 'The mode to use', kind: 'The kind to use', type: 'The type to use', status: 'The status to use', state: 'The state to use', label: 'The label to show', title: 'The title to show', description: 'The words that describe it', color: 'The color to use', style: 'The style to use', theme: 'The theme to use', children: 'What it contains', items: 'The items to go through', item: 'The item to use', list: 'The list to go through', array: 'The list to go through', arr: 'The list to go through', elements: 'The elements to go through', element: 'The element to use', el: 'The element to use', elem: 'The element to use', node: 'The node to work on', nodes: 'The nodes to go through', tree: 'The tree to go through', graph: 'The graph to go through', parent: 'The one above it', child: 'The one below it', entries: 'The entries to go through', entry: 'The entry to use', rows: 'The rows to go through', row: 'The row to use', columns: 'The columns to use', column: 'The column to use', col: 'The column to use', map: 'The map to use', obj: 'The object to use', object: 'The object to use', record: 'The record to use', records: 'The records to go through', instance: 'The instance to use', client: 'The client to call with', session: 'The session to work in', db: 'The database to use', conn: 'The connection to use', connection: 'The connection to use', store: 'The store to use', cache: 'The cache to use', logger: 'Where to log', log: 'Where to log', env: 'The environment to use', stream: 'The stream to use', buffer: 'The bytes to use', buf: 'The bytes to use', bytes: 'The bytes to use', chunk: 'The bytes that came', command: 'The command to run', cmd: 'The command to run', argv: 'The arguments of the command line', score: 'The score to use', password: 'The password to check', email: 'The email address to use', filter: 'What to keep', filters: 'What to keep', fields: 'The fields to use', field: 'The field to use', tags: 'The tags to use', tag: 'The tag to use', pk: 'The primary key to look up', queryset: 'The records to choose from', model: 'The model to use', tensor: 'The tensor to work on', axis: 'The axis to work along', shape: 'The shape to use', dtype: 'The type of the numbers',
}; // prettier-ignore

/** Heads that belong to what stands before them: `orderId` is the id of the order. */
const PARTS = new Set(
  'id name path url type status kind title size length width height color count index key address date version label code state mode age owner price description url email format prefix suffix language position weight speed number content token text level rate'.split(
    ' ',
  ),
);

const BEFORE = new Set([
  ...ADJECTIVES,
  'prev',
  'cur',
  'curr',
  'tmp',
  'temp',
  'their',
  'my',
  'from',
  'to',
  'in',
  'by',
  'other',
]);

/** Things are counted; sizes and ages are not. */
function numberOf(words: readonly string[]): string {
  return /[^sui]s$/.test(words.at(-1) ?? '') ? `number of ${prose(words)}` : prose(words);
}

const DOERS = /^(?:handler|callback|cb|fn|func|listener|hook)$/;

/** What a doc comment says of a parameter: from its name, its shape and what is done with it. */
export function parameterText(words: readonly string[], shape: Shape, use: ParameterUse): string {
  const text = ofWhat(words, shape, use);
  const isClear = shape === 'flag' || text.endsWith('if any') || words[0] === 'args' || words[0] === 'kwargs';
  return `${text}${use.isOptional && !isClear ? ', if any' : ''}.`;
}

function ofWhat(words: readonly string[], shape: Shape, use: ParameterUse): string {
  if (shape === 'flag') return flagText(words);
  const letter = words.join('');
  if (use.doneWithIt !== undefined)
    return `The ${letter.length > 1 && !/^(?:to|from|of|on|by)$/.test(letter) ? prose(words) : (LETTERS[letter] ?? 'value')} to ${use.doneWithIt}`;
  const known = words.length === 1 ? KNOWN[words[0] ?? ''] : undefined;
  if (known !== undefined) return known;
  return ofWords(words, shape, use);
}

function ofWords(words: readonly string[], shape: Shape, { tail }: ParameterUse): string {
  const head = words.at(-1) ?? '';
  const [first, ...others] = words;
  if (first === 'on' && others.length > 0) return `What to call on ${prose(others)}`;
  const known = words.length > 1 ? (ofFirstWord(words, shape) ?? ofLastWord(words)) : undefined;
  if (known !== undefined) return known;
  if (shape === 'function') return `The ${prose(words)} to call`;
  if (PEOPLE.has(head)) return `The ${prose(words)} that this is about`;
  return `The ${prose(words)} ${shape === 'list' && tail === 'to use' ? 'to go through' : tail}`;
}

function ofFirstWord(words: readonly string[], shape: Shape): string | undefined {
  const [first = '', ...others] = words;
  const unit = UNITS[words.at(-1) ?? ''];
  if (unit !== undefined && shape !== 'list') return `${whole(words.slice(0, -1))} in ${unit}`;
  if (first === 'max' || first === 'maximum') return `The greatest ${numberOf(others)}`;
  if (first === 'min' || first === 'minimum') return `The least ${numberOf(others)}`;
  if (first === 'num' || first === 'n') return `The number of ${prose(others)}`;
  return first === 'default' || first === 'initial' ? `The ${prose(others)} when none is said` : undefined;
}

function ofLastWord(words: readonly string[]): string | undefined {
  const head = words.at(-1) ?? '';
  const before = prose(words.slice(0, -1));
  if (DOERS.test(head)) return `The ${before} ${/^(?:handler|listener|hook)$/.test(head) ? head : 'function'} to call`;
  if (/^(?:options|opts|config|settings)$/.test(head)) return `The ${prose(words)} to go by`;
  return PARTS.has(head) && !BEFORE.has(words[0] ?? '') ? `The ${prose([head])} of the ${before}` : undefined;
}

function whole(words: readonly string[]): string {
  if (words[0] === 'max') return `The greatest ${prose(words.slice(1))}`.trim();
  if (words[0] === 'min') return `The least ${prose(words.slice(1))}`.trim();
  return `The ${prose(words)}`;
}

const MANNERS = new Set('verbose recursive strict quiet silent async lazy eager exact fuzzy dry safe deep shallow reverse ascending descending interactive parallel persistent public private active enabled disabled visible hidden readonly sorted unique inclusive exclusive case_sensitive ready required optional nullable'.split(' ')); // prettier-ignore
const DEEDS = new Set('force overwrite validate create append cache debug retry wait sort reverse normalize shuffle strip trim merge flatten escape log raise check follow skip ignore keep include exclude allow show hide send save load commit notify refresh update delete encrypt compress enable disable return print copy clear remove add reset close'.split(' ')); // prettier-ignore

function flagText(words: readonly string[]): string {
  const [first = '', ...others] = words;
  const pair = others.length > 0 ? flagPair(first, prose(others)) : undefined;
  if (pair !== undefined) return pair;
  if (first === 'dry' && others[0] === 'run') return 'Whether to change nothing and only tell';
  if (MANNERS.has(words.join('_'))) return `Whether it is ${prose(words)}`;
  if (DEEDS.has(first)) return `Whether to ${first === 'debug' ? 'show more for debugging' : first}`;
  return `Whether ${prose(words)} is wanted`;
}

function flagPair(first: string, rest: string): string | undefined {
  if (first === 'is') return `Whether it is ${rest}`;
  if (first === 'has') return `Whether it has ${/[^su]s$/.test(rest) ? '' : `${article(rest)} `}${rest}`;
  if (first === 'can') return `Whether it can ${rest}`;
  if (first === 'should') return `Whether to ${rest}`;
  if (first === 'no') return `Whether to do without ${rest}`;
  if (first === 'with') return `Whether to have ${rest}`;
  return DEEDS.has(first) || first === 'use' ? `Whether to ${prose([first])} the ${rest}` : undefined;
}

export const KNOWN_NAMES: readonly string[] = Object.keys(KNOWN).filter((name) => !name.includes('_'));
export const FLAG_WORDS = { manners: [...MANNERS].filter((word) => !word.includes('_')), deeds: [...DEEDS] };
