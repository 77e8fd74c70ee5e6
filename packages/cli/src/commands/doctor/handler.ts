import { describeConfig } from '@hanzo/config';
import { EXIT, type ExitCode } from '@hanzo/contracts';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal.ts';
import type { Check, Finding } from './check.ts';
import { checkAddresses, checkVariables } from './checks/configuration.ts';
import { checkHome, checkNode, checkStores } from './checks/machine.ts';
import { checkInference, checkLocalModels, checkModelLife } from './checks/models.ts';
import { checkDiscovery, checkEndpoint, checkMesh } from './checks/network.ts';
import type { DoctorFlags } from './flags.ts';

const CHECKS: readonly Check[] = [
  checkNode,
  checkHome,
  checkVariables,
  checkStores,
  checkInference,
  checkLocalModels,
  checkMesh,
  checkAddresses,
  checkDiscovery,
  checkEndpoint,
  checkModelLife,
];

/** Looks at everything hanzo needs. Exit code 3 when something fails; warnings alone are fine. */
export async function run(flags: DoctorFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  const findings = (await Promise.all(CHECKS.map(async (check) => await check(setting)))).flat();
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, findings, config: describeConfig(setting.config) }));
  else print(findings, terminal);
  return findings.some((finding) => finding.state === 'fail') ? EXIT.configuration : EXIT.done;
}

function print(findings: readonly Finding[], terminal: Terminal): void {
  const { style } = terminal;
  const marks = { ok: style.green('ok  '), warn: style.yellow('warn'), fail: style.red('FAIL') };
  for (const { name, state, detail, mend } of findings) {
    terminal.out(`${marks[state]} ${name.padEnd(13)} ${detail}`);
    if (mend !== undefined) terminal.out(`     ${''.padEnd(13)} → ${mend}`);
  }
  const failed = findings.filter((finding) => finding.state === 'fail').length;
  const warned = findings.filter((finding) => finding.state === 'warn').length;
  terminal.out('');
  terminal.out(
    failed > 0
      ? `${failed} to mend, ${warned} to know.`
      : warned > 0
        ? `All that is needed works; ${warned} to know.`
        : 'Everything works.',
  );
}
