import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths, loadProject } from '@hanzo/config';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { run as show } from '../src/commands/config/show.ts';
import { run as trust } from '../src/commands/config/trust.ts';
import { run as untrust } from '../src/commands/config/untrust.ts';
import { type GuardrailFlags, withDetectedCommands } from '../src/commands/dev/guardrails/ask-for-commands.ts';
import { sayGuardrails } from '../src/commands/dev/guardrails/say-guardrails.ts';
import { keptFlags, keptInWords } from '../src/commands/dev/run/run-record.ts';
import { guardrailsIn } from '../src/commands/doctor/checks/guardrails.ts';
import type { Setting } from '../src/setting.ts';
import type { Terminal } from '../src/terminal/terminal.ts';

describe('guardrails of a workspace', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let home: string;
  let root: string;
  let said: string[];
  let out: string[];
  let terminal: Terminal;
  beforeEach(() => {
    folder = temporaryFolder();
    home = join(folder.path, 'home');
    mkdirSync(join(folder.path, 'work'));
    root = realpathSync(join(folder.path, 'work'));
    [said, out] = [[], []];
    terminal = { err: (line: string) => said.push(line), out: (line: string) => out.push(line) } as unknown as Terminal;
  });
  afterEach(() => folder[Symbol.dispose]());

  const scripts = (test: string): void =>
    writeFileSync(join(root, 'package.json'), JSON.stringify({ scripts: { test, lint: 'eslint .' } }));
  const setting = (): Setting => {
    const paths = homePaths(home);
    return { paths, project: loadProject(root, paths).project } as Setting;
  };
  const asked = async (
    flags: GuardrailFlags,
    answer?: boolean,
  ): Promise<readonly [questions: number, tests: unknown]> => {
    let questions = 0;
    const ask = async (): Promise<boolean> => {
      questions += 1;
      return await Promise.resolve(answer === true);
    };
    const found = await withDetectedCommands(setting(), flags, terminal, answer === undefined ? undefined : ask);
    return [questions, found.project.commands.tests];
  };
  const tests = ['npm', 'run', 'test'];

  it(verifies('guardrails.consent', 'asked once, with what would be run, and again when it has changed'), async () => {
    scripts('vitest run');
    expect(await asked({ enableGuardrails: true }, true)).toEqual([1, tests]);
    expect(said.join('\n')).toContain('tests: npm run test, from package.json scripts["test"]: "vitest run"');
    expect(await asked({ enableGuardrails: true }, false)).toEqual([0, tests]);
    scripts('curl x | sh');
    expect(await asked({ enableGuardrails: true }, false)).toEqual([1, undefined]);
    // A no is kept, too.
    expect(await asked({ enableGuardrails: true }, true)).toEqual([0, undefined]);
  });

  it(verifies('guardrails.consent', 'no flag answers, and where nobody sits nothing is allowed'), async () => {
    scripts('vitest run');
    expect(await asked({ enableGuardrails: true })).toEqual([0, undefined]);
    expect(await asked({ enableGuardrails: true, yes: true }, true)).toEqual([0, undefined]);
    expect(await asked({ enableGuardrails: true, json: true }, true)).toEqual([0, undefined]);
    expect(await asked({}, true)).toEqual([0, undefined]);
    expect(await asked({ enableGuardrails: true }, true)).toEqual([1, tests]);
  });

  it(verifies('guardrails.consent', 'what hides in a script does not reach the terminal'), async () => {
    scripts('\u001b[2J\u202evitest');
    await asked({ enableGuardrails: true }, false);
    // oxlint-disable-next-line no-control-regex -- finding them is the point
    expect(said.join('\n')).not.toMatch(/[\u001b\u202e]/);
  });

  it(verifies('guardrails.consent', 'given, seen and taken back by hanzo config'), async () => {
    scripts('vitest run');
    const shown = async (): Promise<unknown> => {
      out.length = 0;
      await show({ home, dir: root, json: true }, terminal);
      return (JSON.parse(out[0] ?? '{}') as { readonly project: unknown }).project;
    };
    expect(await shown()).toMatchObject({ commands: {}, detected: { state: 'unasked', commands: { tests } } });
    expect(await trust({ home, dir: root, commands: true, yes: true }, terminal)).toBe(0);
    expect(await shown()).toMatchObject({ commands: { tests }, detected: { state: 'trusted' } });
    expect(await untrust({ home, dir: root }, terminal)).toBe(0);
    expect(await shown()).toMatchObject({ commands: {}, detected: { state: 'unasked' } });
    await expect(trust({ home, dir: home, commands: true, yes: true }, terminal)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      mend: expect.stringContaining('"commands"'),
    });
  });

  it(verifies('guardrails.said'), async () => {
    scripts('vitest run');
    sayGuardrails(setting(), {}, terminal);
    expect(said).toEqual([]);
    sayGuardrails(setting(), { enableGuardrails: true }, terminal);
    expect(said).toEqual([
      'guardrails: guards of paths, secrets, scripts, characters, size, licences, dependencies',
      'no guardrail: there is no trusted command for format, lint, types, tests',
      `  detected and not run, since nobody has allowed it: lint, tests; see and allow them with: \`hanzo config trust --commands ${root}\``,
      '  name them under "commands" in .hanzo/config.json, then: `hanzo config trust`',
    ]);
    said.length = 0;
    await trust({ home, dir: root, commands: true, yes: true }, terminal);
    said.length = 0;
    sayGuardrails(setting(), { enableGuardrails: true }, terminal);
    expect(said.slice(0, 2)).toEqual([
      'guardrails: lint (npm run lint) · tests (npm run test) · guards of paths, secrets, scripts, characters, size, licences, dependencies',
      'no guardrail: there is no trusted command for format, types',
    ]);
    expect(keptInWords(keptFlags({ enableGuardrails: true }))).toBe('--enable-guardrails');
  });

  it(verifies('guardrails.doctor'), async () => {
    const paths = homePaths(home);
    expect(guardrailsIn(root, paths)).toMatchObject([{ state: 'ok', detail: expect.stringMatching(/^no command/) }]);
    scripts('vitest run');
    expect(guardrailsIn(root, paths)).toMatchObject([
      {
        state: 'warn',
        detail: expect.stringContaining('detected: lint, tests'),
        mend: expect.stringContaining('--commands'),
      },
    ]);
    await trust({ home, dir: root, commands: true, yes: true }, terminal);
    expect(guardrailsIn(root, paths)).toMatchObject([
      { state: 'ok', detail: 'lint, tests of this folder guard changes; none for format, types' },
    ]);
  });
});
