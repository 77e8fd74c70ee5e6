import { readModelPage } from '../api/model-page.ts';
import { fault, faultOf } from './fault.ts';
import { connect, type OpenAiOptions } from './connection.ts';

/**
 * The names of the models that an endpoint serves to this key, sorted; free of charge. Rejects with HanzoError like the
 * provider, or with the signal's reason.
 */
export async function listOpenAiModels(
  options: Omit<OpenAiOptions, 'takes'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const connection = connect(options);
  const context = connection.contextFor('');
  signal.throwIfAborted();
  const { client, classes } = await connection.open(context, signal);
  try {
    const page = readModelPage(await client.get<unknown>('/models', { signal }));
    if (page !== undefined) return page.names.toSorted();
  } catch (error) {
    signal.throwIfAborted();
    throw faultOf(error, context, classes);
  }
  throw fault('API_FAILED', `What ${context.host} answers is no list of models.`, context, { charged: 'no' });
}
