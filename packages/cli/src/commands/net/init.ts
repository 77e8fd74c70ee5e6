import { hostname } from 'node:os';
import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { createMesh, openMembership } from '@hanzo/membership';
import { nodeNameFrom } from '@hanzo/mesh/light';
import { eventEmitter } from '../../terminal/events.ts';
import { membershipParts } from '../../mesh/home-membership.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatSpan } from '../../terminal/units.ts';
import type { NetInitFlags } from './flags.ts';
import { memberFields, meshLabel } from './labels.ts';

/** Founds a mesh; this home is its first owner. */
export async function run(flags: NetInitFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  refuseSecondMesh(setting);
  const host = nodeNameFrom(hostname());
  using membership = createMesh(membershipParts(setting), {
    meshName: flags.name ?? host,
    memberName: flags.member ?? host,
    grantTtlMs: flags.ttl,
    fence: flags.fence,
  });
  const { meshId, meshName, grantTtlMs, self } = membership;
  if (flags.json === true) {
    const emit = eventEmitter(terminal, true);
    emit('founded', { meshId, meshName, grantTtlMs, fence: flags.fence, member: memberFields(self) });
    return EXIT.done;
  }
  terminal.out(`mesh ${meshLabel(membership)}: founded; you are its owner, as ${self.name}`);
  terminal.err(`Others stay members for ${formatSpan(grantTtlMs)} at a time, renewed while an owner's node runs.`);
  terminal.err('Next:');
  terminal.err('  hanzo net up                   lend this machine');
  terminal.err('  hanzo net invite               let another machine in');
  terminal.err('  hanzo net invite --role owner  so that a lost laptop does not leave the mesh without an owner');
  return EXIT.done;
}

function refuseSecondMesh(setting: Setting): void {
  using existing = openMembership(membershipParts(setting));
  if (existing === undefined) return;
  throw new HanzoError('ALREADY_MEMBER', `This home is in the mesh ${meshLabel(existing)} as ${existing.self.role}.`, {
    details: { meshId: existing.meshId },
    mend: 'To start another: `hanzo net leave` first, or choose another folder with --home.',
  });
}
