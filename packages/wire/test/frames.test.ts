import { HanzoError } from '@hanzo/contracts';
import {
  decodeFrame,
  encodeFrame,
  FrameReader,
  FRAME_BYTES,
  HELLO_FRAME_BYTES,
  LENGTH_BYTES,
  MAX_FRAME_BYTES,
  type WireMessage,
} from '@hanzo/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recorded from './recorded-v1.json' with { type: 'json' };
import { verifies } from '../../../test/support/verifies.ts';

const usage = { inputTokens: 10, cachedInputTokens: 4, outputTokens: 7, reasoningTokens: 0 };
const timings = { queueMs: 1, firstTokenMs: 2, totalMs: 3 };
const sha256 = 'ab'.repeat(32);

const EXAMPLES: readonly WireMessage[] = [
  {
    kind: 'hello',
    minorVersion: 0,
    software: 'hanzo/0.1.0',
    role: 'worker',
    nodeName: 'läptop',
    sentAt: 1_790_000_000_000,
    capabilities: ['json-schema'],
  },
  {
    kind: 'advert',
    slots: 2,
    running: 1,
    queued: 3,
    queueLimit: 8,
    state: 'paused',
    stateReason: 'quiet hours until 07:00',
    dataClasses: ['public', 'internal'],
    models: [
      {
        name: 'llama3.2',
        sha256,
        contextTokens: 8192,
        tokensPerSecond: 12.5,
        engine: 'llama',
        speeds: [
          { concurrent: 1, tokensPerSecond: 12.5 },
          { concurrent: 4, tokensPerSecond: 6 },
        ],
        promptTokensPerSecond: 100.5,
        loadMs: 1_800,
        resumes: true,
      },
    ],
  },
  { kind: 'heartbeat', sequence: 7, aliveAttemptIds: ['a1', 'a2'] },
  { kind: 'drain', reason: 'the owner stops it' },
  {
    kind: 'offer',
    taskId: 't1',
    attemptId: 'a1',
    model: '',
    system: 's',
    prompt: 'p',
    jsonSchema: '',
    maxOutputTokens: 100,
    sampling: { temperature: 0, seed: 42 },
    timeoutMs: 60_000,
    stop: ['END', '\n\n'],
    dataClass: 'confidential',
    resume: 'The beginning, héllo 🙂 ',
  },
  { kind: 'accept', attemptId: 'a1', queuePosition: 2, model: 'llama3.2', resumes: true, modelSha256: sha256 },
  { kind: 'decline', attemptId: 'a1', reason: 'the queue is full', retryAfterMs: 1000 },
  { kind: 'progress', attemptId: 'a1', offset: 4, text: 'héllo 🙂' },
  {
    kind: 'result',
    attemptId: 'a1',
    finish: 'length',
    text: 'x',
    usage,
    timings,
    model: 'llama3.2',
    modelSha256: sha256,
  },
  { kind: 'failure', attemptId: 'a1', code: 'ENGINE_CRASHED', message: 'gone' },
  { kind: 'cancel', attemptId: 'a1' },
];

const bodyOf = (frame: Uint8Array): Uint8Array => frame.subarray(LENGTH_BYTES);

function readAll(reader: FrameReader, chunks: readonly Uint8Array[]): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (const chunk of chunks) reader.push(chunk, (frame) => frames.push(frame));
  return frames;
}

describe('frames', () => {
  it.each(EXAMPLES.map((message) => [message.kind, message] as const))(
    verifies('wire.round-trip', '%s'),
    (_, message) => {
      expect(decodeFrame(bodyOf(encodeFrame(message)))).toEqual(message);
    },
  );

  it('keeps "no sampling given" apart from "temperature 0"', () => {
    const offer = EXAMPLES.find((message) => message.kind === 'offer');
    const bare = { ...offer, sampling: {} } as WireMessage;
    expect(decodeFrame(bodyOf(encodeFrame(bare)))).toEqual(bare);
  });

  it(verifies('wire.any-cut'), () => {
    const bytes = Buffer.concat(EXAMPLES.map(encodeFrame));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 50 }), (sizes) => {
        const chunks: Uint8Array[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        const reader = new FrameReader(MAX_FRAME_BYTES);
        expect(readAll(reader, chunks).map((frame) => decodeFrame(frame))).toEqual(EXAMPLES);
      }),
      { numRuns: 50 },
    );
  });

  it(verifies('wire.oversized-refused'), () => {
    const reader = new FrameReader(HELLO_FRAME_BYTES);
    const header = Buffer.alloc(LENGTH_BYTES);
    header.writeUInt32BE(0xffff_fff0);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => readAll(reader, [header])).toThrow(expect.objectContaining({ code: 'WIRE_TOO_LARGE' }));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  });

  it('refuses an empty frame', () => {
    expect(() => readAll(new FrameReader(100), [new Uint8Array(LENGTH_BYTES)])).toThrow(
      expect.objectContaining({ code: 'WIRE_INVALID' }),
    );
  });

  it('does not send a message that the other side would refuse', () => {
    const huge: WireMessage = { kind: 'progress', attemptId: 'a', offset: 0, text: 'x'.repeat(FRAME_BYTES.progress) };
    expect(() => encodeFrame(huge)).toThrow(expect.objectContaining({ code: 'WIRE_TOO_LARGE' }));
  });

  it('refuses a message over the cap of its kind even below the cap of all', () => {
    const fat: WireMessage = {
      kind: 'result',
      attemptId: 'a',
      finish: 'stop',
      text: 'x'.repeat(100_000),
      usage,
      timings,
      model: '',
      modelSha256: '',
    };
    const body = bodyOf(encodeFrame(fat));
    // The same text as a failure message (field 10 instead of 9) is far over what a failure may be.
    const failure = Buffer.from(body);
    failure[0] = (10 << 3) | 2;
    expect(() => decodeFrame(failure)).toThrow(HanzoError);
  });

  it(verifies('wire.hostile-bytes'), () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          decodeFrame(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(HanzoError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('throws HanzoErrors only for damaged real frames', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EXAMPLES), fc.nat(), fc.integer({ min: 0, max: 255 }), (message, at, byte) => {
        const body = Buffer.from(bodyOf(encodeFrame(message)));
        body[at % body.length] = byte;
        try {
          decodeFrame(body);
        } catch (error) {
          expect(error).toBeInstanceOf(HanzoError);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses ids that are empty or too long', () => {
    expect(() => decodeFrame(bodyOf(encodeFrame({ kind: 'cancel', attemptId: '' })))).toThrow(
      expect.objectContaining({ code: 'WIRE_INVALID' }),
    );
    expect(() => decodeFrame(bodyOf(encodeFrame({ kind: 'cancel', attemptId: 'x'.repeat(65) })))).toThrow(HanzoError);
  });

  it(verifies('wire.no-control-characters'), () => {
    const sneaky: WireMessage = { kind: 'drain', reason: 'bye\u001b[2J\nroot@host' };
    expect(decodeFrame(bodyOf(encodeFrame(sneaky)))).toEqual({ kind: 'drain', reason: 'bye [2J root@host' });
  });
});

/**
 * Recorded when version 1 was made: frames of that build must read the same for ever. Fields that were added since have
 * the values here that an older peer's silence stands for.
 */
const RECORDED = (recorded as readonly { hex: string; message: WireMessage }[]).map(({ hex, message }) => ({
  hex,
  message: withBytes(message),
}));

/** JSON has no bytes: they are recorded as numbers. */
function withBytes(message: WireMessage): WireMessage {
  if (message.kind !== 'statements') return message;
  return { ...message, statements: message.statements.map((bytes) => Uint8Array.from(bytes)) };
}

/** What a newer build might add: field 99, a string, at the end of a message. */
const NEW_FIELD = Buffer.from([0x9a, 0x06, 0x03, 0x6e, 0x65, 0x77]);

describe('compatibility of version 1', () => {
  it.each(RECORDED.map(({ hex, message }) => [message.kind, hex, message] as const))(
    verifies('wire.recorded-v1', '%s'),
    (_, hex, message) => {
      expect(decodeFrame(Buffer.from(hex, 'hex'))).toEqual(message);
    },
  );

  it('has a recording of every kind', () => {
    expect(new Set(RECORDED.map(({ message }) => message.kind))).toEqual(new Set(Object.keys(FRAME_BYTES)));
  });

  it.each(RECORDED.map(({ hex, message }) => [message.kind, hex, message] as const))(
    verifies('wire.newer-peer', '%s'),
    (_, hex, message) => {
      const body = Buffer.from(hex, 'hex');
      expect(decodeFrame(Buffer.concat([body, NEW_FIELD]))).toEqual(message);
      // The same inside the message: its length (one byte in these recordings) grows.
      const inner = Buffer.concat([body, NEW_FIELD]);
      // Fields from 16 on have a tag of two bytes.
      const lengthAt = ((inner[0] ?? 0) & 0x80) === 0 ? 1 : 2;
      inner[lengthAt] = (inner[lengthAt] ?? 0) + NEW_FIELD.length;
      expect(decodeFrame(inner)).toEqual(message);
    },
  );

  it('takes a class of data that it does not know for the strictest, and never for a permission', () => {
    const offer = RECORDED.find(({ message }) => message.kind === 'offer');
    const advert = RECORDED.find(({ message }) => message.kind === 'advert');
    const word = Buffer.from('ranked');
    const withField = (hex: string, tag: number): Buffer => {
      const field = Buffer.concat([Buffer.from([tag, word.length]), word]);
      const frame = Buffer.concat([Buffer.from(hex, 'hex'), field]);
      frame[1] = (frame[1] ?? 0) + field.length;
      return frame;
    };
    expect(decodeFrame(withField(offer?.hex ?? '', 0x5a))).toMatchObject({ dataClass: 'confidential' });
    expect(decodeFrame(withField(advert?.hex ?? '', 0x42))).toMatchObject({ dataClasses: [] });
  });

  it('fails only the attempt when a newer worker finishes in a way that we do not know', () => {
    const result = RECORDED.find(({ message }) => message.kind === 'result');
    // The finish field: tag 0x10, then its value.
    const newer = Buffer.from(result?.hex.replace('1002', '1063') ?? '', 'hex');
    expect(decodeFrame(newer)).toMatchObject({ kind: 'failure', attemptId: 'a1', code: 'ANSWER_INVALID' });
  });

  it('ignores a kind of message that it does not know', () => {
    expect(decodeFrame(Buffer.from([0x92, 0x03, 0x00]))).toBeUndefined();
  });
});
