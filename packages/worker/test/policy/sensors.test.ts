import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { systemSensors, type MachineSensors } from '../../src/index.ts';
import type { RunTool } from '../../src/policy/sensors/run-tool.ts';

const PID = 100;

describe('sensors', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'hanzo-sensors-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function put(path: string, text: string): string {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${text}\n`);
    return file;
  }

  function supply(name: string, values: Readonly<Record<string, string>>): void {
    for (const [key, value] of Object.entries(values)) put(`sys/class/power_supply/${name}/${key}`, value);
  }

  /** Tools print what the test says, by the beginning of the command line. */
  function tools(answers: Readonly<Record<string, string>>): RunTool {
    return (command, args) => {
      const line = [command, ...args].join(' ');
      const found = Object.entries(answers).find(([start]) => line.startsWith(start));
      return found === undefined
        ? Promise.reject(Object.assign(new Error('spawn ENOENT'), { code: 'ENOENT' }))
        : Promise.resolve(found[1]);
    };
  }

  function sensors(
    platform: NodeJS.Platform,
    answers: Readonly<Record<string, string>> = {},
    clock = systemClock,
  ): MachineSensors {
    return systemSensors({ clock, platform, root, run: tools(answers), pid: PID });
  }

  const LAPTOP = { type: 'Battery', scope: 'System', status: 'Discharging', capacity: '38' };

  it.each<[string, Readonly<Record<string, Readonly<Record<string, string>>>>, object]>([
    ['a laptop on battery', { BAT0: LAPTOP, AC: { type: 'Mains', online: '0' } }, { kind: 'battery', charge: 0.38 }],
    ['two batteries', { BAT0: LAPTOP, BAT1: { ...LAPTOP, capacity: '62' } }, { kind: 'battery', charge: 0.5 }],
    ['plugged in', { BAT0: { ...LAPTOP, status: 'Charging' }, AC: { type: 'Mains', online: '1' } }, { kind: 'mains' }],
    ['plugged in by USB', { BAT0: LAPTOP, usb: { type: 'USB', online: '1' } }, { kind: 'mains' }],
    ['a mouse with a battery', { mouse: { ...LAPTOP, scope: 'Device' } }, { kind: 'mains' }],
    ['no capacity', { BAT0: { type: 'Battery', status: 'Discharging' } }, { kind: 'battery' }],
  ])(verifies('policy.sensors', 'power: %s'), async (_, supplies, reading) => {
    for (const [name, values] of Object.entries(supplies)) supply(name, values);
    expect(await sensors('linux').power()).toEqual(reading);
  });

  it('a machine without the folder says that it does not know', async () => {
    expect(await sensors('linux').power()).toEqual({ kind: 'unknown', why: expect.stringContaining('power_supply') });
    mkdirSync(join(root, 'sys/class/power_supply'), { recursive: true });
    expect(await sensors('linux').power()).toEqual({ kind: 'mains' });
  });

  function cpu(total: { user: number; idle: number; steal?: number }): void {
    put('proc/stat', `cpu  ${total.user} 0 0 ${total.idle} 0 0 0 ${total.steal ?? 0} 0 0\ncpu0 1 1 1 1`);
  }

  function processTicks(pid: number, ticks: number, children: readonly number[], ofDead = 0): void {
    // A name with a bracket and a space, as programs may have.
    put(`proc/${pid}/stat`, `${pid} (we) ird na) S 1 1 1 0 -1 0 0 0 0 0 ${ticks} 0 ${ofDead} 0 20 0 1 0 5`);
    put(`proc/${pid}/task/${pid}/children`, children.join(' '));
  }

  it(verifies('policy.sensors', 'load: without our own programs'), async () => {
    const clock = manualClock();
    const { load } = sensors('linux', {}, clock);
    cpu({ user: 1_000, idle: 1_000 });
    processTicks(PID, 100, [101]);
    processTicks(101, 200, []);
    const first = load();
    // The first reading compares two samples with a moment between.
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    cpu({ user: 1_060, idle: 1_040, steal: 500 });
    processTicks(PID, 110, [101]);
    processTicks(101, 230, []);
    await clock.advance(300);
    // 60 busy ticks of 100, of which 40 are ours.
    expect(await first).toEqual({ kind: 'load', others: 0.2 });
    // A child that has ended is in its parent's numbers.
    cpu({ user: 1_130, idle: 1_070, steal: 900 });
    processTicks(PID, 110, [], 280);
    expect(await load()).toEqual({ kind: 'load', others: 0.2 });
  });

  it('a system without /proc says that it does not know the load', async () => {
    expect(await sensors('linux').load()).toEqual({ kind: 'unknown', why: expect.stringMatching(/CPU times/) });
  });

  it(verifies('policy.sensors', 'person: terminals and desktops'), async () => {
    const clock = manualClock(Date.parse('2026-11-20T12:00:00Z'));
    const seconds = (ago: number): number => (clock.now() - ago * 1_000) / 1_000;
    const nobody = { 'loginctl list-sessions': '' };
    expect(await sensors('linux', nobody, clock).person()).toEqual({ kind: 'nobody' });
    utimesSync(put('dev/pts/3', ''), seconds(90), seconds(1));
    expect(await sensors('linux', nobody, clock).person()).toEqual({ kind: 'idle', idleMs: 90_000 });
    const desktop = (idle: string, since: number): Readonly<Record<string, string>> => ({
      'loginctl list-sessions': ' 2 1000 olga seat0\n c1 120 gdm seat0\n',
      'loginctl show-session 2 c1': `Type=x11\nState=active\nIdleHint=${idle}\nIdleSinceHint=${since * 1e6}\n\nType=wayland\nState=closing\nIdleHint=no\n`,
    });
    expect(await sensors('linux', desktop('no', 0), clock).person()).toEqual({ kind: 'idle', idleMs: 0 });
    expect(await sensors('linux', desktop('yes', seconds(60)), clock).person()).toEqual({
      kind: 'idle',
      idleMs: 60_000,
    });
    expect(await sensors('linux', desktop('yes', seconds(600)), clock).person()).toEqual({
      kind: 'idle',
      idleMs: 90_000,
    });
    rmSync(join(root, 'dev'), { recursive: true });
    expect(await sensors('linux', {}, clock).person()).toMatchObject({ kind: 'unknown' });
  });

  it(verifies('policy.sensors', 'macOS and Windows, by what their tools print'), async () => {
    const mac = sensors('darwin', {
      'pmset -g batt':
        "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t87%; discharging; 4:02 remaining\n",
      'ioreg -c IOHIDSystem': '    | |   "HIDIdleTime" = 12500000000\n',
    });
    expect(await mac.power()).toEqual({ kind: 'battery', charge: 0.87 });
    expect(await mac.person()).toEqual({ kind: 'idle', idleMs: 12_500 });
    const plugged = sensors('darwin', {
      'pmset -g batt': "Now drawing from 'AC Power'\n -InternalBattery-0\t87%; charged",
    });
    expect(await plugged.power()).toEqual({ kind: 'mains' });
    expect(await plugged.person()).toEqual({ kind: 'unknown', why: 'ioreg is not installed' });
    expect(await sensors('win32', { 'powershell.exe': '1 64\r\n' }).power()).toEqual({ kind: 'battery', charge: 0.64 });
    expect(await sensors('win32', { 'powershell.exe': '' }).power()).toEqual({ kind: 'mains' });
    expect(await sensors('win32', { 'powershell.exe': '4711\r\n' }).person()).toEqual({ kind: 'idle', idleMs: 4_711 });
    expect(await sensors('win32').load()).toMatchObject({ kind: 'unknown' });
    expect(await sensors('freebsd').person()).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('freebsd'),
    });
  });

  it('reads this machine', async () => {
    const { load, power } = systemSensors({ clock: systemClock });
    expect(['mains', 'battery', 'unknown']).toContain((await power()).kind);
    const reading = await load();
    if (process.platform === 'linux') expect(reading).toMatchObject({ kind: 'load' });
  });
});
