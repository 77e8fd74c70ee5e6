import { describeConfig } from '@hanzo/config';
import { EXIT, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { Check } from './check.ts';
import { checkCache } from './checks/cache.ts';
import { checkChanges } from './checks/changes.ts';
import { checkAddresses, checkVariables } from './checks/configuration.ts';
import { checkDelegation } from './checks/delegation.ts';
import { checkGuardrails } from './checks/guardrails.ts';
import { checkKeys } from './checks/keys.ts';
import { checkLearning } from './checks/learning.ts';
import { checkLending } from './checks/lending.ts';
import { checkHome, checkNode, checkStores } from './checks/machine.ts';
import { checkMcp } from './checks/mcp.ts';
import { checkMesh } from './checks/mesh.ts';
import { checkInference, checkLocalModels, checkModelLife } from './checks/models.ts';
import { checkDiscovery, checkEndpoint } from './checks/network.ts';
import { checkPlanning } from './checks/planning.ts';
import { checkPolicy } from './checks/policy.ts';
import { checkTasks } from './checks/tasks.ts';
import type { DoctorFlags } from './flags.ts';
import { printFindings } from './print-findings.ts';

const CHECKS: readonly Check[] = [
  checkNode,
  checkHome,
  checkVariables,
  checkStores,
  checkCache,
  checkChanges,
  checkTasks,
  checkLearning,
  checkInference,
  checkLocalModels,
  checkLending,
  checkMesh,
  checkAddresses,
  checkDiscovery,
  checkEndpoint,
  checkKeys,
  checkModelLife,
  checkPlanning,
  checkPolicy,
  checkGuardrails,
  checkDelegation,
  checkMcp,
];

/** Looks at everything hanzo needs. Exit code 3 when something fails; warnings alone are fine. */
export async function run(flags: DoctorFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal, {
    askKeychain: true,
  });
  const findings = (await Promise.all(CHECKS.map(async (check) => await check(setting)))).flat();
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, findings, config: describeConfig(setting.config) }));
  else printFindings(findings, terminal);
  return findings.some((finding) => finding.state === 'fail') ? EXIT.configuration : EXIT.done;
}
