import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { homePaths, loadCatalogue, loadConfig, loadTiers, NO_PROJECT } from '@hanzo/config';
import { verifies } from '../../../test/support/verifies.ts';
import type { Finding } from '../src/commands/doctor/check.ts';
import { checkCatalogue } from '../src/commands/doctor/checks/catalogue.ts';
import { printApiModels } from '../src/commands/models/api-table.ts';
import type { Setting } from '../src/setting.ts';
import { createTerminal } from '../src/terminal/terminal.ts';

const MODELS = fileURLToPath(new URL('../../../configs/models.json', import.meta.url));
const TIERS_FILE = fileURLToPath(new URL('../../../configs/tiers.json', import.meta.url));
const NOW = Date.parse('2026-11-21T12:00:00Z');

/** What is shipped, in a home without any file. */
function shipped(): Setting {
  const catalogue = loadCatalogue(MODELS);
  const home = '/nowhere/.hanzo';
  const config = loadConfig({ flags: { home }, env: {}, homeDir: '/nowhere' });
  const routing = loadTiers(TIERS_FILE, catalogue);
  return { config, paths: homePaths(home), catalogue, routing, routingChangedIn: {}, project: NO_PROJECT };
}

function table(columns: number, now: number): readonly string[] {
  const stdout = new PassThrough();
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns });
  printApiModels(shipped(), now, createTerminal(stdout, stderr, { NO_COLOR: '1' }));
  return String(stdout.read()).split('\n');
}

describe('the table of API models', () => {
  it.each([
    [80, '2026-11-21'],
    [100, '2026-11-21'],
    [100, '2027-03-31'],
  ])(verifies('catalogue.list', 'in %i columns, on %s'), (columns, day) => {
    const lines = table(columns, Date.parse(day));
    const longest = lines.filter((line) => /^(model|gpt|o\d|claude)/.test(line) && !/ends on|gone since/.test(line));
    expect(longest.length).toBeGreaterThan(20);
    expect(longest.filter((line) => line.length > columns)).toEqual([]);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.some((line) => line.includes('falls back to'))).toBe(columns === 100);
  });

  it('says in days when a model ends, soonest first, and moves it to those that are gone', () => {
    const before = table(100, NOW);
    expect(before.find((line) => /^gpt-5 +272K/.test(line))).toMatch(/ cC +20 +gpt-6\.1-sol, gpt-4o$/);
    const ends = before.filter((line) => line.includes(' ends on '));
    expect(ends[0]).toBe('claude-sonnet-4-5 ends on 2026-11-30, in 9 days → claude-sonnet-5-5');
    expect(ends).toContain('gpt-5 ends on 2026-12-11, in 20 days → gpt-6.1-sol');
    const after = table(100, Date.parse('2026-12-12'));
    expect(after.find((line) => /^gpt-5 +272K/.test(line))).toBeUndefined();
    expect(after).toContain('gpt-5 (gpt-5-2025-08-07) gone since 2026-12-11 → gpt-6.1-sol');
  });
});

describe('the doctor on the catalogue', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
  afterEach(() => void vi.useRealTimers());
  const warnings = async (): Promise<readonly Finding[]> =>
    (await checkCatalogue(shipped())).filter(({ state }) => state !== 'ok');

  it(verifies('catalogue.doctor', 'a catalogue of more than 90 days'), async () => {
    expect(await warnings()).toEqual([]);
    vi.setSystemTime(NOW + 90 * 86_400_000);
    expect(await warnings()).toEqual([]);
    vi.setSystemTime(NOW + 91 * 86_400_000);
    expect(await warnings()).toEqual([
      expect.objectContaining({ state: 'warn', detail: expect.stringMatching(/^it is 91 days old/) }),
    ]);
  });
});
