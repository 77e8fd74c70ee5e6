import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Answer, GateName, Task } from '@hanzo/contracts';
import { createSyntaxParser, openSyntax, openWorkspace } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../../test/support/verifies.ts';
import {
  assemblePatch,
  COMMENT_OUTPUT,
  gateFor,
  gatesOf,
  Orchestrator,
  renderMarkdown,
  type RunResult,
} from '../../src/index.ts';
import { fakeExecutor, type FakeExecutor } from '../fake-executor.ts';
import { answer, task, TOOL, WORKER } from '../samples.ts';
import { facts, said, taking } from './facts.ts';

const USERS = `import { users } from './data.ts';

export async function loadUser(userId: string): Promise<string> {
  const user = users.get(userId);
  if (user === undefined) throw new RangeError(userId);
  return user;
}

/** Says hello. */
export const greet = (name: string): string => \`Hello \${name}\`;

export class UserStore {
  readonly names: string[] = [];

  addUser(name: string): void {
    this.names.push(name);
  }
}
`;

const STOCK = `class Stock:
    @property
    def total(self):
        return sum(self.items)


def parse_line(line):
    return line.split(",")
`;

/** By the function's name. */
const COMMENTS: Readonly<Record<string, ReturnType<typeof said>>> = {
  loadUser: said({
    summary: 'Loads the user with the given identifier.',
    params: { userId: 'Identifier of the user.' },
    returns: 'The name of the user.',
    throws: { RangeError: 'If nobody has this identifier.' },
  }),
  addUser: said({ summary: 'Adds a user to the end of the list.', params: { name: 'Name of the new user.' } }),
  total: said({ summary: 'Adds up all items in stock.', returns: 'The total of the items.' }),
  parse_line: said({
    summary: 'Parses a line of comma-separated fields.',
    params: { line: 'The line to split.' },
    returns: 'The fields of the line.',
  }),
};

const CLEAN = JSON.stringify({ summary: 'clean', findings: [] });

interface Folder {
  readonly root: string;
  read(path: string): Promise<string>;
}

async function project(files: Readonly<Record<string, string>>): Promise<Folder & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'hanzo-comments-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { root } = await openWorkspace(folder);
  return {
    root,
    read: async (path) => await readFile(join(root, path), 'utf8'),
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }),
  };
}

function commenting(change: Readonly<Record<string, ReturnType<typeof said>>> = {}): FakeExecutor {
  return fakeExecutor(({ kind, comments }) => {
    if (kind === 'check') return answer(CLEAN, { who: TOOL });
    return answer(JSON.stringify({ ...COMMENTS, ...change }[comments?.name ?? '']));
  });
}

interface RunOptions {
  readonly executor?: FakeExecutor;
  readonly maxTasks?: number;
}

async function run(root: string, { executor = commenting(), maxTasks }: RunOptions = {}): Promise<RunResult> {
  const dev = new Orchestrator({
    orchestratorModel: 'l',
    executor,
    workspace: await openWorkspace(root),
    gateTools: { parser: createSyntaxParser() },
    maxTasks,
  });
  return await dev.run({ instructions: 'Write doc comments' });
}

describe('a run of doc comments', () => {
  it(verifies('comments.patch'), async () => {
    const windows = STOCK.replaceAll('\n', '\r\n');
    await using at = await project({ 'src/users.ts': USERS, 'stock.py': windows });
    const result = await run(at.root);
    expect(result).toMatchObject({ complete: true, patch: { files: 2 } });
    expect(result.patch?.parts.map(({ title, leftOut }) => leftOut ?? title)).toEqual([
      'comments src/users.ts:3 loadUser',
      'comments src/users.ts:15 UserStore.addUser',
      'comments stock.py:2 Stock.total',
      'comments stock.py:7 parse_line',
    ]);
    execFileSync('git', ['apply', '-'], { cwd: at.root, input: result.patch?.text });
    const users = await at.read('src/users.ts');
    expect(users).toContain(`
/**
 * Loads the user with the given identifier.
 *
 * @param userId - Identifier of the user.
 * @returns The name of the user.
 * @throws {RangeError} If nobody has this identifier.
 */
export async function loadUser(`);
    expect(users).toContain(`
  /**
   * Adds a user to the end of the list.
   *
   * @param name - Name of the new user.
   */
  addUser(`);
    const stock = await at.read('stock.py');
    expect(stock.replaceAll('\r\n', '')).not.toContain('\n');
    expect(stock.replaceAll('\r\n', '\n')).toContain(`    def total(self):
        """Adds up all items in stock.

        Returns:
            The total of the items.
        """
        return sum(self.items)
`);
    using syntax = await openSyntax(['a.ts', 'a.py']);
    expect(syntax.sameCode('src/users.ts', USERS, users)).toBe(true);
    expect(syntax.sameCode('stock.py', windows, stock)).toBe(true);
    expect(renderMarkdown(result)).toContain('+ * Loads the user with the given identifier.');
    // All of them have one now.
    const again = await run(at.root);
    expect(again.patch).toBeUndefined();
    expect(again.plan.warnings.join('\n')).toContain('Nothing to document in ');
  });

  it(verifies('comments.each'), async () => {
    await using at = await project({ 'users.ts': USERS });
    const executor = commenting();
    const result = await run(at.root, { executor, maxTasks: 1 });
    const made = executor.tasks.filter(({ kind }) => kind === 'comments');
    expect(made).toHaveLength(1);
    expect(made[0]).toMatchObject({ tier: 'simple', output: COMMENT_OUTPUT, maxOutputTokens: 400 });
    expect(made[0]?.sources).toEqual([
      { path: 'users.ts', firstLine: 3, text: USERS.split('\n').slice(2, 7).join('\n') },
    ]);
    expect(made[0]?.prompt).toContain('async function "loadUser" = load user\nparameter "userId" = user id: string');
    expect(result.plan.warnings.join('\n')).toContain('1 of 2 functions without a doc comment are left out');
    expect(result.plan.warnings.join('\n')).toContain('--max-tasks');
  });

  it(verifies('comments.each', 'as many functions, in files however many'), async () => {
    const undocumented = 'export const parse_line = (line) => line.split(",");\n';
    await using at = await project({
      'a.js': `/** Parses a line. */\n${undocumented}`,
      'b.js': undocumented,
      'c.js': `${undocumented}${undocumented.replace('parse_line', 'parse_text')}`,
    });
    const executor = commenting();
    const { plan } = await run(at.root, { executor, maxTasks: 1 });
    expect(executor.tasks.flatMap(({ kind, title }) => (kind === 'comments' ? [title] : []))).toEqual([
      'comments b.js:1 parse_line',
    ]);
    expect(plan.warnings).toContainEqual(
      '2 of 3 functions without a doc comment are left out: the plan is capped at 1 task (--max-tasks).',
    );
    expect(plan.notCovered.map(({ path }) => path)).toEqual(['c.js']);
    expect(plan.tasks.filter(({ kind }) => kind === 'comments').map(({ files }) => files)).toEqual([
      ['a.js'],
      ['b.js'],
    ]);
  });

  it(verifies('comments.placed', 'above the comments for tools, in the file'), async () => {
    const text = `export const one = 1;\n// @ts-expect-error of old\n// because\nexport function parse_line(line: Missing): string[] {\n  return line.split();\n}\n`;
    await using at = await project({ 'till.ts': text });
    const executor = commenting();
    const result = await run(at.root, { executor });
    execFileSync('git', ['apply', '-'], { cwd: at.root, input: result.patch?.text });
    expect(await at.read('till.ts')).toBe(`export const one = 1;
/**
 * Parses a line of comma-separated fields.
 *
 * @param line - The line to split.
 * @returns The fields of the line.
 */
${text.slice(text.indexOf('//'))}`);
    // What is above is shown, or nothing could be put there.
    const [made] = executor.tasks.filter(({ kind }) => kind === 'comments');
    expect(made).toMatchObject({ title: 'comments till.ts:4 parse_line', sources: [{ firstLine: 2 }] });
    expect(made?.prompt).toContain('// @ts-expect-error of old\n// because\nexport function parse_line');
  });

  it(verifies('comments.there'), async () => {
    const alike = `  total(items) {\n    return items;\n  }\n`;
    const text = `class Stock {\n${alike}}\nclass Till {\n${alike}}\n`;
    await using at = await project({ 'a.js': text });
    const total = said({
      summary: 'Adds up all items in stock.',
      params: { items: 'What is counted.' },
      returns: 'The total of the items.',
    });
    const { outcomes, patch } = await run(at.root, { executor: commenting({ total }) });
    const partsNow = async (): Promise<unknown> => {
      const now = await assemblePatch(at.root, outcomes);
      return now?.parts.map(({ isThere, leftOut }) => isThere ?? leftOut?.slice(0, 6));
    };
    expect(await partsNow()).toEqual([undefined, undefined]);
    execFileSync('git', ['apply', '-'], { cwd: at.root, input: patch?.text });
    expect(await partsNow()).toEqual([true, true]);
    // One of two: it is in the files once, and nobody knows whose it is.
    const both = await at.read('a.js');
    await writeFile(
      join(at.root, 'a.js'),
      both.slice(0, both.indexOf('class Till')) + text.slice(text.indexOf('class Till')),
    );
    expect(await partsNow()).toEqual(['Edit 1', 'Edit 1']);
    // The same change of the same lines, made twice, is one.
    await writeFile(join(at.root, 'a.js'), both);
    const twice = await assemblePatch(at.root, [...outcomes, ...outcomes]);
    expect(twice?.parts.map(({ isThere }) => isThere)).toEqual([true, true, true, true]);
  });

  it(verifies('comments.none'), async () => {
    await using at = await project({
      'a.ts': '/** Adds one. */\nexport const add = (a: number) => a + 1;\n',
      'b.rs': 'fn a() {}\n',
      'c.js': 'exports.save = function (x) {\n  return x;\n};\n',
    });
    const { plan, complete } = await run(at.root);
    expect(complete).toBe(true);
    expect(plan.warnings).toContainEqual(
      'Nothing to document in a.ts, c.js: no function was found there that lacks a doc comment and can be given one.',
    );
    expect(plan.warnings).toContainEqual(expect.stringContaining('No doc comments for b.rs: functions are found in'));
  });

  it(verifies('comments.resumed'), async () => {
    await using at = await project({ 'users.ts': USERS, 'stock.py': STOCK });
    const workspace = await openWorkspace(at.root);
    const executor = commenting();
    const dev = new Orchestrator({ orchestratorModel: 'l', executor, workspace, maxTasks: 3 });
    const { plan, tasks } = await dev.prepare({ instructions: 'Write doc comments', runId: 'r' });
    const stored: unknown = JSON.parse(JSON.stringify(plan));
    const result = await dev.resume({
      runId: 'r',
      instructions: 'Write doc comments',
      plan: stored,
      tasks: tasks.slice(0, 3),
    });
    expect(result.outcomes.map((one) => one.task)).toEqual(tasks);
    expect(tasks.filter(({ kind }) => kind === 'comments')).toHaveLength(3);
    expect(result.complete).toBe(true);
  });

  it(verifies('comments.patch', 'of answers that were refused is none'), async () => {
    await using at = await project({ 'users.ts': USERS });
    const lazy = { ...said({ summary: 'Does it.', returns: 'It.' }), params: [{ name: 'userId', text: 'It is.' }] };
    const result = await run(at.root, { executor: commenting({ loadUser: lazy }) });
    expect(result).toMatchObject({
      complete: false,
      patch: { files: 1, parts: [{ title: expect.stringContaining('addUser') }] },
    });
    const reasons = result.outcomes.flatMap(({ outcome }) => (outcome.state === 'undone' ? [outcome.reason] : []));
    expect(reasons).toEqual([expect.stringContaining('not say when it throws the error "RangeError"')]);
  });
});

describe('the gates of a doc comment', () => {
  const about = facts('total', taking('items'));
  const judged = (change: Partial<Task> = {}): Task =>
    task({ kind: 'comments', output: COMMENT_OUTPUT, comments: about, gates: ['grounded', 'evidence'], ...change });

  it(verifies('comments.only', 'always asked'), () => {
    const asked: readonly GateName[] = ['finished', 'schema', 'comment', 'applies', 'comments-only', 'guards'];
    expect(gatesOf(judged(), { who: WORKER })).toEqual(asked);
    const others: readonly GateName[] = ['comment', 'comments-only', 'degenerate'];
    expect(gatesOf(task({ gates: others }), { who: WORKER })).toEqual(['finished', 'schema', 'degenerate']);
  });

  it(verifies('comments.only'), async () => {
    await using at = await project({
      'a.js': 'function total(items) {\n  return (\n    items\n  );\n}\n',
      'b.lua': 'x\n',
      'c.js': 'x = `a\nb`;\n',
    });
    const text = JSON.stringify(
      said({ summary: 'Adds up the items of a cart.', params: { items: 'What is bought.' } }),
    );
    const unjudged: string[] = [];
    const gate = async (path: string, shown: string, commentLine: number): Promise<unknown> => {
      const one = judged({ sources: [{ path, firstLine: 1, text: shown }], comments: { ...about, commentLine } });
      const given: Answer = answer(text);
      return await gateFor(one, { root: at.root, onUnjudged: (why) => unjudged.push(why) })(one, given);
    };
    const whole = (await at.read('a.js')).trimEnd();
    expect(await gate('a.js', whole, 1)).toEqual({ passed: true });
    expect(unjudged).toEqual([]);
    // Within a text it would be part of that text.
    expect(await gate('c.js', 'x = `a\nb`;', 2)).toEqual({
      passed: false,
      gate: 'comments-only',
      reason: 'The code of c.js is not what it was: more than comments changes.',
    });
    expect(await gate('b.lua', 'x', 1)).toEqual({ passed: true });
    expect(unjudged).toEqual([
      'comments-only: b.lua cannot be parsed, so that only its comments change is not judged.',
    ]);
  });
});
