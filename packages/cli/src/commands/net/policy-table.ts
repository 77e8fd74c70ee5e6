import type { WorkerSection } from '@hanzo/config';
import {
  describePolicy,
  type LoadReading,
  type MachineReadings,
  type OwnerPolicy,
  type PersonReading,
  type PolicyPreview,
  type PolicySource,
  type PowerReading,
  type Unknown,
} from '@hanzo/worker';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatBytes, formatSpan, formatTime } from '../../terminal/units.ts';

/** What is in force at one worker. */
export interface InForce {
  /** Undefined: none runs, and this is what the next one would do. */
  readonly worker: { readonly name: string; readonly pid: number } | undefined;
  readonly source: PolicySource;
  readonly preview: PolicyPreview;
  /** Tasks that may run at once, as engine and policy allow. Undefined: no worker runs that would know. */
  readonly slots: number | undefined;
  /** CPU threads of inference. Undefined: no worker runs, or it does not decide that. */
  readonly threads: number | undefined;
}

/** Every rule, where it comes from, what the sensors say, and what follows. */
export function printPolicy(inForce: InForce, terminal: Terminal): void {
  const { worker, source, preview, slots } = inForce;
  const who = worker === undefined ? 'no worker runs; the next one' : worker.name || `process ${worker.pid}`;
  const rows = describePolicy(source.policy).map(({ key, value }) => [
    settingOf(key),
    key === 'slots' ? slotsText(value, source.policy.slots, slots) : value,
    source.origins[key] ?? 'default',
  ]);
  printTable(['rule', 'value', 'from'], rows, terminal);
  terminal.out('');
  const { memoryBytes } = preview.limits;
  if (memoryBytes !== undefined) terminal.out(`models may take: ${formatBytes(memoryBytes)}`);
  const threads = threadsText(inForce);
  if (threads !== undefined) terminal.out(`threads for inference: ${threads}`);
  for (const line of readingLines(preview.readings, source.policy)) terminal.out(line);
  for (const { wish, why } of preview.unmet)
    terminal.err(`${terminal.style.yellow('cannot be kept:')} ${wish} (${why})`);
  terminal.out(`${who}: ${stateText(preview)}`);
  const { nextChangeAt } = preview;
  if (nextChangeAt !== undefined) terminal.out(`looks again: ${formatTime(nextChangeAt)} at the latest`);
}

/** Changed rules for which a running worker obeys other values: flags of its `hanzo net up` go before the file. */
export function overruled({ worker, source }: InForce, set: WorkerSection): string[] {
  if (worker === undefined) return [];
  return describePolicy(source.policy).flatMap(({ key, value }) => {
    const flag = source.origins[key];
    if (flag?.startsWith('--') !== true || !(settingOf(key) in set)) return [];
    return [
      `${worker.name}: ${settingOf(key)} is ${value}, because ${flag} of its \`hanzo net up\` goes before the file`,
    ];
  });
}

/** A rule's name in config.json. */
function settingOf(key: keyof OwnerPolicy): string {
  return key === 'idleAfterMs' ? 'idleAfter' : key;
}

/** An engine cannot have more slots than it was started with. */
function slotsText(value: string, wanted: number | undefined, slots: number | undefined): string {
  if (slots === undefined) return value;
  if (wanted === undefined) return `${slots}, ${value}`;
  return slots < wanted ? `${slots} (of ${wanted} wanted; the engine was started with ${slots})` : String(slots);
}

function threadsText({ threads, preview: { limits } }: InForce): string | undefined {
  if (threads === undefined) return limits.threads === undefined ? undefined : String(limits.threads);
  if (limits.threads === undefined || limits.threads === threads) return String(threads);
  return `${threads} (by --threads of \`hanzo net up\`; the policy's share is ${limits.threads})`;
}

function stateText({ state, reason }: InForce['preview']): string {
  if (state === 'ready') return 'takes work';
  // The owner's own pause says so itself.
  return reason.startsWith(state) ? reason : `${state}: ${reason}`;
}

function readingLines(readings: MachineReadings, { maxLoad }: OwnerPolicy): string[] {
  const { power, person, load } = readings;
  return [
    ...(power === undefined ? [] : [`power: ${powerText(power)}`]),
    ...(person === undefined ? [] : [`person: ${personText(person)}`]),
    ...(load === undefined ? [] : [`other programs: ${loadText(load, maxLoad ?? 1)}`]),
  ];
}

function powerText(power: PowerReading): string {
  switch (power.kind) {
    case 'mains':
      return 'mains';
    case 'battery':
      return power.charge === undefined ? 'battery' : `battery, ${percent(power.charge)}`;
    case 'unknown':
      return unknownText(power);
  }
}

function personText(person: PersonReading): string {
  switch (person.kind) {
    case 'nobody':
      return 'nobody is logged in';
    case 'idle':
      return `last seen ${formatSpan(person.idleMs)} ago`;
    case 'unknown':
      return unknownText(person);
  }
}

function loadText(load: LoadReading, limit: number): string {
  if (load.kind === 'unknown') return unknownText(load);
  return `${percent(load.others)} of the processor (limit ${percent(limit)})`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function unknownText({ why }: Unknown): string {
  return `unknown, ${why}`;
}
