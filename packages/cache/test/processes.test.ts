import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { contentKey } from '@hanzo/contracts';
import { expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';
import { cacheBox } from './cache-box.ts';

const WRITER = fileURLToPath(new URL('./processes/writer.ts', import.meta.url));
const EACH = 500;

it(
  verifies('cache.several-processes'),
  async () => {
    using box = cacheBox();
    const names = ['one', 'two', 'three'];
    const codes = await Promise.all(
      names.map(async (name) => {
        const child = spawn(process.execPath, ['--conditions=@hanzo/source', WRITER, box.path, name, `${EACH}`], {
          stdio: ['ignore', 'ignore', 'inherit'],
        });
        return (await once(child, 'close')) as [number];
      }),
    );
    expect(codes.flat().filter((code) => code === 0).length).toBe(names.length);
    using cache = box.open({ scope: { workspace: '/w' } });
    const keys = names.flatMap((name) => Array.from({ length: EACH }, (_, at) => contentKey([name, at])));
    expect(cache.getAll(keys).size).toBe(names.length * EACH);
    expect(cache.get(contentKey('shared'))?.value).toBe('"shared"');
    expect(box.warnings).toEqual([]);
  },
  60_000,
);
