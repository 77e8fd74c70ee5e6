import { EXIT, silentLogger, systemClock, type ExitCode } from '@hanzo/contracts';
import type { MeshNode, Session, SessionEvents } from '@hanzo/mesh';
import { joinMesh } from '../../mesh-member.ts';
import { loadSetting } from '../../setting.ts';
import { printTable } from '../../table.ts';
import type { Terminal } from '../../terminal.ts';
import type { NetStatusFlags } from './flags.ts';

type Advert = Extract<Parameters<SessionEvents['onMessage']>[1], { kind: 'advert' }>;

interface SeenWorker {
  readonly session: Session;
  readonly advert: Advert | undefined;
}

/** Looks at the mesh for a while as an observer and prints who is there. Exit code 5 when nobody is. */
export async function run(flags: NetStatusFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
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
  const { discovery, bootstrap } = flags;
  await using member = await joinMesh(setting, { role: 'observer', discovery, bootstrap }, events, silentLogger);
  await systemClock.sleep(Math.round(flags.wait * 1000));
  const workers = [...seen.values()];
  if (flags.json === true) terminal.out(JSON.stringify(toJson(member.meshId, workers, member.node)));
  else print(member.meshId, workers, member.node, flags.wait, terminal);
  return workers.length > 0 ? EXIT.done : EXIT.unreachable;
}

function toJson(meshId: string, workers: readonly SeenWorker[], node: MeshNode): object {
  return {
    v: 1,
    meshId,
    workers: workers.map(({ session, advert }) => ({
      name: session.peer.nodeName,
      peerId: session.peerId,
      address: fullAddress(session),
      software: session.peer.software,
      state: advert?.state ?? 'unknown',
      slots: advert?.slots ?? 0,
      running: advert?.running ?? 0,
      queued: advert?.queued ?? 0,
      models: advert?.models ?? [],
    })),
    unreached: node.unreached(),
  };
}

function print(
  meshId: string,
  workers: readonly SeenWorker[],
  node: MeshNode,
  waitedS: number,
  terminal: Terminal,
): void {
  if (workers.length === 0)
    terminal.err(`No worker of mesh ${meshId} answered within ${waitedS} s. Start one with \`hanzo net up\`.`);
  else {
    terminal.out(`mesh ${meshId}: ${workers.length} worker${workers.length === 1 ? '' : 's'}`);
    const rows = workers.map(workerCells);
    printTable(['worker', 'state', 'model', 'context', 'speed', 'busy', 'queued'], rows, terminal);
    for (const { session } of workers)
      terminal.out(`reach ${session.peer.nodeName} with: --bootstrap ${fullAddress(session)}`);
  }
  for (const { peerId, addresses, error, foundBy } of node.unreached()) {
    terminal.err(`heard of by ${foundBy}, not reached: ${peerId ?? addresses[0] ?? '?'}: ${error}`);
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
};

function workerCells({ session, advert = NO_ADVERT }: SeenWorker): string[] {
  const { models, state, running, slots, queued } = advert;
  const [model] = models;
  const load = [`${running}/${slots}`, String(queued)];
  if (model === undefined) return [session.peer.nodeName, state, '-', '-', '-', ...load];
  const speed = model.tokensPerSecond === 0 ? 'not measured' : `${model.tokensPerSecond.toFixed(0)} tok/s`;
  return [session.peer.nodeName, state, model.name, String(model.contextTokens), speed, ...load];
}

/** With the peer's id, for whoever dials it must know whom to expect there. */
function fullAddress({ remoteAddress, peerId }: Session): string {
  return remoteAddress.includes('/p2p/') ? remoteAddress : `${remoteAddress}/p2p/${peerId}`;
}
