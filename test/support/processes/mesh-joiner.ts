/**
 * Homes that join a mesh one after the other by the same invite, each new. Says how long each took. Its only argument is
 * a `JoinerConfig` as JSON.
 */
import { join } from 'node:path';
import { toHanzoError } from '@hanzo/contracts';
import { runProgram, say } from '../json-program.ts';
import { joinHome } from '../mesh-member.ts';

export interface JoinerConfig {
  /** Gets a folder for each home. */
  readonly folder: string;
  readonly invite: string;
  readonly count: number;
}

export interface NewcomerLine {
  readonly kind: 'newcomer';
  /** From the start of its node to being a member. */
  readonly ms: number;
  /** Empty: it is a member. */
  readonly fault: string;
}

await runProgram<JoinerConfig>(async ({ folder, invite, count }) => {
  for (let number = 1; number <= count; number++) {
    const start = performance.now();
    let fault = '';
    try {
      using _membership = await joinHome({ home: join(folder, `home-${number}`), invite, name: `newcomer-${number}` });
    } catch (error) {
      const { code, message } = toHanzoError(error);
      fault = `${code}: ${message}`;
    }
    say<NewcomerLine>({ kind: 'newcomer', ms: Math.round(performance.now() - start), fault });
  }
  process.exit();
});
