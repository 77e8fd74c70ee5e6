import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { startPaidProject, type PaidProject } from '../support/paid-project.ts';
import { verifies } from '../support/verifies.ts';

const WORK = `import { alpha } from './alpha.ts';

function slowly(): number {
  let sum = 0;
  for (let round = 0; round < 500; round += 1) sum += alpha(Array.from({ length: 20_000 }, (_, at) => at));
  return sum;
}
console.log(slowly());
`;

/** Suggestions, and what is said of the file that is slow; undefined for the plan and for other files. */
function reply(prompt: string, name: string | undefined): Reply | undefined {
  if (prompt.includes('Suggest the patterns.'))
    return {
      kind: 'text',
      text: '### Adapter\nModules: `src/alpha.ts`, `src/work.ts`\nLet slowly take alpha as an argument.',
    };
  if (prompt.includes('Write down how this code becomes faster'))
    return {
      kind: 'text',
      text: '**Before** slowly makes an Array in each round. **After** slowly makes it once, before the loop, and gives it to alpha.',
    };
  if (name !== 'work') return undefined;
  return { kind: 'json', value: { summary: 'slowly adds up what alpha gives in each round.', findings: [] } };
}

async function project(): Promise<PaidProject> {
  const made = await startPaidProject({ names: ['alpha', 'work'], script: ({ prompt }, name) => reply(prompt, name) });
  writeFileSync(join(made.workspace, 'src/work.ts'), WORK);
  return made;
}

describe('a run that measures', () => {
  it(verifies('suggestions.flags'), async () => {
    await using made = await project();
    const command = `--profile=${process.execPath} src/work.ts`;
    const before = readdirSync(made.workspace);
    const run = await made.dev(command, '--suggest-optimizations');
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/profiled: .*; the hottest is \w+ \(src\/(work|alpha)\.ts:\d+\)/);
    expect(readdirSync(made.workspace)).toEqual(before);
    // The model that plans is told first, and the tasks after it.
    expect(run.requests[0]?.prompt).toContain('A profile says where the time goes');
    expect(run.requests.some(({ prompt }) => prompt.includes('What a profile says of this code'))).toBe(true);
    const result = run.events.at(-1) as {
      runId: string;
      focus: string;
      profile: { functions: { path: string }[] };
      suggestions: { optimizations: { texts: { text: string }[] } };
    };
    expect(result.focus).toBe('performance');
    expect(result.profile.functions[0]?.path).toMatch(/^src\//);
    expect(result.suggestions.optimizations.texts[0]?.text).toContain('slowly makes it once');

    const again = await made.dev('--resume', result.runId, '--suggest-patterns');
    expect(again.stderr).not.toContain('profiled:');
    // What was paid is not paid again: only what was wished for now.
    expect([again.code, again.requests.length], again.stderr).toEqual([0, 1]);
    const patterns = { texts: [{ text: expect.stringContaining('### Adapter') }] };
    expect(again.events.at(-1)).toMatchObject({
      suggestions: { ...result.suggestions, patterns },
      profile: result.profile,
    });
  });

  it(verifies('profile.nothing-seen', 'command'), async () => {
    await using made = await project();
    const command = `--profile=${process.execPath} -p 1`;
    const dry = await made.dev(command, '--suggest-optimizations', '--dry-run');
    expect(dry.code, dry.stderr).toBe(0);
    expect(dry.events.at(-1)).toMatchObject({
      event: 'plan',
      profiled: command.slice('--profile='.length),
      later: [{ what: 'suggestions', calls: 5 }],
    });
    expect(dry.stderr).not.toContain('profiling:');
    const run = await made.dev(command);
    expect([run.code, run.requests.length]).toEqual([2, 0]);
    expect(run.stderr).toContain("none of the workspace's own code");
  });
});
