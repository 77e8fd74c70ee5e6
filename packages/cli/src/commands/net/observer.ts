import { HanzoError, type Logger } from '@hanzo/contracts';
import type { Membership } from '@hanzo/membership';
import type { Discovery, SessionEvents } from '@hanzo/mesh';
import { checkConfiguredAddresses } from '../../mesh/addresses.ts';
import { requireMembership } from '../../mesh/home-membership.ts';
import { joinMesh, type Member } from '../../mesh/mesh-member.ts';
import type { Setting } from '../../setting.ts';
import { createTerminalLogger } from '../../terminal/terminal-logger.ts';
import type { Terminal } from '../../terminal/terminal.ts';

export interface ObserverOptions {
  /** There for a moment only: takes its addresses back when it stops. */
  readonly temporary?: boolean;
  readonly discovery: readonly Discovery[];
  readonly bootstrap?: readonly string[] | undefined;
  readonly listen?: readonly string[] | undefined;
  readonly announce?: readonly string[] | undefined;
}

/** A session that only keeps in step with the mesh. */
export const SILENT_EVENTS: SessionEvents = {
  onOpen: () => undefined,
  onMessage: () => undefined,
  onHealth: () => undefined,
  onClose: () => undefined,
  aliveAttemptIds: () => [],
};

/**
 * A node that looks at the mesh of this home and does no work. Looking founds nothing: a home in no mesh is told so.
 *
 * @throws HanzoError NOT_A_MEMBER, MEMBERSHIP_EXPIRED or MEMBERSHIP_REVOKED
 */
export async function startObserver(
  setting: Setting,
  options: ObserverOptions,
  log: Logger,
  events: SessionEvents = SILENT_EVENTS,
): Promise<Member> {
  await checkConfiguredAddresses(setting.config);
  requireStanding(setting)[Symbol.dispose]();
  return await joinMesh(setting, { role: 'observer', ...options }, events, log);
}

/**
 * The membership of this home, while it is a good one.
 *
 * @throws HanzoError NOT_A_MEMBER, MEMBERSHIP_EXPIRED or MEMBERSHIP_REVOKED
 */
export function requireStanding(setting: Setting): Membership {
  const membership = requireMembership(setting);
  const { standing, revokeReason = '' } = membership.self;
  if (standing === 'member') return membership;
  const { meshName } = membership;
  membership[Symbol.dispose]();
  const mend = 'Ask an owner for a new invite (`hanzo net invite` there), then here: `hanzo net join <invite>`.';
  if (standing === 'expired')
    throw new HanzoError('MEMBERSHIP_EXPIRED', `This home's membership of the mesh "${meshName}" has expired.`, {
      mend,
    });
  const why = revokeReason === '' ? '' : `: ${revokeReason}`;
  throw new HanzoError('MEMBERSHIP_REVOKED', `This home's membership of the mesh "${meshName}" was revoked${why}.`, {
    mend,
  });
}

/** Warnings of the mesh for people, each of them once: a peer that refuses is asked again and again. */
export function warningsOnce(terminal: Terminal, level: Setting['config']['logLevel']): Logger {
  const log = createTerminalLogger(terminal, level);
  const said = new Set<string>();
  return {
    debug: log.debug,
    info: log.debug,
    warn: (message, facts) => {
      if (!said.has(message)) log.warn(message, facts);
      said.add(message);
    },
  };
}
