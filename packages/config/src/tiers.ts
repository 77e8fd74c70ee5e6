import {
  type Catalogue,
  GATES,
  HanzoError,
  type KindPolicy,
  type RoutingPolicy,
  RUNGS,
  TASK_KINDS,
  type TaskKind,
  type Tier,
  type TierPolicy,
  TIERS,
} from '@hanzo/contracts';
import { z } from 'zod';
import { readJsonFile } from './json-file.ts';
import { checkRouting } from './routing-check.ts';
import { checkFile } from './zod-check.ts';

interface TierFile extends RoutingPolicy {
  readonly $schema?: string | undefined;
  readonly version: string;
}

/** Said twice, one of them was meant to be another. */
const once = <Name extends string>(name: z.ZodType<Name>): z.ZodType<Name[]> =>
  z.array(name).superRefine((names, context) => {
    const at = names.findIndex((one, index) => names.indexOf(one) !== index);
    if (at >= 0) context.addIssue({ code: 'custom', path: [at], message: `names "${names[at]}" a second time` });
  });

const model = z.string().min(1, 'must be the name of a model');
const START_RUNGS = z.enum(RUNGS).exclude(['cache']);

const tierChanges = {
  startRung: START_RUNGS.describe('The cheapest that may try'),
  escalatesTo: z.enum(TIERS).describe("The higher tier whose model gets what this tier's fails"),
  models: once(model)
    .refine((names) => names.length > 0, 'must name at least one model')
    .describe('In order of preference; local: marks models of workers'),
};

const tierFields = { ...tierChanges, seedModels: z.array(model), note: z.string() };

const kindFields = {
  tier: z.enum(TIERS).describe('Of tasks that are planned by rules'),
  startRung: START_RUNGS.describe("Wins over the tier's"),
  lastRung: START_RUNGS.describe('Nothing dearer may try'),
  gates: once(z.enum(GATES)).describe('What an answer must pass; finished and schema always'),
  tries: z.int().min(1).max(8).describe('Different models of the mesh that may try'),
  agreement: z.int().min(1).max(5).describe('So many different models of the mesh must agree'),
  agreementShare: z.number().min(0.5).max(1).describe('Part of their votes that must be behind one answer'),
};

const tier: z.ZodType<TierPolicy> = z.strictObject({
  ...tierFields,
  escalatesTo: tierFields.escalatesTo.optional(),
  seedModels: tierFields.seedModels.default([]),
  note: tierFields.note.optional(),
});

const kind: z.ZodType<KindPolicy> = z.strictObject({
  ...kindFields,
  startRung: kindFields.startRung.optional(),
  lastRung: kindFields.lastRung.optional(),
  tries: kindFields.tries.default(1),
  agreement: kindFields.agreement.default(1),
  agreementShare: kindFields.agreementShare.optional(),
});

/** configs/tiers.json: all tiers and all kinds, nothing else. */
export const tierTableSchema: z.ZodType<TierFile> = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().min(1),
  tiers: z.strictObject(forEach(TIERS, tier)),
  kinds: z.strictObject(forEach(TASK_KINDS, kind)),
});

/**
 * What a file changes of one tier: the fields that it names. `null` takes away what a tier may lack. Notes are no part of it:
 * who is asked to trust a file has enough to read.
 */
export type TierOverride = Changes<Omit<TierPolicy, 'seedModels' | 'note'>, 'escalatesTo'>;

/** What a file changes of one kind. `null` takes away what a kind may lack. */
export type KindOverride = Changes<KindPolicy, 'startRung' | 'lastRung' | 'agreementShare'>;

type Changes<Policy, Removable extends keyof Policy> = {
  readonly [Field in keyof Policy]?: Policy[Field] | (Field extends Removable ? null : never) | undefined;
};

/** Sections of a file that change the policy. */
export interface RoutingOverrides {
  readonly tiers?: Readonly<{ [Name in Tier]?: TierOverride | undefined }> | undefined;
  readonly kinds?: Readonly<{ [Name in TaskKind]?: KindOverride | undefined }> | undefined;
}

const tierOverride = z
  .strictObject({ ...tierChanges, escalatesTo: tierChanges.escalatesTo.nullable() })
  .partial()
  .optional();

const kindOverride = z
  .strictObject({
    ...kindFields,
    startRung: kindFields.startRung.nullable(),
    lastRung: kindFields.lastRung.nullable(),
    agreementShare: kindFields.agreementShare.nullable(),
  })
  .partial()
  .optional();

/** The sections `tiers` and `kinds` of the user's and of a project's config.json. */
export const overrideSections: {
  readonly tiers: z.ZodType<RoutingOverrides['tiers']>;
  readonly kinds: z.ZodType<RoutingOverrides['kinds']>;
} = {
  tiers: z.strictObject(forEach(TIERS, tierOverride)).describe('Changes of the policy for tiers').optional(),
  kinds: z.strictObject(forEach(TASK_KINDS, kindOverride)).describe('Changes of the policy for kinds').optional(),
};

/**
 * Reads the policy for tiers and kinds. With a catalogue, models that it does not know are refused.
 *
 * @throws HanzoError CONFIG_INVALID with the file, the path in it and what is allowed there
 */
export function loadTiers(file: string, catalogue?: Catalogue): RoutingPolicy {
  const content = readJsonFile(file);
  if (content === undefined) {
    throw new HanzoError('CONFIG_INVALID', `The tier policies ${file} do not exist.`, { details: { file } });
  }
  const { tiers, kinds } = checkFile(tierTableSchema, content, file);
  const policy = { tiers, kinds };
  checkRouting(policy, { catalogue, file });
  return policy;
}

function forEach<Name extends Tier | TaskKind, Value>(names: readonly Name[], value: Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}
