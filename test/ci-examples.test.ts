import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readByProgram } from './support/read-by-program.ts';
import { verifies } from './support/verifies.ts';

const ROOT = join(import.meta.dirname, '..');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      { readonly if: string; readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] }
    >
  >;
}

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly entry: string;
  readonly language: string;
  readonly types: readonly string[];
  readonly pass_filenames: boolean;
}

function yamlOf<T>(file: string): T {
  return parse(readFileSync(join(ROOT, file), 'utf8')) as T;
}

/** The words of a line as a shell, or pre-commit, splits it. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare);
}

/** The hanzo commands of a script; what `set --` holds stands where it is used. */
function commandsIn(script: string): readonly string[][] {
  const held = /set -- ([^;\n]*)/.exec(script)?.[1] ?? '';
  return script
    .replaceAll('"$@"', held)
    .split('\n')
    .filter((line) => /(?:^|\s)hanzo\s/.test(line))
    .map((line) => words(line.slice(line.search(/(?:^|\s)hanzo\s/)).trim()).slice(1));
}

const workflow = yamlOf<Workflow>('examples/ci/github-action.yml');
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const shipped = yamlOf<readonly Hook[]>('.pre-commit-hooks.yaml');
const own = yamlOf<{ readonly repos: readonly { readonly repo: string; readonly hooks: readonly Hook[] }[] }>(
  'examples/ci/pre-commit-config.yaml',
).repos.flatMap(({ hooks }) => hooks);

describe(verifies('cli.ci-examples'), () => {
  it('in the workflow', () => {
    const commands = steps.flatMap(({ run = '' }) => commandsIn(run));
    expect(commands).toHaveLength(2);
    const [request, main] = commands.map((command) => readByProgram(command).flags);
    expect(request).toMatchObject({
      focus: 'security',
      output: ['hanzo.sarif', 'hanzo.html'],
      baseline: 'baseline.json',
      failOn: 'high',
      yes: true,
      budget: '1',
    });
    expect(main).toMatchObject({
      focus: 'security',
      output: ['hanzo.sarif', 'hanzo.html', 'baseline.json'],
      yes: true,
    });
  });

  it('before a commit, where nothing may be paid', () => {
    for (const { entry } of [...shipped, ...own]) {
      const { flags, args } = readByProgram([...words(entry).slice(1), 'src/a.ts', 'src/b c.ts']);
      expect(args).toEqual(['review these files for bugs']);
      expect(flags).toMatchObject({ localOnly: true, yes: true, failOn: 'high', files: ['src/a.ts', 'src/b c.ts'] });
      expect(words(entry)[0]).toBe('hanzo');
    }
  });

  it('and the check of this would see a flag that is gone', () => {
    expect(() => readByProgram(['dev', 'x', '--focsu', 'security'])).toThrow(/unknown option '--focsu'/);
    expect(() => readByProgram(['dev', 'x', '--fail-on', 'bad'])).toThrow(/'bad' is invalid/);
    expect(() => readByProgram(['devv', 'x'])).toThrow(/unknown command 'devv'/);
  });
});

describe('the workflow for GitHub', () => {
  it('gives each job no more than it needs, and strangers no key', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.on).not.toHaveProperty('pull_request_target');
    for (const { permissions, if: when } of Object.values(workflow.jobs)) {
      expect(permissions).toEqual({ contents: 'read', 'security-events': 'write' });
      expect(when).toContain('head.repo.full_name == github.repository');
    }
    for (const { run = '', env = {} } of steps) {
      // Text of a pull request is never put into a script.
      expect(run).not.toContain('${{');
      for (const value of Object.values(env)) expect(value).toMatch(/^\$\{\{ secrets\.\w+ \}\}$/);
    }
  });

  it('shows the report when the review fails, too, and keeps only a complete baseline', () => {
    const using = (name: string): Step | undefined => steps.find(({ uses = '' }) => uses.startsWith(`${name}@`));
    expect(using('github/codeql-action/upload-sarif')?.if).toContain('always()');
    expect(using('actions/upload-artifact')?.if).toContain('always()');
    expect(using('actions/cache/save')?.if).toContain('success()');
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@v\d+$/);
  });
});

describe('the hooks for pre-commit', () => {
  it('have what pre-commit wants of a hook', () => {
    for (const hook of [...shipped, ...own]) {
      expect(hook).toMatchObject({
        id: expect.stringMatching(/^[\w-]+$/),
        name: expect.any(String),
        language: 'system',
        pass_filenames: true,
      });
    }
    expect(shipped.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
  });
});
