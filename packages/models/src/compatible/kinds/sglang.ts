import { fields, least, list, size, text, type Fields } from '../json-fields.ts';
import type { ProbeLine } from '../probe-http.ts';
import type { Described } from '../probed-server.ts';
import { servedModels } from './vllm.ts';

/**
 * SGLang: `/v1/models` has `max_model_len`; `/get_server_info` the version and `max_total_num_tokens`, the size of the
 * whole cache, which can be smaller than one context; `/get_model_info` says with `is_generation` whether it makes text.
 * Newer versions drop the `get_`.
 *
 * @see https://docs.sglang.io/docs/basic_usage/native_api
 */
export async function describeSglang(line: ProbeLine, entries: readonly Fields[]): Promise<Described> {
  const [server, model] = await Promise.all([askEither(line, 'server_info'), askEither(line, 'model_info')]);
  const running = list(server['internal_states']).map((state) => size(state['max_running_requests']));
  const slots = least(size(server['max_running_requests']), ...running);
  const models = servedModels(entries, size(server['max_total_num_tokens']), slots);
  return {
    kind: 'sglang',
    version: text(server['version']),
    models: model['is_generation'] === false ? models.map((one) => ({ ...one, use: 'embedding' })) : models,
  };
}

async function askEither(line: ProbeLine, name: string): Promise<Fields> {
  const newer = await line.ask(`/${name}`);
  if (newer.status === 200) return fields(newer.body);
  return fields((await line.ask(`/get_${name}`)).body);
}
