import type { Frame, FrameParameter, Making } from '../frame.ts';
import { prose, thirdPerson } from '../grammar.ts';
import { optionsParameter, otherParameter, parameter, shapeOf, thingParameter } from '../parameters.ts';
import { phrase, the } from '../phrases.ts';
import { STATES } from '../words/adjectives.ts';
import { type VerbClass, VERBS } from '../words/verbs.ts';
import { giving, givingNothing, maybeOwner } from './common.ts';
import { given, telling, thisOwner } from './summary.ts';

const HAPPENINGS = 'click change submit message error close open load connect disconnect data ready start end stop timeout scroll resize drag drop focus blur key press key down mouse move select update success failure enter leave exit hover input request response login logout save delete tick finish complete abort progress'.split(' '); // prettier-ignore

/** `onMessage(handler)`, `handleClick(event)`, `on_error(self, error)`. */
export function eventFrame(making: Making): Frame {
  const { dice } = making;
  const owner = maybeOwner(making, 0.55);
  const isHandled = dice.chance(0.5);
  const deed = isHandled ? dice.pick(['handle', 'handle', 'handle', 'process']) : 'on';
  const about = dice.chance(0.5)
    ? [dice.pick(HAPPENINGS)]
    : dice.chance(0.4)
      ? [...phrase(dice, { pluralChance: 0 }).words, dice.pick(HAPPENINGS)]
      : phrase(dice, { pluralChance: 0.1, madeUpChance: 0.2 }).words;
  const words = [...new Set(about)];
  const takesHandler = !isHandled && dice.chance(0.35);
  const handler = dice.pick(['handler', 'listener', 'callback', 'cb', 'fn']);
  const parameters: FrameParameter[] = takesHandler
    ? [
        {
          ...parameter(making, { words: [handler], shape: 'function', optionalChance: 0.03 }),
          text: `What to call on ${prose(words)}.`,
        },
      ]
    : eventParameters(making, words);
  const fixed =
    takesHandler && parameters[0]?.isOptional === true
      ? parameters.map((one) => ({ ...one, isOptional: false }))
      : parameters;
  const summary = summaryOf({ deed, takesHandler, handler, words, parameters: fixed, owner });
  return { ...givingNothing(making, dice.chance(0.2)), kind: owner === undefined ? 'function' : 'method', nameWords: [deed, ...words], ...(owner && { owner }), parameters: fixed, summary, body: 'act', mayChange: owner !== undefined, subject: words }; // prettier-ignore
}

function eventParameters(making: Making, words: readonly string[]): FrameParameter[] {
  const { dice } = making;
  const word = dice.pick([
    'event',
    'e',
    'event',
    'evt',
    'error',
    'data',
    'message',
    'request',
    'req',
    'payload',
    'value',
  ]);
  const first = dice.weighted<() => FrameParameter[]>([
    [5, () => [parameter(making, { words: [word], shape: shapeOf(word), optionalChance: 0.04 })]],
    [2, () => [thingParameter(making, { words, isPlural: false, isMass: false }, { doneWithIt: 'handle', optionalChance: 0.03 })]],
    [3, () => []],
  ])(); // prettier-ignore
  return [...first, ...(dice.chance(0.25) ? [otherParameter(making)] : [])];
}

interface EventParts {
  readonly deed: string;
  readonly takesHandler: boolean;
  readonly handler: string;
  readonly words: readonly string[];
  readonly parameters: readonly FrameParameter[];
  readonly owner: readonly string[] | undefined;
}

function summaryOf({ deed, takesHandler, handler, words, parameters, owner }: EventParts): string {
  const text = prose(words);
  if (takesHandler)
    return `calls the given ${prose([handler])} on each ${text}${owner === undefined ? '' : ` of ${thisOwner(owner)}`}`;
  const own = parameters.find((one) => one.words.join(' ') === words.join(' '));
  const rest = telling(parameters).filter(
    (one) => one !== own && !/^(?:event|e|evt)$/.test(one.words.join('')) && one.words.join('').length > 1,
  );
  const object = own === undefined ? `the ${text}` : `the given ${text}`;
  const verb = deed === 'on' ? 'reacts to' : thirdPerson(deed);
  return `${verb} ${object}${rest.length > 0 ? ` with ${given(rest)}` : owner === undefined || own !== undefined ? '' : ` of ${thisOwner(owner)}`}`;
}

/** A component of React: `UserCard({ user })`. */
export function componentFrame(making: Making): Frame {
  const { dice } = making;
  const about = phrase(dice, { pluralChance: 0.1, madeUpChance: 0.15 });
  const nameWords = dice.chance(0.6)
    ? [
        ...about.words,
        dice.pick([
          'card',
          'list',
          'page',
          'view',
          'button',
          'form',
          'panel',
          'modal',
          'row',
          'table',
          'icon',
          'menu',
          'header',
        ]),
      ]
    : about.words;
  const unique = [...new Set(nameWords)];
  const parameters = dice.chance(0.6)
    ? [
        parameter(making, {
          words: ['props'],
          shape: 'thing',
          optionalChance: 0,
          typeWords: [...unique.slice(-2), 'props'],
        }),
      ]
    : [];
  const shown = `shows the ${prose(unique)} on the page`;
  const { resultType: _, ...base } = giving(making, 'any', unique, 'The elements to show.');
  return {
    ...base,
    ...(making.isTyped && dice.chance(0.3)
      ? { resultType: dice.pick(['JSX.Element', 'ReactNode', 'React.ReactElement']) }
      : {}),
    kind: 'function',
    nameWords: unique,
    isPascal: true,
    parameters,
    summary: shown,
    body: 'show',
    subject: unique,
  };
}

/** A hook of React: `useSession()`. */
export function hookFrame(making: Making): Frame {
  const { dice } = making;
  const about = phrase(dice, { pluralChance: 0.15, madeUpChance: 0.15 });
  const parameters = [
    ...(dice.chance(0.6) ? [otherParameter(making)] : []),
    ...(dice.chance(0.3) ? [otherParameter(making)] : []),
    ...(dice.chance(0.15) ? [optionsParameter(making, about.words)] : []),
  ];
  const rest = telling(parameters);
  const base = giving(
    making,
    dice.pick(['thing', 'list', 'any']),
    about.words,
    `The ${prose(about.words)} for the component.`,
  );
  return {
    ...base,
    kind: 'function',
    nameWords: ['use', ...about.words],
    parameters,
    summary: `lets a component use ${the(about)}${rest.length === 0 ? '' : ` of ${given(rest)}`}`,
    body: 'get',
    subject: about.words,
  };
}

const TEST_JOINTS =
  'is has returns raises with without on when for keeps fails handles after not can and ignores accepts'.split(' ');
const FIXTURES = 'client db tmp_path session app mock monkeypatch user capsys factory driver'.split(' ');

/** `test_empty_cart_total`. */
export function testFrame(making: Making): Frame {
  const { dice } = making;
  const parts = [...phrase(dice).words, dice.pick(TEST_JOINTS), ...phrase(dice).words];
  const words = dice.chance(0.5)
    ? parts
    : [dice.pick<string>(VERBS[dice.pick<VerbClass>(['get', 'convert', 'act', 'make'])]), ...phrase(dice).words];
  const owner = maybeOwner(making, 0.35);
  const fixture = dice.pick(FIXTURES);
  const parameters = dice.chance(0.45)
    ? [
        {
          ...parameter(making, { words: fixture.split('_'), shape: 'thing', optionalChance: 0 }),
          text: `The ${prose(fixture.split('_'))} to test with.`,
        },
      ]
    : [];
  return {
    ...givingNothing(making, dice.chance(0.08)),
    kind: owner === undefined ? 'function' : 'method',
    nameWords: ['test', ...words],
    ...(owner && { owner: [...owner.slice(0, 1), 'tests'] }),
    parameters,
    summary: `tests the case "${prose(words)}"`.replaceAll('"', ''),
    body: 'test',
    subject: words,
  };
}

const ALONE: readonly (readonly [verb: string, what: string, returns?: string])[] = [
  ['main', 'runs the main program from start to end'], ['run', 'runs the program from start to end'], ['setup', 'sets up what is needed before the start'], ['teardown', 'tears down what was set up before'], ['init', 'initializes what is needed before the start'], ['start', 'starts the program'], ['stop', 'stops the program'], ['cli', 'runs the program from the command line'], ['noop', 'does nothing at all, as a no-operation'], ['cleanup', 'cleans up what was left behind'], ['usage', 'shows the usage of the program'], ['bootstrap', 'bootstraps the program'], ['execute', 'executes the steps of the program'], ['reset', 'resets everything to its first state'], ['shutdown', 'shuts the program down'], ['render', 'renders what is to be seen'],
]; // prettier-ignore

/** Well-known names of one word, with nothing to work on. */
export function aloneFrame(making: Making): Frame {
  const { dice } = making;
  const [verb, what] = dice.pick(ALONE);
  const parameters = dice.chance(0.25)
    ? [
        parameter(making, {
          words: [dice.pick(['args', 'argv', 'options', 'config', 'env'])],
          shape: 'list',
          optionalChance: 0.4,
        }),
      ]
    : [];
  return {
    ...givingNothing(making, dice.chance(0.3)),
    kind: 'function',
    nameWords: [verb],
    parameters,
    summary: what,
    body: 'act',
    subject: [verb],
  };
}

const OWN_VERBS: readonly (readonly [words: string, summary: (o: string) => string, returns: (o: string) => string])[] = [
  ['to string', (o) => `gives this ${o} as a string for people`, () => 'The text for people.'],
  ['to json', (o) => `gives this ${o} as JSON data`, (o) => `The data of this ${o}.`],
  ['value of', (o) => `gives the primitive value of this ${o}`, () => 'The primitive value.'],
  ['clone', (o) => `makes a clone of this ${o} that shares nothing with it`, (o) => `The new ${o}.`],
  ['copy', (o) => `makes a copy of this ${o}`, (o) => `The new ${o}.`],
  ['size', (o) => `gives the size of this ${o}, that is how many it holds`, () => 'The number of entries.'],
  ['length', (o) => `gives the length of this ${o}, that is how many it holds`, () => 'The number of entries.'],
  ['keys', (o) => `gives the keys of this ${o}`, () => 'The keys, in order.'],
  ['values', (o) => `gives the values of this ${o}`, () => 'The values, in order.'],
  ['entries', (o) => `gives the entries of this ${o}`, () => 'The keys with their values.'],
  ['items', (o) => `gives the items of this ${o}`, () => 'The items, in order.'],
  ['next', (o) => `gives the next one of this ${o}`, () => 'The next one.'],
  ['close', (o) => `closes this ${o} and frees what it holds`, () => ''],
  ['dispose', (o) => `disposes of this ${o} and frees what it holds`, () => ''],
  ['clear', (o) => `clears this ${o}, so that it holds nothing`, () => ''],
  ['reset', (o) => `resets this ${o} to its first state`, () => ''],
  ['start', (o) => `starts this ${o}`, () => ''],
  ['stop', (o) => `stops this ${o}`, () => ''],
  ['run', (o) => `runs this ${o} from start to end`, () => ''],
  ['render', (o) => `renders this ${o} as it is to be seen`, () => 'What is to be seen.'],
  ['save', (o) => `saves this ${o} as it is now`, () => ''],
  ['init', (o) => `initializes this ${o} before its first use`, () => ''],
  ['set up', (o) => `sets up this ${o} before its first use`, () => ''],
  ['tear down', (o) => `tears down this ${o} after its last use`, () => ''],
  ['component did mount', (o) => `runs after the component ${o} did mount`, () => ''],
  ['get queryset', (o) => `gets the queryset of this ${o}`, () => 'The records to show.'],
  ['forward', (o) => `runs the forward step of this ${o}`, () => 'The output of the step.'],
  ['is empty', (o) => `tells whether this ${o} is empty`, (o) => `True when this ${o} is empty.`],
]; // prettier-ignore

/** Well-known names of methods. */
export function wellKnownFrame(making: Making): Frame {
  const { dice } = making;
  const [name, summary, returns] = dice.pick(OWN_VERBS);
  const owner = maybeOwner(making, 1) ?? ['store'];
  const text = prose(owner);
  const given = returns(text);
  const base =
    given === ''
      ? givingNothing(making, dice.chance(0.25))
      : giving(making, given.startsWith('True') ? 'flag' : 'text', owner, given);
  return {
    ...base,
    kind: 'method',
    nameWords: name.split(' '),
    owner,
    parameters: [],
    summary: summary(text),
    body: 'act',
    mayChange: given === '',
    subject: owner,
  };
}

/** `setActive(isActive)`. */
export function stateFrame(making: Making): Frame {
  const { dice } = making;
  const owner = maybeOwner(making, 0.8);
  const state = dice.pick(STATES);
  const words = dice.pick([['value'], [state], ['is', state], ['flag'], ['enabled'], ['on']]);
  const one = parameter(making, { words, shape: 'flag', optionalChance: 0.15 });
  const who = owner === undefined ? 'it' : thisOwner(owner);
  return {
    ...givingNothing(making),
    kind: owner === undefined ? 'function' : 'method',
    nameWords: ['set', state],
    ...(owner && { owner }),
    parameters: [{ ...one, text: `Whether it is ${state}.` }],
    summary: `sets whether ${who} is ${state}`,
    body: 'set',
    mayChange: owner !== undefined,
    subject: [state],
  };
}
