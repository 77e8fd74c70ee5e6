import { HanzoError } from '@hanzo/contracts';
import { fields, list, size, text, type Fields } from '../json-fields.ts';
import type { ProbeAnswer, ProbeLine } from '../probe-http.ts';
import { unknownModel, type Described, type ProbedModel } from '../probed-server.ts';

/**
 * llama-server: `/props` has the context of one slot (`default_generation_settings.n_ctx`), `total_slots` and
 * `build_info`. `/v1/models` has only the context that the model was trained for, and is open without a key: `/props`
 * is what shows that the key is right. As a router (several models) it answers `/props?model=…`, and lists the `status` of
 * each. Whether it was started for embeddings only, it does not tell.
 *
 * @see https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
 */
export async function describeLlamaServer(line: ProbeLine, entries: readonly Fields[]): Promise<Described> {
  const own = await line.ask('/props');
  refuseLoading(own, line.url.host);
  const isRouter = entries.some((entry) => 'status' in entry);
  const models = await Promise.all(
    entries
      .filter((entry) => text(entry['id']) !== undefined)
      .map((entry) => (isRouter ? routedModel(line, entry) : slotsOf(line, entry, fields(own.body)))),
  );
  return { kind: 'llama-server', version: text(fields(own.body)['build_info']), models };
}

/** Older versions and forks name another owner. */
export async function looksLikeLlamaServer(line: ProbeLine): Promise<boolean> {
  const { body } = await line.ask('/props');
  return size(fields(body)['total_slots']) !== undefined;
}

function refuseLoading({ status, complaint }: ProbeAnswer, host: string): void {
  if (status !== 503) return;
  throw new HanzoError('ENGINE_FAILED', `${host} is not ready: ${complaint}.`, {
    details: { host, status },
    mend: 'A server that loads its model says so until it is done: wait, then try again.',
  });
}

/** `/slots` is the second place that tells the numbers, where it is not switched off (`--no-slots`). */
async function slotsOf(line: ProbeLine, entry: Fields, props: Fields): Promise<ProbedModel> {
  const told = size(fields(props['default_generation_settings'])['n_ctx']);
  const total = size(props['total_slots']);
  const slots = told === undefined || total === undefined ? list((await line.ask('/slots')).body) : [];
  const contextTokens = told ?? size(slots[0]?.['n_ctx']);
  return {
    ...unknownModel(text(entry['id']) ?? ''),
    contextTokens,
    contextFrom: contextTokens === undefined ? undefined : 'in-force',
    slots: total ?? size(slots.length),
    loaded: true,
  };
}

/** Asking for the props of a model that is not loaded would load it. */
async function routedModel(line: ProbeLine, entry: Fields): Promise<ProbedModel> {
  const id = text(entry['id']) ?? '';
  if (fields(entry['status'])['value'] !== 'loaded') return { ...unknownModel(id), loaded: false };
  const { body } = await line.ask(`/props?model=${encodeURIComponent(id)}`);
  return await slotsOf(line, entry, fields(body));
}
