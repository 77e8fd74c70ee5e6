import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Answer, GateName, GateVerdict, Task } from '@hanzo/contracts';
import { createSyntaxParser, openWorkspace, Trial, type Edit, type TrialCommands } from '@hanzo/tools';
import { describe, expect, it } from 'vitest';
import { EDITS_OUTPUT, gateFor, Unjudged, type GateTools } from '../src/index.ts';
import { passTogether } from '../src/gates/together.ts';
import { answer, CART, findings, GOOD_FINDING, source, SUMMARY, task, TOOL } from './samples.ts';
import { verifies } from '../../../test/support/verifies.ts';

const parser = createSyntaxParser();

const FIX: Edit = { path: 'src/cart.ts', find: 'index <= cartLines.length', replace: 'index < cartLines.length' };

function edits(...all: Edit[]): Answer {
  return answer(JSON.stringify({ summary: SUMMARY, edits: all }));
}

interface Scene extends AsyncDisposable, GateTools {
  readonly root: string;
  readonly said: readonly string[];
  /** Gates that were asked, in order. */
  readonly asked: readonly GateName[];
  /** Those of them that let pass without having judged. */
  readonly unjudged: readonly GateName[];
}

async function scene(commands: TrialCommands = {}, files: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'hanzo-gates-'));
  for (const [name, text] of Object.entries({ 'src/cart.ts': CART, ...files })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { root } = await openWorkspace(folder);
  const trial = new Trial({ root, commands, signal: new AbortController().signal });
  const said: string[] = [];
  const asked: GateName[] = [];
  const notJudged: GateName[] = [];
  const unjudged = new Unjudged((sentence) => said.push(sentence));
  return {
    root,
    parser,
    trial,
    said,
    asked,
    onUnjudged: unjudged.add,
    unjudged: notJudged,
    onVerdict: (_, gate, _verdict, why) => {
      asked.push(gate);
      if (why !== undefined) notJudged.push(gate);
    },
    async [Symbol.asyncDispose]() {
      await trial[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

function editing(gates: readonly GateName[], change: Partial<Task> = {}): Task {
  return task({ kind: 'refactor', output: EDITS_OUTPUT, gates, ...change });
}

async function judge(judged: Task, given: Answer, tools: GateTools): Promise<GateVerdict> {
  return await gateFor(judged, tools)(judged, given);
}

function script(code: string, ...args: string[]): readonly string[] {
  return [process.execPath, '-e', code, '--', ...args];
}

/** Says ok when the cart has no off-by-one. */
const TESTS = script(
  `if (/<= cartLines/.test(require('fs').readFileSync('src/cart.ts', 'utf8'))) { console.log('reads past the end'); process.exit(1); }`,
);

describe('the gates of edits', () => {
  it(verifies('edits.once', 'as a gate'), async () => {
    await using tools = await scene();
    const judged = editing([]);
    expect(await judge(judged, edits(FIX), tools)).toEqual({ passed: true });
    expect(await judge(judged, edits({ ...FIX, find: 'nowhere' }), tools)).toEqual({
      passed: false,
      gate: 'applies',
      reason: 'Edit 1 of 1 ("src/cart.ts"): the text that it replaces does not stand in what was shown of the file.',
    });
    expect(await judge(judged, edits({ path: '../x.ts', find: '', replace: 'x' }), tools)).toMatchObject({
      gate: 'applies',
    });
    expect(await judge(judged, answer('{"summary":"x"}'), tools)).toMatchObject({ gate: 'schema' });
    expect(await judge(judged, edits(FIX), {})).toMatchObject({ gate: 'applies' });
  });

  it(verifies('gates.no-worse'), async () => {
    await using tools = await scene({}, { 'src/broken.ts': 'const a = ;\nconst particularName = 1;\n' });
    const judged = editing(['parses']);
    expect(await judge(judged, edits({ ...FIX, replace: 'index < (' }), tools)).toEqual({
      passed: false,
      gate: 'parses',
      reason: expect.stringMatching(/^src\/cart\.ts:\d+ after the edits: TypeScript syntax error: .*There stands "/s),
    });
    const fresh = { path: 'src/new.json', find: '', replace: '{"a": }' };
    expect(await judge(judged, edits(FIX, fresh), tools)).toMatchObject({ reason: expect.stringMatching(/^src\/new/) });
    const broken = editing(['parses'], {
      sources: [source('const a = ;\nconst particularName = 1;', 'src/broken.ts')],
    });
    const rename = { path: 'src/broken.ts', find: 'particularName', replace: 'otherName' };
    expect(await judge(broken, edits(rename), tools)).toEqual({ passed: true });
  });

  it(verifies('gates.edits-judged', 'tests'), async () => {
    const tests = script(
      `if (!/<= cartLines/.test(require('fs').readFileSync('src/cart.ts', 'utf8'))) { console.log('1 test failed'); process.exit(1); } else console.log('1 test passed');`,
    );
    await using tools = await scene({ tests });
    const judged = editing(['tests']);
    expect(await judge(judged, edits(FIX), tools)).toEqual({
      passed: false,
      gate: 'tests',
      reason: expect.stringMatching(/exited with 1, and not without these edits\. It said: 1 test failed$/),
    });
    expect(
      await judge(judged, edits({ ...FIX, find: 'let subtotal = 0', replace: 'let subtotal = 0.0' }), tools),
    ).toEqual({
      passed: true,
    });
    expect(await readFile(join(tools.root, 'src/cart.ts'), 'utf8')).toBe(CART);
    expect(tools.said).toEqual([]);
  });

  it(verifies('gates.edits-judged', 'format'), async () => {
    const format = script(
      `const fs = require('fs'); for (const file of process.argv.slice(1)) fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('\\t', '  '));`,
      '{files}',
    );
    await using tools = await scene({ format });
    expect(await judge(editing(['format']), edits({ ...FIX, replace: 'index <\tcartLines.length' }), tools)).toEqual({
      passed: false,
      gate: 'format',
      reason: "1 of 1 edited files are not as the project's formatter writes them, e.g. src/cart.ts at line 5.",
    });
    expect(await judge(editing(['format']), edits(FIX), tools)).toEqual({ passed: true });
  });

  it(verifies('gates.baseline-first', 'a file that was not formatted before'), async () => {
    const format = script(
      `const fs = require('fs'); for (const file of process.argv.slice(1)) fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('unitPrice', 'price'));`,
      '{files}',
    );
    await using tools = await scene({ format });
    expect(await judge(editing(['format']), edits(FIX), tools)).toEqual({ passed: true });
    expect(tools.said).toEqual(['format: src/cart.ts was not formatted before the edits.']);
  });

  it(verifies('gates.baseline-first', 'as a gate'), async () => {
    await using tools = await scene({ tests: TESTS });
    const judged = editing(['tests']);
    expect(await judge(judged, edits({ ...FIX, replace: 'index <= cartLines.length + 1' }), tools)).toEqual({
      passed: true,
    });
    await judge(judged, edits(FIX), tools);
    expect(tools.said).toEqual([
      expect.stringMatching(/^tests: .*on the workspace as it is, and so judges nothing\.$/s),
    ]);
  });

  it(verifies('edits.nothing-changed'), async () => {
    await using tools = await scene();
    const same = { ...FIX, replace: FIX.find };
    expect(await judge(editing([]), edits(), tools)).toEqual({ passed: true });
    expect(await judge(editing([]), edits(same), tools)).toMatchObject({
      gate: 'applies',
      reason: expect.stringContaining('Its edits change nothing'),
    });
    for (const given of [edits(), edits(same)])
      expect(await judge(editing([], { kind: 'tests' }), given, tools)).toMatchObject({
        gate: 'applies',
        reason: expect.stringContaining('adds or changes no test'),
      });
  });

  it(verifies('gates.not-judged', 'by tests that the edits change'), async () => {
    const test = { 'src/cart.test.ts': 'expectOld();\n' };
    await using tools = await scene({ tests: script(`console.log('1 test passed')`) }, test);
    const judged = editing(['tests'], {
      sources: [...editing([]).sources, source('expectOld();', 'src/cart.test.ts')],
    });
    const fresh: Edit = { path: 'src/more.test.ts', find: '', replace: 'x' };
    expect(await judge(judged, edits(FIX, fresh), tools)).toEqual({ passed: true });
    expect(tools.said).toEqual([]);
    await using silent = await scene({ tests: script('') }, test);
    expect(await judge(judged, edits(FIX), silent)).toEqual({ passed: true });
    expect(silent.said).toEqual([expect.stringContaining('does not say how many tests ran')]);
    const own: Edit = { path: 'src/cart.test.ts', find: 'Old', replace: 'New' };
    expect(await judge(judged, edits(FIX, own), tools)).toEqual({ passed: true });
    expect(tools.said).toEqual([expect.stringContaining('change tests that they are judged by (src/cart.test.ts)')]);
  });

  it('judges the edits of several tasks together by what judges a whole', async () => {
    await using tools = await scene({ tests: TESTS, lint: script('process.exit(1)') });
    const good = [{ path: 'src/cart.ts', before: CART, after: CART.replace(FIX.find, FIX.replace) }];
    const bad = [{ path: 'src/cart.ts', before: CART, after: 'const a = ;' }];
    expect(await passTogether(good, [editing(['lint', 'types'])], tools)).toEqual({ passed: true });
    expect(tools.said).toEqual([expect.stringMatching(/^the edits of all tasks together: types: /)]);
    expect(await passTogether(bad, [editing([])], tools)).toMatchObject({ gate: 'parses' });
    const ended = { ...tools, signal: AbortSignal.abort() };
    expect(await passTogether(good, [editing(['tests'])], ended)).toEqual({ passed: true });
    expect(tools.said.at(-1)).toContain('the run was ended before');
  });

  it(verifies('gates.not-judged'), async () => {
    await using tools = await scene();
    const judged = editing(['lint', 'types', 'critic']);
    for (let round = 0; round < 3; round += 1) expect(await judge(judged, edits(FIX), tools)).toEqual({ passed: true });
    expect(tools.said).toEqual([
      expect.stringContaining('Set commands.lint in .hanzo/config.json, then run `hanzo config trust`.'),
      expect.stringContaining('Set commands.types'),
      expect.stringContaining('name a model with --critic'),
    ]);
    // Each time, however often it was said.
    expect(tools.unjudged).toEqual(['lint', 'types', 'critic', 'lint', 'types', 'critic', 'lint', 'types', 'critic']);
    // Nothing to change passes as that, not as something that a command has judged.
    expect(await judge(editing(['tests']), edits(), tools)).toEqual({ passed: true });
    expect(tools.said[3]).toBe('tests: an answer that changes nothing is not judged by it.');
  });

  it(verifies('gates.order'), async () => {
    const calls: string[] = [];
    await using tools = await scene({ tests: script('') });
    const critic: GateTools['critic'] = async () => {
      calls.push('critic');
      return await Promise.resolve({ passed: true });
    };
    const gates: readonly GateName[] = ['critic', 'tests', 'applies', 'grounded', 'parses', 'degenerate'];
    const all = { ...tools, critic };
    expect(await judge(editing(gates), edits(FIX), all)).toEqual({ passed: true });
    expect(tools.asked).toEqual([
      'finished',
      'schema',
      'degenerate',
      'grounded',
      'applies',
      'parses',
      'guards',
      'tests',
      'critic',
    ]);
    expect(await judge(editing(gates), edits({ ...FIX, find: 'nowhere' }), all)).toMatchObject({ gate: 'applies' });
    expect(tools.asked.slice(9)).toEqual(['finished', 'schema', 'degenerate', 'grounded', 'applies']);
    expect(calls).toEqual(['critic']);
  });

  it(verifies('gates.grounded', 'the smallest edit of what stands there'), async () => {
    await using tools = await scene();
    const least = (find: string): Answer =>
      answer(
        JSON.stringify({
          summary: 'Fixed it.',
          edits: [{ path: 'src/cart.ts', find, replace: find.replace('<=', '<') || 'x' }],
        }),
      );
    const fixing = editing(['grounded', 'applies', 'parses'], { kind: 'fix' });
    expect(await judge(fixing, least('index <= '), tools)).toEqual({ passed: true });
    expect(await judge(fixing, least('nowhere <= '), tools)).toMatchObject({ gate: 'grounded' });
    expect(await judge(fixing, least('index = 0'), tools)).toMatchObject({ gate: 'grounded' });
  });

  it(verifies('gates.not-judged', 'once for each answer and all edits together'), () => {
    const said: string[] = [];
    const unjudged = new Unjudged((sentence) => said.push(sentence));
    unjudged.add('format: no command.');
    unjudged.add('the edits of all tasks together: format: no command.');
    unjudged.add('the edits of all tasks together: types: no command.');
    expect(said).toEqual(['format: no command.', 'the edits of all tasks together: types: no command.']);
  });

  it(verifies('gates.cached-again'), async () => {
    await using tools = await scene();
    const critic: GateTools['critic'] = async () =>
      await Promise.resolve({ passed: false, gate: 'critic', reason: 'no' });
    const all = { ...tools, critic, criticForAll: true };
    const cached = { kind: 'cache', engine: 'm on n', answeredAt: 0 } as const;
    const good = findings(SUMMARY, GOOD_FINDING);
    expect(await judge(task(), answer(good, { who: cached }), all)).toEqual({ passed: true });
    expect(await judge(task(), answer(findings('Looks fine to me.'), { who: cached }), all)).toMatchObject({
      gate: 'grounded',
    });
    expect(await judge(task(), answer(good), all)).toMatchObject({ gate: 'critic' });
    // Where there is none, nobody has judged it when it was new either: that is said again.
    expect(tools.said).toEqual([]);
    expect(await judge(task({ gates: ['critic'] }), answer(good, { who: cached }), tools)).toEqual({ passed: true });
    expect(tools.said).toEqual([expect.stringContaining('name a model with --critic')]);
    expect(await judge(task(), answer(findings('clean'), { who: TOOL }), all)).toEqual({ passed: true });
  });

  it('judges only what the policy names, and findings not as edits', async () => {
    await using tools = await scene();
    const loose = task({ gates: [] });
    expect(await judge(loose, answer(findings('Nothing.')), tools)).toEqual({ passed: true });
    const lint = task({ gates: ['applies', 'parses', 'lint', 'tests'] });
    expect(await judge(lint, answer(findings(SUMMARY, GOOD_FINDING)), tools)).toEqual({ passed: true });
    expect(tools.said).toEqual([]);
  });
});
