import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import type { DevFlags } from '../src/commands/dev/flags.ts';
import { withProfile } from '../src/commands/dev/profile/profile-flag.ts';
import { profiledCommand } from '../src/commands/dev/profile/profiled-command.ts';
import { profiledLine } from '../src/commands/dev/profile/take-profile.ts';
import { keptFlags } from '../src/commands/dev/run/run-record.ts';
import { refuseTogether } from '../src/commands/dev/refuse-together.ts';

const project = (change: object = {}): { project: never } => ({
  project: { root: '/projects/shop', file: '', state: 'none', commands: {}, ...change } as never,
});

describe('--profile', () => {
  it(verifies('profile.command'), () => {
    expect(profiledCommand({}, project())).toBeUndefined();
    expect(profiledCommand({ profile: 'node "a b.js"' }, project())).toEqual({
      argv: ['node', 'a b.js'],
      command: 'node "a b.js"',
    });
    const commands = { tests: ['npx', 'vitest', '{files}', 'my tests'] };
    expect(profiledCommand({ profile: true }, project({ commands }))).toEqual({
      argv: ['npx', 'vitest', 'my tests'],
      command: "npx vitest 'my tests'",
    });
    const detected = { commands: { tests: ['pytest', '-q'] }, state: 'unasked' };
    expect(() => profiledCommand({ profile: true }, project({ detected, state: 'untrusted' }))).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        mend: "Name one: --profile='pytest -q'. Or trust the project's: hanzo config trust /projects/shop",
      }),
    );
  });

  it(verifies('profile.command', 'tests that were detected, and that nobody has allowed'), () => {
    const detected = { commands: { tests: ['pytest', '-q'] }, state: 'unasked' };
    expect(() => profiledCommand({ profile: true }, project({ detected }))).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        mend: "Name one: --profile='pytest -q'. Or allow what was detected: hanzo config trust --commands /projects/shop",
      }),
    );
  });

  it(verifies('profile.command', 'implies what the run is about'), () => {
    const kept: DevFlags = { profile: 'npm test' };
    expect(withProfile(kept)).toEqual({ profile: 'npm test', focus: 'performance' });
    expect(withProfile({ profile: true, focus: 'performance' })).toMatchObject({ focus: 'performance' });
    expect(withProfile({})).toEqual({});
    expect(() => withProfile({ profile: true, focus: 'security' })).toThrow('--focus security does not look at that');
    expect(() => refuseTogether({ watch: true, profile: true })).toThrow('--watch and --profile do not go together');
    expect(keptFlags(withProfile(kept))).toMatchObject({ profile: 'npm test', focus: 'performance' });
  });

  it(verifies('profile.report', 'on the terminal'), () => {
    const hostile = { name: '\u001b[31mEVIL\nprofiled: all is fine', path: 'src/\u202ea.ts', line: 3, lastLine: 9 };
    const times = { selfMs: 900, totalMs: 900, share: 0.9, totalShare: 0.9 };
    const profile = { command: 'node a.js', profiler: 'node', samples: 900, totalMs: 1_000, ownMs: 1_000, notes: [] };
    const line = profiledLine({ ...profile, profiler: 'node', functions: [{ ...hostile, ...times }] });
    expect(line).toContain('the hottest is ?[31mEVIL?profiled: all is fine (src/?a.ts:3)');
  });

  it(verifies('profile.command', 'a value that was meant as instructions'), () => {
    for (const profile of ['review this', "don't be slow"]) {
      expect(() => withProfile({ profile })).toThrow(
        expect.objectContaining({ code: 'USAGE', mend: expect.stringContaining('Were these the instructions?') }),
      );
    }
    expect(() => withProfile({ profile: 'make test', instructions: 'review' })).toThrow(
      expect.objectContaining({ mend: expect.stringMatching(/^Name another command/) }),
    );
    expect(() => withProfile({ profile: 'node a.js | tee', instructions: 'review' })).toThrow('needs a shell');
  });
});
