import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { homePaths, homeSecret } from '@hanzo/config';
import { systemClock, type ExitCode } from '@hanzo/contracts';
import { openDelegations, renderResult, type Delegations, type RecommendedFix } from '@hanzo/delegate';
import type { Edit } from '@hanzo/tools';
import { analysisOf, resultOf } from '../../../delegate/test/results.ts';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { openChanges } from '../../src/changes/open-changes.ts';
import { run as undo } from '../../src/commands/changes/undo.ts';
import { run as applyCommand } from '../../src/commands/delegate/apply/apply.ts';
import type { DelegateApplyFlags } from '../../src/commands/delegate/apply/flags.ts';
import { createTerminal } from '../../src/terminal/terminal.ts';

export const COUNTER = 'class Counter:\n    def increment(self):\n        self.value += 1\n';
export const POOL = "export function size() {\r\n  return 5;\r\n}\r\n\r\nexport const name = 'pool';\r\n";

export const LOCK: Edit = {
  path: 'src/counter.py',
  find: '        self.value += 1',
  replace: '        with self.lock:\n            self.value += 1',
};
export const SIZE: Edit = { path: 'src/pool.js', find: 'return 5;', replace: 'return 20;' };

export function fix(...edits: Edit[]): RecommendedFix {
  return { title: 'Lock the counter', explanation: 'Threads race.', codeExample: '', edits };
}

export interface Desk extends Disposable {
  readonly home: string;
  readonly workspace: string;
  /** Of gpt-4o, where no other model is named. */
  answered(
    fixes: readonly RecommendedFix[],
    how?: { readonly model?: string; readonly files?: string[]; readonly round?: number },
  ): Promise<void>;
  apply(flags?: Partial<DelegateApplyFlags>): Promise<ExitCode>;
  undo(): Promise<ExitCode>;
  delegations(): Promise<Delegations>;
  read(path?: string): string;
  write(path: string, text: string): void;
  /** Sets of changes that are kept. */
  sets(): number;
  out(): string;
  err(): string;
}

export function desk(): Desk {
  const stack = new DisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const workspace = realpathSync(stack.use(temporaryFolder('hanzo-delegated-')).path);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  };
  write('src/counter.py', COUNTER);
  write('src/pool.js', POOL);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const heard = (stream: PassThrough) => (): string => String(stream.read() ?? '');
  const terminal = createTerminal(stdout, stderr, { NO_COLOR: '1' });
  const folder = join(workspace, '.autonomous_runs/openai_delegations');
  const key = homeSecret(homePaths(home).delegationKey);
  const delegations = async (): Promise<Delegations> => await openDelegations(folder, { clock: systemClock, key });
  let id = '';
  return {
    home,
    workspace,
    delegations,
    answered: async (fixes, { model = 'gpt-4o', files = ['src/counter.py', 'src/pool.js'], round = 1 } = {}) => {
      const book = await delegations();
      const issue = 'Counts are too low';
      if (id === '') {
        const facts = { prompt: '# Request', issue, attemptedFixes: [], models: ['gpt-4o', 'o3'], files, workspace };
        ({ id } = await book.begin({ ...facts, terms: {} }));
      }
      const { request } = await book.find(id);
      await book.noteAsked(id, { model, round, runId: 'r', taskId: 'r.1', request });
      const result = resultOf({ id, request, model, files, round, runId: 'r', analysis: analysisOf({ fixes }) });
      await book.keepResult(result, renderResult(result));
    },
    apply: async (flags = {}) => await applyCommand({ id: 'last', home, workspace, yes: true, ...flags }, terminal),
    undo: async () => await undo({ home, workspace }, terminal),
    read: (path = 'src/counter.py') => readFileSync(join(workspace, path), 'utf8'),
    write,
    sets: () => {
      using book = openChanges(homePaths(home));
      return book.list().length;
    },
    out: heard(stdout),
    err: heard(stderr),
    [Symbol.dispose]: () => stack.dispose(),
  };
}
