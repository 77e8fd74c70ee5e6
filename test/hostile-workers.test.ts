/** Workers that write what looks like calls of tools, in a run whose critics really have some and may use all of them. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_TOOL_LIMITS, silentLogger, type Answer, type Rung, type ToolCallRecord } from '@hanzo/contracts';
import { ApiRung, CallCare, Cascade, MeteredModel, openJournal, PaidModel, type Journal } from '@hanzo/coordinator';
import { Orchestrator, type RunResult } from '@hanzo/orchestrator';
import { manualClock, routingPolicy } from '@hanzo/testkit';
import { builtInTools, openWorkspace, Toolbox } from '@hanzo/tools';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow } from '../packages/cli/test/changes-bench.ts';
import { answer, CART, findings, TOOL } from '../packages/orchestrator/test/samples.ts';
import { hostileAnswers, type HostileAnswer } from './support/hostile-answers.ts';
import { memoryLedger } from './support/memory-ledger.ts';
import { METERED_CARD } from './support/metered-card.ts';
import { scriptedApi, type ScriptedApi } from './support/scripted-api.ts';
import { temporaryFolder } from './support/small-mesh.ts';
import { verifies } from './support/verifies.ts';

const FILES = Array.from({ length: 25 }, (_, at) => `src/${String.fromCharCode(97 + at)}.ts`);
const clock = manualClock();

describe('workers that want tools', () => {
  let stack: DisposableStack;
  let journal: Journal;
  let outside: string;
  let root: string;
  let records: ToolCallRecord[];
  let written: string[];
  let critic: ScriptedApi;
  let runs = 0;
  beforeEach(async () => {
    stack = new DisposableStack();
    outside = stack.use(temporaryFolder()).path;
    const folder = join(outside, 'project');
    mkdirSync(join(folder, 'src'), { recursive: true });
    mkdirSync(join(folder, '.git/hooks'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{}');
    symlinkSync(outside, join(folder, 'link'));
    for (const file of FILES) writeFileSync(join(folder, file), CART);
    ({ root } = await openWorkspace(folder));
    journal = stack.use(openJournal(join(stack.use(temporaryFolder()).path, 'journal.db')));
    records = [];
    written = [];
    critic = scriptedApi(({ output }) => ({ text: verdicts(output) }));
  });
  afterEach(() => stack.dispose());

  /** All tools of the workspace, all of them allowed. */
  function toolbox(): Toolbox {
    const writes = {
      write: (title: string) => {
        written.push(title);
        return Promise.resolve('');
      },
    };
    const rules = { read: 'allow', write: 'allow', network: 'allow' } as const;
    return new Toolbox({ tools: builtInTools({ root, writes }), rules, onCall: (record) => records.push(record) });
  }

  function rungs(answers: readonly HostileAnswer[]): readonly Rung[] {
    const left = [...answers];
    const ledger = memoryLedger(clock);
    const model = new MeteredModel({ provider: critic, ledger, card: METERED_CARD, endpoint: 'api.test', runId: 'r' });
    const chain = [{ model, serviceTier: 'standard' }] as const;
    const paid = new PaidModel({ chain, care: new CallCare({ clock }), runId: 'r' });
    const caller = toolbox();
    return [
      rung('tool', () => answer(findings('Nothing found.'), { who: TOOL })),
      // Fixes are of the file that the task is about, all else is of what it is not about.
      rung('mesh', (path) => answer((left.shift()?.text ?? '').replace('"path":"src/own.ts"', `"path":"${path}"`))),
      new ApiRung({
        modelFor: ({ kind }) => (kind === 'critic' ? paid : undefined),
        toolsFor: () => ({ caller, about: 'src', limits: DEFAULT_TOOL_LIMITS }),
      }),
    ];
  }

  async function run(answers: readonly HostileAnswer[], patch: boolean): Promise<RunResult> {
    const routing = routingPolicy();
    const available = new Set(['tool', 'mesh', 'api'] as const);
    const policy = { localOnly: false, preferLocal: true, routing, available };
    const executor = new Cascade({ rungs: rungs(answers), policy, journal, clock, log: silentLogger });
    const orchestrator = new Orchestrator({
      orchestratorModel: 'local:any',
      executor,
      workspace: await openWorkspace(root),
      clock,
      criticInstances: patch ? 0 : 1,
      criticTools: true,
      limits: { patch },
    });
    const runId = `r${(runs += 1)}`;
    const instructions = patch ? 'Refactor the code.' : 'Review the code for bugs.';
    await journal.startRun({ id: runId, node: 'c', orchestrator: 'o', workspace: root, startedAt: 0, instructions });
    return await orchestrator.run({ instructions, runId, concurrency: 4 });
  }

  it(verifies('toolLoop.hostile-workers', '250 answers with findings'), async () => {
    const before = filesBelow(outside);
    const answers = hostileAnswers(250, 'findings');
    let accepted = 0;
    for (let at = 0; at < answers.length; at += FILES.length) {
      const { outcomes } = await run(answers.slice(at, at + FILES.length), false);
      accepted += outcomes.filter(({ task, outcome }) => task.kind === 'review' && outcome.state === 'done').length;
    }
    // Many of them are right in form: their words went on to critics that had tools.
    expect(accepted).toBeGreaterThan(50);
    const offered = critic.requests.map(({ tools = [] }) => tools.map(({ name }) => name));
    expect(offered.length).toBeGreaterThan(0);
    for (const names of offered) expect(names).toContain('read_file');
    expect(critic.requests.flatMap(({ history = [] }) => history)).toEqual([]);
    expect({ records, written }).toEqual({ records: [], written: [] });
    expect(filesBelow(outside)).toEqual(before);
  });

  it(verifies('toolLoop.hostile-workers', '250 answers with edits'), async () => {
    const before = filesBelow(outside);
    const answers = hostileAnswers(250, 'edits');
    const paths = new Set<string>();
    for (let at = 0; at < answers.length; at += FILES.length) {
      const { patch } = await run(answers.slice(at, at + FILES.length), true);
      for (const part of patch?.parts ?? []) for (const path of part.paths) paths.add(path);
      for (const [, path = ''] of (patch?.text ?? '').matchAll(/^\+\+\+ b\/(.*)$/gm)) paths.add(path);
    }
    // What each task names is what it may change: its own file.
    expect([...paths].filter((path) => !FILES.includes(path))).toEqual([]);
    expect(paths.size).toBeGreaterThan(0);
    expect({ records, written }).toEqual({ records: [], written: [] });
    expect(filesBelow(outside)).toEqual(before);
    expect(readFileSync(join(root, 'src/a.ts'), 'utf8')).toBe(CART);
  });
});

/** Every finding that was asked about is confirmed. */
function verdicts(output: unknown): string {
  const ids = [...new Set(JSON.stringify(output).match(/\bF\d+\b/g))];
  const all = ids.map((finding) => ({
    finding,
    reason: 'cartLines[index] is read.',
    verdict: 'confirm',
    severity: 'high',
  }));
  return JSON.stringify({ verdicts: all });
}

function rung(name: Rung['name'], attempt: (path: string) => Answer): Rung {
  return {
    name,
    paid: false,
    unfit: ({ kind }) => (name === 'mesh' && kind === 'critic' ? 'it is for the API' : undefined),
    attempt({ sources }, { onStart }) {
      const given = attempt(sources[0]?.path ?? '');
      onStart(given.who);
      return Promise.resolve(given);
    },
  };
}
