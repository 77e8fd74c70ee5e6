import { fields } from './json-fields.ts';
import type { ProbeLine } from './probe-http.ts';
import type { Described } from './probed-server.ts';

/** What makes these servers go on from an assistant message that stands last, instead of answering it. */
export const GO_ON = { continue_final_message: true, add_generation_prompt: false } as const;

/** The first versions whose chat interface has it. */
const SINCE: Readonly<Partial<Record<Described['kind'], readonly number[]>>> = {
  vllm: [0, 6, 3],
  sglang: [0, 4, 5],
};

/**
 * Whether the server goes on from the beginning of an answer, in plain text. In JSON none does for sure: their grammars
 * begin anew behind the beginning, or the beginning comes back as well. Ollama and LM Studio go on from some templates and
 * answer others, and do not say which.
 *
 * @see https://github.com/vllm-project/vllm/pull/8942
 * @see https://github.com/sgl-project/sglang/pull/4226
 * @see https://github.com/ggml-org/llama.cpp/pull/23012
 */
export async function goesOn(line: ProbeLine, { kind, version, models }: Described): Promise<boolean> {
  if (kind === 'llama-server')
    return models.length === 1 && models[0]?.loaded === true && (await llamaServerDoes(line));
  const since = SINCE[kind];
  return since !== undefined && version !== undefined && isAtLeast(version, since);
}

/**
 * Older versions of llama-server go on as well, but some repeat the beginning. Those with the flag refuse it together with
 * what contradicts it; and the template shows whether the beginning stays open.
 */
async function llamaServerDoes(line: ProbeLine): Promise<boolean> {
  const beginning = 'Once upon a time';
  const messages = [
    { role: 'user', content: 'Tell a story.' },
    { role: 'assistant', content: beginning },
  ];
  const refused = await line.ask('/apply-template', { messages, ...GO_ON, add_generation_prompt: true });
  if (refused.status !== 400) return false;
  const open = await line.ask('/apply-template', { messages, ...GO_ON });
  const { prompt } = fields(open.body);
  return open.status === 200 && typeof prompt === 'string' && prompt.endsWith(beginning);
}

/** `0.11.0`, `v0.6.3.post1`. A version that is no number is none that we know. */
function isAtLeast(version: string, since: readonly number[]): boolean {
  const found = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  if (found === null) return false;
  const numbers = found.slice(1).map((part) => Number(part ?? 0));
  const at = since.findIndex((least, index) => numbers[index] !== least);
  return at < 0 || (numbers[at] ?? 0) > (since[at] ?? 0);
}
