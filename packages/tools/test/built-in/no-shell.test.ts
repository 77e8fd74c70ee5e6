import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import { toolBench, type ToolBench } from './tool-bench.ts';

/** What a shell would take apart, run, expand or redirect. `@` is the file that it would make. */
const SHELL = [
  ['; touch @', '& touch @', '| touch @', '|| touch @', '&& touch @', '\n touch @\n', '\r\ntouch @', '; touch @ #'],
  ['$(touch @)', '`touch @`', '"$(touch @)"', "'; touch @; '", '"; touch @; "', '$((`touch @`))', '${x:-$(touch @)}'],
  ['> @', '>> @', '>| @', '2> @', '&> @', '< /dev/null > @', '<(touch @)', '>(touch @)', '<<< x > @', '| tee @'],
  ['*', '?', '[a-z]', '{a,b}', '~', '!!', '!touch', '#', '\\', '\\;touch @', '%PATH%', '^& touch @', '$IFS', '$PATH'],
  [
    '() { :;}; touch @',
    'x;{touch,@}',
    "$'\\x60touch @\\x60'",
    '\u0000; touch @',
    'a\u0000$(touch @)',
    '\u001b]0;touch @\u0007',
  ],
  [
    'eval touch @',
    'exec touch @',
    'sh -c "touch @"',
    "bash -c 'touch @'",
    '/bin/sh -c "touch @"',
    'cmd.exe /c "echo > @"',
  ],
  [
    'ext::sh -c "touch @"',
    'file:///bin/sh',
    ':!touch @',
    ':(exclude)x',
    ':/x',
    '@{u}; touch @',
    'HEAD; touch @',
    'HEAD^{/$(touch @)}',
  ],
  [
    'HEAD:a.txt',
    'HEAD..HEAD',
    'HEAD...HEAD',
    '^HEAD',
    'HEAD HEAD',
    'HEAD\n--output=@',
    'refs/../../x',
    'HEAD@{1};touch @',
  ],
].flat();

/** What a program would take for an option of its own. */
const OPTIONS = [
  ['--output=@', '-o@', '-O', '-O@', '--open-files-in-pager=touch @', '--ext-diff', '--textconv', '--exec=touch @'],
  [
    '--upload-pack=touch @',
    '-u touch @',
    '-c core.pager=touch',
    '--config-env=x=y',
    '--exec-path=@',
    '-C/',
    '--git-dir=/',
    '--work-tree=/',
  ],
  [
    '--pre=touch @',
    '--pre',
    '--search-zip',
    '-z',
    '--hostname-bin=touch @',
    '--follow',
    '-L',
    '--no-ignore',
    '-uuu',
    '-f@',
    '--file=@',
  ],
  [
    '--ignore-file=@',
    '--pre-glob=*',
    '--contents=/etc/passwd',
    '--ignore-revs-file=/etc/passwd',
    '--no-index',
    '--stdin',
    '--help',
    '--version',
  ],
  ['--', '-', '-e', '--type-add=x:*', '--debug', '--generate=man', '--sort=path'],
].flat();

const INPUTS = [...SHELL, ...OPTIONS];

interface Watch extends Disposable {
  /** Programs that this process started, with their words. */
  readonly started: (readonly string[])[];
  /** Programs that git started. */
  byGit(): readonly string[];
}

/** Watches what is started: by this process, and by git, through a `git` that tells what it does and then is git itself. */
function watched(at: ToolBench): Watch {
  const bin = join(at.outside, 'bin');
  const trace = join(at.outside, 'trace');
  mkdirSync(bin);
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nGIT_TRACE2_EVENT='${trace}' exec '${real}' "$@"\n`, { mode: 0o755 });
  for (const name of ['sh', 'bash', 'touch', 'tee', 'less', 'env'])
    writeFileSync(join(bin, name), `#!/bin/sh\necho ${name} >> '${trace}-shims'\n`, { mode: 0o755 });
  vi.stubEnv('PATH', [bin, process.env['PATH']].join(delimiter));
  const started: (readonly string[])[] = [];
  const onStart = (message: unknown): void => {
    const { process: child } = message as {
      readonly process: { readonly spawnargs?: readonly string[]; spawnfile: string };
    };
    // It is told before it has its words.
    process.nextTick(() => started.push([child.spawnfile, ...(child.spawnargs ?? [])]));
  };
  subscribe('child_process', onStart);
  return {
    started,
    byGit: () => {
      expect(existsSync(`${trace}-shims`)).toBe(false);
      const events = readFileSync(trace, 'utf8').trim().split('\n');
      return events.filter((line) => line.includes('"child_start"') || line.includes('"event":"exec"'));
    },
    [Symbol.dispose]: () => unsubscribe('child_process', onStart),
  };
}

function project(): ToolBench {
  const at = toolBench({ 'a.txt': 'one\n', 'src/b.txt': 'two\n' });
  at.git('init', '--quiet');
  at.git('add', '.');
  at.git('commit', '--quiet', '-m', 'one');
  return at;
}

type Call = readonly [tool: string, input: Readonly<Record<string, unknown>>];

/** Every place where a tool takes a text. */
function placesOf(text: string, toGit: boolean): readonly Call[] {
  const places: readonly Call[] = [
    ['search_code', { pattern: text, glob: text }],
    ['search_code', { pattern: text, path: text }],
    ['find_files', { glob: 'x', path: text }],
    ['git_show', { commit: text }],
    ['git_diff', { from: text, to: text }],
    ['git_log', { commit: text }],
    ['git_blame', { path: 'a.txt', commit: text }],
    ['list_files', { path: text }],
    ['read_file', { path: text }],
    ['delete_file', { path: text }],
    ['move_file', { from: text, to: text }],
    ['edit_file', { path: 'a.txt', old_text: text, new_text: text }],
  ];
  // Each of these starts git several times: some texts stand for all.
  const paths: readonly Call[] = [
    ['git_log', { message: text, path: text }],
    ['git_log', { message: text }],
    ['git_diff', { path: text }],
    ['git_show', { commit: 'HEAD', path: text }],
    ['git_blame', { path: text }],
    ['find_files', { glob: text }],
  ];
  return toGit ? [...places, ...paths] : places;
}

const TO_GIT: ReadonlySet<string> = new Set([
  '; touch @',
  '$(touch @)',
  ':!touch @',
  '--output=@',
  '--contents=/etc/passwd',
  '--',
]);

afterEach(() => vi.unstubAllEnvs());

describe('texts of models', () => {
  it(
    verifies('built-in.no-shell', `${INPUTS.length} texts, in every place`),
    async () => {
      using at = project();
      const canary = join(at.outside, 'ran');
      using watch = watched(at);
      const before = at.all();
      for (const input of INPUTS) {
        const text = input.replaceAll('@', canary);
        for (const [name, given] of placesOf(text, TO_GIT.has(input))) await at.call(name, given);
        expect([input, existsSync(canary)]).toEqual([input, false]);
      }
      expect(INPUTS.length).toBeGreaterThanOrEqual(100);
      const programs = new Set(watch.started.map(([file = '']) => basename(file)));
      expect([...programs].toSorted()).toEqual(['git', 'rg']);
      expect(watch.byGit()).toEqual([]);
      const after = Object.entries(at.all()).filter(([path]) => !path.startsWith('outside/trace'));
      expect(Object.fromEntries(after)).toEqual(before);
    },
    60_000,
  );

  it(verifies('built-in.no-shell', 'what they are to programs: never an option'), async () => {
    using at = project();
    using watch = watched(at);
    await at.call('search_code', { pattern: '--pre=x', glob: '--follow', path: 'src' });
    await at.call('git_log', { message: '--output=x', path: '--output=y' });
    const [search, ...git] = watch.started.filter(([file = '']) => ['rg', 'git'].includes(basename(file)));
    const words = search?.slice(1) ?? [];
    expect(words).toContain('--no-config');
    expect(words.slice(words.indexOf('-e'), words.indexOf('-e') + 4)).toEqual(['-e', '--pre=x', '-g', '--follow']);
    expect(words.slice(-2)).toEqual(['--', './src']);
    const log = git.find((args) => args.includes('log')) ?? [];
    expect(log).toContain('--grep=--output=x');
    expect(log.slice(-2)).toEqual(['--', '--output=y']);
  });
});
