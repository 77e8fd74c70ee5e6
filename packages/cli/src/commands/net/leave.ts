import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, HanzoError, type ExitCode, type Logger } from '@hanzo/contracts';
import { Membership, type Member } from '@hanzo/membership';
import { readCards } from '@hanzo/mesh/light';
import { eventEmitter } from '../../terminal/events.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { membershipParts, requireMembership } from '../../mesh/home-membership.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { NetLeaveFlags } from './flags.ts';
import { meshLabel } from './labels.ts';
import { warningsOnce } from './observer.ts';
import { saySpread, spread, type SpreadReport } from './spread.ts';

const NOBODY: SpreadReport = { told: [], notReached: [], notSeen: [] };

/** Takes this home out of its mesh, tells the others, and puts what was known of the mesh aside. */
export async function run(flags: NetLeaveFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const { meshId, meshName, label, tells } = look(setting);
  const report = tells ? await tellAndGo(setting, flags, warningsOnce(terminal, setting.config.logLevel)) : NOBODY;
  const kept = putAside(setting);
  eventEmitter(terminal, flags.json)('left', { meshId, meshName, kept, ...report });
  if (flags.json !== true) terminal.out(`mesh ${label}: left`);
  if (tells) saySpread(report, 'they still count this home as a member', terminal);
  terminal.err(`What this home knew of it was put aside: ${kept}`);
  const running = readCards(setting.paths.run).filter((card) => card.meshId === meshId);
  if (running.length > 0)
    terminal.err(`Running here, and stopping by itself: ${running.map((card) => card.nodeName).join(', ')}`);
  return EXIT.done;
}

interface Left {
  readonly meshId: string;
  readonly meshName: string;
  readonly label: string;
  /** False for a home that is out already: it has nothing to tell. */
  readonly tells: boolean;
}

function look(setting: Setting): Left {
  using membership = requireMembership(setting);
  refuseLastOwner(membership);
  const { meshId, meshName, self } = membership;
  const left = { meshId, meshName, label: meshLabel(membership) };
  if (self.standing !== 'member') return { ...left, tells: false };
  if (othersIn(membership).length > 0) return { ...left, tells: true };
  // Nobody to tell but other processes of this home, which look here.
  membership.leave();
  return { ...left, tells: false };
}

/** @returns the folder where it is now */
function putAside(setting: Setting): string {
  const { home } = setting.paths;
  const before = new Set(readdirSync(home));
  Membership.forget(membershipParts(setting).paths);
  return join(home, readdirSync(home).find((name) => name.startsWith('left-') && !before.has(name)) ?? '');
}

/** Connects while it still may, then says that it goes. */
async function tellAndGo(setting: Setting, flags: NetLeaveFlags, log: Logger): Promise<SpreadReport> {
  using interrupts = listenForInterrupts(() => undefined);
  const { discovery, bootstrap, wait } = flags;
  const waitMs = Math.round(wait * 1000);
  return await spread(
    setting,
    { discovery, bootstrap, waitMs, signal: interrupts.drain, write: (membership) => membership.leave() },
    log,
  );
}

/** A mesh without an owner lets nobody in and nobody out any more. */
function refuseLastOwner(membership: Membership): void {
  const { self, meshName } = membership;
  const others = othersIn(membership);
  if (self.role !== 'owner' || self.standing !== 'member' || others.length === 0) return;
  if (others.some(({ role }) => role === 'owner')) return;
  throw new HanzoError('NOT_ALLOWED', `This home is the last owner of "${meshName}", which has other members.`, {
    mend: 'Make another owner first (`hanzo net invite --role owner`), or revoke the others: `hanzo net revoke <member>`.',
  });
}

function othersIn(membership: Membership): Member[] {
  return membership.members().filter(({ isSelf, standing }) => !isSelf && standing === 'member');
}
