import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

type Node = Readonly<Record<string, unknown>>;

const SUBSET = join(import.meta.dirname, 'openai-subset.json');
const REF = '#/components/schemas/';

/**
 * Checks bodies against OpenAI's description, more strictly than it says: a field that it does not name is a fault,
 * because it does not forbid any by itself, and the servers refuse unknown parameters.
 */
export class OpenAiSchemas {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #checks = new Map<string, ValidateFunction>();

  constructor() {
    const { components } = JSON.parse(readFileSync(SUBSET, 'utf8')) as { components: { schemas: Node } };
    this.#ajv.addSchema({ components: { schemas: closeAll(components.schemas) } }, 'openai');
  }

  /** What is wrong with a value, each as `path: what`; empty when nothing is. */
  faults(schema: string, value: unknown): readonly string[] {
    const check = this.#checks.get(schema) ?? this.#ajv.compile({ $ref: `openai${REF}${schema}` });
    this.#checks.set(schema, check);
    if (check(value)) return [];
    return deepest(check.errors ?? []);
  }
}

/** Of a union that fits nowhere every branch complains: those that got furthest into the value say most. */
function deepest(errors: readonly ErrorObject[]): readonly string[] {
  const depth = (error: ErrorObject): number => error.instancePath.split('/').length;
  const most = Math.max(...errors.map(depth));
  const said = errors
    .filter((error) => depth(error) === most)
    .map(({ instancePath, message, params }) => `${instancePath}: ${message} ${JSON.stringify(params)}`);
  return [...new Set(said)];
}

/** Objects that are not part of others take only the fields that they name. */
function closeAll(schemas: Node): Node {
  const open = partsOfOthers(schemas);
  return Object.fromEntries(Object.entries(schemas).map(([name, node]) => [name, close(node, open.has(name))]));
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);
const members = (node: Node, keys: readonly string[]): readonly unknown[] =>
  keys.flatMap((key) => (Array.isArray(node[key]) ? (node[key] as readonly unknown[]) : []));

function close(node: unknown, isPart: boolean): unknown {
  if (Array.isArray(node)) return node.map((each) => close(each, isPart));
  if (!isNode(node)) return node;
  if (node['nullable'] === true) {
    // The word is of OpenAPI 3.0, and means this.
    const { nullable: _, ...rest } = node;
    return { anyOf: [close(rest, isPart), { type: 'null' }] };
  }
  const partsOpen = isPart || hasFields(node);
  const closed = Object.entries(node).map(([key, value]): [string, unknown] => {
    if (key === 'properties' && isNode(value)) {
      return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, close(each, false)]))];
    }
    if (key === 'allOf') return [key, close(value, true)];
    // Some unions have members that the same value fits; one is enough.
    if (key === 'anyOf' || key === 'oneOf') return ['anyOf', close(value, partsOpen)];
    return [key, key === 'enum' || key === 'required' ? value : close(value, false)];
  });
  const isOpen = isPart || !hasFields(node) || 'additionalProperties' in node;
  return { ...Object.fromEntries(closed), ...(isOpen ? {} : { unevaluatedProperties: false }) };
}

const hasFields = (node: Node): boolean => 'properties' in node || 'allOf' in node;

/** Names of schemas that others are made of, by `allOf` or as unions beside fields of their own. */
function partsOfOthers(schemas: Node): ReadonlySet<string> {
  const names = new Set<string>();
  const mark = (node: unknown): void => {
    if (!isNode(node)) return;
    const name = typeof node['$ref'] === 'string' ? node['$ref'].replace(REF, '') : undefined;
    if (name !== undefined && !names.has(name)) {
      names.add(name);
      mark(schemas[name]);
    }
    members(node, ['allOf', 'anyOf', 'oneOf']).forEach(mark);
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isNode(node)) return;
    members(node, ['allOf']).forEach(mark);
    if (hasFields(node)) members(node, ['anyOf', 'oneOf']).forEach(mark);
    Object.values(node).forEach(visit);
  };
  visit(schemas);
  return names;
}
