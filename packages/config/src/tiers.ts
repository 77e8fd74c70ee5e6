import {
  type Catalogue,
  findModel,
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
import { checkFile } from './zod-check.ts';

interface TierFile extends RoutingPolicy {
  readonly $schema?: string | undefined;
  readonly version: string;
}

const model = z.string().min(1);
const models = z.array(model).min(1, 'must name at least one model');

const tier: z.ZodType<TierPolicy> = z.strictObject({
  startRung: z.enum(RUNGS).exclude(['cache']).describe('The cheapest that may try'),
  escalatesTo: z.enum(TIERS).optional().describe("The higher tier whose model gets what this tier's fails"),
  models,
  seedModels: z.array(model).default([]),
  note: z.string().optional(),
});

const kind: z.ZodType<KindPolicy> = z.strictObject({
  tier: z.enum(TIERS).describe('Of tasks that are planned by rules'),
  startRung: z.enum(RUNGS).exclude(['cache']).optional().describe("Wins over the tier's"),
  lastRung: z.enum(RUNGS).exclude(['cache']).optional().describe('Nothing dearer may try'),
  gates: z.array(z.enum(GATES)).describe('What an answer must pass; finished and schema always'),
  tries: z.int().min(1).max(8).default(1).describe('Different models of the mesh that may try'),
  agreement: z.int().min(1).max(5).default(1).describe('So many different models of the mesh must agree'),
});

/** configs/tiers.json: all tiers and all kinds, nothing else. */
export const tierTableSchema: z.ZodType<TierFile> = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().min(1),
  tiers: z.strictObject(forEach(TIERS, tier)),
  kinds: z.strictObject(forEach(TASK_KINDS, kind)),
});

/** Reads the tier policies. With a catalogue, models that it does not know are refused. Throws CONFIG_INVALID. */
export function loadTiers(file: string, catalogue?: Catalogue): RoutingPolicy {
  const content = readJsonFile(file);
  if (content === undefined) {
    throw new HanzoError('CONFIG_INVALID', `The tier policies ${file} do not exist.`, { details: { file } });
  }
  const { tiers, kinds } = checkFile(tierTableSchema, content, file);
  if (catalogue) checkModels(tiers, catalogue, file);
  return { tiers, kinds };
}

function checkModels(tiers: TierFile['tiers'], catalogue: Catalogue, file: string): void {
  for (const name of TIERS) {
    for (const wanted of tiers[name].models) {
      if (findModel(catalogue, wanted)) continue;
      throw new HanzoError(
        'CONFIG_INVALID',
        `${file}: tiers.${name}.models names "${wanted}", which is not in the catalogue.`,
        {
          details: { file, tier: name, name: wanted },
          mend: '`hanzo models` lists the names; add your own to models.json in the home folder.',
        },
      );
    }
  }
}

function forEach<Name extends Tier | TaskKind, Value>(names: readonly Name[], value: Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}
