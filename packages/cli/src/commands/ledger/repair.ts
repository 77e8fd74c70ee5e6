import { EXIT, formatDollars, systemClock, type ExitCode } from '@hanzo/contracts';
import { planRepair, repairLedger, type Repaired, type RepairPlan } from '@hanzo/ledger';
import type { Terminal } from '../../terminal/terminal.ts';
import { confirm } from '../../terminal/confirm.ts';
import type { LedgerRepairFlags } from './flags.ts';
import { ledgerSetting, noLedger } from './ledger-setting.ts';

/** So many faults are shown before the question; `hanzo ledger verify` shows all. */
const MOST_SHOWN = 5;

/** Makes a damaged ledger usable again. Says what it will do, asks, and keeps a copy. */
export async function run(flags: LedgerRepairFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = ledgerSetting(flags);
  const path = paths.ledger;
  const acceptLoss = flags.acceptLoss === true;
  const plan = planRepair(path, systemClock.now());
  const steps = plan === undefined ? [] : stepsOf(plan, acceptLoss);
  if (plan === undefined || steps.length === 0) {
    if (flags.json === true) terminal.out(JSON.stringify({ v: 1, path, exists: plan !== undefined, repaired: false }));
    else terminal.out(plan === undefined ? noLedger(path) : `${path}: there is nothing to repair.`);
    return EXIT.done;
  }
  if (flags.yes !== true) {
    for (const line of steps) terminal.err(line);
    if (!(await confirm(`Repair ${path}?`, terminal, 'There is nobody to ask: give --yes.'))) {
      terminal.err('nothing was changed');
      return EXIT.incomplete;
    }
  }
  const repaired = repairLedger({ path, now: systemClock.now(), acceptLoss });
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, path, exists: true, repaired: true, ...repaired }));
  else for (const line of resultOf(repaired)) terminal.out(line);
  return EXIT.done;
}

/** What a repair would do, in sentences; nothing when there is nothing to do. */
function stepsOf({ verdict, lostMicros, futureCalls }: RepairPlan, acceptLoss: boolean): string[] {
  const { ok, faults } = verdict;
  const accepts = acceptLoss && lostMicros > 0;
  if (ok && futureCalls === 0 && !accepts) return [];
  const more = faults.length - MOST_SHOWN;
  return [
    ...faults.slice(0, MOST_SHOWN).map(({ what }) => `  ${what}`),
    ...(more > 0 ? [`  … and ${more} more: \`hanzo ledger verify\` names them`] : []),
    'A copy is kept beside it.',
    ...(ok ? [] : ['Damaged calls are charged in full. Sums and checksums are made anew.']),
    ...(futureCalls > 0 ? [`${callsInWords(futureCalls)} that ended in the future will end now.`] : []),
    ...(accepts ? [`${formatDollars(lostMicros)} that was charged as lost will be taken back.`] : []),
    ...(acceptLoss && !ok
      ? ['What is missing will not be charged: be sure that nothing was spent, or compare the bill.']
      : []),
  ];
}

function resultOf({ copy, damaged, missingCalls, lostMicros, acceptedMicros, movedCalls }: Repaired): string[] {
  return [
    ...damaged.map(
      ({ call, what, chargedMicros }) => `The call ${call} ${what}: charged in full, ${formatDollars(chargedMicros)}.`,
    ),
    ...(missingCalls > 0 ? [`${callsInWords(missingCalls)} missing: empty entries stand for them.`] : []),
    ...(lostMicros > 0 ? [`${formatDollars(lostMicros)} was spent that no call tells of: charged as lost.`] : []),
    ...(acceptedMicros > 0 ? [`${formatDollars(acceptedMicros)} that was charged as lost was taken back.`] : []),
    ...(movedCalls > 0
      ? [`${callsInWords(movedCalls)} that ended in the future ${movedCalls === 1 ? 'ends' : 'end'} now.`]
      : []),
    'All of it agrees now.',
    `As it was: ${copy}`,
  ];
}

function callsInWords(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`;
}
