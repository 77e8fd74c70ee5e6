import type { Dice } from './dice.ts';

export type Language = 'ts' | 'js' | 'py';

/** What kind of value a name holds. */
export type Shape = 'text' | 'number' | 'flag' | 'list' | 'map' | 'function' | 'bytes' | 'date' | 'thing' | 'any';

export interface FrameParameter {
  /** As its name has them. */
  readonly words: readonly string[];
  readonly shape: Shape;
  /** As the language writes it. @default it is not written */
  readonly type?: string;
  readonly isOptional?: boolean;
  /** Stars or dots before it. */
  readonly rest?: '*' | '**' | '...';
  /** What the comment says of it. */
  readonly text: string;
}

/** Body shapes that a frame asks for. */
export type BodyKind =
  | 'get'
  | 'find'
  | 'make'
  | 'compute'
  | 'convert'
  | 'act'
  | 'each'
  | 'tell'
  | 'check'
  | 'set'
  | 'construct'
  | 'accessor'
  | 'yield'
  | 'test'
  | 'show';

/** What a function is to be, before there is code: its meaning, and what a good comment says of that. */
export interface Frame {
  readonly kind: 'function' | 'method' | 'constructor' | 'getter' | 'setter';
  readonly nameWords: readonly string[];
  /** A name that no convention writes: `__init__`. */
  readonly fixedName?: string;
  readonly isPascal?: boolean;
  readonly owner?: readonly string[];
  readonly parameters: readonly FrameParameter[];
  readonly givesValue: boolean;
  readonly resultType?: string;
  readonly resultShape: Shape;
  readonly mayBeAbsent: boolean;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Without a full stop: what follows from the code is said after it. */
  readonly summary: string;
  readonly returns: string;
  readonly body: BodyKind;
  /** Fields of its object that its body may change. */
  readonly mayChange: boolean;
  readonly subject: readonly string[];
}

/** What frames are made with. */
export interface Making {
  readonly dice: Dice;
  readonly language: Language;
  /** Types are written: always in TypeScript, often in Python, never in JavaScript. */
  readonly isTyped: boolean;
}
