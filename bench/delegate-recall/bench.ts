/**
 * Question: does the context that `hanzo delegate` gathers contain what the real fix touched? Bug reports of public projects with
 * their fixes, in SWE-bench's JSON lines; the repositories as clones. Nothing of them comes with this repository:
 * `npm run bench -- delegate-recall <instances.jsonl> <folder of clones> [--repos=owner/name,…] [--sample=N] [--only=gathered]`.
 * Without arguments a report of our own is looked at, so that it can be seen to work.
 */
import { openWorkspace, type Workspace } from '@hanzo/tools';
import { median, printTable } from '../table.ts';
import { checkout } from './checkout.ts';
import { CONTENDERS } from './contenders.ts';
import { type Instance, readInstances } from './instances.ts';
import { measure, type Measured } from './measure.ts';
import { SAMPLE, sampleFolder } from './sample.ts';

const BUDGETS = [8_000, 16_000, 30_000];

const flag = (name: string): string | undefined =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

function wanted(file: string): readonly Instance[] {
  const repos = flag('repos')?.split(',');
  const all = readInstances(file).filter(({ repo }) => repos === undefined || repos.includes(repo));
  const most = Number(flag('sample') ?? all.length);
  const step = Math.max(1, all.length / most);
  return all.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step)).slice(0, most);
}

const contenders = CONTENDERS.filter(({ name }) => name === (flag('only') ?? name));
const all: ReadonlyMap<string, Measured>[] = [];

async function look(issue: string, patch: string, workspace: Workspace): Promise<void> {
  const measured = await measure({ issue, patch }, workspace, contenders, BUDGETS);
  if (measured !== undefined) all.push(measured);
}

const [file, clones] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (file !== undefined && clones !== undefined) {
  for (const { repo, base_commit: commit, problem_statement: issue, patch } of wanted(file)) {
    using tree = checkout(clones, repo, commit);
    await look(issue, patch, await openWorkspace(tree.root));
  }
} else {
  using tree = sampleFolder();
  await look(SAMPLE.issue, SAMPLE.patch, await openWorkspace(tree.root));
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
const rows = BUDGETS.flatMap((budget) =>
  contenders.map(({ name }) => {
    const recalls = all.flatMap((one) => one.get(name)?.recalls.get(budget) ?? []);
    const times = all.flatMap((one) => one.get(name)?.ms ?? []);
    const [any, every] = [recalls.filter((one) => one.any).length, recalls.filter((one) => one.all).length];
    return [
      name,
      `${budget}`,
      percent(any / recalls.length),
      percent(every / recalls.length),
      percent(mean(recalls.map(({ lines }) => lines))),
      median(times).toFixed(0),
    ];
  }),
);
console.log(`${all.length} reports\n`);
printTable(['what is sent', 'tokens', 'at least one file', 'all files', 'changed lines', 'median ms to find'], rows);
