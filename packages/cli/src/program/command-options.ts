import { Option, type Command } from 'commander';
import type { ExitCode } from '@hanzo/contracts';
import type { Discovery } from '@hanzo/mesh';
import { checkAddressFlags, type AddressFlags } from '../mesh/addresses.ts';
import { discoveryWays, duration } from './option-values.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** A handler is loaded only when its command runs: `--help` must not pay for libp2p. */
export type Load<Flags> = () => Promise<{ run(flags: Flags, terminal: Terminal): Promise<ExitCode> }>;

/** Runs one command. */
export type Start = <Flags>(load: Load<Flags>, flags: Flags) => Promise<void>;

/** Addresses are checked before the command's own work, and only when there are some is libp2p loaded for it. */
export function checked<Flags>(flags: AddressFlags, load: Load<Flags>): Load<Flags> {
  return async () => {
    await checkAddressFlags(flags);
    return await load();
  };
}

export function homeOption(): Option {
  return new Option('--home <dir>', "hanzo's folder (default: HANZO_HOME or ~/.hanzo)");
}

export const DEFAULT_DISCOVERY: readonly Discovery[] = ['mdns', 'local', 'members'];

export function discoveryOption(): Option {
  return new Option(
    '--discovery <ways>',
    'how peers are found, by comma: mdns, local (same home), members (remembered, and passed on by others); or none',
  )
    .default(DEFAULT_DISCOVERY, 'mdns,local,members')
    .argParser(discoveryWays);
}

export function bootstrapOption(): Option {
  return new Option('--bootstrap <address...>', 'multiaddrs of peers to reach besides those that are discovered');
}

/** A span of time like `30m`, `24h` or `7d`, in milliseconds. */
export function durationOption(flags: string, description: string, byDefault: string, shortest: string): Option {
  const parse = duration(shortest);
  return new Option(flags, description).default(parse(byDefault), byDefault).argParser(parse);
}

/** What a person wrote: without the defaults, so that a run that is taken up again keeps its own values. */
export function writtenFlags<Flags extends object>(flags: Flags, command: Command): Flags {
  const written = Object.entries(flags).filter(([name]) => command.getOptionValueSource(name) !== 'default');
  return Object.fromEntries(written) as Flags;
}
