/** Newcomers while strangers flood the owner's node with sockets, from another host and from its own. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MeshTeam } from '../support/mesh-team.ts';
import { startProgram, type MeshProgram } from '../support/mesh-programs.ts';
import { namespacesUsable } from '../support/namespaces.ts';
import type { FloodConfig, FloodLine } from '../support/processes/mesh-flood.ts';
import { verifies } from '../support/verifies.ts';

const unusable = namespacesUsable() !== undefined;

const SOCKETS = 2_000;
const AT_LEAST_PER_SECOND = 200;
const NEWCOMERS = 10;
const WITHIN_MS = 2_000;

describe.skipIf(unusable)('a flood of sockets', () => {
  let stack: AsyncDisposableStack;
  let team: MeshTeam;

  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    team = stack.use(await MeshTeam.start({ hosts: ['owner', 'stranger', 'newcomer'] }));
  });
  afterEach(() => stack.disposeAsync());

  function flood(from: string, says: FloodConfig['says'], perSecond: number): MeshProgram<FloodLine> {
    const host = from === 'owner' ? '127.0.0.1' : team.net.address('owner');
    const config = { host, port: 4001, keep: SOCKETS, perSecond, says };
    return stack.use(startProgram('mesh-flood', config, team.net.prefix(from)));
  }

  async function newcomersJoin(): Promise<number[]> {
    const config = { folder: join(team.home('newcomers')), invite: team.invite('worker', NEWCOMERS), count: NEWCOMERS };
    const joiner = stack.use(startProgram('mesh-joiner', config, team.net.prefix('newcomer')));
    await joiner.when('newcomer', () => joiner.all('newcomer').length === NEWCOMERS, 60_000);
    expect(joiner.all('newcomer').map(({ fault }) => fault)).toEqual(Array.from({ length: NEWCOMERS }, () => ''));
    return joiner.all('newcomer').map(({ ms }) => ms);
  }

  const KINDS = [
    ['another host, silent', 500, [['stranger', 'nothing']]],
    ['the same host, silent', 500, [['owner', 'nothing']]],
    [
      'both, garbage and silence',
      300,
      [
        ['owner', 'garbage'],
        ['stranger', 'garbage'],
        ['stranger', 'nothing'],
      ],
    ],
  ] as const;

  it.each(KINDS)(verifies('hosts.join-under-flood', 'from %s'), async (name, perSecond, sources) => {
    const floods = sources.map(([from, says]) => flood(from, says, perSecond));
    // Newcomers come when as many sockets were opened as strangers want to keep.
    const enough = SOCKETS / floods.length;
    await Promise.all(floods.map((one) => one.when('flood', ({ connected }) => connected >= enough, 60_000)));
    const times = await newcomersJoin();
    const rates = floods.map((one) => one.last('flood')?.perSecond ?? 0);
    console.log(
      `flood from ${name}: ${rates.join(' + ')} sockets/s, ${floods.map((one) => one.last('flood')?.open).join(' + ')} ` +
        `open; newcomers joined in ${times.toSorted((a, b) => a - b).join(', ')} ms`,
    );
    expect(Math.max(...times)).toBeLessThan(WITHIN_MS);
    for (const rate of rates) expect(rate).toBeGreaterThanOrEqual(AT_LEAST_PER_SECOND);
    // The node still serves: nothing of this has shut it down.
    expect(team.ownerNode.process.exitCode).toBeNull();
  });
});
