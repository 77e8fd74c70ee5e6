import type { Measured, SeenFunction } from './profile.ts';

/**
 * Runs what the words after it say (a script, -m and a module, or -c and a program) under cProfile, and writes what that
 * measured, also when it is asked to end; the command ends as it would have ended. `python -m cProfile` would say that a failed
 * command had gone well.
 */
export const PYTHON_RUNNER = `
import cProfile, os, runpy, signal, sys
out, args = sys.argv[1], sys.argv[2:]
profile = cProfile.Profile()
here = os.getcwd()
own = os.getpid()
def end(number, frame):
    if os.getpid() != own:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        return
    profile.disable()
    profile.dump_stats(out)
    sys.exit(128 + number)
signal.signal(signal.SIGTERM, end)
def run():
    if args[0] == '-m':
        sys.path[0] = here
        sys.argv = args[1:]
        profile.enable()
        runpy.run_module(args[1], run_name='__main__', alter_sys=True)
    elif args[0] == '-c':
        sys.path[0] = ''
        sys.argv = ['-c'] + args[2:]
        code = compile(args[1], '<string>', 'exec')
        profile.enable()
        exec(code, {'__name__': '__main__', '__builtins__': __builtins__})
    else:
        script = os.path.abspath(args[0])
        sys.path[0] = os.path.dirname(os.path.realpath(script))
        sys.argv = args
        profile.enable()
        runpy.run_path(script, run_name='__main__')
try:
    run()
finally:
    profile.disable()
    profile.dump_stats(out)
`;

/** Writes what was measured as JSON, the first word to the second. Functions of C have no file; time in them is told by who called them. */
export const PYTHON_READER = `
import json, os, pstats, sys
stats = pstats.Stats(sys.argv[1]).stats
rows = []
for (file, line, name), (_, calls, own, total, callers) in stats.items():
    by = [[os.path.abspath(f) if f != '~' else f, l, n, c[2]] for (f, l, n), c in callers.items()]
    rows.append([os.path.abspath(file) if file != '~' else file, line, name, calls, own, total, by])
rows.sort(key=lambda row: -row[5])
with open(sys.argv[2], 'w') as out:
    json.dump(rows[:20000], out)
`;

/** The workspace's path of an absolute one; undefined for files of others. */
type PathOf = (file: string) => string | undefined;

type Sums = { -readonly [Key in keyof SeenFunction]: SeenFunction[Key] };

/** Functions of the workspace by what {@link PYTHON_READER} wrote. What they call of others themselves counts as theirs. */
export function measurePython(rows: unknown, pathOf: PathOf): Measured {
  if (!Array.isArray(rows)) return { samples: 0, totalMs: 0, functions: [] };
  const functions = new Map<string, Sums>();
  const foreign: Row[] = [];
  let samples = 0;
  let totalMs = 0;
  for (const one of rows) {
    const row = readRow(one);
    if (row === undefined) continue;
    totalMs += row.selfMs;
    const path = pathOf(row.file);
    if (path === undefined) {
      foreign.push(row);
      continue;
    }
    samples += row.calls;
    const { name, line, selfMs, totalMs: whole } = row;
    functions.set(keyOf(row), { name: name === '<module>' ? '(module)' : name, path, line, selfMs, totalMs: whole });
  }
  for (const { callers } of foreign)
    for (const caller of callers) {
      const own = functions.get(keyOf(caller));
      if (own !== undefined) own.selfMs += caller.ms;
    }
  return { samples, totalMs, functions: [...functions.values()] };
}

interface Caller {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** In what it called, for it. */
  readonly ms: number;
}

interface Row extends Omit<Caller, 'ms'> {
  readonly calls: number;
  readonly selfMs: number;
  readonly totalMs: number;
  readonly callers: readonly Caller[];
}

function keyOf({ file, line, name }: Pick<Caller, 'file' | 'line' | 'name'>): string {
  return JSON.stringify([file, line, name]);
}

function readRow(row: unknown): Row | undefined {
  if (!Array.isArray(row)) return undefined;
  const [file, line, name, calls, own, total, by] = row as readonly unknown[];
  if (typeof file !== 'string' || typeof name !== 'string' || !Array.isArray(by)) return undefined;
  const callers = by.flatMap((one: unknown) => {
    if (!Array.isArray(one)) return [];
    const [callerFile, callerLine, callerName, seconds] = one as readonly unknown[];
    if (typeof callerFile !== 'string' || typeof callerName !== 'string') return [];
    return [{ file: callerFile, line: numberOf(callerLine), name: callerName, ms: numberOf(seconds) * 1000 }];
  });
  return {
    file,
    line: numberOf(line),
    name,
    calls: numberOf(calls),
    selfMs: numberOf(own) * 1000,
    totalMs: numberOf(total) * 1000,
    callers,
  };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : 0;
}
