import type { CommentedFunction } from '@hanzo/contracts';
import type { Dice } from '../dice.ts';
import type { Frame, FrameParameter } from '../frame.ts';
import { pascal } from '../names.ts';
import { BodyContext } from './body-context.ts';
import { type Body, body } from './body.ts';
import type { Guard } from './guards.ts';
import { pythonFunction } from './python.ts';
import { scan } from './scan.ts';
import { scriptFunction } from './script.ts';
import { inOrder } from './signature.ts';
import { type Habits, Writing } from './writing.ts';

/** A function as it stands in its file, and what its syntax says. */
export interface WrittenFunction {
  /** Its whole lines, with their indentation. */
  readonly text: string;
  /** A file that holds nothing else: the test reads it as the orchestrator reads files. */
  readonly file: string;
  readonly facts: CommentedFunction;
  readonly guards: readonly Guard[];
  readonly parameters: readonly FrameParameter[];
}

/** What a language adds to a body. */
export interface Wrapped {
  readonly lines: readonly string[];
  /** Lines of the body as they stand in it: `this` may be another word. */
  readonly body: readonly string[];
  readonly name: string;
  readonly returns: CommentedFunction['returns'];
}

export function writeFunction(frame: Frame, habits: Habits, dice: Dice): WrittenFunction {
  const w = new Writing(habits);
  const parameters = inOrder(frame.parameters);
  const known = parameters.map(({ words, shape }) => ({ name: w.name(words), words, shape }));
  const context = new BodyContext(w, dice, frame, known);
  const made: Body = body(context);
  const parts = { frame, w, dice, parameters, body: made.lines };
  const wrapped: Wrapped = w.isPython ? pythonFunction(parts) : scriptFunction(parts);
  const found = scan(wrapped.body);
  const owner = frame.owner === undefined ? undefined : pascal(frame.owner);
  const indent = owner === undefined ? '' : habits.tab;
  const text = wrapped.lines.map((line) => (line === '' ? line : indent + line)).join('\n');
  return {
    text,
    file: fileWith(text, owner, w),
    facts: factsOf({
      frame,
      wrapped,
      parameters: known.map(({ name }, index) => ({ name, from: parameters[index] })),
      owner,
      found,
      w,
    }),
    guards: made.guards,
    parameters,
  };
}

function fileWith(text: string, owner: string | undefined, w: Writing): string {
  if (owner === undefined) return `${text}\n`;
  return w.isPython ? `class ${owner}:\n${text}\n` : `export class ${owner} {\n${text}\n}\n`;
}

interface FactParts {
  readonly frame: Frame;
  readonly wrapped: Wrapped;
  readonly parameters: readonly { readonly name: string; readonly from: FrameParameter | undefined }[];
  readonly owner: string | undefined;
  readonly found: Pick<CommentedFunction, 'throws' | 'calls' | 'changes'>;
  readonly w: Writing;
}

function factsOf({ frame, wrapped, parameters, owner, found, w }: FactParts): CommentedFunction {
  return {
    name: wrapped.name,
    kind: frame.kind,
    ...(owner !== undefined && { owner }),
    parameters: parameters.map(({ name, from }) => ({
      name,
      ...(from?.type !== undefined && { type: from.type }),
      ...((from?.isOptional === true || from?.rest !== undefined) && { isOptional: true as const }),
    })),
    returns: wrapped.returns,
    ...(frame.resultType !== undefined && { returnType: frame.resultType }),
    ...(frame.mayBeAbsent && wrapped.returns === 'value' && { mayBeAbsent: true as const }),
    ...found,
    ...(frame.isAsync && { isAsync: true as const }),
    ...(frame.isGenerator && { isGenerator: true as const }),
    style: w.isPython ? 'docstring' : 'jsdoc',
    commentLine: 1,
    indent: '',
    firstLine: 1,
    lastLine: 1,
  };
}

export interface WritingParts {
  readonly frame: Frame;
  readonly w: Writing;
  readonly dice: Dice;
  readonly parameters: readonly FrameParameter[];
  readonly body: readonly string[];
}

export function functionName({ frame, w }: WritingParts): string {
  if (frame.fixedName !== undefined) return frame.fixedName;
  if (frame.isPascal === true) return pascal(frame.nameWords);
  return w.joined(frame.nameWords);
}
