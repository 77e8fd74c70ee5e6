import { join } from 'node:path';
import type { MemberRole } from '@hanzo/membership';
import { makeJournal, readTasks } from '../sim/disk.ts';
import type { Scene } from '../sim/watch.ts';
import type { MemberConfig } from '../support/mesh-member.ts';
import { startProgram, type MeshLine, type MeshProgram } from '../support/mesh-programs.ts';
import type { MeshTeam } from '../support/mesh-team.ts';
import type { ChaosCoordinatorConfig, ChaosLine } from '../support/processes/chaos-coordinator.ts';
import type { ChaosWorkerConfig, WorkLine } from '../support/processes/chaos-worker.ts';
import { membershipOf, temporaryFolder, until } from '../support/small-mesh.ts';
import { sceneOf, type SceneSize } from './scene.ts';

/** Name of the coordinator's node. */
const COORDINATOR = 'c';

export type ChaosWorker = ReturnType<typeof startProgram<'chaos-worker'>>;
export type ChaosCoordinator = ReturnType<typeof startProgram<'chaos-coordinator'>>;

export interface ChaosMeshSetup {
  readonly scene: SceneSize;
  readonly inFlight: number;
  /** Each node on the host of its name, with a home of its own. @default all on loopback, in one home */
  readonly team?: MeshTeam;
}

/** A run on real processes: workers, and one coordinator after the other. Holds what all of them say against the disk. */
export class ChaosMesh implements AsyncDisposable {
  readonly #setup: ChaosMeshSetup;
  readonly #scene: Scene;
  readonly #stack = new AsyncDisposableStack();
  readonly #home: string;
  readonly #journal: string;
  readonly #coordinators: ChaosCoordinator[] = [];
  readonly #workers = new Map<string, ChaosWorker>();

  constructor(setup: ChaosMeshSetup) {
    this.#setup = setup;
    this.#scene = sceneOf(setup.scene);
    const { path } = this.#stack.use(temporaryFolder('hanzo-chaos-'));
    this.#home = join(path, 'home');
    this.#journal = join(path, 'journal.db');
    makeJournal(this.#journal);
    // Whoever comes first founds the mesh; here nobody has to race for it.
    if (setup.team === undefined) membershipOf(this.#home)[Symbol.dispose]();
  }

  /** Names of all workers that there should be. */
  get crew(): readonly string[] {
    return this.#scene.workers.map(({ name }) => name);
  }

  /** Starts the worker, or starts it again. Resolves when it listens. */
  async worker(name: string, changes: Partial<ChaosWorkerConfig> = {}): Promise<ChaosWorker> {
    const weights = this.#scene.workers.find((worker) => worker.name === name)?.weights ?? 'small';
    const config = { ...this.#member(name, 'worker'), weights, ...changes };
    const worker = this.#stack.use(startProgram('chaos-worker', config, this.#prefix(name)));
    await worker.when('ready');
    this.#workers.set(name, worker);
    return worker;
  }

  /** Starts a coordinator that takes the run up. */
  coordinator(changes: Partial<ChaosCoordinatorConfig> = {}): ChaosCoordinator {
    const { scene, inFlight } = this.#setup;
    const coordinator = this.#stack.use(
      startProgram(
        'chaos-coordinator',
        {
          ...this.#member(COORDINATOR, 'coordinator'),
          journal: this.#journal,
          scene,
          inFlight,
          ...changes,
        },
        this.#prefix(COORDINATOR),
      ),
    );
    this.#coordinators.push(coordinator);
    return coordinator;
  }

  /** What coordinators told and the disk does not keep. */
  lost(): readonly string[] {
    const recorded = readTasks(this.#journal);
    return this.#coordinators.flatMap((coordinator) => [
      ...coordinator
        .all('accepted')
        .filter(({ taskId }) => !recorded.has(taskId))
        .map(({ taskId }) => `${taskId} was accepted, and is not on the disk`),
      ...coordinator
        .all('told')
        .filter(({ taskId, state }) => recorded.get(taskId)?.state !== state)
        .map(({ taskId, state }) => `${taskId} was ${state}, and is recorded as ${recorded.get(taskId)?.state}`),
    ]);
  }

  /** What is wrong at the end: everything must be done, once each, nobody may have seen text of two attempts. */
  async wrong(): Promise<readonly string[]> {
    const recorded = readTasks(this.#journal);
    const missing = this.#scene.tasks.length - recorded.size;
    const programs: readonly MeshProgram<MeshLine | ChaosLine | WorkLine>[] = [
      ...this.#coordinators,
      ...this.#workers.values(),
    ];
    const left = this.#coordinators.at(-1)?.last('finished')?.left;
    await until(() => this.#busy().length === 0, 'every engine idle');
    return [
      ...this.lost(),
      ...(missing === 0 ? [] : [`${missing} tasks are not on the disk`]),
      ...[...recorded]
        .filter(([, { state, ends }]) => state !== 'done' || ends !== 1)
        .map(([id, { state, ends }]) => `${id} is ${state}, and was applied ${ends} times`),
      ...programs.flatMap((program) => program.all('problem').map(({ problem }) => problem)),
      ...(left === 0 ? [] : [`the coordinator ended with ${left} attempts and requests in hand`]),
    ];
  }

  /** Workers whose engines still work. */
  #busy(): readonly string[] {
    return [...this.#workers].filter(([, worker]) => (worker.last('work')?.active ?? 0) > 0).map(([name]) => name);
  }

  #member(name: string, role: MemberRole): MemberConfig {
    const { team } = this.#setup;
    if (team === undefined) return { home: this.#home, name, discovery: ['local'] };
    return { home: team.home(name), name, invite: team.invite(role) };
  }

  #prefix(name: string): readonly string[] {
    return this.#setup.team?.net.prefix(name) ?? [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}
