import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import type { ProfilerName } from './profile.ts';
import { PYTHON_RUNNER } from './python-profile.ts';

/** A command as it is run under a profiler. */
export interface Profiled {
  readonly profiler: ProfilerName;
  readonly argv: readonly string[];
  /** Program that reads what was measured, where one is needed. */
  readonly python?: string;
}

const NODE = /^(node|npm|npx|pnpm|yarn|vitest|jest|mocha|ava|tap|tsx|ts-node)$/;
const PYTHON = /^python(3(\.\d+)?)?$/;
/** These are modules as well. */
const PYTHON_MODULES = new Set(['pytest', 'unittest']);
/** Options of Python that come with a value of their own. */
const WITH_VALUE = new Set(['-X', '-W']);

/** True for programs that one of the profilers knows. */
export function isProfilable(program: string): boolean {
  const name = nameOf(program);
  return NODE.test(name) || PYTHON.test(name) || PYTHON_MODULES.has(name) || name === 'go';
}

/**
 * How a command is run under the profiler of its language.
 *
 * @param folder where the profiler may write
 * @throws HanzoError USAGE for programs that none of them knows
 */
export function profiled(argv: readonly string[], folder: string): Profiled {
  const [program = '', ...args] = argv;
  const name = nameOf(program);
  const out = join(folder, 'profile.out');
  if (NODE.test(name)) return { profiler: 'node', argv };
  if (PYTHON_MODULES.has(name)) return pythonRun('python', ['-m', name, ...args], out);
  if (PYTHON.test(name)) return pythonRun(program, args, out);
  if (name === 'go' && args[0] === 'test')
    return {
      profiler: 'go',
      argv: [program, 'test', '-cpuprofile', out, '-o', join(folder, 'go.test'), ...args.slice(1)],
    };
  throw new HanzoError('USAGE', `There is no profiler for ${JSON.stringify(program)}.`, {
    details: { program },
    mend: 'Name a command of Node (node, npm, npx, vitest, jest, …), Python (python, pytest) or Go (go test).',
  });
}

function pythonRun(program: string, args: readonly string[], out: string): Profiled {
  const first = args.findIndex((word, at) => isWork(word, args[at - 1]));
  if (first < 0)
    throw new HanzoError('USAGE', 'This Python command runs nothing that could be measured.', {
      mend: 'Name a script, or a module: --profile="python -m pytest"',
    });
  const work = args.slice(first);
  return {
    profiler: 'python',
    argv: [program, ...args.slice(0, first), '-c', PYTHON_RUNNER, out, ...work],
    python: program,
  };
}

/** A script, or the option that says what is run. */
function isWork(word: string, before: string | undefined): boolean {
  if (before !== undefined && WITH_VALUE.has(before)) return false;
  return word === '-m' || word === '-c' || !word.startsWith('-');
}

function nameOf(program: string): string {
  return (program.split(/[\\/]/).at(-1) ?? '').replace(/\.(exe|cmd)$/i, '');
}
