import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DATA_CLASSES,
  silentLogger,
  systemClock,
  type Clock,
  type HanzoError,
  type ModelProvider,
  type Task,
} from '@hanzo/contracts';
import { Dispatcher, type DispatcherOptions } from '@hanzo/coordinator';
import { createMesh, Joining, openMembership, parseInvite, type Membership, type MemberRole } from '@hanzo/membership';
import {
  claimNode,
  redeemInvite,
  startMeshNode,
  type ClaimedNode,
  type Discovery,
  type MeshNode,
  type Session,
  type SessionEvents,
} from '@hanzo/mesh';
import type { WireMessage } from '@hanzo/wire';
import { EngineShelf, Worker, type WorkerOptions, type WorkRecord } from '@hanzo/worker';

/** The membership of a home; a home without one founds a mesh, as `hanzo net up` does. */
export function membershipOf(home: string, clock: Clock = systemClock): Membership {
  mkdirSync(home, { recursive: true });
  const parts = { paths: { file: join(home, 'mesh.db'), memberKey: join(home, 'member.key') }, clock };
  const existing = openMembership(parts);
  if (existing !== undefined) return existing;
  try {
    return createMesh(parts, { meshName: 'test mesh', memberName: 'tester', grantTtlMs: 30 * 86_400_000, fence: true });
  } catch (error) {
    // Another process of the home was faster.
    const other = openMembership(parts);
    if (other === undefined) throw error;
    return other;
  }
}

/** Joins a home by an invite of the owner's, over real connections to the owner's node. */
export async function joinByInvite(
  home: string,
  owner: Membership,
  ownerNode: MeshNode,
  role: MemberRole = 'worker',
  memberName = `member of ${home.split('/').at(-1) ?? ''}`,
): Promise<Membership> {
  const { text } = owner.createInvite({
    uses: 1,
    ttlMs: 60_000,
    role,
    approve: false,
    addresses: ownerNode.addresses,
  });
  return await redeem(home, text, memberName);
}

/** Redeems the text of an invite for a home. */
export async function redeem(home: string, text: string, memberName: string, timeoutMs = 5_000): Promise<Membership> {
  mkdirSync(home, { recursive: true });
  const parts = { paths: { file: join(home, 'mesh.db'), memberKey: join(home, 'member.key') }, clock: systemClock };
  const invite = parseInvite(text);
  using claim = await claimNode({ nodesDir: join(home, 'nodes'), base: 'joiner' });
  return await redeemInvite(
    {
      invite,
      joining: Joining.start(parts, invite, memberName),
      privateKey: claim.privateKey,
      peerId: claim.peerId,
      nodeName: claim.name,
      software: 'hanzo/test',
      useMdns: false,
      clock: systemClock,
    },
    AbortSignal.timeout(timeoutMs),
  );
}

export interface NodeSetup {
  readonly home: string;
  readonly role: 'worker' | 'coordinator' | 'observer';
  readonly name: string;
  readonly events: SessionEvents;
  readonly discovery?: readonly Discovery[];
  readonly bootstrap?: readonly string[];
  /** Whose membership it has. @default its home's */
  readonly membership?: Membership;
  readonly listen?: readonly string[];
  readonly relay?: boolean;
  readonly clock?: Clock;
  readonly onShutOut?: (reason: HanzoError) => void;
  readonly onRefused?: (reason: HanzoError) => void;
}

/** A real libp2p node on loopback. */
export async function startTestNode(
  setup: NodeSetup,
): Promise<{ node: MeshNode; claim: ClaimedNode } & AsyncDisposable> {
  const claim = await claimNode({ nodesDir: join(setup.home, 'nodes'), name: setup.name, base: setup.name });
  const membership = setup.membership ?? membershipOf(setup.home);
  const node = await startMeshNode(
    {
      privateKey: claim.privateKey,
      membership,
      clock: setup.clock ?? systemClock,
      log: silentLogger,
      events: setup.events,
      ...(setup.onShutOut && { onShutOut: setup.onShutOut }),
      ...(setup.onRefused && { onRefused: setup.onRefused }),
    },
    {
      role: setup.role,
      nodeName: claim.name,
      software: 'hanzo/test',
      listen: setup.listen ?? (setup.role === 'worker' ? ['/ip4/127.0.0.1/tcp/0'] : []),
      ...(setup.relay !== undefined && { relay: setup.relay }),
      discovery: setup.discovery ?? ['local', 'members'],
      bootstrap: setup.bootstrap ?? [],
      runDir: join(setup.home, 'run'),
    },
  );
  return {
    node,
    claim,
    [Symbol.asyncDispose]: async () => {
      await node[Symbol.asyncDispose]();
      claim[Symbol.dispose]();
      if (setup.membership === undefined) membership[Symbol.dispose]();
    },
  };
}

export interface TestWorker extends AsyncDisposable {
  readonly worker: Worker;
  readonly node: MeshNode;
  readonly records: WorkRecord[];
}

export interface TestWorkerSetup {
  readonly home: string;
  readonly name: string;
  readonly provider: ModelProvider;
  readonly modelName?: string;
  readonly slots?: number;
  readonly contextTokens?: number;
  /** Its engine can go on from the beginning of an answer. @default false */
  readonly resumes?: boolean;
  readonly discovery?: readonly Discovery[];
  readonly options?: WorkerOptions;
}

export async function startTestWorker(setup: TestWorkerSetup): Promise<TestWorker> {
  const records: WorkRecord[] = [];
  const engine = {
    provider: setup.provider,
    modelName: setup.modelName ?? 'test-model',
    modelSha256: 'ab'.repeat(32),
    contextTokens: setup.contextTokens ?? 8192,
    slots: setup.slots ?? 2,
    resumes: setup.resumes ?? false,
  };
  const parts = { clock: systemClock, log: silentLogger };
  const shelf = EngineShelf.of(engine, parts);
  const worker = new Worker({ shelf, ...parts, onWork: (record) => records.push(record) }, setup.options);
  const started = await startTestNode({
    home: setup.home,
    role: 'worker',
    name: setup.name,
    events: worker.events,
    ...(setup.discovery && { discovery: setup.discovery }),
  });
  return { worker, node: started.node, records, [Symbol.asyncDispose]: () => started[Symbol.asyncDispose]() };
}

export interface TestCoordinator extends AsyncDisposable {
  readonly dispatcher: Dispatcher;
  readonly node: MeshNode;
  /** Resolves when that many workers have said what they offer. */
  workersReady(count: number): Promise<void>;
}

export async function startTestCoordinator(
  home: string,
  options: DispatcherOptions & { discovery?: readonly Discovery[]; bootstrap?: readonly string[] } = {},
): Promise<TestCoordinator> {
  const dispatcher = new Dispatcher({ clock: systemClock, log: silentLogger }, options);
  const started = await startTestNode({
    home,
    role: 'coordinator',
    name: 'coordinator',
    events: dispatcher.events,
    ...(options.discovery && { discovery: options.discovery }),
    ...(options.bootstrap && { bootstrap: options.bootstrap }),
  });
  return {
    dispatcher,
    node: started.node,
    workersReady: (count) => until(() => dispatcher.workers().length >= count, `${count} workers ready`),
    [Symbol.asyncDispose]: async () => {
      dispatcher[Symbol.dispose]();
      await started[Symbol.asyncDispose]();
    },
  };
}

/** A home folder of its own, removed on dispose. */
export function temporaryFolder(prefix = 'hanzo-test-'): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), prefix));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Waits for a condition that other processes or sockets bring about. Fails with what was waited for. */
export async function until(condition: () => boolean, what: string, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Timed out after ${timeoutMs} ms waiting for: ${what}`);
    await systemClock.sleep(10);
  }
}

let taskNumber = 0;

/** A plain text task, complete. */
export function testTask(changes: Partial<Task> = {}): Task {
  taskNumber += 1;
  return {
    id: `task-${taskNumber}`,
    runId: 'run-1',
    kind: 'review',
    tier: 'simple',
    title: `task ${taskNumber}`,
    system: 'You review code.',
    prompt: 'const a = 1;',
    output: { kind: 'text' },
    sources: [],
    maxOutputTokens: 256,
    sampling: { temperature: 0, seed: 1 },
    timeoutMs: 10_000,
    ...changes,
  };
}

export interface RawWorker extends AsyncDisposable {
  readonly node: MeshNode;
  /** What coordinators have sent. */
  readonly heard: WireMessage[];
  /** Attempts that its heartbeats call alive. */
  readonly alive: Set<string>;
}

/** A worker that does what the test says, right or wrong: real node, no worker code. */
export async function startRawWorker(
  home: string,
  name: string,
  onMessage: (session: Session, message: WireMessage, worker: RawWorker) => void,
  slots = 4,
): Promise<RawWorker> {
  const heard: WireMessage[] = [];
  const alive = new Set<string>();
  const measured = { tokensPerSecond: 100, speeds: [], promptTokensPerSecond: 0, loadMs: 0, resumes: false };
  const model = { name: 'test-model', sha256: '', contextTokens: 8192, engine: 'raw', ...measured };
  const state = { state: 'ready', stateReason: '', dataClasses: DATA_CLASSES } as const;
  const events: SessionEvents = {
    onOpen: (session) =>
      session.send({ kind: 'advert', models: [model], slots, running: 0, queued: 0, queueLimit: 4, ...state }),
    onMessage: (session, message) => {
      heard.push(message);
      onMessage(session, message, worker);
    },
    onHealth: () => undefined,
    onClose: () => undefined,
    aliveAttemptIds: () => [...alive],
  };
  const started = await startTestNode({ home, role: 'worker', name, events });
  const worker: RawWorker = {
    node: started.node,
    heard,
    alive,
    [Symbol.asyncDispose]: () => started[Symbol.asyncDispose](),
  };
  return worker;
}

/** A whole answer of a raw worker. */
export function rawResult(attemptId: string, text: string): WireMessage {
  const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0 };
  const timings = { queueMs: 0, firstTokenMs: 1, totalMs: 1 };
  return { kind: 'result', attemptId, finish: 'stop', text, usage, timings, model: 'test-model', modelSha256: '' };
}
