import { fields, least, list, size, text, type Fields } from '../json-fields.ts';
import type { ProbeLine } from '../probe-http.ts';
import { unknownModel, type Described, type ProbedModel } from '../probed-server.ts';

/** What LM Studio gives a model that it loads on demand, unless its owner has set more. */
const LEAST_CONTEXT = 4096;

/**
 * LM Studio: `/api/v0/models` has `type` (llm, vlm, embeddings), `state`, `max_context_length` and, for what is loaded,
 * `loaded_context_length`. Since 0.4 `/api/v1/models` tells of each loaded instance its `context_length` and how many
 * requests it runs at once (`parallel`). Unknown paths are answered with 200 and an error.
 *
 * @see https://lmstudio.ai/docs/developer/rest/endpoints
 * @see https://lmstudio.ai/docs/developer/rest/list
 * @returns undefined when it is no LM Studio
 */
export async function describeLmStudio(line: ProbeLine, entries: readonly Fields[]): Promise<Described | undefined> {
  const [older, newer] = await Promise.all([line.ask('/api/v0/models'), line.ask('/api/v1/models')]);
  const known = list(fields(older.body)['data']);
  const isLmStudio = known.some((one) => 'state' in one && 'max_context_length' in one);
  const native = list(fields(newer.body)['models']).filter((one) => Array.isArray(one['loaded_instances']));
  if (!isLmStudio && native.length === 0) return undefined;
  const instances = native.flatMap((one) => list(one['loaded_instances']));
  const models = entries.flatMap((entry) => {
    const id = text(entry['id']);
    if (id === undefined) return [];
    const instance = instances.find((one) => one['id'] === id);
    const model = known.find((one) => one['id'] === id) ?? native.find((one) => one['key'] === id);
    return [describeModel(id, fields(model), fields(instance?.['config']))];
  });
  return { kind: 'lm-studio', version: undefined, models };
}

function describeModel(id: string, model: Fields, instance: Fields): ProbedModel {
  const inForce = size(instance['context_length']) ?? size(model['loaded_context_length']);
  const contextTokens = inForce ?? least(LEAST_CONTEXT, size(model['max_context_length']));
  return {
    ...unknownModel(id),
    // `embeddings` in v0, `embedding` in v1.
    use: /^embeddings?$/.test(text(model['type']) ?? '') ? 'embedding' : 'chat',
    contextTokens,
    contextFrom: inForce === undefined ? 'assumed' : 'in-force',
    slots: size(instance['parallel']),
    loaded: model['state'] === 'loaded' || inForce !== undefined,
  };
}
