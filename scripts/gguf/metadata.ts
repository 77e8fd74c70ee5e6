/** A metadata value, tagged with the type that GGUF stores it as. */
export type MetadataValue =
  | { readonly type: 'u32'; readonly value: number }
  | { readonly type: 'f32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'i32s'; readonly value: readonly number[] };

const TYPE = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;

/** Appends GGUF's little-endian primitives. */
export class ByteSink {
  readonly #parts: Buffer[] = [];
  length = 0;

  bytes(part: Buffer): void {
    this.#parts.push(part);
    this.length += part.length;
  }

  u32(value: number): void {
    const part = Buffer.alloc(4);
    part.writeUInt32LE(value);
    this.bytes(part);
  }

  u64(value: number): void {
    const part = Buffer.alloc(8);
    part.writeBigUInt64LE(BigInt(value));
    this.bytes(part);
  }

  f32(value: number): void {
    const part = Buffer.alloc(4);
    part.writeFloatLE(value);
    this.bytes(part);
  }

  string(value: string): void {
    const text = Buffer.from(value, 'utf8');
    this.u64(text.length);
    this.bytes(text);
  }

  /** Zeros up to the next multiple of `alignment`. */
  align(alignment: number): void {
    const rest = this.length % alignment;
    if (rest !== 0) this.bytes(Buffer.alloc(alignment - rest));
  }

  toBuffer(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Writes one key with its value. */
export function writeMetadata(sink: ByteSink, key: string, entry: MetadataValue): void {
  sink.string(key);
  switch (entry.type) {
    case 'u32':
      sink.u32(TYPE.u32);
      sink.u32(entry.value);
      return;
    case 'f32':
      sink.u32(TYPE.f32);
      sink.f32(entry.value);
      return;
    case 'bool':
      sink.u32(TYPE.bool);
      sink.bytes(Buffer.from([entry.value ? 1 : 0]));
      return;
    case 'string':
      sink.u32(TYPE.string);
      sink.string(entry.value);
      return;
    case 'strings':
      writeArrayHead(sink, TYPE.string, entry.value.length);
      for (const text of entry.value) sink.string(text);
      return;
    case 'i32s':
      writeArrayHead(sink, TYPE.i32, entry.value.length);
      for (const number of entry.value) sink.u32(number);
      return;
  }
}

function writeArrayHead(sink: ByteSink, type: number, length: number): void {
  sink.u32(TYPE.array);
  sink.u32(type);
  sink.u64(length);
}
