import { HanzoError } from '@hanzo/contracts';
import { formatBytes } from '../../terminal/units.ts';

const REPOSITORY = /^hf:([\w.-]+\/[\w.-]+)$/;
const ANSWER_WITHIN_MS = 5_000;
const MOST_LISTED = 30;

/** True for `hf:owner/repo`, which names no file yet. */
export function isRepository(text: string): boolean {
  return REPOSITORY.test(text) && !/\.gguf$/i.test(text);
}

/**
 * What a person can choose from, as the error that ends a pull of a whole repository.
 *
 * @param endpoint without a trailing slash
 */
export async function whichFile(text: string, endpoint: string, signal: AbortSignal): Promise<HanzoError> {
  const [, repository = ''] = REPOSITORY.exec(text) ?? [];
  const message = `${text} is a repository, not a file.`;
  const files = await listFiles(`${endpoint}/api/models/${repository}/tree/main`, signal).catch(() => undefined);
  signal.throwIfAborted();
  if (files === undefined)
    return new HanzoError('USAGE', message, { mend: `Add the file, e.g. ${text}/NAME-Q4_K_M.gguf.` });
  if (files.length === 0)
    return new HanzoError('USAGE', `${message} It has no .gguf file.`, {
      mend: 'Look for one whose name ends in GGUF.',
    });
  const lines = files.slice(0, MOST_LISTED).map(({ path, size }) => `\n  ${text}/${path}  ${formatBytes(size)}`);
  return new HanzoError('USAGE', message, { mend: `Choose a file of it:${lines.join('')}` });
}

/** Model files in one piece. What a server says is not trusted further than to be shown. */
async function listFiles(url: string, stop: AbortSignal): Promise<{ path: string; size: number }[] | undefined> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  const response = await fetch(url, { signal });
  const entries: unknown = response.ok ? await response.json() : undefined;
  if (!Array.isArray(entries)) return undefined;
  return (entries as readonly unknown[]).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { path, size } = entry as { path?: unknown; size?: unknown };
    const usable = typeof path === 'string' && typeof size === 'number' && /\.gguf$/i.test(path);
    return usable && !/-\d{5}-of-\d{5}\.gguf$/i.test(path) ? [{ path, size }] : [];
  });
}
