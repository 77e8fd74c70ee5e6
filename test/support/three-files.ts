import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApiStandIn, type ApiStandIn } from '@hanzo/testkit';
import { jsonLines, runCli, startCli, type CliResult, type RunningCli } from './cli.ts';
import { temporaryFolder } from './small-mesh.ts';
import { installTestModel } from './test-model.ts';

const KEY = 'sk-test-canary-1234567890';

const FILES = {
  sum: 'export function sumOfLines(lines: readonly number[]): number {\n  return lines.reduce((a, b) => a + b, 0);\n}\n',
  longest: 'export function longestWord(words: readonly string[]): string {\n  return words.toSorted()[0] ?? "";\n}\n',
  share: 'export function shareOf(part: number, whole: number): number {\n  return part / whole;\n}\n',
} as const;
export type FileName = keyof typeof FILES;

/** What the model does with a file: an answer that passes, one that a gate refuses, or nothing, for ever. */
export type Mood = 'good' | 'bad' | 'hang';

const SUMMARIES: Readonly<Record<FileName, string>> = {
  sum: 'sumOfLines adds up all lines with reduce and returns their total.',
  longest: 'longestWord sorts the words and returns the first one, which is not the longest.',
  share: 'shareOf divides part by whole and does not look for a whole of zero.',
};

/** A home and a project of three files, which an API model (a stand-in) plans and reviews: a task for each file. */
export interface ThreeFiles extends AsyncDisposable {
  readonly home: string;
  readonly workspace: string;
  readonly standIn: ApiStandIn;
  /** Changes what happens next. */
  readonly mood: Record<FileName, Mood>;
  /** `hanzo dev` to its end. */
  dev(...flags: string[]): Promise<CliResult>;
  startDev(...flags: string[]): RunningCli;
  /** Any command of this home, to its end. */
  hanzo(...args: string[]): Promise<CliResult>;
  startHanzo(...args: string[]): RunningCli;
  /** What `--json` prints. */
  json<T>(...args: string[]): Promise<T>;
  /** How often the model was asked about a file. */
  asked(file: FileName): number;
}

export async function startThreeFiles(): Promise<ThreeFiles> {
  const stack = new AsyncDisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const workspace = stack.use(temporaryFolder('hanzo-three-files-')).path;
  await installTestModel(home);
  // These runs are about what becomes of tasks: one model has one say.
  writeFileSync(join(home, 'config.json'), JSON.stringify({ tiers: { medium: { escalatesTo: null } } }));
  mkdirSync(join(workspace, 'src'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(workspace, 'src', `${name}.ts`), text);
  const mood: Record<FileName, Mood> = { sum: 'good', longest: 'good', share: 'good' };
  const standIn = stack.use(
    await startApiStandIn({
      apiKey: KEY,
      script: (request) => {
        if (request.model === 'gpt-5') return { kind: 'json', value: { tasks: Object.keys(FILES).map(plannedTask) } };
        const file = fileOf(request.prompt);
        if (mood[file] === 'hang') return { kind: 'hang' };
        const summary = mood[file] === 'good' ? SUMMARIES[file] : 'All is well.';
        return { kind: 'json', value: { summary, findings: [] } };
      },
    }),
  );
  const options = { home, env: { OPENAI_API_KEY: KEY } };
  const startHanzo = (...args: string[]): RunningCli => stack.use(startCli(args, options));
  const hanzo = (...args: string[]): Promise<CliResult> => runCli(args, options);
  const devArgs = (flags: readonly string[]): string[] => {
    const planned = ['--orchestrator', 'gpt-5', '--base-url', standIn.baseUrl];
    return ['dev', 'review', '-w', workspace, ...planned, ...flags];
  };
  return {
    home,
    workspace,
    standIn,
    mood,
    dev: (...flags) => hanzo(...devArgs(flags)),
    startDev: (...flags) => startHanzo(...devArgs(flags)),
    hanzo,
    startHanzo,
    async json<T>(...args: string[]) {
      const { stdout, stderr } = await hanzo(...args, '--json');
      const last = jsonLines(stdout).at(-1);
      if (last === undefined) throw new Error(`hanzo ${args.join(' ')} printed no JSON: ${stderr}`);
      return last as T;
    },
    asked: (file) =>
      standIn.requests.filter(({ model, prompt }) => model !== 'gpt-5' && fileOf(prompt) === file).length,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function plannedTask(name: string): object {
  return { kind: 'review', tier: 'medium', title: name, files: [`src/${name}.ts`], instructions: '' };
}

function fileOf(prompt: string): FileName {
  const found = (Object.keys(FILES) as FileName[]).find((name) => prompt.includes(`src/${name}.ts`));
  if (found === undefined) throw new Error('a prompt without a file');
  return found;
}
