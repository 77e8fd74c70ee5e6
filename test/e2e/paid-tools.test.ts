import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolCallRecord } from '@hanzo/contracts';
import type { Reply, StandInRequest } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { startPaidProject, type PaidProject, type PaidRun } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

const FACT = 'The limit in notes.md is 42 (line 1).';
const NOTES = 'limit: 42\r\n';

type Call = readonly [name: string, input: object];

/** A project whose planner has this called, and then plans a task with a fact. */
async function planningWith(...[name, input]: Call): Promise<PaidProject> {
  const script = (request: StandInRequest, about: string | undefined): Reply | undefined => {
    if (about !== undefined) return undefined;
    if (request.toolOutputs.length === 0) return { kind: 'tools', calls: [{ name, arguments: input }] };
    const task = { kind: 'review', tier: 'medium', title: 'alpha', files: ['src/alpha.ts'], instructions: '' };
    return { kind: 'json', value: { tasks: [{ ...task, facts: [FACT] }] } };
  };
  const project = await startPaidProject({ names: ['alpha'], script });
  writeFileSync(join(project.workspace, 'notes.md'), NOTES);
  return project;
}

function callsOf({ events }: PaidRun): readonly ToolCallRecord[] {
  return events.filter(({ event }) => event === 'tool-call').map(({ call }) => call as ToolCallRecord);
}

const EDIT: Call = ['edit_file', { path: 'notes.md', old_text: 'limit: 42', new_text: 'limit: 43' }];

describe('hanzo dev --mcp-tools', () => {
  it(verifies('devTools.planner', 'as a command'), async () => {
    await using project = await planningWith('search_code', { pattern: 'limit' });
    const report = join(project.home, 'report.md');
    const run = await project.dev('--mcp-tools', '--output', report);
    expect(run.code, run.stderr).toBe(0);
    expect(callsOf(run)).toMatchObject([{ tool: 'search_code', origin: 'hanzo', state: 'done' }]);
    expect(run.stderr).toContain('tool search_code "limit": ');
    expect(run.requests.at(-1)?.prompt).toContain(FACT);
    expect(run.events.find(({ event }) => event === 'result')).toMatchObject({ toolCalls: callsOf(run) });
    expect(readFileSync(report, 'utf8')).toMatch(
      /## Tools\n\n1 call of tools .*\n\n.*\n.*\n\| the plan \| `search_code` \|/,
    );
  });

  it(verifies('devTools.unattended', 'as a command, beside servers that nobody trusts'), async () => {
    await using project = await planningWith(...EDIT);
    const started = join(project.home, 'started');
    const canary = { command: process.execPath, args: ['-e', `fs.writeFileSync(${JSON.stringify(started)}, '')`] };
    writeFileSync(join(project.workspace, '.mcp.json'), JSON.stringify({ mcpServers: { canary } }));
    const run = await project.dev('--mcp-tools', '--yes');
    expect(run.code, run.stderr).toBe(0);
    expect(callsOf(run)).toMatchObject([{ tool: 'edit_file', effect: 'write', state: 'refused' }]);
    expect(run.stderr).toContain('hanzo mcp trust');
    expect(readFileSync(join(project.workspace, 'notes.md'), 'utf8')).toBe(NOTES);
    const all = await project.dev('--mcp-tools', '--dry-run');
    expect(all.code, all.stderr).toBe(0);
    const [plan] = all.events as { tools?: { servers: unknown; notes: readonly string[] } }[];
    expect(plan?.tools?.servers).toEqual([]);
    expect(plan?.tools?.notes.join(' ')).toContain('hanzo mcp trust');
    expect(existsSync(started)).toBe(false);
  });

  it(verifies('devTools.undo', 'as a command'), async () => {
    await using project = await planningWith(...EDIT);
    const run = await project.dev('--mcp-tools', '--allow-tools', 'edit_file');
    expect(run.code, run.stderr).toBe(0);
    expect(callsOf(run)).toMatchObject([{ tool: 'edit_file', state: 'done' }]);
    const read = (): string => readFileSync(join(project.workspace, 'notes.md'), 'utf8');
    expect(read()).toBe('limit: 43\r\n');
    // The model is told how a person takes it back.
    const told = run.requests.flatMap(({ toolOutputs }) => toolOutputs.map(({ output }) => output)).join('\n');
    expect(told).toMatch(/hanzo changes undo [0-9a-f]{12}/);
    const undone = await runCli(['changes', 'undo', '-w', project.workspace], { home: project.home });
    expect(undone.code, undone.stderr).toBe(0);
    expect(read()).toBe(NOTES);
  });
});
