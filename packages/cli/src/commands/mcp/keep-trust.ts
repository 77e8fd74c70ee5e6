import { writeTrust } from '@hanzo/config';
import { systemClock } from '@hanzo/contracts';
import { knownTrust, type FileChange } from '@hanzo/mcp';

/**
 * A project's file that its user trusts stays trusted when he has it changed by hanzo; so does one that he has made by it. False
 * when it does not count as it is.
 */
export function keepTrust({ file, before, after }: FileChange, trustedProjects: string): boolean {
  if (before !== undefined && knownTrust(trustedProjects, file)?.sha256 !== before) return false;
  // Exactly what was written: somebody may have changed it again.
  writeTrust(trustedProjects, { file, sha256: after, trustedAt: new Date(systemClock.now()).toISOString() });
  return true;
}
