import { withDeadline } from '../api/deadline.ts';
import { readModelPage } from '../api/model-page.ts';
import { createConnection } from './connection.ts';
import { fault, faultOf } from './fault.ts';
import type { AnthropicOptions } from './options.ts';

/** A compatible server may page for ever. */
const MOST_MODELS = 10_000;
const PAGE = 1000;

/**
 * The names of the models that the key may use, newest first; retired ones are not among them. Costs nothing. Rejects
 * like a provider, or with the signal's reason.
 */
export async function listAnthropicModels(options: AnthropicOptions, signal: AbortSignal): Promise<readonly string[]> {
  const connection = createConnection(options);
  const context = connection.contextFor('', 'The list of models');
  signal.throwIfAborted();
  const { client, classes } = await connection.open(context, signal);
  return await withDeadline(
    signal,
    connection.timeoutMs,
    async (limited) => {
      const names: string[] = [];
      for (let next: string | undefined = ''; next !== undefined && names.length < MOST_MODELS;) {
        const query = { limit: PAGE, ...(next === '' ? {} : { after_id: next }) };
        const page = readModelPage(await client.get<unknown>('/v1/models', { query, signal: limited }));
        if (page === undefined) {
          const message = `What ${context.host} answers is no list of models.`;
          throw fault('API_FAILED', message, context, { charged: 'no' });
        }
        names.push(...page.names);
        ({ next } = page);
      }
      return names.slice(0, MOST_MODELS);
    },
    {
      late: () => fault('TIMED_OUT', `${context.host} did not list its models in time.`, context, { charged: 'no' }),
      of: (thrown) => faultOf(thrown, context, classes),
    },
  );
}
