import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifies } from '../../../test/support/verifies.ts';

const MODULE = pathToFileURL(resolve(import.meta.dirname, '../src/process/until-done.ts')).href;

describe('a command', () => {
  it(verifies('cli.not-over-too-soon'), () => {
    // A timer that does not keep the process: alone, Node would leave before it, with 0.
    const script = `
      import { untilDone } from ${JSON.stringify(MODULE)};
      void untilDone(async () => {
        await new Promise((resolve) => setTimeout(resolve, 20).unref());
        return 5;
      });`;
    const { status } = spawnSync(
      process.execPath,
      ['--conditions=@hanzo/source', '--input-type=module', '--eval', script],
      { cwd: resolve(import.meta.dirname, '..') },
    );
    expect(status).toBe(5);
  });
});
