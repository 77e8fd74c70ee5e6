import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HanzoError } from '@hanzo/contracts';
import { readLedger, repairLedger } from '../src/index.ts';
import { Book } from '../src/book.ts';
import { type Bench, bench } from './bench.ts';
import { verifies } from '../../../test/support/verifies.ts';

const LEFT_BEHIND = fileURLToPath(new URL('./processes/left-behind.ts', import.meta.url));
/** 2,000 by hand: HANZO_DAMAGE_TRIALS. */
const TRIALS = Number(process.env['HANZO_DAMAGE_TRIALS'] ?? 60);

/** Files of a ledger whose process was killed: about half of it is in the journal only. */
let left: Bench;
/** The same after somebody has opened and closed it: all of it is in the file. */
let closed: Bench;
/** What its calls may have cost, as an undamaged copy says. Micro-dollars. */
let bill = 0;

beforeAll(async () => {
  left = bench();
  const args = ['--conditions=@hanzo/source', '--disable-warning=ExperimentalWarning', LEFT_BEHIND, left.path];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  closed = copyOf(left);
  bill = openAndSum(closed.path);
}, 60_000);
afterAll(() => {
  left[Symbol.dispose]();
  closed[Symbol.dispose]();
});

function copyOf({ path }: Bench): Bench {
  const box = bench();
  for (const suffix of ['', '-wal', '.mark'].filter((end) => existsSync(`${path}${end}`)))
    copyFileSync(`${path}${suffix}`, `${box.path}${suffix}`);
  return box;
}

/** Opens it as the thread does, and returns what it is charged with in the end. */
function openAndSum(path: string): number {
  const book = new Book({ path, limits: {}, version: 'v', at: Date.now() });
  try {
    using reader = readLedger(path);
    const { spentMicros = 0, heldMicros = 0 } = reader?.spent() ?? {};
    expect(reader?.verify()).toMatchObject({ ok: true, faults: [] });
    const charges = reader?.calls().map((call) => call.chargedMicros) ?? [];
    expect(charges.reduce((sum, micros) => sum + micros, 0)).toBe(spentMicros);
    return spentMicros + heldMicros;
  } finally {
    book.close(Date.now());
  }
}

/** A generator of its own, so that a trial can be done again by its number (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Random = ReturnType<typeof randomOf>;

function cut(file: string, random: Random): void {
  truncateSync(file, random(readFileSync(file).length));
}

function flip(file: string, random: Random): void {
  const bytes = readFileSync(file);
  for (let flips = 1 + random(4); flips > 0; flips -= 1) {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  }
  writeFileSync(file, bytes);
}

/** As a disk does that lost a sector: 512 bytes of zeros, or of another place. */
function loseSector(file: string, random: Random): void {
  const bytes = readFileSync(file);
  const sectors = Math.floor(bytes.length / 512);
  const to = random(sectors) * 512;
  if (random(2) === 0) bytes.fill(0, to, to + 512);
  else bytes.copyWithin(to, random(sectors) * 512, random(sectors) * 512);
  writeFileSync(file, bytes);
}

type Inflict = (path: string, random: Random) => void;

/** To a ledger that was left behind. */
const TO_LEFT: readonly (readonly [what: string, inflict: Inflict])[] = [
  ['journal cut', (path, random) => cut(`${path}-wal`, random)],
  ['journal flipped', (path, random) => flip(`${path}-wal`, random)],
  ['journal lost', (path) => rmSync(`${path}-wal`)],
  ['journal with a lost sector', (path, random) => loseSector(`${path}-wal`, random)],
  ['file flipped', (path, random) => flip(path, random)],
  ['both flipped', (path, random) => [path, `${path}-wal`].forEach((file) => flip(file, random))],
  ['file flipped, journal cut', (path, random) => (flip(path, random), cut(`${path}-wal`, random))],
  ['mark flipped', (path, random) => flip(`${path}.mark`, random)],
];
/** To one that was closed. */
const TO_CLOSED: readonly (readonly [what: string, inflict: Inflict])[] = [
  ['closed file flipped', (path, random) => flip(path, random)],
  ['closed file with a lost sector', (path, random) => loseSector(path, random)],
  ['closed file cut', (path, random) => cut(path, random)],
];

/** Why it was refused and what a repair made of it, or undefined when it opened. */
function trial(number: number): { readonly error: HanzoError; readonly isRepaired: boolean } | undefined {
  const random = randomOf(number);
  const isLeft = random(2) === 0;
  const damages = isLeft ? TO_LEFT : TO_CLOSED;
  const [what, inflict] = damages[number % damages.length] ?? [];
  using box = copyOf(isLeft ? left : closed);
  inflict?.(box.path, random);
  try {
    expect(openAndSum(box.path), `trial ${number}: ${what}`).toBeGreaterThanOrEqual(bill);
    return undefined;
  } catch (error) {
    if (!(error instanceof HanzoError)) throw error;
    expect(error, `trial ${number}: ${what}`).toMatchObject({ code: 'STORE_UNUSABLE', details: { path: box.path } });
    expect(error.message).toContain(box.path);
    expect(error.mend).toBeTruthy();
    expect(existsSync(box.path)).toBe(true);
    const isRepaired = repaired(box.path, `trial ${number}: ${what}`);
    return { error, isRepaired };
  }
}

/** It is repaired, sound and not below the bill, or beyond repair with a sentence. */
function repaired(path: string, what: string): boolean {
  const before = readFileSync(path);
  try {
    repairLedger({ path, now: Date.now() });
  } catch (error) {
    if (!(error instanceof HanzoError)) throw error;
    expect(error, what).toMatchObject({ code: 'STORE_UNUSABLE', details: { path } });
    expect(error.mend, what).not.toContain('hanzo ledger repair');
    return false;
  }
  expect(openAndSum(path), `${what}, repaired`).toBeGreaterThanOrEqual(bill);
  const copy = readdirSync(dirname(path)).find((name) => /before-repair-[^.]+$/.test(name)) ?? '';
  expect(readFileSync(join(dirname(path), copy)).equals(before), what).toBe(true);
  return true;
}

describe('damage', () => {
  it(verifies('ledger.damage'), { timeout: 20_000 + TRIALS * 200 }, () => {
    let opened = 0;
    let refused = 0;
    let repairs = 0;
    for (let number = 0; number < TRIALS; number += 1) {
      const refusal = trial(number);
      if (refusal === undefined) opened += 1;
      else refused += 1;
      if (refusal?.isRepaired === true) repairs += 1;
    }
    // Both happen, or the damage is none.
    expect(opened).toBeGreaterThan(TRIALS / 10);
    expect(refused).toBeGreaterThan(TRIALS / 10);
    // One refusal in four or five; too few trials say nothing. repair.test.ts has one of each kind.
    expect(repairs).toBeGreaterThanOrEqual(Math.floor(TRIALS / 500) * 10);
  });
});
