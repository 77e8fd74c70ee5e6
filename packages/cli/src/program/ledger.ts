import { Option, type Command } from 'commander';
import type { CallState } from '@hanzo/ledger';
import { homeOption, type Start } from './command-options.ts';
import type { LedgerExportFlags, LedgerFlags, LedgerRepairFlags, LedgerShowFlags } from '../commands/ledger/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { whole } from './option-values.ts';

const STATES = ['held', 'sent', 'settled', 'released', 'uncertain'] as const satisfies CallState[];

/** `hanzo ledger …`: names, flags and help. What the commands do is in commands/ledger/. */
export function addLedger(program: Command, start: Start): void {
  const ledger = program
    .command('ledger')
    .description('what was paid, is held and is left: show, export, verify, which change nothing; repair')
    .addHelpText('after', EXIT_HELP.ledger);
  addShow(ledger, start);
  addExport(ledger, start);
  addVerify(ledger, start);
  addRepair(ledger, start);
}

function addShow(ledger: Command, start: Start): void {
  ledger
    .command('show', { isDefault: true })
    .description('show limits with what is left of them, open calls, uncertain ones, and the last calls')
    .option('--since <time>', 'only calls that ended after this, or are open: 30m, 24h, 7d or an ISO date')
    .option('--model <name>', 'only calls that asked for this model')
    .option('--key <name>', 'only calls that this key paid, by its name')
    .option('--member <name>', 'only calls for this member')
    .option('--run <id>', 'only calls of this run, by its id or a beginning of it; last is the newest')
    .addOption(new Option('--state <state>', 'only calls in this state').choices(STATES))
    .option('--limit <n>', 'how many calls', whole(1, 100_000), 10)
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.ledger)
    .action((flags: LedgerShowFlags) => start(() => import('../commands/ledger/show.ts'), flags));
}

function addExport(ledger: Command, start: Start): void {
  ledger
    .command('export')
    .description('write every call with all that is known of it, exactly')
    .option('--csv', 'comma-separated values with a head (default)')
    .option('--jsonl', 'a JSON object in each line')
    .option('--since <time>', 'only calls that ended after this, or are open: 30m, 24h, 7d or an ISO date')
    .option('--until <time>', 'only calls that ended before this')
    .option('-o, --output <file>', 'into this file, which only you can read (default: stdout)')
    .option('--force', 'overwrite the file')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.ledgerExport)
    .action((flags: LedgerExportFlags) => start(() => import('../commands/ledger/export.ts'), flags));
}

function addVerify(ledger: Command, start: Start): void {
  ledger
    .command('verify')
    .description('look through the whole ledger: every call, every checksum, every sum')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.ledgerVerify)
    .action((flags: LedgerFlags) => start(() => import('../commands/ledger/verify.ts'), flags));
}

function addRepair(ledger: Command, start: Start): void {
  ledger
    .command('repair')
    .description('make a damaged ledger usable again: a copy is kept, damaged calls are charged in full')
    .option('--accept-loss', 'what the ledger has lost cost nothing, e.g. after a backup was copied back on purpose')
    .option('-y, --yes', 'do not ask')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.ledgerRepair)
    .action((flags: LedgerRepairFlags) => start(() => import('../commands/ledger/repair.ts'), flags));
}
