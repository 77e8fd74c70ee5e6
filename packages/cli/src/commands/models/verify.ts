import { basename, dirname } from 'node:path';
import { EMBEDDED_MODEL_NAME, EXIT, toHanzoError, type ExitCode, type LocalModelCard } from '@hanzo/contracts';
import { hashFile, notedHash, readGgufHeader, rememberHash } from '@hanzo/models/llama';
import { howToMend } from '../../embedded-package.ts';
import { installedNamed, modelsHere, type InstalledModel } from '../../installed-models.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { ModelsVerifyFlags } from './flags.ts';

interface Verdict {
  readonly name: string;
  readonly path: string;
  readonly good: boolean;
  /** Hex, as the file is now. Missing when it cannot be read. */
  readonly sha256?: string;
  /** What it was compared with. */
  readonly against: 'catalogue' | 'note' | 'nothing';
  readonly detail: string;
  readonly mend?: string;
}

/** Reads model files again from the first byte to the last. Exit code 1 when one is not what it should be. */
export async function run(flags: ModelsVerifyFlags, terminal: Terminal): Promise<ExitCode> {
  return await verifyModels(
    flags,
    loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal),
    terminal,
  );
}

/** The same for settings that are loaded. */
export async function verifyModels(flags: ModelsVerifyFlags, setting: Setting, terminal: Terminal): Promise<ExitCode> {
  using interrupts = listenForInterrupts(() => terminal.err('stopping'));
  const here = modelsHere(setting);
  // Of the one that comes with hanzo there may be a copy as well: whoever verifies it means both.
  const named = (name: string): readonly InstalledModel[] => {
    const embedded = name === EMBEDDED_MODEL_NAME ? here.filter((model) => model.name === name) : [];
    return embedded.length > 0 ? embedded : [installedNamed(name, setting)];
  };
  const models = flags.names.length === 0 ? here : flags.names.flatMap(named);
  const verdicts: Verdict[] = [];
  for (const model of models) {
    terminal.status(`reading ${model.name}`);
    const verdict = await verify(model, setting, interrupts.drain);
    verdicts.push(verdict);
    if (flags.json !== true) print(verdict, terminal);
  }
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, models: verdicts }));
  else if (models.length === 0) terminal.err('no model is installed: hanzo models pull llama3.2');
  return verdicts.every(({ good }) => good) ? EXIT.done : EXIT.incomplete;
}

function print({ name, good, detail, mend, sha256 }: Verdict, { out, err, style }: Terminal): void {
  out(`${good ? 'ok  ' : 'FAIL'} ${name}  ${detail}${sha256 === undefined ? '' : `  sha256 ${sha256}`}`);
  if (mend !== undefined) err(`  ${style.cyan('mend:')} ${mend}`);
}

async function verify(model: InstalledModel, setting: Setting, signal: AbortSignal): Promise<Verdict> {
  const { name, path } = model;
  const isOwn = path === setting.embedded?.path;
  const card = cardOf(path, setting);
  const noted = await notedHash(path);
  const expected = card?.sha256 ?? noted;
  const against = card?.sha256 !== undefined ? 'catalogue' : noted !== undefined ? 'note' : 'nothing';
  const bad = (detail: string, sha256?: string): Verdict => ({
    name,
    path,
    good: false,
    against,
    detail,
    mend: isOwn ? howToMend(dirname(path)) : howToMendFile(path, card),
    ...(sha256 !== undefined && { sha256 }),
  });
  if (isOwn && setting.embedded.damage !== undefined) return bad(`its package is damaged: ${setting.embedded.damage}`);
  try {
    await readGgufHeader(path);
    const sha256 = await hashFile(path, signal);
    if (expected !== undefined && sha256 !== expected)
      return bad(`it is not the file that ${against === 'note' ? 'was installed' : 'the catalogue knows'}`, sha256);
    await rememberHash(path, sha256);
    return { name, path, good: true, sha256, against, detail: DETAILS[against] };
  } catch (thrown) {
    signal.throwIfAborted();
    const { code, message, details } = toHanzoError(thrown);
    const { problem } = details;
    if (code === 'MODEL_INVALID') return bad(typeof problem === 'string' ? problem : message);
    return bad(`it cannot be read: ${message}`);
  }
}

const DETAILS = {
  catalogue: 'as in the catalogue',
  note: 'as when it was installed',
  nothing: 'a model; nothing says what its hash should be, it is noted now',
} as const;

function howToMendFile(path: string, card: LocalModelCard | undefined): string {
  if (card?.name === EMBEDDED_MODEL_NAME) return `Remove this copy: hanzo models rm ${basename(path)} --yes`;
  return `Get it again: hanzo models rm ${basename(path)} --yes && hanzo models pull ${card?.name ?? 'ADDRESS'}`;
}

function cardOf(path: string, { catalogue }: Setting): LocalModelCard | undefined {
  return catalogue.models.find(
    (card): card is LocalModelCard => card.kind === 'local' && card.fileName === basename(path),
  );
}
