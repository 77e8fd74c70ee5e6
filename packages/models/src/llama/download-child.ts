/**
 * The process that downloads. A process of its own because the library that does it (ipull) ends the whole process when
 * the disk is full, retries for an hour without a word, and costs 0.4 s and 100 MB to load. Started by `download.ts` only.
 */
import { createModelDownloader, type ModelDownloader, type ModelFileAccessTokens } from 'node-llama-cpp';
import type { FromDownloader, ToDownloader } from './download-protocol.ts';

const PROGRESS_MS = 200;

let downloader: ModelDownloader | undefined;
let progress: FromDownloader | undefined;
let reporter: NodeJS.Timeout | undefined;

function send(message: FromDownloader): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

/** The newest progress. Late rather than dropped: the parent takes silence for a stalled download. */
function report(): void {
  clearTimeout(reporter);
  reporter = undefined;
  if (progress !== undefined) send(progress);
  progress = undefined;
}

/** Finds the code in an error or in what caused it. */
function factsOf(thrown: unknown): { status?: number; errno?: string } {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
    if (typeof statusCode === 'number') return { status: statusCode };
    if (typeof code === 'string') return { errno: code };
  }
  return {};
}

function fail(thrown: unknown): void {
  send({ kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown), ...factsOf(thrown) });
}

async function find(command: Extract<ToDownloader, { kind: 'download' }>): Promise<void> {
  // `null` means "none": without it the library looks for a token in the environment and in files.
  const tokens = { huggingFace: command.token ?? null } as ModelFileAccessTokens;
  downloader = await createModelDownloader({
    modelUri: command.uri,
    dirPath: command.directory,
    fileName: command.fileName,
    deleteTempFileOnCancel: false,
    tokens,
    // Always given: otherwise MODEL_ENDPOINT or HF_ENDPOINT would decide.
    endpoints: { huggingFace: command.endpoint },
    onProgress: ({ downloadedSize, totalSize }) => {
      progress = { kind: 'progress', receivedBytes: downloadedSize, totalBytes: totalSize };
      reporter ??= setTimeout(report, PROGRESS_MS);
    },
  });
  send({ kind: 'found', totalBytes: downloader.totalSize, files: downloader.totalFiles });
}

async function download(): Promise<void> {
  if (downloader === undefined) return;
  await downloader.download();
  report();
  send({ kind: 'finished' });
}

async function cancel(): Promise<void> {
  await downloader?.cancel({ deleteTempFile: false });
  process.exit(0);
}

function receive(message: ToDownloader): Promise<void> {
  switch (message.kind) {
    case 'download':
      return find(message);
    case 'go':
      return download();
    case 'cancel':
      return cancel();
  }
}

process.on('message', (message) => void receive(message as ToDownloader).catch(fail));
// Where a full disk ends up.
process.on('unhandledRejection', fail);
process.on('disconnect', () => void cancel());
