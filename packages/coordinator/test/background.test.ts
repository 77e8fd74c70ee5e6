import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { manualClock } from '@hanzo/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiFault } from '../../../test/support/scripted-api.ts';
import { verifies } from '../../../test/support/verifies.ts';
import { awaitedAnswers, endLeftAnswer, forgetAnswer, type PaidEvent } from '../src/index.ts';
import { done } from './fake-background.ts';
import { failed, REQUEST, usage, WaitingDesk, WORST, type Done } from './waiting-desk.ts';

it.skipIf(process.platform === 'win32')(verifies('background-answers.disk-full'), () => {
  using desk = new WaitingDesk();
  // A limit of the process stands in for the disk: what is over it is cut in the middle of a write.
  const start = `trap '' XFSZ; ulimit -f 3; exec "$0" "$1" "$2"`;
  const program = join(import.meta.dirname, 'processes/note-answers.ts');
  const ended = spawnSync('sh', ['-c', start, process.execPath, program, desk.folder], { encoding: 'utf8' });
  const [noted] = /^\d+/.exec(ended.stdout) ?? expect.fail(ended.stderr);
  expect(Number(noted)).toBeGreaterThan(2);
  expect(desk.book.list()).toHaveLength(Number(noted));
  expect(readdirSync(desk.folder)).toEqual(['run-1.json']);
});

describe('a provider that works in the background', () => {
  let desk: WaitingDesk;
  beforeEach(() => {
    desk = new WaitingDesk();
  });
  afterEach(() => desk[Symbol.dispose]());

  it(verifies('background-answers.noted'), async () => {
    const call = desk.ask(desk.model());
    await desk.clock.advance(0);
    expect([desk.api.asked.length, desk.api.looks]).toEqual([1, 0]);
    expect(desk.book.list()).toMatchObject([{ answerId: 'resp_1', model: 'gpt-test', hold: { taskId: 't1' } }]);
    expect(statSync(desk.file).mode & 0o777).toBe(0o600);
    expect(desk.states()).toEqual(['sent 0']);
    desk.api.state = () => done('hello');
    await desk.clock.advance(500);
    expect(await call).toMatchObject({ generation: { text: 'hello', timings: { totalMs: 500 } }, costMicros: 20 });
    expect([desk.states(), desk.stages()]).toEqual([['settled 20'], ['begun', 'ended']]);
    // It is there until the journal has it.
    expect(desk.book.list()).toMatchObject([{ answerId: 'resp_1', end: 'answered' }]);
    expect(desk.clock.pending).toBe(0);
  });

  it('looks less and less often, tells that it is alive, and says now and then that it still waits', async () => {
    let alive = 0;
    const { signal } = new AbortController();
    const call = desk.model().generate(REQUEST, { signal, onAlive: () => void (alive += 1) }, 't1');
    await desk.clock.advance(10_000);
    expect(desk.api.looks).toBe(6);
    const before = desk.api.looks;
    await desk.clock.advance(60_000);
    expect(desk.api.looks - before).toBe(12);
    expect(alive).toBe(desk.api.looks);
    expect(desk.events.at(-1)).toMatchObject({
      state: 'working',
      why: expect.stringMatching(/^answer resp_1 at api\.test is worked on, 61 s so far$/),
    });
    desk.api.state = () => done('hello');
    await desk.clock.advance(5_000);
    expect(await call).toMatchObject({ generation: { text: 'hello' } });
  });

  it(verifies('background-answers.taken-up'), async () => {
    await desk.kill();
    expect(desk.states()).toEqual([`uncertain ${WORST}`]);
    expect(awaitedAnswers(desk.folder, 'run-1')).toHaveLength(1);
    desk.api.state = () => done('hello', { inputTokens: 7, outputTokens: 2 });
    const again = desk.ask(desk.model());
    await desk.clock.advance(0);
    expect(await again).toMatchObject({ generation: { text: 'hello' }, costMicros: 27 });
    expect([desk.api.asked.length, desk.states()]).toEqual([1, ['settled 27']]);
    expect(desk.stages()).toContain('taken-up');
  });

  it(verifies('background-answers.taken-up', 'when it was settled, and not journalled'), async () => {
    desk.api.state = () => done('hello');
    const first = desk.ask(desk.model());
    await desk.clock.advance(500);
    await first;
    const again = desk.ask(desk.model());
    await desk.clock.advance(0);
    expect(await again).toMatchObject({ generation: { text: 'hello' }, costMicros: 20 });
    expect([desk.api.asked.length, desk.states()]).toEqual([1, ['settled 20']]);
  });

  it(verifies('background-answers.any-words'), async () => {
    await desk.kill();
    desk.api.state = () => done('hello', { inputTokens: 7, outputTokens: 2 });
    const { signal } = new AbortController();
    const request = { ...REQUEST, system: 'Other words.', maxOutputTokens: 900 };
    const again = desk.model(desk.clock, false, true).generate(request, { signal }, 't1');
    await desk.clock.advance(0);
    expect(await again).toMatchObject({ generation: { text: 'hello' }, costMicros: 27 });
    expect([desk.api.asked.length, desk.plain.requests.length, desk.states()]).toEqual([1, 0, ['settled 27']]);
  });

  it(verifies('background-answers.taken-up', 'by who asks for no background'), async () => {
    await desk.kill();
    desk.api.state = () => done('hello');
    const from = desk.model(desk.clock, false);
    const again = desk.ask(from);
    await desk.clock.advance(0);
    expect(await again).toMatchObject({ generation: { text: 'hello' } });
    expect(await desk.ask(from, { task: 't2' })).toMatchObject({ generation: { text: 'as always' } });
    expect([desk.api.asked.length, desk.plain.requests.length]).toEqual([1, 1]);
  });

  it('never gives the answer of one request to another one, and ends what is left over', async () => {
    await desk.kill();
    desk.api.state = (id) => done(`of ${id}`);
    const request = { prompt: 'hi', output: { kind: 'text' }, maxOutputTokens: 100, sampling: {} } as const;
    const { signal } = new AbortController();
    const other = desk.model().generate({ ...request, system: 'Other words.' }, { signal }, 't1');
    await desk.clock.advance(500);
    expect(await other).toMatchObject({ generation: { text: 'of resp_2' } });
    expect(desk.stages()).toContain('outdated');
    expect(awaitedAnswers(desk.folder, 'run-1').map(({ answerId }) => answerId)).toEqual(['resp_2']);
    const [left] = desk.book.list();
    expect(left).toMatchObject({ answerId: 'resp_1', end: 'unwanted' });
    desk.api.stopped = { kind: 'failed', error: apiFault('CANCELLED', { charged: 'yes', usage: usage(5, 1) }) };
    const { api, book, clock, events } = desk;
    const parts = { api, book, model: desk.model(), clock, tell: (event: PaidEvent) => void events.push(event) };
    expect(await endLeftAnswer(left ?? expect.fail(), parts)).toBe(15);
    expect([desk.states()[0], desk.api.cancelled, desk.api.forgotten]).toEqual(['settled 15', ['resp_1'], ['resp_1']]);
    expect(desk.book.list().map(({ answerId }) => answerId)).toEqual(['resp_2']);
  });

  it.each([
    ['its name never came', apiFault('API_FAILED', { charged: 'unknown' }), `uncertain ${WORST}`],
    ['it was refused', apiFault('RATE_LIMITED', { charged: 'no' }), 'settled 0'],
  ])(verifies('background-answers.lost', '%s'), async (_, error, state) => {
    desk.api.start = error;
    expect(await failed(desk.ask(desk.model()))).toMatchObject({ code: error.code });
    expect([desk.states(), existsSync(desk.file)]).toEqual([[state], false]);
  });

  it(verifies('background-answers.lost', 'killed before its name came'), async () => {
    desk.api.gate = Promise.withResolvers<void>().promise;
    const before = manualClock();
    void desk.ask(desk.model(before)).catch(() => undefined);
    await before.advance(2_000);
    expect([desk.api.asked.length, desk.states(), existsSync(desk.file)]).toEqual([1, ['sent 0'], false]);
    // Nothing is there to be taken up: whoever asks again pays again.
    desk.api.gate = Promise.resolve();
    desk.api.state = () => done('hello');
    const again = desk.ask(desk.model());
    await desk.clock.advance(500);
    await again;
    expect(desk.states()).toEqual(['sent 0', 'settled 20']);
  });

  it(verifies('background-answers.lost', 'gone at its provider'), async () => {
    await desk.kill((its) => desk.patient(its));
    desk.api.state = () => ({ kind: 'gone' });
    const again = failed(desk.patient(desk.clock));
    await desk.clock.advance(60_000);
    expect(await again).toMatchObject({
      code: 'API_REFUSED',
      retryable: false,
      message: expect.stringContaining('gone'),
    });
    expect([desk.api.asked.length, desk.states(), existsSync(desk.file)]).toEqual([1, [`uncertain ${WORST}`], false]);
    expect(desk.stages()).toContain('gone');
  });

  it('does not give up an answer that its provider does not know at once', async () => {
    desk.api.state = (_, look) => (look < 3 ? { kind: 'gone' } : done('hello'));
    const call = desk.ask(desk.model());
    await desk.clock.advance(5_000);
    expect(await call).toMatchObject({ generation: { text: 'hello' } });
  });

  it(verifies('background-answers.looks'), async () => {
    const faults = [
      apiFault('RATE_LIMITED', { retryAfterMs: 30_000 }),
      apiFault('API_FAILED'),
      apiFault('ENDPOINT_UNREACHABLE'),
    ];
    desk.api.state = (_, look) => faults[look - 1] ?? done('hello');
    const call = desk.ask(desk.model());
    await desk.clock.advance(500);
    await desk.clock.advance(29_999);
    expect(desk.api.looks).toBe(1);
    await desk.clock.advance(10_000);
    expect(await call).toMatchObject({ generation: { text: 'hello' }, costMicros: 20 });
    expect([desk.api.asked.length, desk.states()]).toEqual([1, ['settled 20']]);
  });

  it(verifies('background-answers.looks', 'for too long: it is taken up by the next try'), async () => {
    desk.api.state = () => apiFault('API_FAILED', { charged: 'unknown' });
    const from = desk.model();
    const call = failed(desk.ask(from));
    await desk.clock.advance(700_000);
    expect(await call).toMatchObject({ code: 'TIMED_OUT', message: expect.stringContaining('taken up again') });
    expect(desk.states()).toEqual([`uncertain ${WORST}`]);
    desk.api.state = () => done('hello');
    const again = desk.ask(from);
    await desk.clock.advance(0);
    expect(await again).toMatchObject({ generation: { text: 'hello' }, costMicros: 20 });
    expect([desk.api.asked.length, desk.states(), desk.clock.pending]).toEqual([1, ['settled 20'], 0]);
  });

  it(verifies('background-answers.looks', 'with a key that is refused by now'), async () => {
    desk.api.state = () => apiFault('CREDENTIALS_REJECTED', { charged: 'unknown' });
    const call = failed(desk.ask(desk.model()));
    await desk.clock.advance(1_000);
    expect(await call).toMatchObject({ code: 'CREDENTIALS_REJECTED' });
    expect([desk.states(), awaitedAnswers(desk.folder, 'run-1').length]).toEqual([[`uncertain ${WORST}`], 1]);
  });

  it.each(['refused', 'ignored'])(verifies('background-answers.unsupported', 'then %s'), async (how) => {
    desk.api.start =
      how === 'refused'
        ? { kind: 'unsupported', error: apiFault('API_REFUSED') }
        : { kind: 'answered', generation: generation('at once'), answerId: 'resp_kept' };
    const from = desk.model();
    expect(await desk.ask(from)).toMatchObject({ generation: { text: how === 'refused' ? 'as always' : 'at once' } });
    expect(await desk.ask(from, { task: 't2' })).toMatchObject({ generation: { text: 'as always' } });
    expect([desk.api.asked.length, desk.states()]).toEqual([1, ['settled 20', 'settled 20']]);
    expect(desk.stages()).toEqual(how === 'refused' ? ['unsupported'] : []);
    expect(desk.book.list().map(({ answerId, end }) => `${answerId} ${end}`)).toEqual(
      how === 'refused' ? [] : ['resp_kept answered'],
    );
  });

  it('waits for an answer that cannot be noted, and says so', async () => {
    writeFileSync(desk.folder, 'no folder');
    desk.api.state = () => done('hello');
    const call = desk.ask(desk.model());
    await desk.clock.advance(500);
    expect(await call).toMatchObject({ generation: { text: 'hello' }, costMicros: 20 });
    expect(desk.stages()).toContain('unnoted');
  });

  it.each([
    '{"v":1,"answers":[',
    '{"v":2,"answers":[{"endpoint":"api.test","model":"gpt-test"}]}',
    '{"v":1,"answers":7}',
    'null',
  ])('takes up nothing from a file that says %s', async (text) => {
    mkdirSync(desk.folder);
    writeFileSync(desk.file, text);
    desk.api.state = () => done('hello');
    const call = desk.ask(desk.model());
    await desk.clock.advance(500);
    expect(await call).toMatchObject({ generation: { text: 'hello' } });
  });

  it(verifies('background-answers.left', 'one that its provider does not forget stays in the book'), async () => {
    desk.api.state = () => done('hello');
    const call = desk.ask(desk.model());
    await desk.clock.advance(500);
    await call;
    const [record = expect.fail()] = desk.book.list();
    desk.api.keeps = apiFault('API_FAILED');
    expect(await forgetAnswer(record, desk)).toMatchObject({ code: 'API_FAILED' });
    expect(desk.book.list()).toHaveLength(1);
    desk.api.keeps = undefined;
    expect(await forgetAnswer(record, desk)).toBeUndefined();
    expect([desk.api.forgotten, existsSync(desk.file)]).toEqual([['resp_1'], false]);
  });
});

function generation(text: string): Done['generation'] {
  const state = done(text);
  if (state.kind !== 'done') throw new HanzoError('INTERNAL', 'It is done.');
  return state.generation;
}
