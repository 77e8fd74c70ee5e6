import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  cardMemoryBytes,
  EXIT,
  findModel,
  HanzoError,
  type EngineLoad,
  type ExitCode,
  type LocalModelCard,
} from '@hanzo/contracts';
import {
  knownHash,
  memoryNeed,
  modelOrigin,
  readGgufHeader,
  readTemplateFamily,
  type ModelOrigin,
} from '@hanzo/models/llama';
import { howToGetIt } from '../../embedded-package.ts';
import { isPackaged, localModelNames, modelsHere, resolveLocalModel } from '../../installed-models.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatBytes } from '../../terminal/units.ts';
import { fitText, memoryOfThisMachine } from './fit.ts';
import type { ModelsShowFlags } from './flags.ts';
import { meshHolders, type MeshHolder } from './mesh-holders.ts';
import { showApi } from './show-api.ts';

const SLOTS = [1, 2, 4];
const CONTEXTS = [4096, 8192, 32_768];

/** What a model file says of itself. */
interface FileFacts {
  readonly path: string;
  readonly sizeBytes: number;
  /** Undefined where it was never hashed. */
  readonly sha256: string | undefined;
  readonly architecture: string;
  readonly contextTokens: number | undefined;
  readonly layers: number;
  readonly template: string;
  readonly origin: ModelOrigin | undefined;
}

interface MemoryRow extends EngineLoad {
  readonly bytes: number;
}

/** Prints what is known of one model: from the catalogue, from its file, and from the members of the mesh. */
export async function run(flags: ModelsShowFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const api = findModel(setting.catalogue, flags.name);
  if (api?.kind === 'api') {
    showApi(api, flags.name, setting, terminal, flags.json === true);
    return EXIT.done;
  }
  await showLocal(flags, setting, terminal);
  return EXIT.done;
}

/** The same for a model of workers, with settings that are loaded. */
export async function showLocal(flags: ModelsShowFlags, setting: Setting, terminal: Terminal): Promise<void> {
  using interrupts = listenForInterrupts(() => undefined);
  const { name, path, card } = find(flags.name, setting);
  const header = path === undefined ? undefined : await readGgufHeader(path);
  const file = path === undefined || header === undefined ? undefined : await factsOf(path, header);
  const memory = memoryRows(card, header);
  const sha256 = file?.sha256 ?? card?.sha256;
  const wanted = { sha256, name, fileName: card?.fileName ?? basename(path ?? name) };
  const holders =
    flags.mesh === true ? await meshHolders(wanted, flags, setting, interrupts.drain, terminal) : undefined;
  if (flags.json === true) {
    terminal.out(JSON.stringify({ v: 1, name, catalogue: card, file, memory, ...(holders && { members: holders }) }));
    return;
  }
  print({ name, card, file, memory, holders }, terminal);
}

type Header = Awaited<ReturnType<typeof readGgufHeader>>;

/** Exact for a file; of the catalogue an estimate. Empty where neither says enough. */
function memoryRows(card: LocalModelCard | undefined, header: Header | undefined): MemoryRow[] {
  const loads = SLOTS.flatMap((slots) => CONTEXTS.map((contextTokens) => ({ slots, contextTokens })));
  if (header !== undefined) return loads.map((load) => ({ ...load, bytes: memoryNeed(header, load) }));
  if (card?.kvBytesPerToken === undefined) return [];
  return loads.map((load) => ({ ...load, bytes: cardMemoryBytes(card, load) }));
}

interface Shown {
  readonly name: string;
  readonly card: LocalModelCard | undefined;
  readonly file: FileFacts | undefined;
  readonly memory: readonly MemoryRow[];
  readonly holders: readonly MeshHolder[] | undefined;
}

function print({ name, card, file, memory, holders }: Shown, terminal: Terminal): void {
  terminal.out(name);
  if (card !== undefined) printCard(card, terminal);
  if (file !== undefined) printFile(file, terminal);
  else if (card !== undefined)
    terminal.out(`installed      no: ${isPackaged(card) ? howToGetIt() : `hanzo models pull ${card.name}`}`);
  printMemory(memory, file === undefined, terminal);
  if (holders !== undefined) printHolders(holders, terminal);
}

/** By catalogue name, installed name or path. */
function find(
  text: string,
  setting: Setting,
): { name: string; path: string | undefined; card: LocalModelCard | undefined } {
  const card = findModel(setting.catalogue, text);
  if (card?.kind === 'local') {
    const here = modelsHere(setting).find((model) => model.name === card.name);
    // Of a damaged file nothing is worth showing but how to mend it.
    const installed = here !== undefined && isPackaged(card) ? resolveLocalModel(card.name, setting) : here;
    return { name: card.name, path: installed?.path, card };
  }
  try {
    const { name, path } = resolveLocalModel(existsSync(text) && !text.includes('/') ? `./${text}` : text, setting);
    return { name, path, card: undefined };
  } catch (error) {
    if (error instanceof HanzoError && error.code === 'MODEL_UNKNOWN')
      throw new HanzoError('MODEL_UNKNOWN', `There is no model "${text}".`, {
        cause: error,
        mend: `Known here: ${localModelNames(setting).join(', ')}; API models: \`hanzo models\`. Or give the path of a .gguf file.`,
      });
    throw error;
  }
}

async function factsOf(path: string, header: Header): Promise<FileFacts> {
  const { sizeBytes, architecture, contextTokens, blockCount } = header;
  return {
    path,
    sizeBytes,
    sha256: await knownHash(path),
    architecture,
    contextTokens,
    layers: blockCount,
    template: await readTemplateFamily(path),
    origin: await modelOrigin(path),
  };
}

function printCard(card: LocalModelCard, { out }: Terminal): void {
  const {
    parameters = '?',
    quantization = '?',
    licence = '?',
    uri,
    sizeBytes,
    sha256,
    contextTokens,
    kinds,
    note,
  } = card;
  out(`parameters     ${parameters}, ${quantization}`);
  out(`licence        ${licence}`);
  out(`published at   ${uri}`);
  out(`published size ${formatBytes(sizeBytes)} (${sizeBytes} bytes), sha256 ${sha256 ?? 'not known'}`);
  out(`offered with   ${contextTokens} tokens of context`);
  if (kinds !== undefined) out(`asked for      ${kinds.join(', ')}, and nothing else`);
  if (note !== undefined) out(`note           ${note}`);
}

function printFile(
  { path, sizeBytes, sha256, architecture, contextTokens, layers, template, origin }: FileFacts,
  { out }: Terminal,
): void {
  out(`file           ${path}`);
  out(`size           ${formatBytes(sizeBytes)} (${sizeBytes} bytes)`);
  out(`sha256         ${sha256 ?? 'not taken yet: hanzo models verify'}`);
  out(
    `architecture   ${architecture}, ${layers} layers, trained for ${contextTokens ?? 'an unknown number of'} tokens`,
  );
  out(`chat format    ${template}`);
  out(`came from      ${originText(origin)}`);
}

function originText(origin: ModelOrigin | undefined): string {
  if (origin === undefined) return 'not noted';
  const { from, members = [], at } = origin;
  return `${from === 'mesh' ? `the mesh: ${members.join(', ')}` : from}, ${at.slice(0, 10)}`;
}

function printMemory(memory: readonly MemoryRow[], estimated: boolean, terminal: Terminal): void {
  if (memory.length === 0) return;
  const budget = memoryOfThisMachine();
  terminal.out('');
  terminal.out(
    `Memory on a CPU${estimated ? ', estimated' : ''}; models may take ${formatBytes(budget)} on this machine now`,
  );
  const rows = memory.map(({ slots, contextTokens, bytes }) => [
    String(slots),
    String(contextTokens),
    formatBytes(bytes),
    fitText(bytes, budget),
  ]);
  printTable(['slots', 'context', 'memory', 'here'], rows, terminal);
}

function printHolders(holders: readonly MeshHolder[], terminal: Terminal): void {
  terminal.out('');
  terminal.out('Members of the mesh that were reached');
  if (holders.length === 0) terminal.err('nobody is reached: hanzo net peers');
  const rows = holders.map(({ node, has, detail }) => [node, has ? 'has it' : 'no', detail]);
  if (rows.length > 0) printTable(['node', 'state', 'detail'], rows, terminal);
}
