/** Damages a model file in all the ways that we can think of, the same way for the same number. */
import { GgufReader } from '../../src/llama/gguf-reader.ts';

/** What can be damaged, by place. */
interface Anatomy {
  readonly bytes: Buffer;
  /** Where the keys of metadata begin, with their lengths in front. */
  readonly entries: readonly { readonly key: string; readonly valueAt: number }[];
  readonly tensorsAt: number;
  readonly dataAt: number;
}

const FIRST_ENTRY = 24;
const EXTREMES = [0, 1, 2, 3, 7, 0x7f, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

export function dissect(bytes: Buffer): Anatomy {
  const reader = new GgufReader(bytes);
  reader.u32();
  reader.u32();
  const tensors = reader.u64('tensors', 1e6);
  const count = reader.u64('entries', 1e6);
  const entries = Array.from({ length: count }, () => {
    const key = reader.string('key');
    const valueAt = reader.position;
    reader.value(key);
    return { key, valueAt };
  });
  const tensorsAt = reader.position;
  for (let index = 0; index < tensors; index += 1) {
    reader.string('name');
    for (let left = reader.u32(); left > 0; left -= 1) reader.u64('axis', 2 ** 40);
    reader.u32();
    reader.u64('offset', 2 ** 40);
  }
  return { bytes, entries, tensorsAt, dataAt: Math.ceil(reader.position / 32) * 32 };
}

/** The mulberry32 generator: small, and the same everywhere. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;
type Mutation = (model: Anatomy, random: Random) => Buffer;

/** The model with more metadata in front of its own. */
function withEntry({ bytes, dataAt }: Anatomy, entry: Buffer): Buffer {
  const head = Buffer.from(bytes.subarray(0, FIRST_ENTRY));
  head.writeBigUInt64LE(head.readBigUInt64LE(16) + 1n, 16);
  const rest = bytes.subarray(FIRST_ENTRY, dataAt);
  const unaligned = head.length + entry.length + rest.length;
  const padding = Buffer.alloc((32 - (unaligned % 32)) % 32);
  return Buffer.concat([head, entry, rest, padding, bytes.subarray(dataAt)]);
}

function text(value: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(Buffer.byteLength(value)));
  return Buffer.concat([length, Buffer.from(value)]);
}

function u32(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

const copyOf = ({ bytes }: Anatomy): Buffer => Buffer.from(bytes);

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'flipped bytes among the metadata': (model, random) => {
    const bytes = copyOf(model);
    const { valueAt } = model.entries[random(model.entries.length)]!;
    for (let left = 1 + random(3); left > 0; left -= 1) bytes[valueAt - 12 + random(24)]! ^= 1 + random(255);
    return bytes;
  },
  'flipped bytes among the tensors': (model, random) => {
    const bytes = copyOf(model);
    const length = model.dataAt - model.tensorsAt;
    for (let left = 1 + random(2); left > 0; left -= 1) bytes[model.tensorsAt + random(length)]! ^= 1 + random(255);
    return bytes;
  },
  'a field at an extreme': (model, random) => {
    const bytes = copyOf(model);
    const numbers = model.entries.filter(({ valueAt }) => [4, 5, 6].includes(model.bytes.readUInt32LE(valueAt)));
    const { valueAt } = numbers[random(numbers.length)]!;
    bytes.writeUInt32LE(EXTREMES[random(EXTREMES.length)]!, valueAt + 4);
    return bytes;
  },
  'another type': (model, random) => {
    const bytes = copyOf(model);
    bytes.writeUInt32LE(random(16), model.entries[random(model.entries.length)]!.valueAt);
    return bytes;
  },
  'absurd counts and lengths': (model, random) => {
    const bytes = copyOf(model);
    const lists = model.entries.filter(({ valueAt }) => model.bytes.readUInt32LE(valueAt) >= 8);
    const { valueAt } = lists[random(lists.length)]!;
    const at = [8, 16, FIRST_ENTRY, valueAt + 4, valueAt + 8][random(5)]!;
    bytes.writeBigUInt64LE(BigInt(EXTREMES[random(EXTREMES.length)]!) << BigInt(random(33)), at);
    return bytes;
  },
  'a cut': (model, random) => Buffer.from(model.bytes.subarray(0, random(model.bytes.length))),
  'a key twice': (model, random) => {
    const { key } = model.entries[random(model.entries.length)]!;
    return withEntry(model, Buffer.concat([text(key), u32(4, random(100))]));
  },
  'lists in lists': (model, random) => {
    const nested = Array.from({ length: 1 + random(20_000) }, () => Buffer.concat([u32(9), u32(1, 0)]));
    return withEntry(model, Buffer.concat([text('general.nested'), u32(9), ...nested, u32(4, 0, 0)]));
  },
  'an endless template': (model, random) => {
    const at = model.bytes.indexOf('tokenizer.chat_template');
    const bytes = copyOf(model);
    const length = Number(bytes.readBigUInt64LE(at + 27));
    const loop = `{% for x in range(${10 ** (3 + random(7))}) %}{{ messages }}{% endfor %}`;
    bytes.write(loop.padEnd(length).slice(0, length), at + 35, 'latin1');
    return bytes;
  },
};

const ENDLESS = 'an endless template';
const OTHERS = Object.keys(MUTATIONS).filter((kind) => kind !== ENDLESS);

/** One damaged model: the kinds take turns. Templates are rare, because they never fail: they do not run at all. */
export function damage(model: Anatomy, seed: number): { readonly kind: string; readonly bytes: Buffer } {
  const kind = seed % 30 === 29 ? ENDLESS : OTHERS[seed % OTHERS.length]!;
  return { kind, bytes: MUTATIONS[kind]!(model, randomFrom(seed)) };
}
