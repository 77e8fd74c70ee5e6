import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { readLedger, type LedgerCall } from '@hanzo/ledger';
import { startApiStandIn, type ApiStandIn, type ApiStandInOptions, type Reply } from '@hanzo/testkit';
import { PAID_KEY } from '../../../../test/support/paid-project.ts';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { main } from '../../src/main.ts';
import { borrowKeys } from '../../src/process/environment.ts';
import { createTerminal } from '../../src/terminal/terminal.ts';

/** What a run of the command left. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of `--json`. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

/** A home and a small project whose API is a stand-in; commands are run in this process. */
export interface Delegating extends AsyncDisposable {
  readonly home: string;
  readonly workspace: string;
  /** Of the delegations. */
  readonly folder: string;
  readonly standIn: ApiStandIn;
  /** From now on it is this one; empty: none, and the API stays the stand-in. */
  setKey(key: string): void;
  /** `hanzo delegate …` */
  delegate(...args: string[]): Promise<Ran>;
  /** `hanzo …`, with the home of this project. */
  hanzo(...args: string[]): Promise<Ran>;
  /** Names of files in the folder. */
  files(): readonly string[];
  read(name: string): string;
  /** All that the ledger knows. */
  calls(): readonly LedgerCall[];
}

export interface DelegatingOptions extends Omit<ApiStandInOptions, 'script'> {
  readonly script?: ApiStandInOptions['script'];
  /** @default the key that the stand-in takes; empty: there is none, and the API is OpenAI's own */
  readonly key?: string | undefined;
  /** By path. @default src/cart.ts */
  readonly sources?: Readonly<Record<string, string>>;
}

export const CART = 'export function total(items) {\n  return items.length * 2;\n}\n';

/** An answer of the shape that is asked for. */
export function analysis(changes: Readonly<Record<string, unknown>> = {}): Reply {
  const value = {
    root_cause: 'total is called without items.',
    technical_explanation: 'src/cart.ts:2 reads the length of undefined.',
    fixes: [
      {
        title: 'Guard against no items',
        explanation: 'No items are none.',
        code_example: '(items ?? []).length',
        edits: [{ path: 'src/cart.ts', find: 'items.length', replace: '(items ?? []).length' }],
      },
    ],
    additional_investigation: ['Look at the callers of total.'],
    wanted_files: [],
    confidence_reason: 'The trace names the line.',
    confidence: 'high',
    ...changes,
  };
  return { kind: 'json', value };
}

export async function startDelegating(options: DelegatingOptions = {}): Promise<Delegating> {
  const { script = () => analysis(), key = PAID_KEY, sources = { 'src/cart.ts': CART }, ...rest } = options;
  const stack = new AsyncDisposableStack();
  const home = stack.use(temporaryFolder()).path;
  const workspace = stack.use(temporaryFolder('hanzo-delegate-')).path;
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(join(workspace, path, '..'), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const standIn = stack.use(await startApiStandIn({ apiKey: PAID_KEY, ...rest, script }));
  const folder = join(workspace, '.autonomous_runs/openai_delegations');
  const env = { OPENAI_API_KEY: key, OPENAI_BASE_URL: key === '' ? '' : standIn.baseUrl };
  return {
    home,
    workspace,
    folder,
    standIn,
    setKey: (its) => void (env.OPENAI_API_KEY = its),
    delegate: async (...args) => await ranWith(env, ['delegate', ...args, '-w', workspace, '--home', home]),
    hanzo: async (...args) => await ranWith(env, [...args, '--home', home]),
    files: () => readdirSync(folder).toSorted(),
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    calls: () => {
      using ledger = readLedger(join(home, 'ledger.db'));
      return ledger?.calls() ?? [];
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** A command in this process. An empty key is none. */
async function ranWith(env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<Ran> {
  using _env = withVariables(env);
  using _keys = borrowKeys();
  const [out, err] = [new Kept(), new Kept()];
  const terminal = createTerminal(out, err, { NO_COLOR: '1', TERM: 'dumb' });
  const code = await main(argv, terminal);
  const stdout = out.text;
  const events = argv.includes('--json') ? stdout.split('\n').filter(Boolean).map(readEvent) : [];
  return { code, stdout, stderr: err.text, events };
}

function readEvent(line: string): Readonly<Record<string, unknown>> {
  return JSON.parse(line) as Readonly<Record<string, unknown>>;
}

function withVariables(env: Readonly<Record<string, string>>): Disposable {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined || value === '') Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  };
  for (const [name, value] of Object.entries(env)) set(name, value);
  return {
    [Symbol.dispose]: () => {
      for (const [name, value] of before) set(name, value);
    },
  };
}

class Kept extends Writable {
  text = '';

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString();
    done();
  }
}
