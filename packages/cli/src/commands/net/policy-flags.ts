import {
  isDataClass,
  readAmount,
  readHours,
  readIdle,
  readOnBattery,
  readPositiveShare,
  readShare,
  type WorkerSection,
} from '@hanzo/config';
import { HanzoError, type DataClass } from '@hanzo/contracts';

/** The flags of `addPolicyOptions` as they come from the command line. */
export interface PolicyFlags {
  readonly maxMemory?: string;
  readonly cpuShare?: string;
  readonly gpuShare?: string;
  readonly quietHours?: readonly string[];
  readonly onBattery?: string;
  readonly whenActive?: string;
  readonly idleAfter?: string;
  readonly maxLoad?: string;
  readonly allowMembers?: readonly string[];
  readonly denyMembers?: readonly string[];
  readonly memberWeight?: Readonly<Record<string, number>>;
  readonly dataClasses?: string;
  readonly shareModels?: boolean;
  readonly pausedWork?: 'finish' | 'hand-back';
}

/** What the flags set, in the form of config.json. Empty: none was given. @throws HanzoError USAGE */
export function readPolicyFlags(flags: PolicyFlags): WorkerSection {
  const { maxMemory, cpuShare, gpuShare, onBattery, whenActive, idleAfter, maxLoad } = flags;
  check('--max-memory', maxMemory, readAmount, 'Write an amount such as 8GiB or 50%.');
  check('--cpu-share', cpuShare, readPositiveShare, 'Write a share above 0 such as 0.5 or 50%.');
  check('--gpu-share', gpuShare, readShare, 'Write a share such as 0.5 or 50%; 0 leaves the GPU alone.');
  check('--on-battery', onBattery, readOnBattery, 'Write run, pause, or "pause below 40%".');
  check('--when-active', whenActive, readWhenActive, 'Write run or pause.');
  check('--idle-after', idleAfter, readIdle, 'Write a time from 1s to 24h, such as 5m.');
  check('--max-load', maxLoad, readPositiveShare, 'Write a share above 0 such as 0.6 or 60%.');
  const section = {
    maxMemory,
    cpuShare,
    gpuShare,
    quietHours: quietHoursOf(flags.quietHours),
    onBattery,
    whenActive: whenActive === undefined ? undefined : readWhenActive(whenActive),
    idleAfter,
    maxLoad,
    members: membersOf(flags),
    dataClasses: dataClassesOf(flags.dataClasses),
    shareModels: flags.shareModels,
    pausedWork: flags.pausedWork,
  };
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined));
}

function check(flag: string, text: string | undefined, read: (text: string) => unknown, mend: string): void {
  if (text !== undefined && read(text) === undefined) throw notUnderstood(flag, text, mend);
}

function notUnderstood(flag: string, text: string, mend: string): HanzoError {
  return new HanzoError('USAGE', `${flag} does not understand "${text}".`, { mend });
}

function readWhenActive(text: string): 'run' | 'pause' | undefined {
  return text === 'run' || text === 'pause' ? text : undefined;
}

function quietHoursOf(hours: readonly string[] | undefined): readonly string[] | undefined {
  if (hours === undefined) return undefined;
  if (hours.length === 1 && hours[0] === 'none') return [];
  for (const text of hours)
    check('--quiet-hours', text, readHours, 'Write 22:00-07:00, or "sat,sun 00:00-24:00" in quotes; none for none.');
  return hours;
}

function membersOf({ allowMembers, denyMembers, memberWeight }: PolicyFlags): WorkerSection['members'] {
  const members = {
    ...(allowMembers !== undefined && { allow: allowMembers }),
    ...(denyMembers !== undefined && { deny: denyMembers }),
    ...(memberWeight !== undefined && { weights: memberWeight }),
  };
  return Object.keys(members).length === 0 ? undefined : members;
}

function dataClassesOf(text: string | undefined): readonly DataClass[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !isDataClass(name));
  if (wrong !== undefined)
    throw notUnderstood('--data-classes', wrong, 'Name some of public, internal, confidential, by comma.');
  return names.filter(isDataClass);
}
