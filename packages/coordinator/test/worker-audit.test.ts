import { silentLogger, type Answer, type Task } from '@hanzo/contracts';
import { WorkerTrust } from '@hanzo/coordinator';
import { manualClock } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { testTask } from '../../../test/support/small-mesh.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { KnownAnswers } from '../src/trust/known-answers.ts';
import { fakeMesh, type FakeMesh } from './fake-mesh.ts';
import type { FakePeer } from './fake-peer.ts';
import { seeded } from '../../router/test/seeded.ts';

const honest = (prompt: string): string =>
  `The function ${prompt} never closes the file that it has opened, so handles leak.`;
const lazy = (): string => 'I looked at everything and all of it is fine, there is nothing to report here today.';
const other = (name: string): string => name.repeat(32).slice(0, 64);

interface Audited {
  readonly mesh: FakeMesh;
  readonly trust: WorkerTrust;
  isBanned(name: string): boolean;
}

function audited(seed: number): Audited {
  const trust = new WorkerTrust({ clock: manualClock(), log: silentLogger });
  const mesh = fakeMesh({ trust, judge: trust, random: seeded(seed) });
  return { mesh, trust, isBanned: (name) => trust.refusal(`peer-${name}`, mesh.clock.now()) !== undefined };
}

/** Has batches of tasks done, each judged by a gate that lets everything pass. Returns how many each worker did. */
async function work(
  mesh: FakeMesh,
  { rounds, atOnce = 1 }: { readonly rounds: number; readonly atOnce?: number },
  make: (prompt: string) => Task = (prompt) => testTask({ prompt }),
): Promise<Map<string, number>> {
  const done = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const tasks = Array.from({ length: atOnce }, (_, at) => make(`number${round * atOnce + at}`));
    const told = tasks.map((task) => ({ task, answer: mesh.start(task).answer }));
    for (const { task, answer: promise } of told) {
      // What a banned worker held may find nobody any more.
      const answer: Answer | undefined = await promise.catch(() => undefined);
      if (answer === undefined) continue;
      const node = answer.who.kind === 'worker' ? answer.who.node : '';
      done.set(node, (done.get(node) ?? 0) + 1);
      mesh.rung.judged(task, answer, { passed: true });
      await mesh.settle();
    }
    await mesh.settle();
  }
  return done;
}

const named = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${at}`);

describe('checks of what workers say', () => {
  it.each([
    [10, 2, 400],
    [10, 2, 105],
    [10, 2, 90],
    [20, 4, 400],
    [20, 4, 105],
  ])(verifies('trust.fast-liars', '%i workers, %i liars, %i tokens per second'), async (workers, count, claimed) => {
    for (const seed of [1, 2, 3]) {
      const { mesh, isBanned } = audited(seed);
      await using _ = mesh;
      const liars = named('liar', count);
      const good = named('h', workers - count);
      for (const name of liars) mesh.peer({ name, answer: lazy, tokensPerSecond: claimed });
      for (const [at, name] of good.entries()) {
        mesh.peer({ name, answer: honest, tokensPerSecond: 60 + ((at * 37) % 41) });
      }
      const done = await work(mesh, { rounds: 70, atOnce: workers });
      expect(good.filter(isBanned)).toEqual([]);
      expect(liars.filter(isBanned)).toEqual(liars);
      for (const name of liars) expect(done.get(name)).toBeLessThanOrEqual(60);
    }
  });

  it(verifies('trust.part-time', 'in a mesh'), async () => {
    const { mesh, isBanned } = audited(4);
    await using _ = mesh;
    const random = seeded(5);
    let lies = 0;
    const answer = (prompt: string): string => {
      return random() < 0.5 ? `Nothing ${lies++} wrong${lies} whatever${lies * 7} here${lies * 13}` : honest(prompt);
    };
    mesh.peer({ name: 'liar', answer });
    for (const name of named('h', 9)) mesh.peer({ name, answer: honest });
    await work(mesh, { rounds: 150, atOnce: 10 });
    expect(isBanned('liar')).toBe(true);
    expect(named('h', 9).filter(isBanned)).toEqual([]);
  });

  it(verifies('trust.lazy', 'in a mesh'), async () => {
    const { mesh, isBanned } = audited(6);
    await using _ = mesh;
    const truth = (prompt: string): string => {
      const isClean = (Number(prompt.slice('number'.length)) * 7919) % 100 < 70;
      return isClean ? '{"findings":[]}' : `{"findings":[{"title":"${prompt} leaks the handle it opened"}]}`;
    };
    mesh.peer({ name: 'liar', answer: () => '{"findings":[]}', tokensPerSecond: 90 });
    for (const name of named('h', 9)) mesh.peer({ name, answer: truth });
    await work(mesh, { rounds: 120, atOnce: 10 });
    expect(isBanned('liar')).toBe(true);
    expect(named('h', 9).filter(isBanned)).toEqual([]);
  });

  it(verifies('trust.same-weights'), async () => {
    const { mesh, trust, isBanned } = audited(7);
    await using _ = mesh;
    // Of another quantisation, under the same name: it always says something else.
    mesh.peer({
      name: 'small',
      answer: (prompt) => `In ${prompt} a lock is taken twice.`,
      model: { sha256: other('c') },
    });
    for (const name of named('h', 4)) mesh.peer({ name, answer: honest });
    const done = await work(mesh, { rounds: 80, atOnce: 5 });
    expect(done.get('small')).toBeGreaterThan(60);
    expect(['small', ...named('h', 4)].filter(isBanned)).toEqual([]);
    expect(trust.stateOf('peer-small')).toMatchObject({ checks: 0, llr: 0 });
    // The same weights by another name can be compared.
    const { mesh: second, isBanned: isBannedThere } = audited(8);
    await using __ = second;
    second.peer({ name: 'renamed', answer: lazy, model: { name: 'my-model' } });
    for (const name of named('h', 4)) second.peer({ name, answer: honest });
    await work(second, { rounds: 80, atOnce: 5 });
    expect(isBannedThere('renamed')).toBe(true);
  });

  it(verifies('trust.mild', 'other hardware'), async () => {
    for (const seed of [1, 2, 3]) {
      const { mesh, isBanned } = audited(seed);
      await using _ = mesh;
      const random = seeded(seed + 100);
      let times = 0;
      const cpu = (prompt: string): string => {
        const all = honest(prompt);
        if (random() >= 0.25) return all;
        const n = (times += 1);
        return `${all.slice(0, 44)} a lock${n}, waits${n} for itself${n} and stalls${n} whoever${n} comes${n}`;
      };
      mesh.peer({ name: 'cpu', answer: cpu, tokensPerSecond: 90 });
      for (const name of named('gpu', 9)) mesh.peer({ name, answer: honest });
      await work(mesh, { rounds: 320, atOnce: 10 });
      expect(times).toBeGreaterThan(60);
      expect(['cpu', ...named('gpu', 9)].filter(isBanned)).toEqual([]);
    }
  });

  it(verifies('trust.member', 'in a mesh'), async () => {
    const { mesh, trust, isBanned } = audited(15);
    await using _ = mesh;
    mesh.peer({ name: 'liar', answer: lazy, member: 'me', tokensPerSecond: 400 });
    for (const name of named('h', 4)) mesh.peer({ name, answer: honest });
    await work(mesh, { rounds: 60 });
    expect(isBanned('liar')).toBe(true);
    mesh.peer({ name: 'again', answer: honest, member: 'me', tokensPerSecond: 400 });
    const stranger = mesh.peer({ name: 'stranger', answer: honest, tokensPerSecond: 300 });
    await work(mesh, { rounds: 1 }, (prompt) => testTask({ prompt: `another ${prompt}` }));
    // It was looked at from the first answer on.
    expect(trust.stateOf('peer-again')).toMatchObject({ checks: 1, isSuspected: true });
    expect(trust.stateOf(stranger.peerId).isSuspected).toBe(false);
  });

  it(verifies('trust.alone', 'in a mesh'), async () => {
    const { mesh, trust, isBanned } = audited(11);
    await using _ = mesh;
    const alone = (name: string, at: string, answer: (prompt: string) => string): FakePeer =>
      mesh.peer({ name, answer, tokensPerSecond: 150, model: { name: `${name}-model`, sha256: other(at) } });
    alone('liar', 'c', lazy);
    alone(
      'own',
      'd',
      (prompt) => `A handle opened by function ${prompt} remains around forever, leaking memory besides.`,
    );
    for (const name of named('h', 4)) mesh.peer({ name, answer: honest });
    const done = await work(mesh, { rounds: 250, atOnce: 6 });
    expect(isBanned('liar')).toBe(true);
    expect(['own', ...named('h', 4)].filter(isBanned)).toEqual([]);
    expect(done.get('own')).toBeGreaterThan(200);
    expect(trust.stateOf('peer-own').why).toContain('Nobody else has its model');
  });

  it(verifies('trust.limit'), async () => {
    const { mesh } = audited(12);
    await using _ = mesh;
    const busy = mesh.peer({ name: 'busy' });
    // Of two copies each stays where it is: nobody is asked besides.
    mesh.start(testTask({ timeoutMs: 0, copies: 2 }));
    await mesh.settle();
    const held = busy.accepts();
    const pass = async (seconds: number): Promise<void> => {
      for (let at = 0; at < seconds; at++) {
        busy.beats(held);
        await mesh.clock.advance(1_000);
      }
    };
    mesh.peer({ name: 'quick', answer: honest });
    await work(mesh, { rounds: 60 }, (prompt) => testTask({ prompt, timeoutMs: 30_000 }));
    // As many as are made at once wait for who has no time.
    expect(mesh.dispatcher.load.waiting).toBe(4);
    await pass(39);
    expect(mesh.dispatcher.load.waiting).toBe(4);
    await pass(2);
    expect(mesh.dispatcher.load).toEqual({ waiting: 0, attempts: 1 });
  });
});

describe('what is left behind', () => {
  it(verifies('trust.leaves', 'in a mesh'), async () => {
    const { mesh, isBanned } = audited(13);
    await using _ = mesh;
    const names = named('h', 4);
    for (const name of names)
      mesh.peer({
        name,
        slots: 4,
        onOffer: (peer, { prompt, attemptId, resume = '' }) => {
          peer.accepts();
          const all = honest(prompt);
          peer.answers(all.startsWith(resume) ? all : `${resume} The end.`, attemptId);
        },
      });
    const leaves = (peer: FakePeer): void => {
      const attemptId = peer.accepts(false);
      peer.writes(0, `${lazy()} `);
      peer.fails('WORKER_STOPPED', attemptId);
    };
    mesh.peer({ name: 'liar', slots: 4, tokensPerSecond: 400, onOffer: leaves });
    let wrong = 0;
    for (let at = 0; at < 300; at++) {
      const task = testTask({ prompt: `number${at}` });
      const told = mesh.start(task);
      await mesh.clock.advance(1_500);
      const answer = await told.answer;
      if (answer.text !== honest(task.prompt)) wrong += 1;
      mesh.rung.judged(task, answer, { passed: true });
      await mesh.settle();
    }
    expect(isBanned('liar')).toBe(true);
    expect(names.filter(isBanned)).toEqual([]);
    expect(wrong).toBeLessThanOrEqual(2);
  });

  it(verifies('trust.leaves', 'a new worker'), async () => {
    for (const isDoubted of [false, true]) {
      const { mesh, trust } = audited(16);
      await using _ = mesh;
      const first = mesh.peer({ name: 'first', tokensPerSecond: 400 });
      const next = mesh.peer({ name: 'next' });
      if (isDoubted) trust.note(first.peerId, 'test-model', 'check-differed');
      mesh.start(testTask());
      await mesh.settle();
      const attemptId = first.accepts();
      first.writes(0, 'Once upon ');
      first.fails('WORKER_STOPPED', attemptId);
      await mesh.settle();
      // In a young mesh all are new; only who was contradicted is not gone on from.
      expect(next.offer.resume).toBe(isDoubted ? undefined : 'Once upon ');
    }
  });
});

describe('known answers', () => {
  it(verifies('trust.known-answers'), () => {
    const weights = { model: 'm', sha256: '' };
    const known = new KnownAnswers();
    const remembered = (agreed: number): NonNullable<ReturnType<KnownAnswers['pick']>> => {
      known.remember({ task: testTask(), weights, text: 'so', by: new Set(['a']), agreed });
      const picked = known.pick(weights, 'b');
      if (picked === undefined) throw new Error('It was not kept.');
      return picked;
    };
    const unproven = remembered(2);
    expect(known.contradicted(unproven, false)).toBe(false);
    known.confirmed(unproven);
    // Whoever has no standing may contradict as often as he likes.
    for (let times = 0; times < 5; times++) expect(known.contradicted(unproven, false)).toBe(true);
    expect(known.contradicted(unproven, true)).toBe(true);
    expect(known.contradicted(unproven, true)).toBe(false);
    expect(known.pick(weights, 'b')).toBeUndefined();
    remembered(3);
    for (const [model, peer] of [
      ['m', 'a'],
      ['n', 'b'],
    ] as const) {
      expect(known.pick({ model, sha256: '' }, peer)).toBeUndefined();
    }
  });
});

describe('what several copies say', () => {
  const TIMES = { known: 12, new: 0 };

  async function copied(known: readonly string[], members: readonly string[] = []): Promise<WorkerTrust> {
    const { mesh, trust } = audited(14);
    await using _ = mesh;
    for (const [at, name] of ['a', 'b', 'c'].entries()) {
      const member = members[at];
      mesh.peer({ name, answer: name === 'c' ? lazy : honest, ...(member !== undefined && { member }) });
      const times = known.includes(name) ? TIMES.known : TIMES.new;
      for (let at = 0; at < times; at++) trust.note(`peer-${name}`, 'test-model', 'check-passed');
    }
    await mesh.start(testTask({ copies: 3 })).answer;
    return trust;
  }

  it(verifies('trust.quorum'), async () => {
    const failed = await copied(['a', 'b']);
    expect(failed.stateOf('peer-c')).toMatchObject({ checks: 1, isSuspected: true });
    // They were not drawn by lot: who is unknown, or one and the same, makes nobody wrong.
    for (const trust of [await copied(['a']), await copied([]), await copied(['a', 'b'], ['x', 'x', 'y'])]) {
      expect(trust.stateOf('peer-c')).toMatchObject({ checks: 0, isSuspected: false });
    }
  });
});

describe('a ban', () => {
  it(verifies('trust.told-once'), () => {
    const clock = manualClock();
    const warnings: string[] = [];
    const log = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const trust = new WorkerTrust({ clock, log });
    const told: string[] = [];
    trust.onChange((peerId) => told.push(peerId));
    for (let times = 0; times < 30; times++) {
      trust.note('liar', 'm', 'check-failed');
      clock.stepWallClock(600_000);
    }
    expect(trust.refusal('liar', clock.now())).toContain('banned until');
    expect(warnings).toEqual(['a worker is banned']);
    expect(told).toEqual(['liar']);
  });
});
