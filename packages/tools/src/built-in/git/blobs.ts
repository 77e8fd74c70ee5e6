import type { Repository } from './repository.ts';

/**
 * Bytes that git keeps, by their ids, as they were committed: no filter and no conversion. Those that are missing, or larger than
 * the limit, are not in it.
 */
export async function readBlobs(
  { git }: Repository,
  ids: readonly string[],
  maxBytes: number,
): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const sizes = (await git(['cat-file', '--batch-check'], lines(wanted))).toString('utf8').split('\n');
  const small = sizes.flatMap((line) => {
    const [id, type, size] = line.split(' ');
    return id !== undefined && type === 'blob' && Number(size) <= maxBytes ? [id] : [];
  });
  if (small.length === 0) return new Map();
  return blobsIn(await git(['cat-file', '--batch'], lines(small)));
}

function lines(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}

/** `id blob size LF bytes LF`, again and again. */
function blobsIn(output: Buffer): ReadonlyMap<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  for (let at = 0; at < output.length;) {
    const end = output.indexOf('\n', at);
    const [id = '', type, size] = output
      .subarray(at, end < 0 ? output.length : end)
      .toString('latin1')
      .split(' ');
    at = end < 0 ? output.length : end + 1;
    if (type !== 'blob') continue;
    blobs.set(id, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}
