import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { HanzoError, toHanzoError } from '@hanzo/contracts';
import { allocatedBytes, freeBytes, requireSpace } from './disk-space.ts';
import { download, type DownloadOptions, type DownloadProgress } from './download.ts';
import { readGgufHeader } from './gguf-header.ts';
import { hashFile, modelSha256, rememberHash, sidecarPath, type ModelOrigin } from './model-hash.ts';

export interface PullOptions {
  /** `hf:owner/repo/file.gguf` or `https://…`. */
  readonly uri: string;
  /** What the file is to be called: a bare name. */
  readonly fileName: string;
  /** Hex. Undefined where the publisher gives none: then only the form is checked. */
  readonly sha256?: string | undefined;
  readonly sizeBytes?: number | undefined;
  /** Where models are kept. Made when missing. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Of `hf:` addresses. @default 'https://huggingface.co/' */
  readonly endpoint?: string;
  /** For gated models. Never looked for anywhere: only what is given here is sent. */
  readonly huggingFaceToken?: string;
  /** Without a byte for so long, the download fails. @default 30_000 */
  readonly stallMs?: number;
  /** Called with the size as soon as the server has told it, before anything is written. May throw. */
  readonly onSize?: (totalBytes: number) => void;
}

export interface PulledModel {
  readonly path: string;
  /** Hex, of what is on the disk. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** True when nothing had to be downloaded. */
  readonly alreadyThere: boolean;
}

/** What tests replace. */
export interface PullParts {
  readonly freeBytes: (directory: string) => Promise<number>;
}

const DEFAULT_ENDPOINT = 'https://huggingface.co/';
const DEFAULT_STALL_MS = 30_000;

/**
 * Gets a model file: nothing to do when it is there and good, the rest of it when a download was cut, else all of it.
 * The file has its name only once it is complete and verified.
 *
 * Rejects with DOWNLOAD_FAILED, CHECKSUM_MISMATCH (the file is kept as `<name>.bad`), MODEL_INVALID (not a model; removed),
 * DISK_FULL, USAGE, or the signal's reason. After a cut or an abort the same call continues.
 */
export function pullModel(options: PullOptions): Promise<PulledModel> {
  return pullModelWith({ freeBytes }, options);
}

/** {@link pullModel} with replaceable parts. */
export async function pullModelWith(parts: PullParts, options: PullOptions): Promise<PulledModel> {
  const { directory, fileName, signal, uri } = options;
  signal.throwIfAborted();
  checkNames(uri, fileName);
  const path = join(directory, fileName);
  const present = await findPresent(path, options);
  if (present !== undefined) return present;
  await mkdir(directory, { recursive: true });
  const arriving = `${fileName}.download`;
  const partial = join(directory, `${arriving}.ipull`);
  const ensureSpace = async (totalBytes: number): Promise<void> => {
    const had = (await allocatedBytes(partial)) + (await allocatedBytes(join(directory, arriving)));
    requireSpace(directory, totalBytes - had, await parts.freeBytes(directory));
  };
  if (options.sizeBytes !== undefined) await ensureSpace(options.sizeBytes);
  await downloadDropping(partial, {
    uri,
    directory,
    fileName: arriving,
    endpoint: options.endpoint ?? DEFAULT_ENDPOINT,
    token: options.huggingFaceToken,
    stallMs: options.stallMs ?? DEFAULT_STALL_MS,
    onFound: async (totalBytes) => {
      options.onSize?.(totalBytes);
      await ensureSpace(totalBytes);
    },
    onProgress: options.onProgress,
    signal,
  });
  const origin = { from: uri, at: new Date().toISOString() };
  return install({ ...options, arrived: join(directory, arriving), path, what: uri, origin });
}

/** The file under its name, when it is there, a model, and what is expected. A bad one is set aside as `.bad`. */
export async function findPulled(
  options: Pick<PullOptions, 'directory' | 'fileName' | 'sha256' | 'sizeBytes' | 'signal'>,
): Promise<PulledModel | undefined> {
  checkFileName(options.fileName);
  return await findPresent(join(options.directory, options.fileName), options);
}

export interface ArrivedModel {
  /** The whole file, under another name in the same folder. */
  readonly arrived: string;
  /** What it is to be called. */
  readonly path: string;
  /** Where it came from, for people. */
  readonly what: string;
  readonly origin: ModelOrigin;
  readonly sha256?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Verifies a file that came from elsewhere and gives it its name.
 *
 * Rejects with MODEL_INVALID (it is removed) or CHECKSUM_MISMATCH (it is kept as `.bad`).
 */
export function installModel(options: ArrivedModel): Promise<PulledModel> {
  return install(options);
}

/**
 * A part on a disk that became full is dropped: the library notes chunks as complete before they are written, so it has
 * holes that a later call would not fill.
 */
async function downloadDropping(partial: string, options: DownloadOptions): Promise<void> {
  try {
    await download(options);
  } catch (error) {
    if (error instanceof HanzoError && error.code === 'DISK_FULL' && error.details['errno'] !== undefined)
      await rm(partial, { force: true });
    throw error;
  }
}

function checkNames(uri: string, fileName: string): void {
  if (!/^(hf:|https?:\/\/)/.test(uri)) {
    throw new HanzoError('USAGE', `${uri} is not an address to download from.`, {
      mend: 'Use hf:owner/repository/file.gguf or https://…',
    });
  }
  checkFileName(fileName);
}

function checkFileName(fileName: string): void {
  if (!/^[\w][\w.+ -]*$/.test(fileName)) {
    throw new HanzoError('USAGE', `${fileName} is not a usable file name.`, {
      mend: 'Use letters, digits, dots, dashes and underscores.',
    });
  }
}

/** The file under its final name, if it is good. A bad one is set aside. */
async function findPresent(
  path: string,
  options: Expected & Pick<PullOptions, 'signal'>,
): Promise<PulledModel | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  try {
    await readGgufHeader(path);
    const sha256 = await modelSha256(path, options.signal);
    requireHash(path, sha256, options);
    requireSize(path, found.size, options);
    return { path, sha256, sizeBytes: found.size, alreadyThere: true };
  } catch (error) {
    const { code } = toHanzoError(error);
    if (code !== 'MODEL_INVALID' && code !== 'CHECKSUM_MISMATCH') throw error;
    await setAside(path, path);
    return undefined;
  }
}

/** Verifies what arrived and gives it its name. */
async function install(options: ArrivedModel): Promise<PulledModel> {
  const { arrived, path, what, origin, signal } = options;
  try {
    await readGgufHeader(arrived);
  } catch (error) {
    await rm(arrived, { force: true });
    const { code, details } = toHanzoError(error);
    if (code !== 'MODEL_INVALID') throw error;
    throw new HanzoError(
      'MODEL_INVALID',
      `What came from ${what} is not a usable model: ${String(details['problem'])}.`,
      {
        cause: error,
        mend: 'Nothing was kept. Check the address: it must lead to a GGUF file itself, without a login.',
      },
    );
  }
  const { size } = await stat(arrived);
  const sha256 = await hashFile(arrived, signal);
  try {
    requireHash(what, sha256, options);
    requireSize(what, size, options);
  } catch (error) {
    await setAside(arrived, path);
    throw error;
  }
  await syncFile(arrived);
  await rename(arrived, path);
  await rememberHash(path, sha256, origin);
  return { path, sha256, sizeBytes: size, alreadyThere: false };
}

type Expected = Pick<PullOptions, 'sha256' | 'sizeBytes'>;

function requireHash(what: string, sha256: string, { sha256: expected }: Expected): void {
  if (expected === undefined || expected.toLowerCase() === sha256) return;
  throw new HanzoError('CHECKSUM_MISMATCH', `${what} has the sha256 ${sha256}; the catalogue says ${expected}.`, {
    details: { sha256, expected },
    mend: 'It was set aside as .bad. Pull again; if it stays so, the publisher changed the file or somebody else did.',
  });
}

/** A hash says more than a size: without one, the size has to do. */
function requireSize(what: string, sizeBytes: number, { sha256, sizeBytes: expected }: Expected): void {
  if (sha256 !== undefined || expected === undefined || expected === sizeBytes) return;
  throw new HanzoError('CHECKSUM_MISMATCH', `${what} has ${sizeBytes} bytes; the catalogue says ${expected}.`, {
    details: { sizeBytes, expected },
    mend: 'It was set aside as .bad. Pull again; if it stays so, the publisher changed the file.',
  });
}

async function setAside(from: string, path: string): Promise<void> {
  await rename(from, `${path}.bad`);
  await rm(sidecarPath(path), { force: true });
}

/** A power cut must not leave a file with its final name and holes in it. */
async function syncFile(path: string): Promise<void> {
  await using handle = await open(path, 'r+');
  await handle.sync();
}
