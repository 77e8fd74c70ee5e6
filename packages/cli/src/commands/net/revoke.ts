import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import type { Member, Membership } from '@hanzo/membership';
import { readCards } from '@hanzo/mesh/light';
import { eventEmitter } from '../../terminal/events.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { NetRevokeFlags } from './flags.ts';
import { memberFields, shortMemberId } from './labels.ts';
import { requireStanding, warningsOnce } from './observer.ts';
import { saySpread, spread } from './spread.ts';

/** Puts a member out, for ever, and tells everybody who can be reached. Done once it is written. */
export async function run(flags: NetRevokeFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using membership = requireStanding(setting);
  const before = membership.find(flags.member);
  const member = revoke(membership, before, flags.reason ?? '');
  if (flags.json !== true) {
    const again = before.standing === 'revoked' ? 'was revoked already' : 'revoked';
    terminal.out(`${member.name} (${shortMemberId(member.id)}): ${again}`);
  }
  using interrupts = listenForInterrupts(() => undefined);
  const { discovery, bootstrap, wait } = flags;
  const options = { discovery, bootstrap, waitMs: Math.round(wait * 1000), signal: interrupts.drain };
  const report = await spread(setting, options, warningsOnce(terminal, setting.config.logLevel));
  eventEmitter(terminal, flags.json)('revoked', { member: memberFields(member), ...report });
  const running = readCards(setting.paths.run).filter(({ meshId }) => meshId === membership.meshId);
  if (running.length > 0)
    terminal.err(
      `Cut off at once, and passed on, by what runs here: ${running.map((card) => card.nodeName).join(', ')}.`,
    );
  saySpread(report, `they still let ${member.name} in`, terminal);
  return EXIT.done;
}

function revoke(membership: Membership, member: Member, reason: string): Member {
  if (member.isSelf) {
    throw new HanzoError('USAGE', `${member.name} is this home itself.`, { mend: 'Use `hanzo net leave`.' });
  }
  return member.standing === 'revoked' ? member : membership.revoke(member.id, reason);
}
