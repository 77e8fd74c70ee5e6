import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { HanzoError, type Tool, type ToolOutput } from '@hanzo/contracts';
import { builtInTools, swapFiles, SwapRefused, type FileWrite, type WriteBook } from '../../src/index.ts';

/** Stands in every file outside of a bench's workspace. */
export const CANARY = 'canary-of-the-neighbour';

/** A workspace `ws` with a neighbour `outside`, and the tools of it. */
export interface ToolBench extends Disposable {
  readonly root: string;
  readonly outside: string;
  readonly tools: readonly Tool[];
  call(name: string, input: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<ToolOutput>;
  /** What it told. Fails the test when it failed. */
  told(name: string, input: Readonly<Record<string, unknown>>): Promise<string>;
  /** Takes the last write back. */
  undo(): void;
  read(path: string): string;
  git(...args: string[]): string;
  /** Every entry of workspace and neighbour, with what it holds. */
  all(): Readonly<Record<string, string>>;
}

export function toolBench(
  files: Readonly<Record<string, string | Uint8Array>>,
  isHidden?: (path: string) => boolean,
  /** Between the moment when a tool has looked and the moment when it is written. */
  beforeWrite?: (root: string) => void,
): ToolBench {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'hanzo-tools-')));
  const [root, outside] = [join(parent, 'ws'), join(parent, 'outside')];
  mkdirSync(root);
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.txt'), `${CANARY}\n`);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const done: (readonly FileWrite[])[] = [];
  const tools = builtInTools({ root, writes: bookOf(root, done, beforeWrite), isHidden });
  const call: ToolBench['call'] = async (name, input, signal = new AbortController().signal) => {
    const tool = tools.find(({ spec }) => spec.name === name);
    if (tool === undefined) throw new Error(`there is no tool ${name}`);
    return await tool.call(input, { signal, taskId: 'test' });
  };
  return {
    root,
    outside,
    tools,
    call,
    told: async (name, input) => {
      const { text, failed } = await call(name, input);
      if (failed === true) throw new Error(text);
      return text;
    },
    undo: () => {
      const last = (done.pop() ?? []).map(({ path, before, after, mode }) => ({ path, from: after, to: before, mode }));
      swapFiles(root, last, { tag: 'undo' });
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    git: (...args) => git(root, ...args),
    all: () => entriesBelow(parent),
    [Symbol.dispose]: () => rmSync(parent, { recursive: true, force: true }),
  };
}

function bookOf(root: string, done: (readonly FileWrite[])[], beforeWrite?: (root: string) => void): WriteBook {
  return {
    write: (_, writes) => {
      beforeWrite?.(root);
      try {
        const swaps = writes.map(({ path, before, after, mode }) => ({ path, from: before, to: after, mode }));
        swapFiles(root, swaps, { tag: 'test' });
      } catch (error) {
        if (!(error instanceof SwapRefused)) throw error;
        return Promise.reject(new HanzoError('CHANGES_CONFLICT', error.message, { cause: error }));
      }
      done.push(writes);
      return Promise.resolve(`hanzo changes undo ${done.length}`);
    },
  };
}

export function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'core.fsmonitor=false', '-c', 'user.name=Ann', '-c', 'user.email=a@b.c', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z', GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Links are not followed: Node's own recursive listing follows them. */
function entriesBelow(parent: string, below = ''): Record<string, string> {
  const entries = readdirSync(join(parent, below), { withFileTypes: true });
  return Object.assign(
    {},
    ...entries.map((entry): Record<string, string> => {
      const name = join(below, entry.name);
      const path = join(parent, name);
      if (entry.isSymbolicLink()) return { [name]: `-> ${readlinkSync(path)}` };
      if (entry.isDirectory()) return { [name]: '/', ...entriesBelow(parent, name) };
      return { [name]: entry.isFile() ? readFileSync(path, 'latin1') : '?' };
    }),
  );
}
