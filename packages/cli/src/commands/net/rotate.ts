import { EXIT, systemClock, type ExitCode } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import { eventEmitter } from '../../terminal/events.ts';
import { listenForInterrupts } from '../../process/interrupt.ts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan, formatTime } from '../../terminal/units.ts';
import type { NetRotateFlags } from './flags.ts';
import { meshLabel } from './labels.ts';
import { requireStanding, warningsOnce } from './observer.ts';
import { saySpread, spread } from './spread.ts';

/** Makes a new fence key and tells everybody who can be reached. The old one stays good for a while. */
export async function run(flags: NetRotateFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using membership = requireStanding(setting);
  // Who may not hears so at once, and not after a search.
  if (membership.self.role !== 'owner') membership.rotate({ graceMs: flags.grace });
  let generation = 0;
  using interrupts = listenForInterrupts(() => undefined);
  const { discovery, bootstrap, wait } = flags;
  // Connected first: with a short grace nobody could be told any more by the old key.
  const write = (found: Membership): void => void ({ generation } = found.rotate({ graceMs: flags.grace }));
  const options = { discovery, bootstrap, waitMs: Math.round(wait * 1000), signal: interrupts.drain, write };
  const report = await spread(setting, options, warningsOnce(terminal, setting.config.logLevel));
  const oldUntil = systemClock.now() + flags.grace;
  if (flags.json !== true) {
    terminal.out(`mesh ${meshLabel(membership)}: fence key ${generation} is in force`);
    terminal.out(`the one before works until ${formatTime(oldUntil)} (${formatSpan(flags.grace)})`);
  }
  eventEmitter(terminal, flags.json)('rotated', { meshId: membership.meshId, generation, oldUntil, ...report });
  saySpread(report, 'they use the old key', terminal);
  if (report.notReached.length + report.notSeen.length > 0)
    terminal.err(`Whoever has not connected by ${formatTime(oldUntil)} needs a new invite.`);
  return EXIT.done;
}
