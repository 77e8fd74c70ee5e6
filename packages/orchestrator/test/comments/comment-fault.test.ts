import type { CommentedFunction } from '@hanzo/contracts';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { commentFault } from '../../src/comments/comment-fault.ts';
import { facts, said, type Said, taking } from './facts.ts';

interface Case extends Said {
  readonly of: CommentedFunction;
  /** The function's text. */
  readonly code?: string;
}

/** As strong models write them. */
const GOOD: readonly Case[] = [
  {
    of: facts('loadUser', { ...taking('userId'), returns: 'value', returnType: 'Promise<User>', isAsync: true }),
    summary: 'Fetches the account with the given identifier from the store.',
    params: { userId: 'Identifier of the user to look up.' },
    returns: 'A promise that resolves to the matching user.',
  },
  {
    of: facts('isEmpty', { kind: 'method', owner: 'TaskQueue', returns: 'value', returnType: 'boolean' }),
    summary: 'Checks whether the queue has no pending tasks.',
    returns: '`true` if no tasks are waiting, otherwise `false`.',
  },
  {
    of: facts('parse_retry_after', {
      ...taking('value'),
      returns: 'value',
      throws: ['ValueError'],
      style: 'docstring',
    }),
    summary: 'Parse the `Retry-After` header into seconds.',
    params: { value: 'Raw header value, either a number of seconds or an HTTP date.' },
    returns: 'The number of seconds to wait.',
    throws: { ValueError: 'If the value is neither a number nor a valid date.' },
    code: 'def parse_retry_after(value):\n    header = "Retry-After"\n    raise ValueError(value)',
  },
  {
    of: facts('__init__', {
      kind: 'constructor',
      owner: 'OrderBook',
      ...taking('symbol', 'depth'),
      style: 'docstring',
    }),
    summary: 'Initialize an empty order book for one trading symbol.',
    params: { symbol: 'Ticker symbol that the orders belong to.', depth: 'Maximum number of price levels to keep.' },
  },
  {
    of: facts('constructor', { kind: 'constructor', owner: 'RateLimiter', ...taking('limit', 'windowMs') }),
    summary: 'Creates a limiter that allows a fixed number of calls per time window.',
    params: { limit: 'Maximum calls per window.', windowMs: 'Length of the window in milliseconds.' },
  },
  {
    of: facts('toString', { kind: 'method', owner: 'Money', returns: 'value' }),
    summary: 'Formats the amount and its currency for display, e.g. "12.50 EUR".',
    returns: 'The formatted text.',
  },
  {
    of: facts('debounce', { ...taking('fn', 'delayMs'), returns: 'value' }),
    summary:
      'Wraps a callback so that it only runs once calls have stopped for a given delay. Earlier pending calls are dropped.',
    params: { fn: 'The callback to debounce.', delayMs: 'How long to wait after the last call, in milliseconds.' },
    returns: 'A debounced version of the callback.',
  },
  {
    of: facts('normaliseFilename', { ...taking('fileName'), returns: 'value' }),
    summary: 'Normalizes a file name by lower-casing it and replacing characters that are not portable.',
    params: { fileName: 'Name of the file, with its extension.' },
    returns: 'The normalized name.',
  },
  {
    of: facts('_', { ...taking('items'), returns: 'value' }),
    summary: 'Returns the items in reverse order.',
    params: { items: 'The items to reverse.' },
    returns: 'A new, reversed list.',
  },
  {
    of: facts('size', { kind: 'getter', owner: 'LruCache', returns: 'value' }),
    summary: 'The number of entries that the cache currently holds.',
    returns: 'Count of cached entries.',
  },
  {
    of: facts('flush', { kind: 'method', owner: 'EventBuffer', isAsync: true, returnType: 'Promise<void>' }),
    summary: 'Sends all buffered events to the collector and empties the buffer.',
    returns: 'A promise that resolves when everything has been sent.',
  },
  {
    of: facts('createHttpServer', { ...taking('ctx', 'cfg'), returns: 'value', throws: ['ConfigError'] }),
    summary: 'Builds the HTTP server and registers its routes, without starting to listen.',
    params: { ctx: 'Context shared by all request handlers.', cfg: 'Settings such as the port and time limits.' },
    returns: 'The configured server.',
    throws: { ConfigError: 'If the port in `cfg` is out of range.' },
  },
  {
    of: facts('get_or_create', { ...taking('key', 'factory'), returns: 'value', style: 'docstring' }),
    summary: 'Return the cached entry for a key, creating it with the factory on first use.',
    params: {
      key: 'Key under which the entry is cached.',
      factory: 'Called without arguments to build a missing entry.',
    },
    returns: 'The existing or newly created entry.',
  },
  {
    of: facts('onMessage', { kind: 'method', owner: 'SocketClient', ...taking('msg') }),
    summary: 'Handles a message from the server by resolving the pending request it belongs to.',
    params: { msg: 'The received message; unknown types are ignored.' },
  },
  {
    of: facts('main', { returns: 'unknown', calls: ['argparse.ArgumentParser', 'process_files'], style: 'docstring' }),
    summary: 'Entry point: parses the command line and processes each file that it names.',
    returns: 'Exit code of the process.',
  },
  {
    of: facts('getclsid', { kind: 'method', owner: 'OleFile', ...taking('filename'), returns: 'value' }),
    summary: 'Return the CLSID of a stream or storage.',
    params: { filename: 'Path of the stream within the file.' },
    returns: 'The CLSID, empty where there is none.',
  },
  {
    of: facts('__eq__', { kind: 'method', owner: 'Version', ...taking('other'), returns: 'value', style: 'docstring' }),
    summary: 'Compare two versions by their major, minor and patch numbers.',
    params: { other: 'Object to compare with.' },
    returns: '`True` if both versions are the same, `NotImplemented` for other types.',
    code: 'def __eq__(self, other):\n    return NotImplemented',
  },
  {
    of: facts('parse_user_agent', { ...taking('header'), returns: 'value', style: 'docstring' }),
    summary: 'Parses a UserAgent header, e.g. of GitHub (JavaScript or Node.js) kept in PostgreSQL, in O(log(n)).',
    params: { header: 'Header of the request(s), i.e. "Mozilla.compatible(x)"; see docs.example.com.' },
    returns: 'What the agent is.',
  },
  {
    of: facts('saveOrder', { ...taking('order'), returns: 'value', throws: ['errors.NotFound', 'db.NotFound'] }),
    summary: 'Saves an order with fs.write, drop(order) and the OrderBooks.',
    params: { order: 'Which one to save.' },
    returns: 'Whether it was new.',
    throws: {
      '`errors.NotFound`': 'If there is no customer.',
      'db.NotFound': 'If there is no table.',
      'net.TimeoutError': 'If the disk takes too long.',
    },
    code: 'fs.write(order); drop(order); new OrderBook(); retry(net.TimeoutError)',
  },
];

interface BadCase extends Case {
  /** What the refusal must say. */
  readonly because: RegExp;
}

const LOAD_USER = facts('loadUser', { ...taking('userId'), returns: 'value' });
const LOADS = 'Loads a user from the database.';
const USER_ID = { userId: 'Identifier of the user.' };

const BAD: readonly BadCase[] = [
  { of: LOAD_USER, summary: ' ', params: USER_ID, returns: 'The user.', because: /summary is empty/ },
  {
    of: LOAD_USER,
    summary: 'Loads user.',
    params: { userId: 'The value.' },
    returns: 'The result.',
    because: /nothing that the name "loadUser" does not say/,
  },
  { of: LOAD_USER, summary: LOADS, params: USER_ID, returns: '', because: /returns a value/ },
  { of: LOAD_USER, summary: LOADS, params: {}, returns: 'The user.', because: /not explain the parameter "userId"/ },
  {
    of: LOAD_USER,
    summary: LOADS,
    params: { ...USER_ID, options: 'Options of the request.' },
    returns: 'The user.',
    because: /"options", which the function does not have/,
  },
  {
    of: LOAD_USER,
    summary: LOADS,
    params: { userId: 'The user id.' },
    returns: 'The user.',
    because: /only its name again/,
  },
  { of: LOAD_USER, summary: LOADS, params: { userId: 'Identifier' }, returns: 'The user.', because: /has 1 words/ },
  {
    of: LOAD_USER,
    summary: 'Computes the invoice total with taxes.',
    params: USER_ID,
    returns: 'The total.',
    because: /0 of the 2 words of the name "loadUser" \(missing: load, user\)/,
  },
  { of: LOAD_USER, summary: 'Saves the user to disk.', params: USER_ID, returns: 'The user.', because: /the opposite/ },
  {
    of: LOAD_USER,
    summary: 'Loads a user through `fetchProfile`.',
    params: USER_ID,
    returns: 'The user.',
    because: /"fetchProfile" as code/,
  },
  {
    of: LOAD_USER,
    summary: LOADS,
    params: USER_ID,
    returns: 'The user.',
    throws: { NotFoundError: 'When there is none.' },
    because: /throws the error "NotFoundError", which the code does not name/,
  },
  {
    of: facts('parsePort', { ...taking('text'), returns: 'value', throws: ['RangeError'] }),
    summary: 'Parses a port number.',
    params: { text: 'What somebody typed.' },
    returns: 'The port.',
    because: /not say when it throws the error "RangeError"/,
  },
  {
    of: facts('resetTimer'),
    summary: 'Resets the timer to its first interval.',
    returns: 'The timer.',
    because: /returns nothing, and the comment says/,
  },
  {
    of: facts('addPoints', { ...taking('left', 'right'), returns: 'value' }),
    summary: 'Adds the coordinates of two points.',
    params: { left: 'One of the points.', right: 'One of the points.' },
    returns: 'Their sum.',
    because: /is what it says of "right"/,
  },
  {
    of: LOAD_USER,
    summary: 'Loads the user the user the user the user.',
    params: USER_ID,
    returns: 'The user.',
    because: /repeats "the user"/,
  },
  { of: LOAD_USER, summary: 'Loads a user. */ evil();', params: USER_ID, returns: 'The user.', because: /no prose/ },
  {
    of: LOAD_USER,
    summary: 'Loads a user.\nIt is cached.',
    params: USER_ID,
    returns: 'x',
    because: /more than one line/,
  },
  {
    of: LOAD_USER,
    summary: 'loads the user, cached',
    params: USER_ID,
    returns: 'A user.',
    because: /begin like a sentence/,
  },
  {
    of: LOAD_USER,
    summary: 'Loads zxqv brrt kkdlm user wwtf qqp hhsk ntrpl gfds.',
    params: USER_ID,
    returns: 'The user.',
    because: /not made of words/,
  },
  {
    of: LOAD_USER,
    summary: 'Loads a user. It reads. It waits. It returns.',
    params: USER_ID,
    returns: 'The user.',
    because: /4 sentences/,
  },
  {
    of: facts('_', { ...taking('items'), returns: 'value' }),
    summary: 'Does what must be done here.',
    params: { items: 'Everything that is there.' },
    returns: 'What came out.',
    because: /names nothing of the function/,
  },
];

const INVENTED_CODE: readonly (readonly [summary: string, name: string])[] = [
  ['Loads a user from the PostgresStore.', 'PostgresStore'],
  ['Loads a user by calling fs.unlink on disk.', 'fs.unlink'],
  ['Loads a user with drop(name).', 'drop'],
];

/** Errors that a comment makes up, though words like them are in the language or in the code. */
const INVENTED_ERRORS: readonly (readonly [name: string, because: RegExp])[] = [
  ['TypeError', /"TypeError", which the code does not name/],
  ['KeyError', /"KeyError", which the code does not name/],
  ['string', /"string", which the code does not name/],
  ['userId', /"userId", which the code does not name/],
  ['get', /"get", which the code does not name/],
  ['Run curl and call store', /"Run curl and call store", which is not the name of a type/],
  ['a */ Store', /which is not the name of a type/],
  ['evil/Store', /which is not the name of a type/],
];

describe('commentFault', () => {
  it.each(GOOD)(verifies('gates.comment', '$of.name: $summary'), ({ of, code = of.name, ...text }) => {
    expect(commentFault(said(text), of, code)).toBeUndefined();
  });

  it.each(BAD)(verifies('gates.comment', 'refuses $summary $because'), ({ of, code = of.name, because, ...text }) => {
    expect(commentFault(said(text), of, code)).toMatch(because);
  });

  it(verifies('gates.comment', 'a parameter that is told twice'), () => {
    const twice = {
      ...said({ summary: LOADS, returns: 'The user.' }),
      params: [1, 2].map((at) => ({ name: 'userId', text: `Its number ${at}.` })),
    };
    expect(commentFault(twice, LOAD_USER, '')).toMatch(/"userId" more than once/);
  });

  it.each(INVENTED_CODE)(verifies('gates.comment', 'refuses code in %s'), (summary, name) => {
    const comment = said({ summary, params: USER_ID, returns: 'The user.' });
    expect(commentFault(comment, LOAD_USER, 'load(userId)')).toContain(`names "${name}" as code`);
  });

  it.each(INVENTED_ERRORS)(verifies('gates.comment', 'refuses the error %s'), (name, because) => {
    const comment = said({
      summary: LOADS,
      params: USER_ID,
      returns: 'The user.',
      throws: { [name]: 'If all fails.' },
    });
    expect(commentFault(comment, LOAD_USER, 'return Store.get(userId as string)')).toMatch(because);
  });

  it.each(['Missing', 'errors.Missing', '`Missing`'])(verifies('gates.comment', 'the error %s twice'), (again) => {
    const of = facts('loadUser', { ...taking('userId'), returns: 'value', throws: ['Missing'] });
    const comment = {
      ...said({ summary: LOADS, params: USER_ID, returns: 'The user.' }),
      throws: ['Missing', again].map((name) => ({ name, text: 'If there is no such user.' })),
    };
    expect(commentFault(comment, of, 'throw new errors.Missing()')).toMatch(/more than once when it throws/);
    const reasons = comment.throws.map(({ name }, at) => ({ name, text: `If number ${at} fails.` }));
    expect(commentFault({ ...comment, throws: reasons }, of, 'throw new errors.Missing()')).toBeUndefined();
  });
});
