import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/support/small-mesh.ts';
import { verifies } from '../../../../test/support/verifies.ts';
import { readEnd, readStdin, type InputStream } from '../../src/commands/delegate/issue/read-input.ts';

describe('logs that are delegated', () => {
  it(verifies('delegate.log-encodings'), async () => {
    using folder = temporaryFolder();
    const text = Array.from({ length: 40 }, (_, at) => `line ${at} says ok\n`).join('');
    const wide = Buffer.from(text, 'utf16le');
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), wide]);
    const turned = Buffer.from(marked).swap16();
    const kinds = { utf8: Buffer.from(text), wide, marked, turned };
    for (const [name, bytes] of Object.entries(kinds)) {
      const file = join(folder.path, name);
      writeFileSync(file, bytes);
      // Whole, and its end from whatever byte on.
      for (const most of [10_000, 301, 300]) {
        const limits = { most, flag: '--logs-file' };
        const chunks = [bytes.subarray(0, 333), bytes.subarray(333)];
        const stdin = (async function* () {
          for (const chunk of chunks) yield await Promise.resolve(chunk);
        })() as InputStream;
        for (const read of [await readEnd(file, limits), await readStdin(stdin, limits)]) {
          expect([name, most, read.isCut]).toEqual([name, most, most < bytes.length]);
          expect([name, most, text.endsWith(read.text) && read.text.length > 100]).toEqual([name, most, true]);
          expect(read.text).toMatch(/^line \d+ says ok\n/);
        }
      }
    }
  });
});
