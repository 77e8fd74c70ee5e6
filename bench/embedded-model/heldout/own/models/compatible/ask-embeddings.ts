import { HanzoError, type Embedding } from '@hanzo/contracts';
import type { LoadedClient } from '../openai/client.ts';
import { engineFault, type Asked } from './engine-fault.ts';
import type { LentModel } from './lent-model.ts';
import { estimateTokens } from './token-estimate.ts';

const AT_ONCE = 32;

export async function askEmbeddings(
  texts: readonly string[],
  { client, classes }: LoadedClient,
  asked: Asked,
  { context }: LentModel,
  signal: AbortSignal,
): Promise<readonly Embedding[]> {
  const estimates = texts.map((text) => Math.max(1, estimateTokens(text)));
  for (const tokens of estimates) refuseTooLong(tokens, context.contextTokens);
  const embeddings: Embedding[] = [];
  for (let start = 0; start < texts.length; start += AT_ONCE) {
    const input = texts.slice(start, start + AT_ONCE);
    try {
      const body = { model: asked.model, input, encoding_format: 'float' as const };
      const { data, usage } = await client.embeddings.create(body, { signal });
      const vectors = inOrder(data, input.length, asked.host);
      const counts = shares(usage?.prompt_tokens, estimates.slice(start, start + AT_ONCE));
      embeddings.push(...vectors.map((vector, index) => ({ vector, inputTokens: counts[index] ?? 1 })));
    } catch (thrown) {
      signal.throwIfAborted();
      throw engineFault(thrown, asked, classes);
    }
  }
  return embeddings;
}

function refuseTooLong(tokens: number, contextTokens: number): void {
  if (tokens <= contextTokens) return;
  throw new HanzoError('PROMPT_TOO_LONG', `A text has about ${tokens} tokens; the context has ${contextTokens}.`, {
    details: { promptTokens: tokens, contextTokens },
    mend: 'Cut the text into parts.',
  });
}

interface Item {
  readonly index: number;
  readonly embedding: readonly number[];
}

function inOrder(data: readonly Item[] | undefined, wanted: number, host: string): number[][] {
  const sorted = [...(data ?? [])].sort((a, b) => a.index - b.index);
  const width = sorted[0]?.embedding.length;
  if (sorted.length !== wanted || sorted.some(({ embedding }) => embedding.length !== width)) {
    throw invalid(host, `${sorted.length} vectors for ${wanted} texts, or of unlike length`);
  }
  return sorted.map(({ embedding }) => unit(embedding, host));
}

function unit(vector: readonly number[], host: string): number[] {
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0) throw invalid(host, 'a vector without a direction');
  return vector.map((value) => value / length);
}

function shares(total: number | undefined, estimates: readonly number[]): number[] {
  const sum = estimates.reduce((all, one) => all + one, 0);
  const factor = total !== undefined && total > 0 ? total / sum : 1;
  return estimates.map((estimate) => Math.max(1, Math.round(estimate * factor)));
}

function invalid(host: string, what: string): HanzoError {
  return new HanzoError('ANSWER_INVALID', `${host} sent ${what}.`, { details: { host } });
}
