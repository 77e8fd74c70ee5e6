import { createHash } from 'node:crypto';
import type { JsonSchema } from '@hanzo/contracts';
import type { GbnfJsonSchema, Llama, LlamaGrammar } from 'node-llama-cpp';
import { ChildFailure } from './child-failure.ts';

/** Deeply nested grammars end llama.cpp with a segmentation fault. */
const MOST_DEPTH = 16;
const MOST_NODES = 2000;
/** llama.cpp writes a repetition out rule by rule; beyond this the gate alone watches the limit. */
const MOST_REPEATS = 1000;
const MOST_CACHED = 32;

const repeats = (limit: number | undefined): number | undefined =>
  limit !== undefined && limit <= MOST_REPEATS ? limit : undefined;

/** Our schema as node-llama-cpp's, within limits. */
export function toGbnfSchema(schema: JsonSchema): GbnfJsonSchema {
  let nodes = 0;
  const convert = (node: JsonSchema, depth: number): GbnfJsonSchema => {
    nodes += 1;
    if (depth > MOST_DEPTH || nodes > MOST_NODES) {
      throw new ChildFailure({
        code: 'USAGE',
        message: `The JSON schema is too large: at most ${MOST_DEPTH} levels and ${MOST_NODES} parts.`,
        mend: 'Ask for a flatter answer.',
      });
    }
    switch (node.type) {
      case 'string': {
        if ('enum' in node) return { enum: node.enum };
        const maxLength = repeats(node.maxLength);
        return maxLength === undefined ? { type: 'string' } : { type: 'string', maxLength };
      }
      case 'integer':
      case 'number':
      case 'boolean':
        return { type: node.type };
      case 'array': {
        const maxItems = repeats(node.maxItems);
        const items = convert(node.items, depth + 1);
        return maxItems === undefined ? { type: 'array', items } : { type: 'array', items, maxItems };
      }
      case 'object': {
        const properties = Object.entries(node.properties).map(
          ([key, value]) => [key, convert(value, depth + 1)] as const,
        );
        return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
      }
    }
  };
  return convert(schema, 1);
}

/** Grammars by schema: making one takes milliseconds, and a run asks for the same few again and again. */
export class GrammarCache {
  readonly #llama: Llama;
  readonly #grammars = new Map<string, LlamaGrammar>();

  constructor(llama: Llama) {
    this.#llama = llama;
  }

  async get(schema: JsonSchema): Promise<LlamaGrammar> {
    const key = createHash('sha256').update(JSON.stringify(schema)).digest('base64');
    const known = this.#grammars.get(key);
    const grammar = known ?? (await this.#make(schema));
    this.#grammars.delete(key);
    this.#grammars.set(key, grammar);
    const oldest = this.#grammars.keys().next();
    if (this.#grammars.size > MOST_CACHED && !oldest.done) this.#grammars.delete(oldest.value);
    return grammar;
  }

  #make(schema: JsonSchema): Promise<LlamaGrammar> {
    // Their types want `undefined` where ours leave a key out; the value is the same.
    const converted = toGbnfSchema(schema) as Parameters<Llama['createGrammarForJsonSchema']>[0];
    return this.#llama.createGrammarForJsonSchema(converted);
  }
}
