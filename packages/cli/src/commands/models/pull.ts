import { cardMemoryBytes, EXIT, HanzoError, toHanzoError, type ExitCode } from '@hanzo/contracts';
import { findPulled, importModel, pullModel, readGgufHeader, memoryNeed, type PulledModel } from '@hanzo/models/llama';
import { environment } from '../../process/environment.ts';
import { eventEmitter, type EmitEvent } from '../../terminal/events.ts';
import { reportFailure } from '../../process/failure.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { freeMemoryBudgetFor } from '../../process/machine-memory.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatBytes, formatMs } from '../../terminal/units.ts';
import { loadText, memoryOfThisMachine, requireFit } from './fit.ts';
import type { ModelsPullFlags } from './flags.ts';
import { isRepository, whichFile } from './hf-repository.ts';
import { copyFromMesh, isInMesh } from './mesh-copy.ts';
import { ProgressLine, type Progress } from './progress-line.ts';
import { wantedModel, type WantedModel } from './wanted-model.ts';

const HUGGING_FACE = 'huggingface.co';

/** How one model came here. */
interface Outcome {
  readonly pulled: PulledModel;
  /** Words for people: `copied from alice's workstation`. */
  readonly how: string;
  readonly members?: readonly string[];
}

interface Pull {
  readonly flags: ModelsPullFlags;
  readonly setting: Setting;
  readonly terminal: Terminal;
  readonly emit: EmitEvent;
  readonly signal: AbortSignal;
}

/** Gets models into the home's models folder, one after the other. What arrived of a broken one is kept for next time. */
export async function run(flags: ModelsPullFlags, terminal: Terminal): Promise<ExitCode> {
  const { home, endpoint } = flags;
  const setting = loadSetting(
    { ...(home !== undefined && { home }), ...(endpoint !== undefined && { endpoint }) },
    terminal,
  );
  checkFlags(flags);
  const emit = eventEmitter(terminal, flags.json);
  using interrupts = listenForInterrupts(() => terminal.err('stopping; what has arrived is kept'));
  const repository = flags.names.find(isRepository);
  const hub = setting.config.modelsEndpoint ?? `https://${HUGGING_FACE}`;
  if (repository !== undefined) throw await whichFile(repository, hub, interrupts.drain);
  const wanted = flags.names.map((name) => wantedModel(name, flags, setting));
  const pull: Pull = { flags, setting, terminal, emit, signal: interrupts.drain };
  let code: ExitCode = EXIT.done;
  for (const model of wanted) {
    try {
      await pullOne(model, pull);
    } catch (error) {
      // One that cannot be had is no reason to leave the others; a person who stops means all of them.
      if (wanted.length === 1 || interrupts.drain.aborted) throw error;
      code = reportFailure(error, terminal, flags.json === true);
    }
  }
  return code;
}

function checkFlags({ names, sha256, name, member, from, link }: ModelsPullFlags): void {
  if (names.length > 1 && (sha256 !== undefined || name !== undefined))
    throw new HanzoError('USAGE', '--sha256 and --name are for one model.', { mend: 'Pull them one by one.' });
  if (member !== undefined && from === 'internet')
    throw new HanzoError('USAGE', '--member and --from internet contradict each other.', { mend: 'Leave one out.' });
  if (link === true && names.some((text) => !/\.gguf$/i.test(text) || /^(hf:|https?:)/.test(text)))
    throw new HanzoError('USAGE', '--link is for the path of a .gguf file.', { mend: 'Leave it out.' });
}

async function pullOne(wanted: WantedModel, pull: Pull): Promise<void> {
  const { flags, setting, terminal, emit, signal } = pull;
  const started = performance.now();
  emit('pulling', { name: wanted.name, fileName: wanted.fileName, sha256: wanted.sha256 });
  const present = await presentOne(wanted, setting, signal);
  if (present === undefined) await checkFit(wanted, pull);
  const { pulled, how, members } =
    present === undefined ? await fetchOne(wanted, pull) : { pulled: present, how: 'already there, and whole' };
  const durationMs = Math.round(performance.now() - started);
  emit('pulled', { name: wanted.name, ...pulled, durationMs, ...(members !== undefined && { members }) });
  terminal.err(
    pulled.alreadyThere
      ? `${wanted.name}: already there, and whole`
      : `${wanted.name}: ${how}, ${formatBytes(pulled.sizeBytes)} in ${formatMs(durationMs)}`,
  );
  if (flags.json !== true) terminal.out(`${pulled.path}\nsha256 ${pulled.sha256}`);
  if (wanted.card === undefined && wanted.source.kind !== 'file') await warnIfTooLarge(wanted.name, pulled.path, pull);
}

async function presentOne(
  { source, fileName, sha256, sizeBytes }: WantedModel,
  { paths }: Setting,
  signal: AbortSignal,
): Promise<PulledModel | undefined> {
  switch (source.kind) {
    case 'file':
      return undefined;
    case 'here':
      return source.pulled;
    case 'addresses':
      return await findPulled({ directory: paths.models, fileName, sha256, sizeBytes, signal });
  }
}

/** Of an address nothing is known before the file is there: it is kept, and its owner hears what a worker will say. */
async function warnIfTooLarge(name: string, path: string, { flags, terminal }: Pull): Promise<void> {
  const load = { contextTokens: flags.context, slots: flags.slots };
  const neededBytes = memoryNeed(await readGgufHeader(path), load);
  const budget = await freeMemoryBudgetFor(neededBytes);
  if (neededBytes <= budget) return;
  terminal.err(
    `${name} needs ${formatBytes(neededBytes)} with ${loadText(load)}; this machine has ${formatBytes(budget)}: ` +
      `a worker here will refuse it`,
  );
}

/** Before a byte is fetched, where the catalogue or the file itself tells what is needed. */
async function checkFit({ name, card, source }: WantedModel, { flags, setting, terminal }: Pull): Promise<void> {
  const load = { contextTokens: flags.context, slots: flags.slots };
  const neededBytes =
    card !== undefined
      ? cardMemoryBytes(card, load)
      : source.kind === 'file'
        ? memoryNeed(await readGgufHeader(source.path).catch(noSuchFile(source.path)), load)
        : undefined;
  if (neededBytes === undefined) return;
  if (flags.force !== true) await requireFit({ name, neededBytes, load, setting });
  else if (neededBytes > memoryOfThisMachine())
    terminal.err(`${name} needs ${formatBytes(neededBytes)}, more than this machine has: got because of --force`);
}

const noSuchFile =
  (path: string) =>
  (error: unknown): never => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new HanzoError('MODEL_NOT_INSTALLED', `There is no model file ${path}.`, { mend: 'Check the path.' });
  };

async function fetchOne(wanted: WantedModel, pull: Pull): Promise<Outcome> {
  const { flags, setting, terminal, signal } = pull;
  const uris = wanted.source.kind === 'addresses' ? wanted.source.uris : [];
  if (wanted.source.kind === 'file') {
    const { fileName, sha256 } = wanted;
    const { path: file } = wanted.source;
    const link = flags.link === true;
    const pulled = await importModel({ file, fileName, sha256, directory: setting.paths.models, link, signal });
    return { pulled, how: link ? `linked from ${file}` : `copied from ${file}` };
  }
  const onlyMesh = flags.from === 'mesh' || flags.member !== undefined;
  if (!onlyMesh && (flags.from === 'internet' || wanted.sha256 === undefined || !isInMesh(setting)))
    return await download(wanted, uris, pull);
  try {
    return await fromMesh(wanted, onlyMesh, pull);
  } catch (thrown) {
    const error = toHanzoError(thrown);
    if (onlyMesh || signal.aborted || error.code === 'DISK_FULL') throw thrown;
    terminal.err(`not from the mesh: ${error.message}`);
    return await download(wanted, uris, pull);
  }
}

const LOOK_MS = 2_000;
const LOOK_LONGER_MS = 10_000;

async function fromMesh(wanted: WantedModel, onlyMesh: boolean, pull: Pull): Promise<Outcome> {
  const { flags, setting, terminal, signal } = pull;
  const copied = await copyFromMesh({
    setting,
    wanted,
    discovery: flags.discovery,
    bootstrap: flags.bootstrap,
    member: flags.member,
    waitMs: flags.wait === undefined ? (onlyMesh ? LOOK_LONGER_MS : LOOK_MS) : flags.wait * 1000,
    trustMember: onlyMesh,
    signal,
    terminal,
    onProgress: progressOf(pull),
  });
  return { pulled: copied, how: `copied from ${copied.members.join(' and ')}`, members: copied.members };
}

function progressOf({ terminal, emit }: Pull): (progress: Progress) => void {
  const line = new ProgressLine(terminal);
  return (state) => {
    line.show(state);
    emit('progress', { receivedBytes: state.receivedBytes, totalBytes: state.totalBytes });
  };
}

/** From the first address that has it. */
async function download(wanted: WantedModel, uris: readonly string[], pull: Pull): Promise<Outcome> {
  const { setting, terminal, signal } = pull;
  const [uri = '', ...mirrors] = uris;
  terminal.err(`${uri} → ${setting.paths.models}/${wanted.fileName}`);
  const endpoint = setting.config.modelsEndpoint;
  const token = tokenFor(uri, endpoint, terminal);
  const { fileName, sha256, sizeBytes } = wanted;
  try {
    const pulled = await pullModel({
      uri,
      fileName,
      sha256,
      sizeBytes,
      directory: setting.paths.models,
      signal,
      ...(endpoint !== undefined && { endpoint: `${endpoint}/` }),
      ...(token !== undefined && { huggingFaceToken: token }),
      onProgress: progressOf(pull),
    });
    return { pulled, how: `downloaded from ${uri}` };
  } catch (error) {
    if (mirrors.length === 0 || toHanzoError(error).code !== 'DOWNLOAD_FAILED') throw error;
    terminal.err(`${toHanzoError(error).message} Trying the next address.`);
    return await download(wanted, mirrors, pull);
  }
}

/** A token of Hugging Face goes to Hugging Face: neither to a mirror nor to any other host. */
function tokenFor(uri: string, endpoint: string | undefined, terminal: Terminal): string | undefined {
  const token = environment()['HF_TOKEN'];
  if (token === undefined || token === '') return undefined;
  terminal.hide(token);
  const host = uri.startsWith('hf:')
    ? new URL(endpoint ?? `https://${HUGGING_FACE}`).host
    : (URL.parse(uri)?.host ?? '');
  return host === HUGGING_FACE ? token : undefined;
}
