import { chmodSync, constants, copyFileSync, existsSync, rmSync } from 'node:fs';

const PARTS = ['', '-wal', '.mark'] as const;

/** Copies the ledger with its journal and its mark, for its owner alone. Returns the name of the copy. */
export function copyAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const copy = freeName(`${path}.before-repair-${stamp}`);
  for (const part of PARTS) {
    if (!existsSync(`${path}${part}`)) continue;
    copyFileSync(`${path}${part}`, `${copy}${part}`, constants.COPYFILE_EXCL);
    chmodSync(`${copy}${part}`, 0o600);
  }
  return copy;
}

export function removeCopy(copy: string): void {
  for (const part of PARTS) rmSync(`${copy}${part}`, { force: true });
}

function freeName(name: string): string {
  let free = name;
  for (let number = 2; existsSync(free); number += 1) free = `${name}-${number}`;
  return free;
}
