import type { FrameParameter } from '../frame.ts';
import { article, participle, prose, thirdPerson } from '../grammar.ts';
import { the, type Phrase } from '../phrases.ts';
import type { VerbClass } from '../words/verbs.ts';
import type { Complement } from './name-parts.ts';
import { given, parameterFor, telling, theOrGiven, thisOwner } from './summary.ts';

/** What a summary is made of. */
export interface VerbParts {
  readonly verbClass: VerbClass;
  readonly verb: string;
  /** A second verb: "loads or creates". */
  readonly second?: { readonly joint: 'and' | 'or'; readonly verb: string };
  readonly about: Phrase;
  readonly complement?: Complement;
  readonly ending: string;
  readonly owner?: readonly string[];
  readonly parameters: readonly FrameParameter[];
  readonly mayBeAbsent: boolean;
  readonly isGenerator: boolean;
}

const WITH_THEM = new Set<VerbClass>(['act', 'check', 'convert', 'send']);
const KEY_HEADS = new Set('id name email key slug code number path url index token username hash uuid title label type kind address ids names keys tag query pattern prefix'.split(' ')); // prettier-ignore

/** The first sentence, without a full stop. */
export function verbSummary(parts: VerbParts): string {
  const { about, verb, second, verbClass, mayBeAbsent, isGenerator, ending } = parts;
  const deed = [thirdPerson(verb), ...(second === undefined ? [] : [second.joint, thirdPerson(second.verb)])].join(' ');
  const object = about.words.length === 0 ? bareObject(parts) : namedObject(parts);
  const asserted = verbClass === 'check' && /^(?:ensure|assert|require)$/.test(verb);
  const what = asserted ? `that ${object} ${about.isPlural ? 'are' : 'is'} as needed` : object;
  const absent = mayBeAbsent && verbClass !== 'check' ? ', or gives nothing when there is none' : '';
  return `${deed}${what === '' ? '' : ` ${what}`}${after(parts)}${ending}${isGenerator ? ', one after the other' : ''}${absent}`;
}

function namedObject({ about, parameters, verbClass }: VerbParts): string {
  const own = parameterFor(about, parameters);
  if (verbClass === 'make' && own === undefined && !about.isPlural && !about.isMass) {
    const text = prose(about.words);
    return /^(?:all|any|new|default|initial|next)\b/.test(text) ? `the ${text}` : `${article(text)} ${text}`;
  }
  if (own !== undefined && about.isPlural && WITH_THEM.has(verbClass)) return `each of the given ${prose(about.words)}`;
  return theOrGiven(about, parameters);
}

/** What a verb without an object is about: the first parameter, or else the object itself. */
function bareObject(parts: VerbParts): string {
  const { owner, complement, verbClass } = parts;
  const first = bareParameter(parts);
  if (first !== undefined) return given([first]);
  if (complement !== undefined && (verbClass === 'get' || verbClass === 'find'))
    return complement.preposition === 'by' ? 'the one' : 'what there is';
  if (complement !== undefined && WITHOUT_OBJECT.test(complement.preposition) && owner === undefined) return '';
  return owner === undefined ? 'what is needed' : thisOwner(owner);
}

/** They follow verbs that need no object: "waits for the reply". */
const WITHOUT_OBJECT = /^(?:to|for|in|until|on|through|over|after|before|into|at)$/;

/** The parameter that a verb without an object is about. */
function bareParameter({ parameters, complement }: VerbParts): FrameParameter | undefined {
  const byName = complement === undefined ? undefined : parameterFor(complement.about, parameters);
  return telling(parameters).find((one) => one !== byName);
}

function after(parts: VerbParts): string {
  return `${complementText(parts)}${restText(parts)}`;
}

function complementText({ complement, parameters }: VerbParts): string {
  if (complement === undefined) return '';
  const { preposition, about } = complement;
  const own = parameterFor(about, parameters);
  if (own !== undefined) return ` ${preposition} the given ${prose(about.words)}`;
  return /^(?:by|per|as)$/.test(preposition)
    ? ` ${preposition} ${prose(about.words)}`
    : ` ${preposition} ${the(about)}`;
}

/** What the parameters and the object add that nothing before has said. */
function restText(parts: VerbParts): string {
  const { parameters, owner, about, complement, verbClass } = parts;
  const own = about.words.length === 0 ? bareParameter(parts) : parameterFor(about, parameters);
  const byName = complement === undefined ? undefined : parameterFor(complement.about, parameters);
  const rest = telling(parameters).filter((one) => one !== own && one !== byName && one.words.join('').length > 1);
  if (rest.length > 0) return ` ${joint(parts, rest, own)} ${given(rest)}`;
  if (owner === undefined || (about.words.length === 0 && own === undefined)) return '';
  if (verbClass === 'add') return ` to ${thisOwner(owner)}`;
  if (verbClass === 'remove') return ` from ${thisOwner(owner)}`;
  if (own !== undefined || complement !== undefined) return '';
  return ` of ${thisOwner(owner)}`;
}

/** What leads to the rest: where the verb has its object already, and where it has none. */
const JOINTS: Readonly<Record<VerbClass, readonly [withObject: string, without: string]>> = {
  make: ['from', 'from'],
  compute: ['with', 'of'],
  convert: ['with', 'from'],
  add: ['to', 'for'],
  remove: ['from', 'of'],
  send: ['to', 'to'],
  get: ['for', 'for'],
  find: ['for', 'for'],
  check: ['with', 'for'],
  set: ['with', 'of'],
  act: ['with', 'of'],
};
const SOURCES = /^(?:path|file|url|filename|filepath|source|src|stream|dir)$/;

function joint(
  { verbClass, verb, complement }: VerbParts,
  rest: readonly FrameParameter[],
  own: FrameParameter | undefined,
): string {
  const head = rest[0]?.words.at(-1) ?? '';
  if (verbClass === 'get' || verbClass === 'find') return searchJoint(verb, head);
  if (verbClass === 'send') return own === undefined && complement !== undefined ? 'with' : 'to';
  const saysNoOther = verbClass === 'add' || verbClass === 'remove';
  const hasObject = own !== undefined || (complement !== undefined && !saysNoOther);
  if (verbClass === 'set' && !hasObject) return setJoint(head);
  return JOINTS[verbClass][hasObject ? 0 : 1];
}

function searchJoint(verb: string, head: string): string {
  if ((verb === 'load' || verb === 'read') && SOURCES.test(head)) return 'from';
  return KEY_HEADS.has(head) ? 'with' : 'for';
}

function setJoint(head: string): string {
  return /^(?:value|val|v|new|next)$/.test(head) ? 'to' : 'of';
}

const GENERATED = ', one after the other';

/** What callers get. */
export function verbReturns(parts: VerbParts): string {
  const { about, mayBeAbsent, isGenerator, owner } = parts;
  const first = bareParameter(parts);
  const words = about.words.length > 0 ? about.words : (first?.words ?? owner ?? ['result']);
  const none = mayBeAbsent ? ', or nothing when there is none' : isGenerator ? GENERATED : '';
  const what =
    about.words.length === 0 ? bareReturns(parts, prose(words), first !== undefined) : namedReturns(parts, words);
  return `${what}${none}.`;
}

function bareReturns({ verb, verbClass }: VerbParts, noun: string, isGiven: boolean): string {
  const done = participle(verb);
  if (verbClass === 'make') return 'The new one';
  if (/^(?:convert|act|send|set)$/.test(verbClass)) return `The ${done} ${isGiven ? noun : 'result'}`;
  if (verbClass === 'get' || verbClass === 'find') return `What was ${done === 'wanted' ? 'asked for' : done}`;
  return `The ${done} result`;
}

function namedReturns({ verb, verbClass }: VerbParts, words: readonly string[]): string {
  if (verbClass === 'make') return `The new ${prose(words)}`;
  if (/^(?:convert|act|send|set)$/.test(verbClass)) return `The ${participle(verb)} ${prose(words)}`;
  return words[0] === 'all' && words.length > 1 ? `All ${prose(words.slice(1))}` : `The ${prose(words)}`;
}
