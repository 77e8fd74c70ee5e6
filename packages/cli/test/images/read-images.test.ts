import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import {
  gifOf,
  jpegOf,
  jpegSegment,
  pngChunk,
  pngOf,
  webpChunk,
  webpHeader,
  webpOf,
} from '../../../../test/support/pictures.ts';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { MOST_IMAGE_BYTES, readImages } from '../../src/commands/dev/images/read-images.ts';

const folder = temporaryFolder('hanzo-pictures-');
afterAll(() => folder[Symbol.dispose]());
let count = 0;

function fileOf(bytes: Uint8Array | string, name = `${(count += 1)}.bin`): string {
  const file = join(folder.path, name);
  writeFileSync(file, bytes);
  return file;
}

async function refusal(...files: readonly string[]): Promise<string> {
  const error: unknown = await readImages(files).then(
    () => 'accepted',
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HanzoError)) throw new Error(String(error));
  expect([error.code, error.mend]).toEqual(['USAGE', expect.stringMatching(/\w/)]);
  return error.message;
}

async function sent(bytes: Uint8Array): Promise<Buffer> {
  const [one] = await readImages([fileOf(bytes)]);
  return Buffer.from(one?.image.base64 ?? '', 'base64');
}

const text = pngChunk('tEXt', Buffer.from('GPS\0here'));
const exif = jpegSegment(0xe1, Buffer.from('Exif\0\0GPS here'));
const profile = jpegSegment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1'));
const comment = Buffer.from([0x21, 0xfe, 3, 0x47, 0x50, 0x53, 0]);

describe('pictures from files', () => {
  it(verifies('images.metadata'), async () => {
    const tail = Buffer.from('GPS behind its end');
    const cases: readonly (readonly [Buffer, Buffer, string])[] = [
      [pngOf({ extra: [text, pngChunk('eXIf', Buffer.from('GPS'))] }), pngOf(), 'image/png'],
      [Buffer.concat([pngOf(), tail]), pngOf(), 'image/png'],
      [jpegOf({ extra: [exif, profile, jpegSegment(0xfe, tail)] }), jpegOf({ extra: [profile] }), 'image/jpeg'],
      [Buffer.concat([jpegOf(), jpegOf({ extra: [exif] })]), jpegOf(), 'image/jpeg'],
      [gifOf({ extra: [comment] }), gifOf(), 'image/gif'],
      [webpOf([webpHeader(0x0c), webpChunk('EXIF', tail)]), webpOf([webpHeader(0)]), 'image/webp'],
    ];
    for (const [given, clean, type] of cases) {
      const [one] = await readImages([fileOf(given)]);
      expect(one).toMatchObject({
        image: { type, bytes: clean.length },
        removed: [expect.any(String), ...(one?.removed.slice(1) ?? [])],
      });
      expect(Buffer.from(one?.image.base64 ?? '', 'base64').equals(clean), type).toBe(true);
      expect(await sent(clean)).toEqual(clean);
    }
    const sizes = await readImages([pngOf(), jpegOf(), gifOf(), webpOf()].map((bytes) => fileOf(bytes)));
    expect(sizes.map(({ image: { width, height } }) => [width, height])).toEqual([
      [40, 30],
      [40, 30],
      [7, 5],
      [40, 30],
    ]);
    expect(sizes.flatMap(({ removed }) => removed)).toEqual([]);
  });

  it(verifies('images.metadata', 'only what shows the picture stays'), async () => {
    const hidden = Buffer.from('GPS here');
    const thumbnail = Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01abc', 'latin1');
    const adobe = Buffer.from('Adobe\0\x64\0\0\0\0\x01', 'latin1');
    const control = Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0]);
    const plain = Buffer.from([0x21, 0x01, 3, 0x47, 0x50, 0x53, 0]);
    const longControl = Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 3, 0x47, 0x50, 0x53, 0]);
    const bareJfif = jpegSegment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'));
    const header = webpHeader(0);
    const noisy = Buffer.from(header);
    noisy[9] = 0x47;
    const shown = ['gAMA', 'pHYs', 'tRNS'].map((name) => pngChunk(name, Buffer.alloc(4)));
    const cases: readonly (readonly [Buffer, Buffer])[] = [
      ...['caBX', 'mkBS', 'prIv', 'fcTL', 'fdAT', 'iDOT'].map(
        (name) => [pngOf({ extra: [pngChunk(name, hidden), ...shown] }), pngOf({ extra: shown })] as const,
      ),
      ...[0xe3, 0xee, 0xf0, 0xf7, 0xfd, 0xdc].map(
        (marker) => [jpegOf({ extra: [jpegSegment(marker, hidden)] }), jpegOf()] as const,
      ),
      [jpegOf({ extra: [jpegSegment(0xe0, Buffer.from('JFXX\0\x10GPS'))] }), jpegOf()],
      [jpegOf({ extra: [jpegSegment(0xe0, thumbnail)] }), jpegOf({ extra: [bareJfif] })],
      [
        jpegOf({ extra: [jpegSegment(0xee, Buffer.concat([adobe, hidden]))] }),
        jpegOf({ extra: [jpegSegment(0xee, adobe)] }),
      ],
      [webpOf([webpChunk('GPS!', hidden)]), webpOf()],
      [webpOf([noisy]), webpOf([header])],
      [gifOf({ extra: [plain, longControl, control] }), gifOf({ extra: [control] })],
    ];
    for (const [at, [given, clean]] of cases.entries()) {
      expect((await sent(given)).equals(clean), `case ${at}`).toBe(true);
      expect(await sent(clean)).toEqual(clean);
    }
  });

  it(verifies('images.refused', 'sizes that disagree, and what moves'), async () => {
    const animated = pngOf({ extra: [pngChunk('acTL', Buffer.alloc(8))] });
    expect(await refusal(fileOf(animated))).toContain('is animated');
    const second = jpegSegment(0xc0, Buffer.from([8, 0x1f, 0x40, 0x1f, 0x40, 1, 1, 0x11, 0]));
    const largeFrame = Buffer.from(gifOf());
    largeFrame.writeUInt16LE(4_000, largeFrame.indexOf(0x2c) + 5);
    const tiny = webpHeader(0);
    tiny.writeUIntLE(0, 12, 3);
    const header = pngChunk('IHDR', Buffer.alloc(13, 1));
    const disagree = [largeFrame, jpegOf({ extra: [second] }), webpOf([tiny]), pngOf({ extra: [header] })];
    for (const [at, bytes] of disagree.entries())
      expect(await refusal(fileOf(bytes)), `case ${at}`).toContain('sizes that disagree');
    const twice = webpOf([webpOf().subarray(12)]);
    expect(await refusal(fileOf(twice))).toContain('holds several pictures');
    expect(await refusal(fileOf(pngOf({ extra: [pngChunk('CgBI', Buffer.alloc(4))] })))).toContain('does not know');
  });

  it(verifies('images.hostile', 'millions of tiny parts'), async () => {
    const blocks = Buffer.concat([gifOf().subarray(0, -2), Buffer.alloc(4_000_000, 1), Buffer.from([0, 0x3b])]);
    // Too large to be sent, and read to its end all the same.
    expect(await refusal(fileOf(blocks))).toContain('3.82 MiB');
    const fits = Buffer.concat([gifOf().subarray(0, -2), Buffer.alloc(200_000, 1), Buffer.from([0, 0x3b])]);
    expect(await sent(fits)).toEqual(fits);
    const empty = pngChunk('IDAT', Buffer.alloc(0));
    const many = <Part>(part: Part): readonly Part[] => Array.from({ length: 20_001 }, () => part);
    const nothing = Buffer.from([0x21, 0xfe, 0]);
    for (const bytes of [
      pngOf({ extra: many(empty) }),
      jpegOf({ extra: many(jpegSegment(0xfe, Buffer.alloc(0))) }),
      gifOf({ extra: many(nothing) }),
      webpOf(many(webpChunk('GPS!', Buffer.alloc(0)))),
    ])
      expect(await refusal(fileOf(bytes))).toContain('has more than 20000 parts');
  });

  it(verifies('images.refused'), async () => {
    mkdirSync(join(folder.path, 'folder'));
    expect(await refusal(join(folder.path, 'none.png'))).toContain('there is no file');
    expect(await refusal(join(folder.path, 'folder'))).toContain('is no regular file');
    expect(await refusal(fileOf('', 'empty.png'))).toContain('is empty');
    expect(await refusal(fileOf('<svg xmlns="…"/>', 'a.png'))).toContain('an SVG');
    expect(await refusal(fileOf('%PDF-1.7'))).toContain('a PDF');
    expect(await refusal(fileOf('\0\0\0\x18ftypheic'))).toContain('a HEIC');
    expect(await refusal(fileOf('hello'))).toContain('is no picture');
    expect(await refusal(fileOf(gifOf({ pictures: 2 })))).toContain('is animated');
    expect(await refusal(fileOf(webpOf([webpHeader(0x02)])))).toContain('is animated');
    expect(await refusal(fileOf(pngOf({ width: 8_001, height: 1 })))).toContain('8001x1 pixels');
    expect(await refusal(fileOf(jpegOf({ width: 0 })))).toContain('0x30 pixels');
    const large = fileOf(pngOf({ extra: [pngChunk('iCCP', Buffer.alloc(MOST_IMAGE_BYTES))] }));
    expect(await refusal(large)).toMatch(/has 3\.76 MiB: one picture may have 3\.75 MiB/);
    const huge = fileOf(pngOf());
    truncateSync(huge, 100 * 1024 * 1024);
    expect(await refusal(huge)).toContain('100 MiB');
    const many = Array.from({ length: 21 }, (_, grey) => fileOf(pngOf({ grey })));
    expect(await refusal(...many)).toContain('more than 20');
    const six = Array.from({ length: 6 }, (_, at) =>
      fileOf(pngOf({ extra: [pngChunk('iCCP', Buffer.alloc(MOST_IMAGE_BYTES - 500, at))] })),
    );
    expect(await refusal(...six)).toContain('larger than 20 MiB together');
    const [first = ''] = many;
    expect(await readImages([first, first, fileOf(pngOf({ grey: 0, extra: [text] }))])).toHaveLength(1);
  });

  it(verifies('images.hostile'), async () => {
    const whole = [
      pngOf({ extra: [text] }),
      jpegOf({ extra: [exif, profile] }),
      gifOf({ extra: [comment] }),
      webpOf([webpHeader(0x0c), webpChunk('EXIF', Buffer.from('abc'))]),
    ];
    let state = 7;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    const file = fileOf('');
    const outcome = async (bytes: Uint8Array): Promise<'picture' | 'sentence'> => {
      writeFileSync(file, bytes);
      try {
        await readImages([file]);
        return 'picture';
      } catch (error) {
        if (error instanceof HanzoError && error.code === 'USAGE') return 'sentence';
        throw error;
      }
    };
    for (const bytes of whole) {
      for (let length = 0; length < bytes.length; length += 1)
        expect(await outcome(bytes.subarray(0, length)), `${length} bytes`).toBe('sentence');
      for (let turn = 0; turn < 300; turn += 1) {
        const wrong = Buffer.from(bytes);
        for (let at = 0; at <= random(3); at += 1)
          wrong[random(wrong.length)] = [0, 255, 127, random(256)][random(4)] ?? 0;
        await outcome(wrong);
      }
    }
  });
});
