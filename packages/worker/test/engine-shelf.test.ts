import { HanzoError, silentLogger, type Engine } from '@hanzo/contracts';
import { manualClock, scriptedModel } from '@hanzo/testkit';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { EngineShelf, type ServedModel } from '../src/index.ts';

const never = new AbortController().signal;

interface Watched {
  readonly model: ServedModel;
  /** What happened: `load a`, `unload a`. */
  readonly log: string[];
  /** The engine ends by itself. */
  close(): void;
}

function watched(name: string, memoryBytes: number, log: string[], fault?: () => HanzoError | undefined): Watched {
  let closed = Promise.withResolvers<void>();
  const engineOf = (): Engine => ({
    ...scriptedModel(['fine']),
    info: { modelName: name, modelSha256: '', contextTokens: 100, slots: 2 },
    closed: closed.promise,
    embed: () => Promise.resolve([]),
    [Symbol.asyncDispose]: () => {
      log.push(`unload ${name}`);
      return Promise.resolve();
    },
  });
  const start = async (): Promise<Engine> => {
    log.push(`load ${name}`);
    await Promise.resolve();
    const error = fault?.();
    if (error !== undefined) throw error;
    closed = Promise.withResolvers<void>();
    return engineOf();
  };
  const model = { name, sha256: '', contextTokens: 100, slots: 2, engine: 'llama', memoryBytes, start };
  return { model, log, close: () => closed.resolve() };
}

function shelfOf(
  models: readonly Watched[],
  budget: number,
): { shelf: EngineShelf; clock: ReturnType<typeof manualClock> } {
  const clock = manualClock();
  const shelf = new EngineShelf(
    models.map(({ model }) => model),
    { clock, log: silentLogger },
    budget,
  );
  return { shelf, clock };
}

const names = (shelf: EngineShelf): string[] => shelf.usable().map(({ served }) => served.name);

describe('the shelf of models', () => {
  it(verifies('worker.models-on-demand'), async () => {
    const log: string[] = [];
    const { shelf, clock } = shelfOf([watched('a', 40, log), watched('b', 40, log), watched('c', 40, log)], 100);
    const a = await shelf.acquire('a', never);
    const [b, again] = await Promise.all([shelf.acquire('b', never), shelf.acquire('b', never)]);
    expect(log).toEqual(['load a', 'load b']);
    expect(b.users).toBe(2);
    await clock.advance(10);
    b[Symbol.dispose]();
    again[Symbol.dispose]();
    await clock.advance(10);
    // `a` was used longer ago, but it is in use.
    const c = await shelf.acquire('c', never);
    expect(log).toEqual(['load a', 'load b', 'unload b', 'load c']);
    a[Symbol.dispose]();
    c[Symbol.dispose]();
    shelf.setBudget(50);
    expect(log.slice(4)).toEqual(['unload a']);
    shelf.setBudget(39);
    expect(names(shelf)).toEqual([]);
    await expect(shelf.acquire('a', never)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  });

  it(verifies('worker.model-turns'), async () => {
    const log: string[] = [];
    const { shelf } = shelfOf([watched('busy', 60, log), watched('other', 60, log)], 100);
    const first = await shelf.acquire('busy', never);
    const other = shelf.acquire('other', never);
    // Came later: it must not keep the busy model in memory before the other had its turn.
    const later = shelf.acquire('busy', never);
    first[Symbol.dispose]();
    const turn = await other;
    expect(log).toEqual(['load busy', 'unload busy', 'load other']);
    turn[Symbol.dispose]();
    (await later)[Symbol.dispose]();
    expect(log.slice(3)).toEqual(['unload other', 'load busy']);
  });

  it(verifies('worker.model-broken'), async () => {
    const log: string[] = [];
    let fault: HanzoError | undefined = new HanzoError('ENGINE_FAILED', 'no memory');
    const broken = watched('broken', 10, log, () => fault);
    const { shelf, clock } = shelfOf([broken, watched('good', 10, log)], 100);
    await expect(shelf.acquire('broken', never)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    expect(names(shelf)).toEqual(['good']);
    await expect(shelf.acquire('broken', never)).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    expect(log).toEqual(['load broken']);
    (await shelf.acquire('good', never))[Symbol.dispose]();
    fault = undefined;
    await clock.advance(15_000);
    (await shelf.acquire('broken', never))[Symbol.dispose]();
    expect(names(shelf)).toEqual(['broken', 'good']);
  });

  it('does not try a damaged file again, and says when nothing is left that could answer', async () => {
    const log: string[] = [];
    const damaged = watched('damaged', 10, log, () => new HanzoError('MODEL_INVALID', 'it is a web page'));
    const mortal = watched('mortal', 10, log);
    const { shelf, clock } = shelfOf([damaged, mortal], 100);
    await expect(shelf.acquire('damaged', never)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await clock.advance(3_600_000);
    expect(names(shelf)).toEqual(['mortal']);
    for (let times = 0; times < 3; times++) {
      const lease = await shelf.acquire('mortal', never);
      expect(lease.users).toBe(1);
      mortal.close();
      await settled();
      expect(names(shelf)).toEqual([]);
      lease[Symbol.dispose]();
      await clock.advance(60_000);
    }
    await shelf.exhausted;
    expect(names(shelf)).toEqual([]);
  });

  it('lets go of what an aborted waiter would have held, and of its place in the line', async () => {
    const log: string[] = [];
    const { shelf } = shelfOf([watched('a', 60, log), watched('b', 60, log)], 100);
    const gone = new AbortController();
    const early = shelf.acquire('a', gone.signal);
    gone.abort(new HanzoError('CANCELLED', 'gone'));
    await expect(early).rejects.toMatchObject({ code: 'CANCELLED' });
    (await shelf.acquire('b', never))[Symbol.dispose]();
    expect(log).toEqual(['load a', 'unload a', 'load b']);
    const held = await shelf.acquire('b', never);
    const impatient = new AbortController();
    const waiting = shelf.acquire('a', impatient.signal);
    const behind = shelf.acquire('b', never);
    impatient.abort(new HanzoError('CANCELLED', 'gone'));
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await behind).users).toBe(2);
    held[Symbol.dispose]();
  });
});

describe('an owner who wants the machine', () => {
  it(verifies('worker.rests'), async () => {
    const log: string[] = [];
    const { shelf } = shelfOf([watched('used', 10, log), watched('idle', 10, log)], 100);
    const held = await shelf.acquire('used', never);
    (await shelf.acquire('idle', never))[Symbol.dispose]();
    shelf.rest();
    expect(log).toEqual(['load used', 'load idle', 'unload idle']);
    held[Symbol.dispose]();
    expect(log.at(-1)).toBe('unload used');
    shelf.wake();
    (await shelf.acquire('used', never))[Symbol.dispose]();
    expect(shelf.used).toBe(10);
  });

  it(verifies('worker.rests', 'while a model is being loaded'), async () => {
    const log: string[] = [];
    const slow = watched('slow', 10, log);
    const signals: AbortSignal[] = [];
    const start: ServedModel['start'] = (signal) => {
      signals.push(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    };
    const { shelf } = shelfOf([{ ...slow, model: { ...slow.model, start } }], 100);
    const handedBack = new AbortController();
    const waiting = shelf.acquire('slow', handedBack.signal);
    shelf.rest();
    // Somebody still waits for it.
    expect(signals[0]?.aborted ?? false).toBe(false);
    await Promise.resolve();
    handedBack.abort(new HanzoError('WORKER_PAUSED', 'paused'));
    await expect(waiting).rejects.toMatchObject({ code: 'WORKER_PAUSED' });
    await settled();
    expect(signals[0]?.aborted).toBe(true);
    expect(shelf.used).toBe(0);
    // Nobody failed: it can be asked for at once.
    expect(names(shelf)).toEqual(['slow']);
  });

  it(verifies('worker.renewed'), async () => {
    const log: string[] = [];
    const { shelf } = shelfOf([watched('a', 10, log)], 100);
    const old = await shelf.acquire('a', never);
    shelf.renew();
    const next = shelf.acquire('a', never);
    await settled();
    expect(log).toEqual(['load a']);
    old[Symbol.dispose]();
    (await next)[Symbol.dispose]();
    expect(log).toEqual(['load a', 'unload a', 'load a']);
  });

  it(verifies('worker.threads-shared'), async () => {
    const told: string[] = [];
    const counting = (name: string): Watched => {
      const one = watched(name, 10, []);
      const start: ServedModel['start'] = async (signal, onChange) => ({
        ...(await one.model.start(signal, onChange)),
        setThreads: (threads) => void told.push(`${name} ${threads}`),
      });
      return { ...one, model: { ...one.model, start } };
    };
    const { shelf } = shelfOf([counting('a'), counting('b')], 100);
    shelf.setThreads(4);
    const a = await shelf.acquire('a', never);
    const b = await shelf.acquire('b', never);
    a[Symbol.dispose]();
    // Told also to an engine that was still loading; two in use share, one alone has all.
    expect(told).toEqual(['a 4', 'a 2', 'b 2', 'a 4', 'b 4']);
    b[Symbol.dispose]();
  });
});

describe('a model that was not usable', () => {
  it(verifies('worker.model-back'), async () => {
    const log: string[] = [];
    let fault: HanzoError | undefined = new HanzoError('ENDPOINT_UNREACHABLE', 'not up yet');
    const { shelf, clock } = shelfOf([watched('a', 10, log, () => fault)], 100);
    const adverts: string[][] = [];
    shelf.onChange(() => adverts.push(names(shelf)));
    await expect(shelf.acquire('a', never)).rejects.toMatchObject({ code: 'ENDPOINT_UNREACHABLE' });
    expect(adverts.at(-1)).toEqual([]);
    fault = undefined;
    await clock.advance(15_000);
    // Nobody asked, and still everybody is told.
    expect(adverts.at(-1)).toEqual(['a']);
  });

  it('is not called damaged once it was loaded here', async () => {
    const log: string[] = [];
    const faults: HanzoError[] = [];
    const { shelf, clock } = shelfOf([watched('a', 10, log, () => faults[0])], 100);
    (await shelf.acquire('a', never))[Symbol.dispose]();
    shelf.rest();
    shelf.wake();
    faults.push(new HanzoError('MODEL_INVALID', 'no room for the context'));
    await expect(shelf.acquire('a', never)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await clock.advance(15_000);
    expect(names(shelf)).toEqual(['a']);
  });
});

/** Everything that was only waiting for the next turns of the event loop has happened. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
