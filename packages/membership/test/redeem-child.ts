/**
 * One of several processes of a home that redeem the same invites: every invite for several joiners, in an order of its
 * own. Prints which were let in and how the others were refused, as JSON.
 */
import { readFileSync } from 'node:fs';
import { systemClock, toHanzoError } from '@hanzo/contracts';
import { openMembership, parseInvite } from '../src/index.ts';
import { proveRequest } from '../src/invite-secret.ts';
import { memberKey } from '../src/keys.ts';
import { signCard } from '../src/own-card.ts';
import { facts, partsOf } from './homes.ts';

const [home = '', invitesFile = '', perInvite = '0', startAt = '0'] = process.argv.slice(2);
using membership = openMembership(partsOf(home, systemClock));
if (membership === undefined) process.exit(3);
const { meshId } = membership;
const invites = readFileSync(invitesFile, 'utf8').trim().split('\n').map(parseInvite);

/** Time between two invites in the first round, in which all processes want the same one in the same moment. */
const STEP_MS = 15;

const granted: string[] = [];
const refusals: Record<string, number> = {};
for (let joiner = 0; joiner < Number(perInvite); joiner++) {
  for (const [index, { secret }] of invites.entries()) {
    const key = memberKey();
    const card = signCard(key, meshId, facts('12D3joiner'), Date.now()).bytes;
    const asked = { secret, memberName: `joiner ${process.pid}.${joiner}`, card };
    const request = { ...asked, memberKey: key.publicKey, proof: proveRequest(key, meshId, asked) };
    if (joiner === 0) spinUntil(Number(startAt) + index * STEP_MS);
    try {
      membership.redeem(request);
      granted.push(key.id);
    } catch (error) {
      const { code } = toHanzoError(error);
      refusals[code] = (refusals[code] ?? 0) + 1;
    }
  }
}
process.stdout.write(JSON.stringify({ granted, refusals }));

/** Timers are not exact enough for a race. */
function spinUntil(time: number): void {
  while (Date.now() < time);
}
