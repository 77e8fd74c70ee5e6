import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HanzoError } from '@hanzo/contracts';
import { MODEL_CHUNK_BYTES, type ModelMessage } from '@hanzo/wire';
import { verifies } from '../../../../test/support/verifies.ts';
import { ChunkList, hashChunks } from '../../src/model-copy/chunk-list.ts';
import { IDLE_PLACE_MS, MODEL_PROTOCOL } from '../../src/model-copy/constants.ts';
import { ModelChannel } from '../../src/model-copy/model-channel.ts';
import { CopyLab, HURRIED, libraryOf, someFile } from './lab.ts';

const CHUNK = MODEL_CHUNK_BYTES;
const never = new AbortController().signal;

async function listOf(bytes: Buffer): Promise<ChunkList> {
  const read = (offset: number, length: number): Promise<Buffer> =>
    Promise.resolve(bytes.subarray(offset, offset + length));
  return (await hashChunks(read, bytes.length, never)).list;
}

/** What an honest member answers, message by message; the list is of `listed`, the bytes of `sent`. */
function* answers(question: ModelMessage, sha256: string, listed: ChunkList, sent: Buffer): Generator<ModelMessage> {
  if (question.kind === 'find') {
    const model = { name: 'small', fileName: 'small.gguf', sha256, sizeBytes: listed.sizeBytes };
    yield { kind: 'found', models: [model] };
  }
  if (question.kind === 'describe') {
    yield { kind: 'outline', sizeBytes: listed.sizeBytes, root: listed.root };
    yield { kind: 'hashes', first: 0, hashes: listed.hashes };
  }
  if (question.kind !== 'fetch') return;
  const end = question.offset + question.length;
  for (let offset = question.offset; offset < end; offset += CHUNK)
    yield { kind: 'chunk', offset, data: sent.subarray(offset, Math.min(end, offset + CHUNK)) };
}

describe('a copy from members that cannot be trusted', () => {
  let lab: CopyLab;
  beforeEach(() => (lab = new CopyLab()));
  afterEach(() => lab[Symbol.asyncDispose]());

  /** A member with a list of one file and bytes of another. */
  async function liar(name: string, sha256: string, listed: Buffer, sent: Buffer): Promise<void> {
    const list = await listOf(listed);
    await lab.answering(name, async (question, channel, signal) => {
      for (const message of answers(question, sha256, list, sent)) await channel.send(message, signal);
    });
  }

  it(verifies('models-copy.liar', 'one bad chunk'), async () => {
    const { bytes, sha256 } = someFile();
    const bad = Buffer.from(bytes);
    bad.fill(0, 3 * CHUNK, 3 * CHUNK + 10);
    await liar('mallory', sha256, bytes, bad);
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const { sources } = await lab.copy(await lab.copier(2), sha256, {}, 'mallory');
    expect(lab.faults()).toEqual(['mallory CHECKSUM_MISMATCH']);
    // What mallory gave before that is good, and is kept.
    expect(sources.map(({ card, bytes: count }) => [card.name, count])).toEqual([
      ['mallory', 3 * CHUNK],
      ['alice', bytes.length - 3 * CHUNK],
    ]);
    expect((await readFile(lab.partPath())).equals(bytes)).toBe(true);
  });

  it(verifies('models-copy.liar', 'a list of its own'), async () => {
    const { bytes, sha256 } = someFile();
    const other = Buffer.from(bytes);
    other.fill(1, 2 * CHUNK, 2 * CHUNK + 10);
    await liar('mallory', sha256, other, other);
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const { sources } = await lab.copy(await lab.copier(2), sha256, {}, 'mallory');
    expect(lab.faults()).toEqual(['mallory CHECKSUM_MISMATCH']);
    // Only the chunk in which the two lists differ is fetched again.
    expect(sources.at(-1)).toMatchObject({ card: { name: 'alice' }, bytes: CHUNK });
    expect((await readFile(lab.partPath())).equals(bytes)).toBe(true);
  });

  it(verifies('models-copy.liar', 'nobody else has it'), async () => {
    const { bytes, sha256 } = someFile();
    const other = Buffer.from(bytes).fill(1, 0, 10);
    await liar('mallory', sha256, other, other);
    await liar('malvin', sha256, other, other);
    await expect(lab.copy(await lab.copier(2), sha256)).rejects.toMatchObject({
      code: 'CHECKSUM_MISMATCH',
      message: expect.stringMatching(/^mal(lory|vin) gave a file that is not the one/),
    });
    // The second is known by its list: nothing is fetched from it.
    expect(lab.faults().toSorted()).toEqual(['mallory CHECKSUM_MISMATCH', 'malvin CHECKSUM_MISMATCH']);
    expect(lab.events.filter(({ kind }) => kind === 'from')).toHaveLength(1);
  });

  it(verifies('models-copy.liar', 'another size than the catalogue'), async () => {
    const { bytes, sha256 } = someFile();
    await liar('mallory', sha256, bytes, bytes);
    await expect(lab.copy(await lab.copier(1), sha256, { sizeBytes: bytes.length - 1 })).rejects.toMatchObject({
      code: 'CHECKSUM_MISMATCH',
    });
    expect(lab.events.filter(({ kind }) => kind === 'from')).toEqual([]);
  });

  it('an honest member with a damaged file says so, and is passed over', async () => {
    const { bytes, sha256 } = someFile();
    await lab.sharing('rusty', libraryOf(Buffer.from(bytes).fill(1, 0, 10), sha256));
    await lab.sharing('alice', libraryOf(bytes, sha256));
    const { sources } = await lab.copy(await lab.copier(2), sha256, {}, 'rusty');
    expect(lab.faults()).toEqual(['rusty MODEL_INVALID']);
    expect(sources.map(({ card }) => card.name)).toEqual(['alice']);
  });

  it(verifies('models-copy.cut'), async () => {
    const { bytes, sha256 } = someFile(4 * CHUNK);
    const list = await listOf(bytes);
    // Outline, hashes and four chunks: six frames in a row; the next connection gets one frame further.
    let allowed = 0;
    let cuts = 0;
    let chunks = 0;
    await lab.answering('alice', async (question, channel, signal) => {
      if (question.kind === 'describe') {
        allowed = cuts;
        cuts += 1;
      }
      for (const message of answers(question, sha256, list, bytes)) {
        if (question.kind !== 'find' && allowed-- === 0) channel.abort(new HanzoError('PEER_LOST', 'cut'));
        if (message.kind === 'chunk') chunks += 1;
        await channel.send(message, signal);
      }
    });
    const node = await lab.copier(1);
    // A member that fails three times without giving anything is left alone: the same command goes on.
    for (let tries = 0; tries < 4; tries += 1) {
      const copied = await lab.copy(node, sha256).catch((error: unknown) => error);
      if (!(copied instanceof HanzoError)) break;
      expect(copied.code).toBe('PEER_LOST');
    }
    expect((await readFile(lab.partPath())).equals(bytes)).toBe(true);
    expect(cuts).toBeGreaterThan(4);
    expect(chunks).toBeGreaterThanOrEqual(4);
  });

  const nonsense: readonly [string, (question: ModelMessage, list: ChunkList, bytes: Buffer) => ModelMessage[]][] = [
    ['hashes before the outline', (_, list) => [{ kind: 'hashes', first: 0, hashes: list.hashes }]],
    [
      'a root that does not fit',
      (_, list) => [
        { kind: 'outline', sizeBytes: list.sizeBytes, root: 'ab'.repeat(32) },
        { kind: 'hashes', first: 0, hashes: list.hashes },
      ],
    ],
    [
      'more hashes than chunks',
      (_, list) => [
        { kind: 'outline', sizeBytes: list.sizeBytes, root: list.root },
        { kind: 'hashes', first: 0, hashes: Buffer.concat([list.hashes, list.hashes]) },
      ],
    ],
    [
      'no hashes at all',
      (_, list) => [
        { kind: 'outline', sizeBytes: list.sizeBytes, root: list.root },
        { kind: 'hashes', first: 0, hashes: new Uint8Array() },
      ],
    ],
    ['a question as an answer', () => [{ kind: 'describe', sha256: 'ab'.repeat(32) }]],
    [
      'a chunk out of turn',
      (question, list, bytes) =>
        question.kind === 'describe'
          ? [
              { kind: 'outline', sizeBytes: list.sizeBytes, root: list.root },
              { kind: 'hashes', first: 0, hashes: list.hashes },
            ]
          : [{ kind: 'chunk', offset: CHUNK, data: bytes.subarray(CHUNK, 2 * CHUNK) }],
    ],
    [
      'an empty chunk',
      (question, list) =>
        question.kind === 'describe'
          ? [
              { kind: 'outline', sizeBytes: list.sizeBytes, root: list.root },
              { kind: 'hashes', first: 0, hashes: list.hashes },
            ]
          : [{ kind: 'chunk', offset: 0, data: new Uint8Array() }],
    ],
  ];

  it.each(nonsense)(verifies('models-copy.hostile', '%s'), async (_, make) => {
    const { bytes, sha256 } = someFile(3 * CHUNK);
    const list = await listOf(bytes);
    await lab.answering('mallory', async (question, channel, signal) => {
      const honest = question.kind === 'find';
      const messages = honest ? answers(question, sha256, list, bytes) : make(question, list, bytes);
      for (const message of messages) await channel.send(message, signal);
    });
    await lab.sharing('alice', libraryOf(bytes, sha256));
    await lab.copy(await lab.copier(2), sha256, {}, 'mallory');
    expect(lab.faults()).toEqual(['mallory WIRE_INVALID']);
    expect((await readFile(lab.partPath())).equals(bytes)).toBe(true);
  });

  it(verifies('models-copy.hostile', 'silence'), async () => {
    const { bytes, sha256 } = someFile(3 * CHUNK);
    const list = await listOf(bytes);
    await lab.answering('mallory', async (question, channel, signal) => {
      if (question.kind === 'fetch') return;
      for (const message of answers(question, sha256, list, bytes)) await channel.send(message, signal);
    });
    await lab.sharing('alice', libraryOf(bytes, sha256));
    await lab.copy(await lab.copier(2), sha256, {}, 'mallory');
    expect(lab.faults()).toEqual(['mallory TIMED_OUT']);
  });

  it(verifies('models-copy.hostile', 'bad questions'), async () => {
    const { bytes, sha256 } = someFile(3 * CHUNK);
    const alice = await lab.sharing('alice', libraryOf(bytes, sha256), { mostTransfers: 1, clock: HURRIED });
    const node = await lab.copier(1);
    const ask = async (...questions: ModelMessage[]): Promise<ModelMessage> => {
      await using channel = new ModelChannel(await node.streams.open(alice.peerId, MODEL_PROTOCOL, never), HURRIED);
      for (const question of questions) await channel.send(question, never);
      for (;;) {
        const answer = await channel.read(never, IDLE_PLACE_MS);
        if (answer.kind === 'refusal') return answer;
      }
    };
    const describe: ModelMessage = { kind: 'describe', sha256 };
    const refused = { kind: 'refusal', code: 'WIRE_INVALID' };
    expect(await ask({ kind: 'fetch', offset: 0, length: CHUNK })).toMatchObject(refused);
    expect(await ask(describe, { kind: 'fetch', offset: 7, length: CHUNK })).toMatchObject(refused);
    expect(await ask(describe, { kind: 'fetch', offset: 0, length: 99 * CHUNK })).toMatchObject(refused);
    expect(await ask(describe, describe)).toMatchObject(refused);
    expect(await ask({ kind: 'hold', reason: '' })).toMatchObject(refused);
    // The one place is free after each of them.
    expect(await lab.copy(node, sha256)).toMatchObject({ sizeBytes: bytes.length });
  });

  it('a place is given back by somebody who asks and then wants nothing', async () => {
    const { bytes, sha256 } = someFile(CHUNK);
    const alice = await lab.sharing('alice', libraryOf(bytes, sha256), { mostTransfers: 1, clock: HURRIED });
    const node = await lab.copier(1);
    const idle = new ModelChannel(await node.streams.open(alice.peerId, MODEL_PROTOCOL, never), HURRIED);
    await idle.send({ kind: 'describe', sha256 }, never);
    expect(await idle.read(never)).toMatchObject({ kind: 'outline' });
    expect(await lab.copy(node, sha256)).toMatchObject({ sizeBytes: bytes.length });
    expect(lab.faults()).toContain('alice WORKER_DECLINED');
  });
});

it('the hash of a whole file is the one that everybody knows', async () => {
  const bytes = Buffer.alloc(CHUNK + 1, 'x');
  const read = (offset: number, length: number): Promise<Buffer> =>
    Promise.resolve(bytes.subarray(offset, offset + length));
  const { list, sha256 } = await hashChunks(read, bytes.length, never);
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(list.count).toBe(2);
  expect(list.lengthOf(1)).toBe(1);
  expect(list.fits(1, Buffer.from('x'))).toBe(true);
  expect(list.fits(1, Buffer.from('y'))).toBe(false);
  expect(list.fits(0, Buffer.from('x'))).toBe(false);
  expect(() => new ChunkList(CHUNK + 1, new Uint8Array(32))).toThrow(/does not have 1 chunks/);
  await expect(hashChunks(read, bytes.length + 1, never)).rejects.toMatchObject({ code: 'MODEL_INVALID' });
});
