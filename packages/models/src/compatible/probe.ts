import { HanzoError } from '@hanzo/contracts';
import { goesOn } from './going-on.ts';
import { fields, least, list, text, type Fields } from './json-fields.ts';
import { describeLlamaServer, looksLikeLlamaServer } from './kinds/llama-server.ts';
import { describeLmStudio } from './kinds/lm-studio.ts';
import { describeOllama } from './kinds/ollama.ts';
import { describeSglang } from './kinds/sglang.ts';
import { describeVllm } from './kinds/vllm.ts';
import { probeLine, type ProbeAnswer, type ProbeLine, type ProbeLineOptions } from './probe-http.ts';
import { MOST_TOLD_SLOTS, unknownModel, type Described, type ProbedServer } from './probed-server.ts';
import { readServerUrl } from './server-url.ts';

/**
 * Asks a server what it is and what it serves. It sends nothing but questions about the server, and loads no model.
 *
 * `/v1/models` is common to all and says who serves by `owned_by` (vLLM `vllm`, SGLang `sglang`, llama-server
 * `llamacpp`); the rest is told apart by interfaces of its own. llama-server also answers some of Ollama's, so the order
 * matters.
 *
 * Rejects with HanzoError USAGE (no address), ENDPOINT_UNREACHABLE, CONFIG_INVALID (another kind of program, or a
 * redirect), CREDENTIALS_MISSING, CREDENTIALS_REJECTED, ENGINE_FAILED (it is still loading, or broken), or the signal's
 * reason.
 *
 * @param address with or without `/v1`
 */
export async function probeEngines(address: string, options: ProbeLineOptions): Promise<ProbedServer> {
  const url = readServerUrl(address);
  const line = probeLine(url, options);
  const entries = readModels(await line.ask('/v1/models'), url.host);
  const described = await describe(line, entries);
  const models = described.models.map((model) => ({
    ...model,
    slots: model.slots === undefined ? undefined : least(model.slots, MOST_TOLD_SLOTS),
  }));
  const resumes = await goesOn(line, described);
  return { ...described, models, resumes, baseUrl: url.baseUrl, host: url.host, isLoopback: url.isLoopback };
}

async function describe(line: ProbeLine, entries: readonly Fields[]): Promise<Described> {
  const owners = new Set(entries.map((entry) => entry['owned_by']));
  if (owners.has('vllm')) return await describeVllm(line, entries);
  if (owners.has('sglang')) return await describeSglang(line, entries);
  if (owners.has('llamacpp') || (await looksLikeLlamaServer(line))) return await describeLlamaServer(line, entries);
  return (
    (await describeOllama(line, entries)) ??
    (await describeLmStudio(line, entries)) ?? {
      kind: 'openai-compatible',
      version: undefined,
      models: entries.flatMap((entry) => text(entry['id']) ?? []).map(unknownModel),
    }
  );
}

/** The entries of the list of models, or what is wrong with the address. */
function readModels(answer: ProbeAnswer, host: string): readonly Fields[] {
  const details = { host, status: answer.status };
  const { data } = fields(answer.body);
  // Ollama without models says null.
  if (answer.status === 200 && (Array.isArray(data) || data === null)) return list(data);
  if (answer.status === 429 || answer.status >= 500) {
    throw new HanzoError('ENGINE_FAILED', `${host} is not ready: ${answer.status} ${answer.complaint}.`, {
      details,
      mend: 'A server that loads its model says so until it is done: wait, then try again.',
    });
  }
  if (answer.status === 403) {
    throw new HanzoError('CREDENTIALS_REJECTED', `${host} refuses to list its models: ${answer.complaint}.`, {
      details,
      mend: 'Give a key that may, or ask whoever runs the server.',
    });
  }
  const what = answer.isWebPage ? 'answers with a web page' : `has no list of models (${wordsFor(answer)})`;
  throw new HanzoError('CONFIG_INVALID', `${host} ${what}, so it serves no models there.`, {
    details,
    mend: "Check the port and the path: the engine's address usually ends with /v1.",
  });
}

function wordsFor({ status, complaint }: ProbeAnswer): string {
  return status === 200 ? 'what it sends is none' : `${status} ${complaint}`;
}
