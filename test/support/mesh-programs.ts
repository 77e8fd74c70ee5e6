import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ErrorCode } from '@hanzo/contracts';
import type { Totals, TrafficConfig } from './processes/mesh-traffic.ts';
import type { FloodConfig, FloodLine } from './processes/mesh-flood.ts';
import type { JoinerConfig, NewcomerLine } from './processes/mesh-joiner.ts';
import type { ChaosCoordinatorConfig, ChaosLine } from './processes/chaos-coordinator.ts';
import type { ChaosWorkerConfig, ProblemLine, WorkLine } from './processes/chaos-worker.ts';
import type { CallersConfig, SpentOutLine } from './processes/paying-callers.ts';
import type { SharerConfig } from './processes/model-sharer.ts';
import type { WorkerConfig } from './processes/mesh-worker.ts';
import { until } from './small-mesh.ts';

/** Where in the mesh a program is, and how it got there. Milliseconds since the epoch, as one machine has one clock. */
export type MeshLine =
  | { readonly kind: 'joined'; readonly at: number; readonly ms: number }
  | { readonly kind: 'ready'; readonly at: number; readonly peerId: string; readonly addresses: readonly string[] }
  | SessionLine<'opened'>
  | SessionLine<'closed'>
  | SessionLine<'suspect'>
  | SessionLine<'alive'>
  | ReasonLine<'refused'>
  | ReasonLine<'shut-out'>;

export interface SessionLine<Kind extends string> {
  readonly kind: Kind;
  readonly at: number;
  readonly name: string;
  readonly peerId: string;
  readonly relayed: boolean;
  readonly address: string;
  /** Why it was closed. */
  readonly reason: string;
}

export interface ReasonLine<Kind extends string> {
  readonly kind: Kind;
  readonly at: number;
  readonly code: ErrorCode;
  readonly message: string;
}

interface Programs {
  'mesh-worker': { config: WorkerConfig; line: MeshLine };
  'mesh-traffic': { config: TrafficConfig; line: MeshLine | Totals };
  'mesh-joiner': { config: JoinerConfig; line: NewcomerLine };
  'model-sharer': { config: SharerConfig; line: MeshLine };
  'chaos-worker': { config: ChaosWorkerConfig; line: MeshLine | WorkLine | ProblemLine };
  'chaos-coordinator': { config: ChaosCoordinatorConfig; line: MeshLine | ChaosLine };
  'paying-callers': { config: CallersConfig; line: SpentOutLine };
  'mesh-flood': { config: FloodConfig; line: FloodLine };
}

/** A running program of `test/support/processes`, which says what happens to it in JSON lines. */
export interface MeshProgram<Line extends { readonly kind: string }> extends AsyncDisposable {
  readonly process: ChildProcess;
  readonly lines: readonly Line[];
  /** Lines of that kind so far. */
  all<Kind extends Line['kind']>(kind: Kind): Extract<Line, { kind: Kind }>[];
  /** The last line of that kind. */
  last<Kind extends Line['kind']>(kind: Kind): Extract<Line, { kind: Kind }> | undefined;
  /** Waits until there is such a line. Fails with what the program wrote on stderr. */
  when<Kind extends Line['kind']>(
    kind: Kind,
    matches?: (line: Extract<Line, { kind: Kind }>) => boolean,
    timeoutMs?: number,
  ): Promise<Extract<Line, { kind: Kind }>>;
}

export type WorkerProgram = MeshProgram<MeshLine>;
export type TrafficProgram = MeshProgram<MeshLine | Totals>;

/**
 * Starts a program. It ends with the test process at the latest, because its stdin does.
 *
 * @param prefix put before its command line, e.g. to run it on a host of a network
 */
export function startProgram<Name extends keyof Programs>(
  name: Name,
  config: Programs[Name]['config'],
  prefix: readonly string[] = [],
): MeshProgram<Programs[Name]['line']> {
  const file = fileURLToPath(new URL(`./processes/${name}.ts`, import.meta.url));
  const node = [process.execPath, '--conditions=@hanzo/source', '--disable-warning=ExperimentalWarning'];
  const [command, ...args] = [...prefix, ...node, file, JSON.stringify(config)];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  return new RunningProgram(name, child, ended);
}

class RunningProgram<Line extends { readonly kind: string }> implements MeshProgram<Line> {
  readonly process: ChildProcess;
  readonly lines: Line[] = [];
  readonly #name: string;
  readonly #ended: Promise<void>;
  #complaints = '';

  constructor(name: string, child: ChildProcess, ended: Promise<void>) {
    this.#name = name;
    this.process = child;
    this.#ended = ended;
    if (child.stdout === null || child.stderr === null) throw new Error(`${name} has no pipes`);
    createInterface({ input: child.stdout }).on('line', (line) => this.lines.push(JSON.parse(line) as Line));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#complaints += text));
  }

  all<Kind extends Line['kind']>(kind: Kind): Extract<Line, { kind: Kind }>[] {
    return this.lines.filter((line): line is Extract<Line, { kind: Kind }> => line.kind === kind);
  }

  last<Kind extends Line['kind']>(kind: Kind): Extract<Line, { kind: Kind }> | undefined {
    return this.all(kind).at(-1);
  }

  async when<Kind extends Line['kind']>(
    kind: Kind,
    matches: (line: Extract<Line, { kind: Kind }>) => boolean = () => true,
    timeoutMs = 20_000,
  ): Promise<Extract<Line, { kind: Kind }>> {
    const find = (): Extract<Line, { kind: Kind }> | undefined => this.all(kind).find(matches);
    const over = (): boolean => this.process.exitCode !== null || this.process.signalCode !== null;
    await until(() => find() !== undefined || over(), `"${kind}" of ${this.#name}`, timeoutMs).catch(
      (cause: unknown) => {
        throw new Error(`${String(cause)}\n${this.#told()}`, { cause });
      },
    );
    const found = find();
    if (found === undefined) throw new Error(`${this.#name} ended without "${kind}".\n${this.#told()}`);
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.process.kill('SIGKILL');
    await this.#ended;
  }

  #told(): string {
    const lines = this.lines.slice(-8).map((line) => JSON.stringify(line));
    return [...lines, this.#complaints].join('\n');
  }
}
