import { EXIT, findModel, HanzoError, type ExitCode } from '@hanzo/contracts';
import { pullModel, type PullOptions } from '@hanzo/models/llama';
import { eventEmitter } from '../../events.ts';
import { listenForInterrupts } from '../../interrupt.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal.ts';
import { formatBytes } from '../../units.ts';
import type { ModelsPullFlags } from './flags.ts';

/** Downloads a model into the home's models folder. A broken download is kept and goes on next time. */
export async function run(flags: ModelsPullFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const emit = eventEmitter(terminal, flags.json);
  using interrupts = listenForInterrupts(() => terminal.err('stopping; what has arrived is kept'));
  const source = sourceOf(flags, setting);
  terminal.err(`${source.uri} → ${setting.paths.models}/${source.fileName}`);
  const progress = progressPrinter(terminal);
  const pulled = await pullModel({
    ...source,
    directory: setting.paths.models,
    signal: interrupts.drain,
    ...(flags.endpoint !== undefined && { endpoint: flags.endpoint }),
    onProgress: (state) => {
      progress(state);
      emit('progress', { ...state });
    },
  });
  emit('pulled', { ...pulled });
  terminal.err(pulled.alreadyThere ? 'already there, and whole' : `done: ${formatBytes(pulled.sizeBytes)}`);
  if (flags.json !== true) terminal.out(`${pulled.path}\nsha256 ${pulled.sha256}`);
  return EXIT.done;
}

type Source = Pick<PullOptions, 'uri' | 'fileName' | 'sha256' | 'sizeBytes'>;

function sourceOf({ model, sha256 }: ModelsPullFlags, { catalogue }: Setting): Source {
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(sha256)) {
    throw new HanzoError('USAGE', '--sha256 must be 64 hex digits.');
  }
  const wanted = sha256 === undefined ? {} : { sha256: sha256.toLowerCase() };
  if (/^(hf:|https?:\/\/)/.test(model)) return { uri: model, fileName: fileNameOf(model), ...wanted };
  const card = findModel(catalogue, model);
  if (card?.kind === 'local' && /^(hf:|https?:)/.test(card.uri)) {
    const known = card.sha256 === undefined ? {} : { sha256: card.sha256 };
    return { uri: card.uri, fileName: card.fileName, ...known, ...wanted };
  }
  if (card?.kind === 'local')
    throw new HanzoError('USAGE', `${card.name} cannot be downloaded. ${card.note ?? ''}`.trim());
  if (card?.kind === 'api') {
    throw new HanzoError('USAGE', `${card.name} is an API model: there is nothing to download.`, {
      mend: 'Use it with --orchestrator; `hanzo models` lists local ones.',
    });
  }
  const locals = catalogue.models.filter((known) => known.kind === 'local').map((known) => known.name);
  throw new HanzoError('MODEL_UNKNOWN', `There is no model "${model}" in the catalogue.`, {
    mend: `Known local models: ${locals.join(', ')}. Or give hf:owner/repo/file.gguf.`,
  });
}

function fileNameOf(uri: string): string {
  const name = (uri.replace(/^hf:/, '').split(/[?#]/)[0] ?? '').split('/').at(-1) ?? '';
  if (/^[\w.-]+\.gguf$/i.test(name)) return name;
  throw new HanzoError('USAGE', `"${uri}" does not end in the name of a .gguf file.`, {
    mend: 'Give the whole address, e.g. hf:owner/repo/file-Q4_K_M.gguf.',
  });
}

/** One line that stays in place for a person, a line every ten percent for a log. */
function progressPrinter(terminal: Terminal): (state: { receivedBytes: number; totalBytes: number }) => void {
  let shown = -1;
  return ({ receivedBytes, totalBytes }) => {
    const percent = totalBytes > 0 ? Math.floor((receivedBytes / totalBytes) * 100) : 0;
    const step = terminal.watched ? percent : Math.floor(percent / 10) * 10;
    if (step === shown) return;
    shown = step;
    const line = `${String(step).padStart(3)}%  ${formatBytes(receivedBytes)} of ${formatBytes(totalBytes)}`;
    if (terminal.watched) terminal.status(line);
    else terminal.err(line);
  };
}
