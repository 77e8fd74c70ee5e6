import { fields, least, size, text, type Fields } from '../json-fields.ts';
import type { ProbeLine } from '../probe-http.ts';
import { unknownModel, type Described, type ProbedModel } from '../probed-server.ts';

/**
 * vLLM: `/v1/models` has `max_model_len`, `/version` the version. LoRA adapters name their base as `parent` and share
 * its context. How many requests it batches (`--max-num-seqs`) it does not tell.
 *
 * @see https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
 */
export async function describeVllm(line: ProbeLine, entries: readonly Fields[]): Promise<Described> {
  const { body } = await line.ask('/version');
  return { kind: 'vllm', version: text(fields(body)['version']), models: servedModels(entries) };
}

/** Models of a server that runs what it lists: vLLM and SGLang. */
export function servedModels(entries: readonly Fields[], most?: number, slots?: number): ProbedModel[] {
  const contextOf = (id: unknown): number | undefined =>
    size(entries.find((entry) => entry['id'] === id)?.['max_model_len']);
  return entries.flatMap((entry) => {
    const id = text(entry['id']);
    if (id === undefined) return [];
    const contextTokens = least(contextOf(id) ?? contextOf(entry['parent']), most);
    const contextFrom = contextTokens === undefined ? undefined : ('in-force' as const);
    return [{ ...unknownModel(id), contextTokens, contextFrom, slots, loaded: true }];
  });
}
