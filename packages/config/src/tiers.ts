import { type Catalogue, findModel, HanzoError, RUNGS, type RungName, type Tier, TIERS } from '@hanzo/contracts';
import { z } from 'zod';
import { readJsonFile } from './json-file.ts';
import { checkFile } from './zod-check.ts';

/** What the user wants for tasks of one tier. */
export interface TierPolicy {
  /** The cheapest rung that may try. Dearer ones follow when its answer fails the gate. */
  readonly startRung: RungName;
  /** Models in order of preference; `local:` marks worker models. Those past their shutdown are passed over. */
  readonly models: readonly string[];
  /** What the orchestration guide named for this tier, for the record. */
  readonly seedModels: readonly string[];
  readonly note?: string;
}

/** A policy for each tier. */
export type TierTable = Readonly<Record<Tier, TierPolicy>>;

interface TierFile {
  readonly $schema?: string | undefined;
  readonly version: string;
  readonly tiers: Readonly<Record<Tier, Omit<TierPolicy, 'note'> & { readonly note?: string | undefined }>>;
}

const policy = z.strictObject({
  startRung: z.enum(RUNGS),
  models: z.array(z.string().min(1)).min(1, 'must name at least one model'),
  seedModels: z.array(z.string().min(1)).default([]),
  note: z.string().optional(),
});

/** configs/tiers.json: all four tiers, nothing else. */
export const tierTableSchema: z.ZodType<TierFile> = z.strictObject({
  $schema: z.string().optional(),
  version: z.string().min(1),
  tiers: z.strictObject({ simple: policy, medium: policy, complex: policy, critical: policy }),
});

/** Reads the tier policies. With a catalogue, models that it does not know are refused. Throws CONFIG_INVALID. */
export function loadTiers(file: string, catalogue?: Catalogue): TierTable {
  const content = readJsonFile(file);
  if (content === undefined) {
    throw new HanzoError('CONFIG_INVALID', `The tier policies ${file} do not exist.`, { details: { file } });
  }
  const { tiers } = checkFile(tierTableSchema, content, file);
  if (catalogue) checkModels(tiers, catalogue, file);
  return tiers as TierTable;
}

function checkModels(tiers: TierFile['tiers'], catalogue: Catalogue, file: string): void {
  for (const tier of TIERS) {
    for (const name of tiers[tier].models) {
      if (findModel(catalogue, name)) continue;
      throw new HanzoError(
        'CONFIG_INVALID',
        `${file}: tiers.${tier}.models names "${name}", which is not in the catalogue.`,
        {
          details: { file, tier, name },
          mend: '`hanzo models` lists the names; add your own to models.json in the home folder.',
        },
      );
    }
  }
}
