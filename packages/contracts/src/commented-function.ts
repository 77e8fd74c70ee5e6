/** A parameter as its function declares it. */
export interface FunctionParameter {
  /** As callers write it, without stars, dots or a sign of being optional. */
  readonly name: string;
  /** As it is written. At most 60 characters. @default it is not said */
  readonly type?: string;
  /** It may be left out. @default false */
  readonly isOptional?: true;
}

/** How a language writes doc comments: `jsdoc` above a function, `docstring` as the first statement of its body. */
export type CommentStyle = 'jsdoc' | 'docstring';

/** What the syntax of a function says of it: what its doc comment must speak of, and where that belongs. */
export interface CommentedFunction {
  readonly name: string;
  readonly kind: 'function' | 'method' | 'constructor' | 'getter' | 'setter';
  /** The class that it is a member of. @default none */
  readonly owner?: string;
  /** Without `this`, `self` and `cls`, and without patterns, which have no name. */
  readonly parameters: readonly FunctionParameter[];
  /** Whether callers get something: `unknown` where neither its type nor its body says so. */
  readonly returns: 'value' | 'nothing' | 'unknown';
  /** As it is written. At most 60 characters. @default it is not said */
  readonly returnType?: string;
  /** It may give `null`, `undefined` or `None` in place of a value. @default false */
  readonly mayBeAbsent?: true;
  /** Types of what its own body throws and does not catch, in order, each once: `RangeError`. At most 4. */
  readonly throws: readonly string[];
  /** What it calls, in order, each once: `JSON.parse`, `this.store.find`. At most 4, of at most 40 characters. */
  readonly calls: readonly string[];
  /** Fields of its own object that it assigns, in order, each once: `items`. At most 4. */
  readonly changes: readonly string[];
  /** @default false */
  readonly isAsync?: true;
  /** @default false */
  readonly isGenerator?: true;
  readonly style: CommentStyle;
  /** The line of its file, counted from 1, before which the comment belongs. */
  readonly commentLine: number;
  /** White space that each line of the comment begins with. */
  readonly indent: string;
  /** The lines of its file that it takes, counted from 1; decorators count. */
  readonly firstLine: number;
  readonly lastLine: number;
}
