import { expect, it } from 'vitest';
import { parseInvite } from '../src/index.ts';
import { accept } from '../src/accept.ts';
import { Roster } from '../src/roster.ts';
import { hasGoodSignature, isGenesis, tryReadSigned } from '../src/signed-statement.ts';
import { verifies } from '../../../test/support/verifies.ts';
import recorded from './recorded-v1.json' with { type: 'json' };

it(verifies('membership.recorded-v1'), () => {
  const statements = recorded.statements.map((text) => tryReadSigned(Buffer.from(text, 'base64')));
  const read = statements.filter((statement) => statement !== undefined);
  expect(read).toHaveLength(recorded.statements.length);
  const [genesis] = read.filter(isGenesis);
  if (genesis === undefined) throw new Error('no genesis');
  expect([genesis.meshId, hasGoodSignature(genesis)]).toEqual([recorded.meshId, true]);
  const roster = new Roster(genesis);
  const now = recorded.at + 1_000;
  const { refused } = accept(
    roster,
    read.filter((statement) => statement !== genesis),
    now,
  );
  expect(refused).toBe(0);
  expect(recorded.members.map((id) => [roster.standings.get(id)?.name, roster.standing(id, now)])).toEqual([
    ['ada', 'member'],
    ['bob', 'revoked'],
    ['eve', 'member'],
  ]);
  expect(roster.live(now).cards).toHaveLength(1);
  expect(roster.live(now).renewals).toHaveLength(1);
  expect(roster.live(now).fenceSecrets).toHaveLength(1);
  expect(parseInvite(recorded.invite)).toMatchObject({ meshId: recorded.meshId, meshName: 'team', role: 'worker' });
});
