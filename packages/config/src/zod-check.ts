import { HanzoError, nearest } from '@hanzo/contracts';
import { z } from 'zod';

/** Checks a file's content. Throws CONFIG_INVALID with the file, the path of the first fault and how to mend it. */
export function checkFile<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  refuseHiddenNames(value, file);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (!issue) throw new HanzoError('CONFIG_INVALID', `${file} is invalid.`);
  const { path, what, mend } = explain(issue, schema, value);
  throw new HanzoError('CONFIG_INVALID', `${file}: ${path}: ${what}`, { details: { file, path }, mend });
}

/** What stands under this name would be dropped without a word: objects have it by themselves. */
function refuseHiddenNames(value: unknown, file: string): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__'))
    throw new HanzoError('CONFIG_INVALID', `${file}: "__proto__" is no name that can be used.`, {
      details: { file, path: '__proto__' },
      mend: 'Choose another name, or remove it.',
    });
  for (const inner of Object.values(value)) refuseHiddenNames(inner, file);
}

interface Explanation {
  readonly path: string;
  readonly what: string;
  readonly mend: string;
}

function explain(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown): Explanation {
  const path = pathOf(issue.path);
  if (issue.code !== 'unrecognized_keys') {
    return { path, what: `${issue.message}.`, mend: `Change or remove ${path}.` };
  }
  const key = issue.keys[0] ?? '';
  const known = knownKeys(schema, issue.path, value);
  const guess = nearest(key, known);
  return {
    path: pathOf([...issue.path, key]),
    what: 'there is no such setting.',
    mend: guess ? `Did you mean "${guess}"?` : `Known here: ${known.join(', ')}.`,
  };
}

function pathOf(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>(
      (sum, part) => (typeof part === 'number' ? `${sum}[${part}]` : sum ? `${sum}.${String(part)}` : String(part)),
      '',
    ) || 'the file'
  );
}

/** The keys that the schema knows at a path. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): readonly string[] {
  const node = peel(schema);
  if (node instanceof z.ZodDiscriminatedUnion) {
    const fitting = node.options.filter((option) => option instanceof z.ZodObject && fits(option, value));
    return fitting.flatMap((option) => knownKeys(option as z.ZodType, path, value));
  }
  const [head, ...rest] = path;
  if (head === undefined) return node instanceof z.ZodObject ? Object.keys(node.shape) : [];
  const inner = isBag(value)
    ? value[head as string]
    : Array.isArray(value)
      ? (value[head as number] as unknown)
      : undefined;
  if (node instanceof z.ZodObject) return knownKeys(node.shape[head as string] as z.ZodType, rest, inner);
  if (node instanceof z.ZodRecord) return knownKeys(node.valueType as z.ZodType, rest, inner);
  if (node instanceof z.ZodArray) return knownKeys(node.element as z.ZodType, rest, inner);
  return [];
}

function peel(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return peel(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodDefault) return peel(schema.unwrap() as z.ZodType);
  return schema;
}

function fits(option: z.ZodObject, value: unknown): boolean {
  const kind = option.shape['kind'];
  return kind === undefined || (isBag(value) && (kind as z.ZodType).safeParse(value['kind']).success);
}

function isBag(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
