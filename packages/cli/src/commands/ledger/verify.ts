import { EXIT, type ExitCode } from '@hanzo/contracts';
import { readLedger, type Verdict } from '@hanzo/ledger';
import type { Terminal } from '../../terminal/terminal.ts';
import type { LedgerFlags } from './flags.ts';
import { ledgerSetting, noLedger } from './ledger-setting.ts';

/** What `LedgerReader.verify` looks at, for people. */
const CHECKED = [
  'the structure of the file',
  'every call: its checksum, and that state, times and amounts agree',
  'the count of calls: none may be missing',
  'the mark beside it: whether the ledger has come as far as it had once',
  'every sum, against the calls it is made of',
];

/** Looks through the whole ledger. 3 when something in it is not as it must be. */
export async function run(flags: LedgerFlags, terminal: Terminal): Promise<ExitCode> {
  const { paths } = ledgerSetting(flags);
  using ledger = readLedger(paths.ledger);
  if (ledger === undefined) {
    if (flags.json === true)
      terminal.out(JSON.stringify({ v: 1, path: paths.ledger, exists: false, ok: true, faults: [] }));
    else terminal.out(noLedger(paths.ledger));
    return EXIT.done;
  }
  const verdict = ledger.verify();
  if (flags.json === true) {
    const mend = verdict.ok ? {} : { mend: mendOf(paths.ledger) };
    terminal.out(JSON.stringify({ v: 1, path: paths.ledger, exists: true, ...verdict, checked: CHECKED, ...mend }));
  } else print(verdict, paths.ledger, terminal);
  return verdict.ok ? EXIT.done : EXIT.configuration;
}

function print({ calls, unchecked, ok, faults }: Verdict, path: string, terminal: Terminal): void {
  terminal.out(`${path}: ${calls === 1 ? '1 call' : `${calls} calls`}`);
  for (const what of CHECKED) terminal.out(`  looked at ${what}`);
  if (unchecked > 0) terminal.out(`  ${uncheckedInWords(unchecked)}`);
  if (ok) {
    terminal.out('All is well.');
    return;
  }
  terminal.out(faults.length === 1 ? 'It has a fault:' : `It has ${faults.length} faults:`);
  for (const { what } of faults) terminal.out(`  ${what}`);
  terminal.out(`mend: ${mendOf(path)}`);
}

function uncheckedInWords(calls: number): string {
  const which = calls === 1 ? '1 old call has' : `${calls} old calls have`;
  return `${which} no checksum, and can only be looked at for sense: the next command that pays adds it`;
}

function mendOf(path: string): string {
  return (
    '`hanzo ledger repair` keeps a copy of it, charges in full what cannot be read, and makes the rest agree. Or restore a ' +
    `backup: move ${path} and the files beside it that begin with its name (-wal, -shm, .mark) away first, and only then ` +
    'copy the backup to its place. Without either a new ledger starts from zero, so compare with the bill of your provider.'
  );
}
