import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { verifies } from '../support/verifies.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

it(
  verifies('start.no-key'),
  async () => {
    const { PATH = '', HOME = '' } = process.env;
    const start = spawn(process.execPath, ['scripts/start.ts'], {
      cwd: root,
      env: { PATH, HOME },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    start.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    start.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const [code] = (await once(start, 'close')) as [number];
    expect(code, text).toBe(0);
    expect(text).toMatch(/worker-1 .*worker worker-1 is up/);
    expect(text).toMatch(/worker-2 .*worker worker-2 is up/);
    expect(text).toMatch(/worker-1 \(random-tiny\) .*[1-9]/);
    expect(text).toMatch(/worker-2 \(random-tiny\) .*[1-9]/);
    expect(text).toMatch(/^syntax-check +11 +11 /m);
    expect(text).toMatch(/INCOMPLETE: \d+ of \d+ tasks were not done/);
    expect(text).toMatch(/random weights/);
    expect(text.match(/drained: nothing was left undone/g)).toHaveLength(2);
  },
  90_000,
);
