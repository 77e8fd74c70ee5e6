import { HanzoError, toHanzoError } from '@hanzo/contracts';
import type { StoreKind } from './kind.ts';

const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const TOO_BIG = 18;
const CONSTRAINT = 19;
const MISMATCH = 20;
const RANGE = 25;
const NOT_A_DATABASE = 26;

const NO_ROOM_FOR_SHARED_MEMORY = 4874;

const ROW_CODES: ReadonlySet<number> = new Set([TOO_BIG, CONSTRAINT, MISMATCH, RANGE]);
const FULL_DISK_NAMES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

export function storeUnusable(file: string, kind: StoreKind, what: string, mend: string, cause?: unknown): HanzoError {
  return new HanzoError('STORE_UNUSABLE', sentence(file, kind, what), {
    details: { path: file },
    mend,
    ...(cause === undefined ? {} : { cause }),
  });
}

export function isLocked(thrown: unknown): boolean {
  const code = sqliteCode(thrown);
  return code !== undefined && (code & 0xff) === BUSY;
}

export function isRowFault(thrown: unknown): boolean {
  const code = sqliteCode(thrown);
  return code === undefined || ROW_CODES.has(code & 0xff);
}

export function storeFault(thrown: unknown, file: string, kind: StoreKind): HanzoError {
  if (!(thrown instanceof Error) || thrown instanceof HanzoError) return toHanzoError(thrown);
  if (isFullDisk(thrown)) return diskFull(thrown, file, kind);
  if (isTooLarge(thrown))
    return storeUnusable(file, kind, 'has a number in it that is far too large', kind.damagedMend, thrown);
  const code = sqliteCode(thrown);
  if (code === undefined && !('syscall' in thrown)) return toHanzoError(thrown);
  switch (code === undefined ? undefined : code & 0xff) {
    case TOO_BIG:
    case CONSTRAINT:
    case MISMATCH:
    case RANGE:
      return refusedRow(thrown, file, kind);
    case BUSY:
      return storeUnusable(
        file,
        kind,
        'was locked by other processes for too long',
        'Try again; if it stays so, see which process holds it.',
        thrown,
      );
    case CORRUPT:
      return storeUnusable(file, kind, 'is damaged', kind.damagedMend, thrown);
    case NOT_A_DATABASE:
      return storeUnusable(file, kind, `is not a ${kind.name}`, kind.damagedMend, thrown);
    default:
      return storeUnusable(
        file,
        kind,
        `cannot be used: ${thrown.message}`,
        'Check that the file and its folder can be written.',
        thrown,
      );
  }
}

export function storeGuard(file: string, kind: StoreKind): <T>(use: () => T) => T {
  return (use) => {
    try {
      return use();
    } catch (error) {
      throw storeFault(error, file, kind);
    }
  };
}

function isTooLarge(thrown: Error): boolean {
  return thrown instanceof RangeError && 'code' in thrown && thrown.code === 'ERR_OUT_OF_RANGE';
}

function isFullDisk(thrown: Error): boolean {
  if ('syscall' in thrown) return 'code' in thrown && FULL_DISK_NAMES.has(thrown.code);
  const code = sqliteCode(thrown);
  return code !== undefined && ((code & 0xff) === FULL || code === NO_ROOM_FOR_SHARED_MEMORY);
}

function diskFull(thrown: Error, file: string, kind: StoreKind): HanzoError {
  return new HanzoError('DISK_FULL', sentence(file, kind, 'has no room: its disk is full'), {
    cause: thrown,
    details: { path: file },
    mend: kind.fullMend ?? 'Free some space, then try again.',
  });
}

function refusedRow(thrown: Error, file: string, kind: StoreKind): HanzoError {
  return new HanzoError('INTERNAL', sentence(file, kind, `refused a row: ${thrown.message}`), {
    cause: thrown,
    details: { path: file },
  });
}

function sentence(file: string, kind: StoreKind, what: string): string {
  return `The ${kind.name} ${file} ${what}${what.endsWith('.') ? '' : '.'}`;
}

function sqliteCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return undefined;
  return thrown.errcode;
}
