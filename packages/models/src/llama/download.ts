import { HanzoError } from '@hanzo/contracts';
import type { FromDownloader, ToDownloader } from './download-protocol.ts';
import { childUrl, spawnChild } from './spawn-child.ts';

export interface DownloadProgress {
  readonly receivedBytes: number;
  /** 0 while unknown. */
  readonly totalBytes: number;
}

export interface DownloadOptions {
  readonly uri: string;
  readonly directory: string;
  readonly fileName: string;
  readonly endpoint: string;
  readonly token: string | undefined;
  /** Without a byte for so long, the download has failed. */
  readonly stallMs: number;
  /** Called once the size is known, before anything is written. May throw. */
  readonly onFound: (totalBytes: number) => Promise<void>;
  readonly onProgress: ((progress: DownloadProgress) => void) | undefined;
  readonly signal: AbortSignal;
}

/** How to reach the outside, where that is not direct. */
const NETWORK_ENVIRONMENT = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'NODE_USE_ENV_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
];

/** For a cancelled child to close its file. */
const CANCEL_MS = 2000;

/**
 * Downloads one file, or the rest of one. The part that arrived stays for the next call.
 * Rejects with DOWNLOAD_FAILED, DISK_FULL, what `onFound` threw, or the signal's reason.
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { signal, stallMs } = options;
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  using stall = new StallTimer(stallMs, () => reject(stallError(options)));
  const found = async (totalBytes: number, files: number): Promise<void> => {
    if (files !== 1) throw splitError(options.uri, files);
    await options.onFound(totalBytes);
    child.send({ kind: 'go' });
  };
  const onMessage = (message: FromDownloader): void => {
    switch (message.kind) {
      case 'found':
        stall.received(0);
        found(message.totalBytes, message.files).catch(reject);
        return;
      case 'progress':
        stall.received(message.receivedBytes);
        options.onProgress?.({ receivedBytes: message.receivedBytes, totalBytes: message.totalBytes });
        return;
      case 'finished':
        resolve();
        return;
      case 'failed':
        reject(failure(options.uri, message));
        return;
    }
  };
  const child = spawnChild<ToDownloader, FromDownloader>({
    url: childUrl('download-child'),
    onMessage,
    environment: NETWORK_ENVIRONMENT,
  });
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  void child.exited.then(({ stderr }) =>
    reject(failure(options.uri, { message: `the download process ended. ${stderr}` })),
  );
  const { uri, directory, fileName, endpoint, token } = options;
  child.send({ kind: 'download', uri, directory, fileName, endpoint, token });
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    await end(child);
  }
}

/** Calls back when no new byte was received for a while. */
class StallTimer implements Disposable {
  readonly #timer: NodeJS.Timeout;
  #most = -1;

  constructor(ms: number, onStall: () => void) {
    this.#timer = setTimeout(onStall, ms);
  }

  received(bytes: number): void {
    if (bytes <= this.#most) return;
    this.#most = bytes;
    this.#timer.refresh();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

/** Lets the child close its file; it exits on its own then. */
async function end(child: ReturnType<typeof spawnChild<ToDownloader, FromDownloader>>): Promise<void> {
  const timer = setTimeout(() => child.kill(), CANCEL_MS);
  child.send({ kind: 'cancel' });
  await child.exited;
  clearTimeout(timer);
}

const RESUME = 'Run the same command again: it continues where it stopped.';

function stallError({ uri, stallMs }: DownloadOptions): HanzoError {
  return new HanzoError('DOWNLOAD_FAILED', `No byte of ${uri} arrived for ${Math.round(stallMs / 1000)} s.`, {
    details: { uri, stallMs },
    mend: RESUME,
  });
}

function splitError(uri: string, files: number): HanzoError {
  return new HanzoError('DOWNLOAD_FAILED', `${uri} is split into ${files} files.`, {
    details: { uri, files },
    mend: 'Choose a model that is published as one file.',
  });
}

function failure(
  uri: string,
  { message, status, errno }: Omit<Extract<FromDownloader, { kind: 'failed' }>, 'kind'>,
): HanzoError {
  const details = { uri, status, errno };
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new HanzoError('DISK_FULL', `The disk became full while ${uri} was downloaded.`, {
      details,
      mend: 'Free some space and pull again. What had arrived was removed.',
    });
  }
  if (status === 404) {
    return new HanzoError('DOWNLOAD_FAILED', `The server has no ${uri} (404).`, {
      details,
      mend: 'Check the name; models are renamed and removed. `hanzo models` lists those in the catalogue.',
    });
  }
  if (status === 401 || status === 403) {
    return new HanzoError('DOWNLOAD_FAILED', `The server refuses ${uri} (${status}).`, {
      details,
      mend: 'The model may need an accepted licence and a Hugging Face token (HF_TOKEN).',
    });
  }
  return new HanzoError('DOWNLOAD_FAILED', `${uri} could not be downloaded: ${message}`, { details, mend: RESUME });
}
