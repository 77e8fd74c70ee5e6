import { faultOf } from './fault.ts';
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
  const names: string[] = [];
  try {
    for await (const model of client.models.list({ signal })) names.push(model.id);
  } catch (error) {
    signal.throwIfAborted();
    throw faultOf(error, context, classes);
  }
  return names.filter((name) => typeof name === 'string').toSorted();
}
