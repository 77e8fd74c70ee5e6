import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '@hanzo/contracts';
import { openTaskBook } from '@hanzo/coordinator';
import type { RunResult } from '@hanzo/orchestrator';
import type { StandInRequest } from '@hanzo/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAID_KEY, type PaidProject } from '../../../../test/support/paid-project.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { openChanges } from '../../src/changes/open-changes.ts';
import type { DevFlags } from '../../src/commands/dev/flags.ts';
import { run as show } from '../../src/commands/tasks/show.ts';
import { HanzoDevOrchestrator } from '../../src/sdk/hanzo-dev-orchestrator.ts';
import { listeningTerminal } from '../conversation/listening-terminal.ts';
import { consenting, FACT, type TooledRun, tooledRun, toolingProject, type WantedCall } from './tooled-run.ts';

beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', PAID_KEY);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const READ = ['read_file', { path: 'notes.md' }] as const;
const WRITE = ['write_file', { path: 'notes.md', content: 'limit: 43\n' }] as const;

function noted(project: PaidProject): string {
  const file = join(project.workspace, 'notes.md');
  if (!existsSync(file)) writeFileSync(file, 'limit: 42\n');
  return file;
}

function withTools({ requests }: PaidProject['standIn']): readonly StandInRequest[] {
  return requests.filter(({ tools }) => tools.length > 0);
}

describe('hanzo dev --mcp-tools', () => {
  describe('with one look into a file', () => {
    let project: PaidProject;
    let run: TooledRun;
    beforeAll(async () => {
      vi.stubEnv('OPENAI_API_KEY', PAID_KEY);
      project = await toolingProject([READ, ['list_files', {}]]);
      noted(project);
      run = await tooledRun(project);
    });
    afterAll(async () => await project[Symbol.asyncDispose]());

    it(verifies('devTools.planner'), () => {
      const { exitCode, lines, calls, result, runId } = run;
      expect(exitCode, lines.join('\n')).toBe(0);
      expect(calls).toMatchObject([
        { tool: 'read_file', state: 'done', taskId: `${runId}-plan` },
        { tool: 'list_files', state: 'done' },
      ]);
      expect(lines.join('\n')).toContain('  tool read_file "notes.md": ');
      expect(lines.find((line) => line.startsWith('tools: '))).toMatch(
        /^tools: \d+ of hanzo; without asking: read; refused, since nobody is there to be asked: write$/,
      );
      expect(result?.toolCalls).toEqual(calls);
      using book = openTaskBook(join(project.home, 'journal.db'));
      expect(book.toolCalls(runId)).toEqual(calls);
      // What it told was marked, and only the planner had tools.
      const [, second] = project.standIn.requests;
      expect(second?.toolOutputs[0]?.output).toMatch(/^A tool returned .*It is data: .*limit: 42/s);
      expect(withTools(project.standIn)).toHaveLength(3);
    });

    it(verifies('devTools.facts', 'end to end, and nowhere else'), () => {
      const about = project.standIn.requests.filter(({ prompt }) => prompt.includes(FACT));
      expect(about).toHaveLength(1);
      expect(about[0]?.prompt).toContain('File "src/alpha.ts"');
      expect(run.result?.plan.tasks.flatMap(({ facts = [] }) => facts)).toEqual([FACT]);
    });

    it(verifies('devTools.money'), () => {
      const charged = project.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);
      expect(project.calls()).toHaveLength(4);
      expect(run.result?.receipt.totals.costMicros).toBe(charged);
      expect(run.result?.receipt.rows.filter(({ lost }) => lost !== undefined)).toEqual([]);
    });
  });

  it(verifies('devTools.resumed'), async () => {
    await using project = await toolingProject([READ]);
    noted(project);
    const planned = await tooledRun(project, { planOnly: true, toolSteps: 5 });
    expect(planned.lines.join('\n')).toContain('--resume');
    const { result, exitCode, lines } = await tooledRun(project, { resume: planned.runId });
    expect(exitCode, lines.join('\n')).toBe(0);
    // Nobody would use them.
    expect(lines[0]).toMatch(/ goes on, with --base-url \S+$/);
    expect(result?.toolCalls).toEqual(planned.calls);
    expect(project.standIn.requests.at(-1)?.prompt).toContain(FACT);
    expect(result?.receipt.totals.costMicros).toBe(
      project.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0),
    );
    // Nobody plans any more: nothing is opened.
    expect(lines.some((line) => line.startsWith('tools: '))).toBe(false);
  });

  it(verifies('devTools.idle', 'a run that is taken up again'), async () => {
    await using project = await toolingProject([]);
    const { runId } = await tooledRun(project, { planOnly: true, mcpTools: false });
    const again = async (flags: DevFlags, forManyRuns = false): Promise<TooledRun> =>
      await tooledRun(project, { resume: runId, ...flags }, { forManyRuns });
    const idle = again({ mcpTools: true, tools: ['nosuch', 'git'], toolSteps: 3 });
    await expect(idle).rejects.toMatchObject({ code: 'USAGE', message: /the plan stands already/ });
    await expect(again({ toolSteps: 3 })).rejects.toMatchObject({ message: /--tool-steps does nothing without/ });
    const critics = { criticInstances: 1, critic: 'gpt-5-mini' };
    await expect(again({ tools: ['nosuch'], ...critics })).rejects.toMatchObject({ message: /"nosuch"/ });
    // Programs have flags for all runs.
    const { exitCode, lines } = await again({ mcpTools: true, toolSteps: 3 }, true);
    expect([exitCode, lines[0]]).toEqual([0, expect.not.stringContaining('--mcp-tools')]);
  });

  it(verifies('devTools.consent', 'a write that somebody agrees to is made, and undone'), async () => {
    await using project = await toolingProject([WRITE]);
    const file = noted(project);
    const { asked, askConsent } = consenting('once');
    const { calls } = await tooledRun(project, { tools: ['files'] }, { askConsent });
    expect(asked).toEqual(['write_file']);
    expect(calls).toMatchObject([{ tool: 'write_file', effect: 'write', state: 'done' }]);
    expect(readFileSync(file, 'utf8')).toBe('limit: 43\n');
    using book = openChanges({ changes: join(project.home, 'changes.db') });
    const [set] = book.list();
    await book.undo(set?.id ?? '');
    expect(readFileSync(file, 'utf8')).toBe('limit: 42\n');
  });

  it('makes the tasks of files as the planner has left them', async () => {
    const edit = { path: 'src/alpha.ts', old_text: '(a, b) => a + b', new_text: '(sum, line) => sum + line' };
    await using project = await toolingProject([['edit_file', edit]]);
    const { calls } = await tooledRun(project, { allowTools: ['edit_file'] });
    expect(calls).toMatchObject([{ state: 'done' }]);
    expect(project.standIn.requests.at(-1)?.prompt).toContain('(sum, line) => sum + line');
  });

  it(verifies('devTools.covers-written'), async () => {
    const calls: readonly WantedCall[] = [
      ['move_file', { from: 'src/beta.ts', to: 'src/gamma.ts' }],
      ['write_file', { path: 'src/delta.ts', content: 'export const delta = 1;\n' }],
    ];
    const summary = 'alpha adds up all lines with reduce; delta is 1.';
    await using project = await toolingProject(calls, {
      names: ['alpha', 'beta'],
      script: ({ prompt }) =>
        /File "src\/(gamma|delta)/.test(prompt) ? { kind: 'json', value: { summary, findings: [] } } : undefined,
    });
    const flags = { tools: ['files'], allowTools: ['files'], failOn: 'low' } as const;
    const { exitCode, result, lines } = await tooledRun(project, flags);
    expect(existsSync(join(project.workspace, 'src/gamma.ts')), lines.join('\n')).toBe(true);
    const reviewed = result?.outcomes.flatMap(({ task }) => (task.kind === 'review' ? task.sources : []));
    expect(new Set(reviewed?.map(({ path }) => path))).toEqual(
      new Set(['src/alpha.ts', 'src/delta.ts', 'src/gamma.ts']),
    );
    expect(result?.plan.notCovered).toContainEqual({
      path: 'src/beta.ts',
      reason: 'a tool moved or deleted it while planning',
      isMissed: true,
    });
    expect([result?.complete, exitCode]).toEqual([false, EXIT.incomplete]);
  });

  it(verifies('devTools.idle', 'what is allowed and left out, as in rounds of --watch'), async () => {
    await using project = await toolingProject([]);
    for (const flags of [{ allowTools: ['write'] }, { tools: ['files', 'write_file'] }]) {
      const run = tooledRun(project, flags, { mayWrite: false });
      await expect(run).rejects.toMatchObject({ code: 'USAGE', message: /does nothing: hanzo changes no files here/ });
    }
    expect(project.standIn.requests).toEqual([]);
    const hooks = { mayWrite: false, forManyRuns: true };
    const { exitCode, lines } = await tooledRun(project, { allowTools: ['write', 'git'] }, hooks);
    expect(exitCode).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(/^--tools or --allow-tools write does nothing: /));
    // Critics change nothing.
    const judged = tooledRun(project, {
      batchMode: true,
      files: ['src/*.ts'],
      critic: 'gpt-5-mini',
      allowTools: ['write'],
    });
    await expect(judged).rejects.toMatchObject({ code: 'USAGE', message: /critics change nothing/ });
  });

  it(verifies('devTools.unattended', 'end to end'), async () => {
    await using project = await toolingProject([WRITE]);
    const file = noted(project);
    const refused = await tooledRun(project, { yes: true, tools: ['files'] });
    expect(refused.calls).toMatchObject([{ tool: 'write_file', state: 'refused' }]);
    expect(readFileSync(file, 'utf8')).toBe('limit: 42\n');
    expect(withTools(project.standIn)[0]?.tools).not.toContain('write_file');
  });

  it(verifies('devTools.limits'), async () => {
    await using project = await toolingProject((round) => ['read_file', { path: 'notes.md', first_line: round + 1 }]);
    noted(project);
    const { exitCode, calls } = await tooledRun(project, { toolSteps: 2 });
    expect(exitCode).toBe(0);
    expect(calls).toHaveLength(2);
    const plans = project.standIn.requests.filter(({ prompt }) => !prompt.includes('File "src/alpha.ts"'));
    expect(plans).toHaveLength(3);
    // The last one has no tools to ask for.
    expect(plans[2]?.tools.length === 0 || plans[2]?.body['tool_choice'] === 'none').toBe(true);
  });

  it(verifies('devTools.idle', 'a batch without critics of an API'), async () => {
    await using project = await toolingProject([]);
    const flags = { batchMode: true, files: ['src/*.ts'] };
    await expect(tooledRun(project, flags)).rejects.toMatchObject({ code: 'USAGE', message: /nobody would use tools/ });
    expect(project.standIn.requests).toEqual([]);
  });

  it(verifies('devTools.critics', 'end to end'), async () => {
    await using project = await toolingProject([], {
      script: (request, name) => {
        if (request.prompt.includes('These are the findings')) return verdict(request);
        return name === undefined ? undefined : { kind: 'json', value: REVIEW };
      },
    });
    noted(project);
    const { calls, result, lines } = await tooledRun(project, { criticInstances: 1, critic: 'gpt-5-mini' });
    expect(calls, lines.join('\n')).toMatchObject([{ tool: 'read_file', state: 'done' }]);
    const judge = result?.outcomes.find(({ task }) => task.kind === 'critic');
    expect(calls[0]?.taskId).toBe(judge?.task.id);
    const shown = listeningTerminal();
    await show({ id: judge?.task.id ?? '', home: project.home }, shown.terminal);
    expect(shown.lines).toContain('Tools:');
    expect(shown.lines).toContainEqual(expect.stringMatching(/^ {2}tool read_file \{"path":"notes.md"\}: /));
    expect(result?.findings).toMatchObject([{ standing: 'confirmed' }]);
    expect(result?.receipt.totals.costMicros).toBe(
      project.calls().reduce((sum, { chargedMicros }) => sum + chargedMicros, 0),
    );
  });

  it(verifies('devTools.program', 'what it says wrongly ends the run, what it throws is told'), async () => {
    await using project = await toolingProject([WRITE]);
    const file = noted(project);
    const lines: string[] = [];
    const run = async (approveTool: () => Promise<boolean>): Promise<RunResult> =>
      await new HanzoDevOrchestrator({
        home: project.home,
        baseUrl: project.standIn.baseUrl,
        workspace: project.workspace,
        orchestratorModel: 'gpt-5',
        tools: ['files'],
        log: (line) => lines.push(line),
        approveTool,
      }).run('review');
    await expect(run(() => Promise.resolve('yes' as unknown as boolean))).rejects.toMatchObject({
      code: 'USAGE',
      message: /approveTool said neither/,
    });
    const { toolCalls } = await run(() => Promise.reject(new TypeError('no desk')));
    const why = "write_file needs the user's consent, and asking failed: no desk";
    expect(toolCalls).toMatchObject([{ tool: 'write_file', state: 'refused', why: expect.stringContaining(why) }]);
    expect(lines.join('\n')).toContain(why);
    expect(readFileSync(file, 'utf8')).toBe('limit: 42\n');
  });

  it(verifies('devTools.program'), async () => {
    await using project = await toolingProject([WRITE]);
    const file = noted(project);
    const questions: string[] = [];
    const orchestrator = new HanzoDevOrchestrator({
      home: project.home,
      baseUrl: project.standIn.baseUrl,
      workspace: project.workspace,
      orchestratorModel: 'gpt-5',
      tools: ['files'],
      toolBudgetUsd: 0.5,
      approveTool: async ({ tool, effect, input }) => {
        questions.push(`${tool} ${effect} ${input}`);
        return await Promise.resolve(true);
      },
    });
    const { toolCalls } = await orchestrator.run('review');
    expect(questions).toEqual([`write_file write ${JSON.stringify(WRITE[1])}`]);
    expect(toolCalls).toMatchObject([{ tool: 'write_file', state: 'done' }]);
    expect(readFileSync(file, 'utf8')).toBe('limit: 43\n');
  });
});

const REVIEW = {
  summary: 'alpha adds up all lines with reduce and returns their total.',
  findings: [
    {
      line: 2,
      quote: 'lines.reduce((a, b) => a + b, 0)',
      severity: 'high',
      category: 'logic',
      confidence: 'medium',
      message: 'Large sums lose precision.',
      rationale: 'It follows from the quoted line.',
      fix: 'Change it.',
    },
  ],
};

function verdict({
  toolOutputs,
}: StandInRequest): ReturnType<NonNullable<Parameters<typeof toolingProject>[1]>['script'] & {}> {
  if (toolOutputs.length === 0) return { kind: 'tools', calls: [{ name: READ[0], arguments: READ[1] }] };
  const one = { finding: 'F1', reason: 'Line 2 says so.', verdict: 'confirm', severity: 'high' };
  return { kind: 'json', value: { verdicts: [one] } };
}
