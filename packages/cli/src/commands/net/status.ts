import { EXIT, findModel, systemClock, type Catalogue, type ExitCode, type Logger } from '@hanzo/contracts';
import type { MeshNode, Session, SessionEvents } from '@hanzo/mesh';
import { loadSetting, type Setting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { NetStatusFlags } from './flags.ts';
import { meshLabel, reasonsOf, withPeerId } from './labels.ts';
import { startObserver, warningsOnce } from './observer.ts';

type Advert = Extract<Parameters<SessionEvents['onMessage']>[1], { kind: 'advert' }>;

interface SeenWorker {
  readonly session: Session;
  readonly advert: Advert | undefined;
}

/** Looks at the mesh for a while as an observer and prints who is there. Exit code 5 when nobody is. */
export async function run(flags: NetStatusFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const log = warningsOnce(terminal, setting.config.logLevel);
  return await look(setting, flags, log, (workers, node) => {
    if (flags.json === true) terminal.out(JSON.stringify(toJson(workers, node)));
    else print(workers, node, { waitedS: flags.wait, catalogue: setting.catalogue }, terminal);
    return workers.length > 0 ? EXIT.done : EXIT.unreachable;
  });
}

/** As `--json` prints it. */
export interface MeshStatus {
  readonly v: 1;
  readonly meshId: string;
  readonly meshName: string;
  /** Who looks, and what he is in the mesh. */
  readonly member: string;
  readonly role: string;
  readonly workers: readonly WorkerStatus[];
  readonly unreached: ReturnType<MeshNode['unreached']>;
}

export interface WorkerStatus extends Pick<
  Advert,
  'slots' | 'running' | 'queued' | 'stateReason' | 'dataClasses' | 'models'
> {
  readonly name: string;
  readonly peerId: string;
  readonly address: string;
  readonly software: string;
  /** `unknown`: it is there, and has not said yet. */
  readonly state: Advert['state'] | 'unknown';
}

type LookFlags = Pick<NetStatusFlags, 'wait' | 'discovery' | 'bootstrap'>;

/** The same for programs: what `--json` prints. */
export async function meshStatus(
  setting: Setting,
  flags: LookFlags,
  log: Logger,
  signal?: AbortSignal,
): Promise<MeshStatus> {
  return await look(setting, flags, log, toJson, signal);
}

async function look<T>(
  setting: Setting,
  { wait, discovery, bootstrap }: LookFlags,
  log: Logger,
  tell: (workers: readonly SeenWorker[], node: MeshNode) => T,
  signal?: AbortSignal,
): Promise<T> {
  const seen = new Map<string, SeenWorker>();
  const events: SessionEvents = {
    onOpen: (session) => {
      if (session.peer.role === 'worker') seen.set(session.peerId, { session, advert: undefined });
    },
    onMessage: (session, message) => {
      if (message.kind === 'advert') seen.set(session.peerId, { session, advert: message });
    },
    onHealth: () => undefined,
    onClose: (session) => void seen.delete(session.peerId),
    aliveAttemptIds: () => [],
  };
  await using observer = await startObserver(setting, { discovery, bootstrap }, log, events);
  await systemClock.sleep(Math.round(wait * 1000), signal);
  return tell([...seen.values()], observer.node);
}

function toJson(workers: readonly SeenWorker[], node: MeshNode): MeshStatus {
  const { meshId, meshName, self } = node.membership;
  return {
    v: 1,
    meshId,
    meshName,
    member: self.name,
    role: self.role,
    workers: workers.map(({ session, advert }) => ({
      name: session.peer.nodeName,
      peerId: session.peerId,
      address: withPeerId(session.remoteAddress, session.peerId),
      software: session.peer.software,
      state: advert?.state ?? 'unknown',
      slots: advert?.slots ?? 0,
      running: advert?.running ?? 0,
      queued: advert?.queued ?? 0,
      stateReason: advert?.stateReason ?? '',
      dataClasses: advert?.dataClasses ?? [],
      models: advert?.models ?? [],
    })),
    unreached: node.unreached(),
  };
}

interface PrintParts {
  readonly waitedS: number;
  readonly catalogue: Catalogue;
}

function print(
  workers: readonly SeenWorker[],
  node: MeshNode,
  { waitedS, catalogue }: PrintParts,
  terminal: Terminal,
): void {
  const { membership } = node;
  const { name, role } = membership.self;
  terminal.out(
    `mesh ${meshLabel(membership)}: ${workers.length} worker${workers.length === 1 ? '' : 's'}; you are ${name}, ${role}`,
  );
  if (workers.length === 0) terminal.err(`No worker answered within ${waitedS} s. Start one with \`hanzo net up\`.`);
  else {
    const rows = workers.flatMap((worker) => workerRows(worker, catalogue));
    printTable(['worker', 'state', 'model', 'context', 'speed', 'busy', 'queued'], rows, terminal);
    for (const { session } of workers)
      terminal.out(
        `reach ${session.peer.nodeName} with: --bootstrap ${withPeerId(session.remoteAddress, session.peerId)}`,
      );
    for (const { session, advert } of workers) {
      if (advert !== undefined && advert.stateReason !== '')
        terminal.out(`${session.peer.nodeName} is ${advert.state}: ${advert.stateReason}`);
    }
  }
  const reasons = reasonsOf(node);
  for (const { peerId, addresses, error, foundBy } of node.unreached()) {
    const card = peerId === undefined ? undefined : membership.cardOf(peerId);
    const who = card?.name ?? peerId ?? addresses[0] ?? '?';
    terminal.err(`heard of by ${foundBy}, not reached: ${who}: ${reasons.get(peerId) ?? error}`);
  }
}

const NO_ADVERT: Advert = {
  kind: 'advert',
  models: [],
  slots: 0,
  running: 0,
  queued: 0,
  queueLimit: 0,
  state: 'unavailable',
  stateReason: '',
  dataClasses: [],
};

/** A line for each of its models. */
function workerRows({ session, advert = NO_ADVERT }: SeenWorker, catalogue: Catalogue): string[][] {
  const { models, state, running, slots, queued } = advert;
  const load = [`${running}/${slots}`, String(queued)];
  const [first, ...others] = models;
  const { nodeName } = session.peer;
  if (first === undefined) return [[nodeName, state, '-', '-', '-', ...load]];
  return [
    [nodeName, state, ...modelCells(first, catalogue), ...load],
    ...others.map((model) => ['', '', ...modelCells(model, catalogue), '', '']),
  ];
}

function modelCells(
  { name, contextTokens, tokensPerSecond, loadMs }: Advert['models'][number],
  catalogue: Catalogue,
): string[] {
  const card = findModel(catalogue, name);
  const only = card?.kind === 'local' && card.kinds !== undefined ? ` (${card.kinds.join(', ')} only)` : '';
  const speed = tokensPerSecond === 0 ? 'not measured' : `${tokensPerSecond.toFixed(0)} tok/s`;
  return [name + only, String(contextTokens), loadMs === 0 ? speed : `${speed}, not loaded`];
}
