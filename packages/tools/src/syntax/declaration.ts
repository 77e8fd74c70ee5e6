/** Kinds of what a file declares, alike in all languages. */
export type DeclarationKind = 'function' | 'class' | 'method' | 'type' | 'variable';

/** A named thing that a file declares. */
export interface Declaration {
  readonly name: string;
  readonly kind: DeclarationKind;
  /** Counted from 1; decorators count. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** How it is used, on one line, without its body. At most 240 characters. */
  readonly signature: string;
  /** 0: stands at the top of the file; 1: a member of what does; and so on. */
  readonly depth: number;
}

/** A place where a file says that it needs another. */
export interface Import {
  /** As it is written, without quotes; of Python with the dots before it. */
  readonly from: string;
  /** What is taken from there. Empty: all, or it is not said. */
  readonly names: readonly string[];
  /** Only types are taken: nothing of it is there when the program runs. @default false */
  readonly isType?: true;
}

/** A place where a text is no code of its language. */
export interface SyntaxFault {
  /** Counted from 1. */
  readonly line: number;
  /** A sentence without a full stop. */
  readonly message: string;
}

/** A statement, a declaration, or a member: what a text can be cut into. Lines count from 0. */
export interface Block {
  /** With the comments and decorators directly above. */
  readonly first: number;
  /** The line after its last one. */
  readonly end: number;
  /** Without what is above it, it has more than one line. */
  readonly spansLines: boolean;
  /** A function, a class, a member: it begins anew even directly after something else. */
  readonly declares: boolean;
  /** It is made of members, each of which stands for itself. */
  readonly hasMembers: boolean;
  /** What stands in it, in order. */
  readonly parts: readonly Block[];
}

/** What is known of one text. It holds no part of the tree. */
export interface Analysis {
  readonly blocks: readonly Block[];
  readonly declarations: readonly Declaration[];
  readonly imports: readonly Import[];
  readonly faults: readonly SyntaxFault[];
  /** The line, counted from 1, that was not understood, and may only be newer than the grammar. */
  readonly unclearLine: number | undefined;
  /** Most of the text was understood: it can be cut by it. */
  readonly isUsable: boolean;
}
