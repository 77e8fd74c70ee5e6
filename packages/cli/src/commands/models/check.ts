import { isSameModel, nearest } from '@hanzo/config';
import { ERROR_KINDS, EXIT, HanzoError, toHanzoError, type ExitCode } from '@hanzo/contracts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { endpointsToAsk, type AskedEndpoint } from './check-endpoints.ts';
import { lifeWords } from './api-access.ts';
import type { ModelsCheckFlags } from './flags.ts';
import { servedModels } from './served-models.ts';
import { servingOf, verdictOf, type Answer, type Served, type Serving } from './serving.ts';
import { unknownFallbacks, unknownOrchestrator, usedFor, usedModels } from './used-models.ts';

/**
 * Asks every configured endpoint which models it serves, and compares with what is used. Exit code 1 when a model that
 * somebody chose is not served, gone or unknown, 3 when the orchestrator has no key, else that of the first endpoint
 * that did not answer.
 */
export async function run(flags: ModelsCheckFlags, terminal: Terminal): Promise<ExitCode> {
  const home = { ...(flags.home !== undefined && { home: flags.home }) };
  const setting = loadSetting(home, terminal, { askKeychain: true });
  using interrupts = listenForInterrupts(() => terminal.err('stopping'));
  const now = Date.now();
  const used = usedModels(setting, now);
  const endpoints = endpointsToAsk(setting, used);
  if (endpoints.length === 0) {
    throw new HanzoError('CREDENTIALS_MISSING', 'No endpoint has a key, so none can be asked what it serves.', {
      mend: 'hanzo keys set openai, or point --base-url of your configuration at a server that needs none.',
    });
  }
  const answers = await Promise.all(endpoints.map((endpoint) => ask(endpoint, interrupts.drain)));
  interrupts.drain.throwIfAborted();
  const rows = used.map((model) => servingOf(model, answers, setting.catalogue, now));
  const unknown = unknownNames(setting);
  if (flags.json === true) terminal.out(JSON.stringify(toJson(rows, unknown, answers, setting)));
  else print(rows, unknown, answers, setting, now, terminal);
  const verdict = verdictOf(
    rows,
    unknown.map(({ name }) => name),
  );
  if (verdict !== EXIT.done) return verdict;
  const fault = answers.find(({ error }) => error !== undefined)?.error;
  return fault === undefined ? EXIT.done : ERROR_KINDS[fault.code].exit;
}

async function ask(endpoint: AskedEndpoint, signal: AbortSignal): Promise<Answer> {
  try {
    return { endpoint, models: await servedModels(endpoint, signal), error: undefined };
  } catch (error) {
    return { endpoint, models: undefined, error: toHanzoError(error) };
  }
}

/** What an endpoint serves and the catalogue does not know. */
function newModels({ models = [] }: Answer, { catalogue }: Setting): readonly string[] {
  return models.filter((name) => !catalogue.models.some((card) => isSameModel(catalogue, card.name, name)));
}

/** A name of the configuration that no catalogue knows. */
interface UnknownName {
  readonly name: string;
  readonly usedFor: string;
}

function unknownNames(setting: Setting): readonly UnknownName[] {
  const orchestrator = unknownOrchestrator(setting);
  const fallbacks = unknownFallbacks(setting).map((name) => ({ name, usedFor: 'calls.fallbacks in config.json' }));
  return orchestrator === undefined ? fallbacks : [{ name: orchestrator, usedFor: 'orchestrator' }, ...fallbacks];
}

function toJson(
  rows: readonly Serving[],
  unknown: readonly UnknownName[],
  answers: readonly Answer[],
  setting: Setting,
): object {
  return {
    v: 1,
    catalogueVersion: setting.catalogue.version,
    models: rows.map(({ card, served, ...uses }) => ({ name: card.name, provider: card.provider, served, ...uses })),
    unknown,
    endpoints: answers.map((answer) => ({
      provider: answer.endpoint.keyName,
      host: answer.endpoint.host,
      serves: answer.models,
      notInCatalogue: answer.models && newModels(answer, setting),
      error: answer.error && { code: answer.error.code, message: answer.error.message },
    })),
  };
}

const WORDS: Readonly<Record<Served, string>> = {
  served: 'served',
  missing: 'NOT SERVED',
  unknown: 'not known',
  gone: 'gone',
  'no-key': 'no key',
};

function print(
  rows: readonly Serving[],
  unknown: readonly UnknownName[],
  answers: readonly Answer[],
  setting: Setting,
  now: number,
  terminal: Terminal,
): void {
  const cells = rows.map((row) => [
    row.card.name,
    row.servedAs === undefined ? WORDS[row.served] : `only as ${row.servedAs}`,
    row.served === 'gone' ? `${usedFor(row)}; ${lifeWords(row.card, setting.catalogue, now)}` : usedFor(row),
  ]);
  const names = setting.catalogue.models.map((card) => card.name);
  for (const { name, usedFor: what } of unknown) {
    const near = nearest(name, names);
    cells.push([name, 'NO SUCH MODEL', near === undefined ? what : `${what}; did you mean ${near}?`]);
  }
  printTable(['model', 'state', 'used for'], cells, terminal);
  for (const answer of answers) {
    const { keyName, host } = answer.endpoint;
    terminal.out('');
    if (answer.error !== undefined) terminal.out(`${keyName} (${host}): ${answer.error.message}`);
    else printNew(`${keyName} (${host})`, newModels(answer, setting), terminal);
  }
}

/** Endpoints of providers also list models for sound, pictures and search: nothing that work is given to. */
const NOT_FOR_TEXT =
  /whisper|tts|audio|realtime|transcri|translat|embed|image|dall-e|moderation|sora|video|voice|search|instruct|babbage|davinci|rerank/i;

function printNew(who: string, names: readonly string[], { out }: Terminal): void {
  const texts = names.filter((name) => !NOT_FOR_TEXT.test(name));
  const others = names.length - texts.length;
  const rest = others === 0 ? '' : `, and ${others} that ${others === 1 ? 'is' : 'are'} not for text`;
  if (texts.length === 0) out(`${who}: serves no model for text that the catalogue does not know${rest}`);
  else out(`${who}: serves ${texts.length} that the catalogue does not know${rest}: ${texts.join(', ')}`);
}
