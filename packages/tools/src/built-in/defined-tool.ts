import {
  BUILT_IN,
  toHanzoError,
  type BuiltInKind,
  type Tool,
  type ToolContext,
  type ToolEffect,
} from '@hanzo/contracts';
import { z } from 'zod';
import { codeOf, PathFault } from '../writes/confined-root.ts';
import { ToolFault } from './tool-fault.ts';

/** What one of our tools is made of. */
export interface ToolParts<Input extends z.ZodObject> {
  readonly name: string;
  readonly kind: BuiltInKind;
  /** For the model, in one or two sentences: each request pays for them. */
  readonly description: string;
  /** Made once it is needed: most runs call few tools. */
  readonly input: () => Input;
  readonly effect: ToolEffect;
  /** For one call, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * Resolves to what the model is told.
   *
   * @throws ToolFault for what the model can do otherwise; HanzoError for what it cannot
   */
  run(input: z.output<Input>, context: ToolContext): Promise<string> | string;
}

/** A tool whose inputs are checked by the schema that the model is shown. */
export function definedTool<Input extends z.ZodObject>(parts: ToolParts<Input>): Tool {
  const { name, kind, description, effect, timeoutMs, run } = parts;
  let made: Input | undefined;
  const input = (): Input => (made ??= parts.input());
  let shown: Readonly<Record<string, unknown>> | undefined;
  return {
    spec: {
      name,
      description,
      get parameters() {
        return (shown ??= shownSchema(input()));
      },
    },
    origin: BUILT_IN,
    kind,
    effect,
    timeoutMs,
    call: async (raw, context) => {
      context.signal.throwIfAborted();
      try {
        return { text: await run(checked(name, input(), raw), context) };
      } catch (error) {
        context.signal.throwIfAborted();
        const why = faultOf(error);
        if (why === undefined) throw toHanzoError(error);
        return { text: why, failed: true };
      }
    },
  };
}

/** Short: what only a check needs is left out. */
function shownSchema(input: z.ZodObject): Readonly<Record<string, unknown>> {
  const { $schema: _, ...schema } = z.toJSONSchema(input, {
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.minLength;
      delete jsonSchema.maxLength;
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    },
  });
  return schema;
}

function checked<Input extends z.ZodObject>(
  name: string,
  schema: Input,
  raw: Readonly<Record<string, unknown>>,
): z.output<Input> {
  // Models that must name every field say null where they mean nothing.
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== null));
  // A check of its own making pays from some thousand inputs on, and here come few.
  const result = schema.safeParse(given, { error: inWords, jitless: true });
  if (result.success) return result.data;
  const faults = result.error.issues.slice(0, 3).map(({ path, message }) => {
    const field = path.map(String).join('.');
    return field === '' ? message : `${JSON.stringify(field)} ${message}`;
  });
  const fields = Object.entries(schema.shape).map(([field, one]) => (isOptional(one) ? `${field}?` : field));
  throw new ToolFault(`The input is wrong: ${faults.join('; ')}. ${name} takes ${fields.join(', ')}.`);
}

function isOptional(schema: unknown): boolean {
  return schema instanceof z.ZodOptional;
}

/** Undefined: as zod says it. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${articled(issue.expected)}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'unrecognized_keys':
      return `there is no ${issue.keys
        .slice(0, 5)
        .map((key) => JSON.stringify(key.slice(0, 40)))
        .join(', ')}`;
    default:
      return undefined;
  }
};

function articled(type: string): string {
  return type === 'int' ? 'a whole number' : `a ${type}`;
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters long' : '';
}

function faultOf(error: unknown): string | undefined {
  if (error instanceof ToolFault) return error.message;
  if (error instanceof PathFault) return `It cannot be reached: ${error.message}.`;
  const code = codeOf(error);
  return code !== undefined && /^E[A-Z0-9]+$/.test(code) && code !== 'EABORT'
    ? `The system does not allow it, or broke (${code}).`
    : undefined;
}
