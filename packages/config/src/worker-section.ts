import { DATA_CLASSES, type DataClass } from '@hanzo/contracts';
import { z } from 'zod';
import {
  readAmount,
  readHours,
  readIdle,
  readOnBattery,
  readPositiveShare,
  readShare,
  type AmountSetting,
  type HoursSetting,
} from './worker-values.ts';

/** The owner's policy as config.json writes it. Flags have the same form. */
export interface WorkerSection {
  readonly maxMemory?: string | undefined;
  readonly cpuShare?: string | number | undefined;
  readonly gpuShare?: string | number | undefined;
  readonly slots?: number | undefined;
  readonly quietHours?: readonly string[] | undefined;
  readonly onBattery?: string | undefined;
  readonly whenActive?: 'run' | 'pause' | undefined;
  readonly idleAfter?: string | undefined;
  readonly maxLoad?: string | number | undefined;
  readonly members?:
    | {
        readonly allow?: readonly string[] | undefined;
        readonly deny?: readonly string[] | undefined;
        readonly weights?: Readonly<Record<string, number>> | undefined;
      }
    | undefined;
  readonly dataClasses?: readonly DataClass[] | undefined;
  readonly shareModels?: boolean | undefined;
  readonly pausedWork?: 'finish' | 'hand-back' | undefined;
}

/** The same in units that programs count in. Absent: not set. */
export interface WorkerSettings {
  readonly maxMemory?: AmountSetting;
  /** 0..1, above 0 */
  readonly cpuShare?: number;
  /** 0..1 */
  readonly gpuShare?: number;
  readonly slots?: number;
  readonly quietHours?: readonly HoursSetting[];
  /** `pauseBelow`: a charge, 0..1. */
  readonly onBattery?: 'run' | 'pause' | { readonly pauseBelow: number };
  readonly whenActive?: 'run' | 'pause';
  /** Milliseconds. */
  readonly idleAfterMs?: number;
  /** 0..1, above 0 */
  readonly maxLoad?: number;
  readonly members?: {
    readonly allow?: readonly string[];
    readonly deny: readonly string[];
    readonly weights: Readonly<Record<string, number>>;
  };
  readonly dataClasses?: readonly DataClass[];
  readonly shareModels?: boolean;
  readonly pausedWork?: 'finish' | 'hand-back';
}

type Check = (value: string) => unknown;

const share = (read: (value: string | number) => number | undefined, what: string): z.ZodType<string | number> =>
  z.union([z.string(), z.number()]).refine((value) => read(value) !== undefined, `must be ${what}`);
const text = (read: Check, what: string): z.ZodType<string> =>
  z.string().refine((value) => read(value) !== undefined, `must be ${what}`);
const names: z.ZodType<string[]> = z.array(z.string().trim().min(1, 'must be the name of a member, or its id'));

/** The `worker` section of config.json. Strict at every level: a rule with a typing error would be no rule. */
export const workerSectionSchema: z.ZodType<WorkerSection> = z.strictObject({
  maxMemory: text(readAmount, 'an amount of memory such as 8GiB or 50%')
    .optional()
    .describe('Most memory that loaded models take together'),
  cpuShare: share(readPositiveShare, 'a share above 0, such as 0.5 or 50%').optional().describe('Of all cores'),
  gpuShare: share(readShare, 'a share such as 0.5 or 50%').optional().describe("Of the GPU's memory; 0: no GPU"),
  slots: z.int().min(1).max(32).optional().describe('Tasks that run at once'),
  quietHours: z
    .array(text(readHours, 'hours such as 22:00-07:00, or sat,sun 00:00-24:00'))
    .optional()
    .describe('Local times in which nothing runs'),
  onBattery: text(readOnBattery, '"run", "pause", or "pause below 40%"').optional(),
  whenActive: z.enum(['run', 'pause']).optional().describe('When somebody uses keyboard or mouse'),
  idleAfter: text(readIdle, 'a time from 1s to 24h, such as 5m').optional(),
  maxLoad: share(readPositiveShare, 'a share above 0, such as 0.6 or 60%')
    .optional()
    .describe('Pause while other programs use more than this share of the processor'),
  members: z
    .strictObject({
      allow: names.optional(),
      deny: names.optional(),
      weights: z.record(z.string(), z.number().min(0.01).max(100)).optional(),
    })
    .optional()
    .describe('Names of members, or at least 8 digits of their ids'),
  dataClasses: z.array(z.enum(DATA_CLASSES)).min(1, 'must name at least one class').optional(),
  shareModels: z.boolean().optional().describe('Whether other members may copy model files from here'),
  pausedWork: z.enum(['finish', 'hand-back']).optional().describe('What becomes of running tasks when a pause begins'),
});

/** Keys of the section, as people write them. */
export const WORKER_KEYS: readonly WorkerKey[] = [
  'maxMemory',
  'cpuShare',
  'gpuShare',
  'slots',
  'quietHours',
  'onBattery',
  'whenActive',
  'idleAfter',
  'maxLoad',
  'members',
  'dataClasses',
  'shareModels',
  'pausedWork',
];
export type WorkerKey = keyof WorkerSection;

/** Puts a section that was checked into units. What one does not set is absent. */
export function workerSettings(section: WorkerSection): WorkerSettings {
  const { members } = section;
  const values = {
    maxMemory: section.maxMemory === undefined ? undefined : readAmount(section.maxMemory),
    cpuShare: section.cpuShare === undefined ? undefined : readPositiveShare(section.cpuShare),
    gpuShare: section.gpuShare === undefined ? undefined : readShare(section.gpuShare),
    slots: section.slots,
    quietHours: section.quietHours?.map(readHours).filter((hours) => hours !== undefined),
    onBattery: section.onBattery === undefined ? undefined : readOnBattery(section.onBattery),
    whenActive: section.whenActive,
    idleAfterMs: section.idleAfter === undefined ? undefined : readIdle(section.idleAfter),
    maxLoad: section.maxLoad === undefined ? undefined : readPositiveShare(section.maxLoad),
    members: members && {
      deny: members.deny ?? [],
      weights: members.weights ?? {},
      ...(members.allow !== undefined && { allow: members.allow }),
    },
    dataClasses: section.dataClasses,
    shareModels: section.shareModels,
    pausedWork: section.pausedWork,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as WorkerSettings;
}
