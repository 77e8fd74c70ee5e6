import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { editWorkerSection, readAmount, readHours, readIdle, readOnBattery, readShare } from '../src/index.ts';
import { errorOf, sandbox } from './sandbox.ts';

const ALL = [0, 1, 2, 3, 4, 5, 6];

describe('the values of a policy', () => {
  it.each([
    ['8GiB', { kind: 'bytes', bytes: 8 * 1024 ** 3 }],
    ['1.5 gb', { kind: 'bytes', bytes: 1.5e9 }],
    ['512MiB', { kind: 'bytes', bytes: 512 * 1024 ** 2 }],
    ['50%', { kind: 'share', share: 0.5 }],
    ['0%', undefined],
    ['101%', undefined],
    ['8', undefined],
    ['0B', undefined],
    ['8 GiB per model', undefined],
    ['-1GiB', undefined],
  ])('memory: %s', (text, amount) => {
    expect(readAmount(text)).toEqual(amount);
  });

  it.each([
    ['22:00-07:00', { days: ALL, fromMinute: 1320, toMinute: 420 }],
    ['sat,sun 00:00-24:00', { days: [0, 6], fromMinute: 0, toMinute: 1440 }],
    ['mon-fri 9:00 - 17:30', { days: [1, 2, 3, 4, 5], fromMinute: 540, toMinute: 1050 }],
    ['fri-mon 10:00-11:00', { days: [0, 1, 5, 6], fromMinute: 600, toMinute: 660 }],
    ['Saturday 20:00-00:00', { days: [6], fromMinute: 1200, toMinute: 1440 }],
    ['08:00-08:00', undefined],
    ['24:00-07:00', undefined],
    ['00:00-00:00', undefined],
    ['25:00-07:00', undefined],
    ['07:60-08:00', undefined],
    ['22:00', undefined],
    ['someday 22:00-23:00', undefined],
    ['mon- 22:00-23:00', undefined],
    ['mon-wed-fri 22:00-23:00', undefined],
  ])('hours: %s', (text, hours) => {
    expect(readHours(text)).toEqual(hours);
  });

  it('the others', () => {
    expect([readShare('0'), readShare(0.5), readShare('75 %'), readShare('1.1'), readShare('x')]).toEqual([
      0,
      0.5,
      0.75,
      undefined,
      undefined,
    ]);
    expect([readOnBattery('Pause below 40%'), readOnBattery('pause'), readOnBattery('pause below 0')]).toEqual([
      { pauseBelow: 0.4 },
      'pause',
      undefined,
    ]);
    expect([readIdle('5m'), readIdle('90s'), readIdle('25h'), readIdle('0s'), readIdle('5')]).toEqual([
      300_000,
      90_000,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the worker section', () => {
  it(verifies('policy.settings'), () => {
    using box = sandbox();
    box.write('config.json', {
      worker: {
        maxMemory: '50%',
        cpuShare: 0.5,
        gpuShare: '0%',
        slots: 3,
        quietHours: ['22:00-07:00'],
        onBattery: 'pause below 40%',
        whenActive: 'pause',
        idleAfter: '10m',
        maxLoad: '60%',
        members: { allow: ['anna'], weights: { anna: 2 } },
        dataClasses: ['public'],
        shareModels: false,
        pausedWork: 'finish',
      },
    });
    const config = box.load({ worker: { slots: 1, members: { deny: ['bert'] } } });
    expect(config.worker).toEqual({
      maxMemory: { kind: 'share', share: 0.5 },
      cpuShare: 0.5,
      gpuShare: 0,
      slots: 1,
      quietHours: [{ days: ALL, fromMinute: 1320, toMinute: 420 }],
      onBattery: { pauseBelow: 0.4 },
      whenActive: 'pause',
      idleAfterMs: 600_000,
      maxLoad: 0.6,
      members: { allow: ['anna'], deny: ['bert'], weights: { anna: 2 } },
      dataClasses: ['public'],
      shareModels: false,
      pausedWork: 'finish',
    });
    expect(config.origins['worker.slots']).toBe('--slots');
    expect(config.origins['worker.idleAfter']).toMatch(/config\.json \(worker\.idleAfter\)$/);
  });

  it.each([
    [{ quietHour: ['22:00-07:00'] }, /worker\.quietHour: there is no such setting/, /Did you mean "quietHours"/],
    [{ quietHours: ['22-7'] }, /worker\.quietHours\[0\]: must be hours such as 22:00-07:00/, /Change or remove/],
    [{ maxMemory: 'lots' }, /worker\.maxMemory: must be an amount of memory/, /Change/],
    [{ onBattery: 'stop' }, /worker\.onBattery: must be "run", "pause", or "pause below 40%"/, /Change/],
    [{ maxLoad: 60 }, /worker\.maxLoad: must be a share/, /Change/],
    [{ members: { weights: { anna: 0 } } }, /worker\.members\.weights\.anna/, /Change/],
    [{ dataClasses: [] }, /worker\.dataClasses: must name at least one class/, /Change/],
  ])(verifies('policy.settings', 'refused: %j'), (worker, says, mend) => {
    using box = sandbox();
    box.write('config.json', { worker });
    const error = errorOf(() => box.load());
    expect([error.code, error.message, error.mend]).toEqual([
      'CONFIG_INVALID',
      expect.stringMatching(says),
      expect.stringMatching(mend),
    ]);
  });
});

describe('editing the worker section', () => {
  it(verifies('policy.edit'), () => {
    using box = sandbox();
    const file = box.write(
      'config.json',
      '{\n\t"logLevel": "warn",\n\t"worker": {"slots": 2, "members": {"weights": {"anna": 2}}},\n\t"openai": {"apiKey": "sk-secret"}\n}',
    );
    editWorkerSection(file, { set: { maxMemory: '8GiB', members: { deny: ['bert'] } }, reset: ['slots'] });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      logLevel: 'warn',
      worker: { maxMemory: '8GiB', members: { weights: { anna: 2 }, deny: ['bert'] } },
      openai: { apiKey: 'sk-secret' },
    });
    expect(readFileSync(file, 'utf8')).toMatch(/^\{\n\t"logLevel": "warn",\n\t"worker"/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    editWorkerSection(file, { set: {}, reset: 'all' });
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).toEqual(['logLevel', 'openai']);
    expect(readdirSync(join(file, '..'))).toEqual(['config.json']);
  });

  it('makes the file when there is none, keeps its mode, and follows a link', () => {
    using box = sandbox();
    const fresh = join(box.homeDir, 'new', 'config.json');
    editWorkerSection(fresh, { set: { slots: 1 }, reset: [] });
    expect(statSync(fresh).mode & 0o777).toBe(0o600);
    const real = join(box.homeDir, 'dotfiles.json');
    writeFileSync(real, '{}');
    chmodSync(real, 0o640);
    const link = join(box.homeDir, '.hanzo', 'config.json');
    symlinkSync(real, link);
    editWorkerSection(link, { set: { slots: 1 }, reset: [] });
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect([readFileSync(real, 'utf8'), statSync(real).mode & 0o777]).toEqual([
      expect.stringContaining('"slots": 1'),
      0o640,
    ]);
  });

  it.each([
    ['broken', '{"worker": {'],
    ['wrong already', '{"worker": {"slot": 1}}'],
  ])(verifies('policy.edit', 'leaves a file that is %s as it was'), (_, text) => {
    using box = sandbox();
    const file = box.write('config.json', text);
    expect(errorOf(() => editWorkerSection(file, { set: { slots: 1 }, reset: [] })).code).toBe('CONFIG_INVALID');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('says when the file cannot be written, and leaves no draft', () => {
    using box = sandbox();
    const folder = join(box.homeDir, 'in-the-way');
    mkdirSync(join(folder, 'config.json'), { recursive: true });
    expect(errorOf(() => editWorkerSection(join(folder, 'config.json'), { set: { slots: 1 }, reset: [] })).code).toBe(
      'CONFIG_INVALID',
    );
    expect(existsSync(join(folder, 'config.json'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['config.json']);
  });
});
