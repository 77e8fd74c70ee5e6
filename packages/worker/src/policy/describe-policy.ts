import type { Amount, MemberRules, OwnerPolicy, QuietHours } from './owner-policy.ts';
import { percent } from './terms-of.ts';
import { clockText } from './wall-clock.ts';

/** One rule for people. */
export interface PolicyRow {
  readonly key: keyof OwnerPolicy;
  readonly value: string;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** Every rule in the words that the flags of `hanzo net policy` take. */
export function describePolicy(policy: OwnerPolicy): readonly PolicyRow[] {
  const { onBattery, maxMemory, members } = policy;
  const values: Readonly<Record<keyof OwnerPolicy, string>> = {
    maxMemory: maxMemory === undefined ? 'no limit' : amountText(maxMemory),
    cpuShare: shareText(policy.cpuShare, "the engine's own choice"),
    gpuShare: shareText(policy.gpuShare, "the engine's own choice"),
    slots: policy.slots === undefined ? "the engine's own choice" : String(policy.slots),
    quietHours: policy.quietHours.length === 0 ? 'none' : policy.quietHours.map(quietText).join('; '),
    onBattery: typeof onBattery === 'string' ? onBattery : `pause below ${percent(onBattery.pauseBelow)}`,
    whenActive: policy.whenActive,
    idleAfterMs: spanText(policy.idleAfterMs),
    maxLoad: shareText(policy.maxLoad, 'no limit'),
    members: membersText(members),
    dataClasses: policy.dataClasses.join(', '),
    shareModels: policy.shareModels ? 'yes' : 'no',
    pausedWork: policy.pausedWork,
  };
  return ORDER.map((key) => ({ key, value: values[key] }));
}

const ORDER: readonly (keyof OwnerPolicy)[] = [
  'maxMemory',
  'cpuShare',
  'gpuShare',
  'slots',
  'quietHours',
  'onBattery',
  'whenActive',
  'idleAfterMs',
  'maxLoad',
  'members',
  'dataClasses',
  'shareModels',
  'pausedWork',
];

function amountText(amount: Amount): string {
  if (amount.kind === 'share') return percent(amount.share);
  const { bytes } = amount;
  if (bytes % GIB === 0) return `${bytes / GIB}GiB`;
  return bytes % MIB === 0 ? `${bytes / MIB}MiB` : `${bytes}B`;
}

function shareText(share: number | undefined, without: string): string {
  return share === undefined ? without : percent(share);
}

function quietText({ days, fromMinute, toMinute }: QuietHours): string {
  const hours = `${clockText(fromMinute)}-${clockText(toMinute)}`;
  return days.length === 7 ? hours : `${days.map((day) => DAYS[day] ?? '').join(',')} ${hours}`;
}

const SPANS = [
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
] as const;

function spanText(ms: number): string {
  for (const [unitMs, unit] of SPANS) if (ms >= unitMs && ms % unitMs === 0) return `${ms / unitMs}${unit}`;
  return `${ms / 1_000}s`;
}

function membersText({ allow, deny, weights }: MemberRules): string {
  const parts = [
    allow === undefined ? 'everybody' : `only ${allow.join(', ') || 'nobody'}`,
    deny.length === 0 ? '' : `not ${deny.join(', ')}`,
    ...Object.entries(weights).map(([name, weight]) => `${name} weighs ${weight}`),
  ];
  return parts.filter((part) => part !== '').join('; ');
}
