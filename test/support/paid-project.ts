import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalogue } from '@hanzo/config';
import { findModel, priceOf, type ApiModelCard, type Price, type ServiceTier } from '@hanzo/contracts';
import { readLedger, type LedgerCall } from '@hanzo/ledger';
import {
  startApiStandIn,
  type ApiStandIn,
  type ApiStandInOptions,
  type Reply,
  type StandInRequest,
} from '@hanzo/testkit';
import { jsonLines, runCli, startCli, type CliResult, type RunningCli } from './cli.ts';
import { temporaryFolder } from './small-mesh.ts';

export const PAID_KEY = 'sk-test-canary-1234567890';
const MODELS = join(import.meta.dirname, '../../configs/models.json');

/** A home and a project of a few files, planned by an API model (a stand-in): a task for each file. */
export interface PaidProject extends AsyncDisposable {
  readonly home: string;
  readonly workspace: string;
  readonly standIn: ApiStandIn;
  dev(...flags: string[]): Promise<PaidRun>;
  startDev(...flags: string[]): RunningCli;
  /** Everything that the ledger knows, in the order in which it was reserved. */
  calls(): readonly LedgerCall[];
}

export interface PaidRun extends CliResult {
  readonly events: readonly Record<string, unknown>[];
  /** What was asked for it, in order of arrival. */
  readonly requests: ApiStandIn['requests'];
}

export interface PaidProjectOptions extends Omit<ApiStandInOptions, 'script'> {
  /** Functions that the files hold, a file each. @default alpha, beta, gamma */
  readonly names?: readonly string[];
  /** @default 'medium' */
  readonly tier?: string;
  /** What happens to a request instead of the usual answer. `name` is undefined for the plan. */
  readonly script?: (request: StandInRequest, name: string | undefined) => Reply | undefined;
  /** Besides the key, e.g. for other providers. */
  readonly env?: (standIn: ApiStandIn) => Readonly<Record<string, string>>;
  readonly orchestrator?: string;
}

export async function startPaidProject(options: PaidProjectOptions = {}): Promise<PaidProject> {
  const { names = ['alpha', 'beta', 'gamma'], tier = 'medium', script, env, orchestrator = 'gpt-5', ...rest } = options;
  const stack = new AsyncDisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const workspace = stack.use(temporaryFolder('hanzo-paid-')).path;
  mkdirSync(join(workspace, 'src'));
  for (const name of names) writeFileSync(join(workspace, 'src', `${name}.ts`), sourceOf(name));
  const standIn = stack.use(
    await startApiStandIn({
      apiKey: PAID_KEY,
      ...rest,
      script: (request) => {
        const name = names.find((one) => request.prompt.includes(`File "src/${one}.ts"`));
        return script?.(request, name) ?? usual(name, names, tier);
      },
    }),
  );
  const cli = { home, env: env?.(standIn) ?? { OPENAI_API_KEY: PAID_KEY, OPENAI_BASE_URL: standIn.baseUrl } };
  const args = (flags: readonly string[]): string[] =>
    flags.includes('--resume')
      ? ['dev', '--json', ...flags]
      : [
          'dev',
          'review',
          '-w',
          workspace,
          '--json',
          ...(flags.includes('--orchestrator') ? [] : ['--orchestrator', orchestrator]),
          ...flags,
        ];
  return {
    home,
    workspace,
    standIn,
    async dev(...flags) {
      const before = standIn.requests.length;
      const result = await runCli(args(flags), cli);
      return { ...result, events: jsonLines(result.stdout), requests: standIn.requests.slice(before) };
    },
    startDev: (...flags) => stack.use(startCli(args(flags), cli)),
    calls() {
      using ledger = readLedger(join(home, 'ledger.db'));
      return ledger?.calls() ?? [];
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** By the catalogue that is shipped. */
export function catalogueCard(name: string): ApiModelCard {
  const card = findModel(loadCatalogue(MODELS, undefined), name);
  if (card?.kind !== 'api') throw new Error(`no API model ${name}`);
  return card;
}

export function cataloguePrice(name: string, tier: ServiceTier): Price {
  const price = priceOf(catalogueCard(name), tier);
  if (price === undefined) throw new Error(`${name} is not sold in ${tier}`);
  return price;
}

function sourceOf(name: string): string {
  return `export function ${name}(lines: readonly number[]): number {\n  return lines.reduce((a, b) => a + b, 0);\n}\n`;
}

function usual(name: string | undefined, names: readonly string[], tier: string): Reply {
  if (name !== undefined) {
    const summary = `${name} adds up all lines with reduce and returns their total.`;
    return { kind: 'json', value: { summary, findings: [] } };
  }
  const tasks = names.map((one) => ({ kind: 'review', tier, title: one, files: [`src/${one}.ts`], instructions: '' }));
  return { kind: 'json', value: { tasks } };
}
