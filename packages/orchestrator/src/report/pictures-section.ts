import { codeCell, codeSpan } from '@hanzo/tools';
import type { RunResult } from '../run/run-result.ts';

/** Which pictures came with the instructions: their names and hashes, never their bytes. Empty without any. */
export function picturesSection({ images = [] }: RunResult): readonly string[] {
  if (images.length === 0) return [];
  const rows = images.map(
    ({ name, type, width, height, bytes, sha256 }) =>
      `| ${codeCell(name)} | ${type} | ${width}x${height} | ${bytes} | ${codeSpan(sha256)} |`,
  );
  return [
    '## Pictures',
    '',
    '| File | Type | Pixels | Bytes sent | SHA-256 |',
    '| --- | --- | --- | ---: | --- |',
    ...rows,
    '',
  ];
}
