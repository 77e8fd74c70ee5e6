import { basename } from 'node:path';
import { EXIT, HanzoError, toHanzoError, type ExitCode, type LocalModelCard } from '@hanzo/contracts';
import { hashFile, notedHash, readGgufHeader, rememberHash } from '@hanzo/models/llama';
import { installedModels, installedNamed, type InstalledModel } from '../../installed-models.ts';
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
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using interrupts = listenForInterrupts(() => terminal.err('stopping'));
  const models =
    flags.names.length === 0 ? installedModels(setting) : flags.names.map((name) => installedNamed(name, setting));
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
    mend: `Get it again: hanzo models rm ${basename(path)} --yes && hanzo models pull ${card?.name ?? 'ADDRESS'}`,
    ...(sha256 !== undefined && { sha256 }),
  });
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
    throw new HanzoError('MODEL_INVALID', `${path} cannot be read: ${message}`, { cause: thrown });
  }
}

const DETAILS = {
  catalogue: 'as in the catalogue',
  note: 'as when it was installed',
  nothing: 'a model; nothing says what its hash should be, it is noted now',
} as const;

function cardOf(path: string, { catalogue }: Setting): LocalModelCard | undefined {
  return catalogue.models.find(
    (card): card is LocalModelCard => card.kind === 'local' && card.fileName === basename(path),
  );
}
