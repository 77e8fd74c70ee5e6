import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly 'continue-on-error'?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface DelegateWorkflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: { readonly test: { readonly steps: readonly Step[] } };
}

/** examples/ci/delegate-failure.yml, as GitHub reads it. */
export const DELEGATE_WORKFLOW: DelegateWorkflow = parse(
  readFileSync(join(import.meta.dirname, '../../examples/ci/delegate-failure.yml'), 'utf8'),
) as DelegateWorkflow;

/** @throws TypeError where the workflow has no such step */
export function stepNamed(name: string): Step {
  const found = DELEGATE_WORKFLOW.jobs.test.steps.find((step) => step.name === name);
  if (found === undefined) throw new TypeError(`The workflow has no step "${name}".`);
  return found;
}

export interface StepEnd {
  readonly code: number | null;
  /** What it wrote on both streams. */
  readonly output: string;
  /** Of the job, as Markdown. */
  readonly summary: string;
  /** Of `hanzo --json`. */
  readonly events: string;
}

export interface StepOptions {
  /** An empty folder. */
  readonly folder: string;
  /** What `hanzo` and others are, as scripts of the shell. */
  readonly programs: Readonly<Record<string, string>>;
  /** Of the tests that failed. */
  readonly log: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the script of a step in `<folder>/work`, as a runner of GitHub does; `npx --no --` starts one of the programs. */
export async function runStep(name: string, { folder, programs, log, env = {} }: StepOptions): Promise<StepEnd> {
  const [bin, work, temp] = [join(folder, 'bin'), join(folder, 'work'), join(folder, 'temp')];
  for (const dir of [bin, work, temp]) mkdirSync(dir, { recursive: true });
  const scripts = { npx: 'shift 2\nexec "$@"\n', ...programs };
  for (const [program, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, program), `#!/bin/sh\n${script}`);
    chmodSync(join(bin, program), 0o755);
  }
  const paths = {
    log: join(temp, 'job.log'),
    summary: join(temp, 'summary.md'),
    events: join(temp, 'delegation.jsonl'),
  };
  writeFileSync(paths.log, log);
  writeFileSync(paths.summary, '');
  writeFileSync(paths.events, '');
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', stepNamed(name).run ?? ''], {
    cwd: work,
    env: {
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      HOME: folder,
      RUNNER_TEMP: temp,
      GITHUB_STEP_SUMMARY: paths.summary,
      GITHUB_JOB: 'test',
      GITHUB_WORKFLOW: 'Test "all"; $(exit 9)',
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (output += piece.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, summary: readFileSync(paths.summary, 'utf8'), events: readFileSync(paths.events, 'utf8') };
}
