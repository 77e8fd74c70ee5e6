import { findModel, unknownModel, type ApiModelCard, type Task } from '@hanzo/contracts';
import { criticsWanted } from '@hanzo/orchestrator';
import type { Setting } from '../../../setting.ts';
import type { EngineFlags } from '../flags.ts';

/** A model that a flag names for tasks. */
export type NamedModel =
  | { readonly kind: 'api'; readonly name: string; readonly card: ApiModelCard }
  | { readonly kind: 'local'; readonly name: string };

type NamingFlags = Pick<EngineFlags, 'workerModels' | 'critic' | 'criticInstances'>;

/** What `Task.models` calls it. */
export function nameInTasks({ kind, name }: NamedModel): string {
  return kind === 'local' ? `local:${name}` : name;
}

/** The models of `--worker-models`; none: whoever the policy says. @throws HanzoError MODEL_UNKNOWN */
export function workerModels({ workerModels: names = [] }: NamingFlags, setting: Setting): readonly NamedModel[] {
  return distinct(names.map((name) => namedModel(name, setting, '--worker-models')));
}

/** The names of `--critic`. */
export function criticNames({ critic = '' }: Pick<EngineFlags, 'critic'>): readonly string[] {
  return critic
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Critics that judge each finding: `--critic-instances`, else one for each of several models of `--critic`. */
export function panelSize(flags: Pick<EngineFlags, 'critic' | 'criticInstances'>): number {
  const { criticInstances } = flags;
  return criticsWanted({ criticInstances, criticModels: criticNames(flags) });
}

/** Who the panel's critics may be, in turn; none: whoever the policy says. @throws HanzoError MODEL_UNKNOWN */
export function panelModels(flags: NamingFlags, setting: Setting): readonly NamedModel[] {
  return panelSize(flags) === 0
    ? []
    : distinct(criticNames(flags).map((name) => namedModel(name, setting, '--critic')));
}

/** As tasks carry them; undefined: whoever the policy says. */
export function modelsOfTasks(models: readonly NamedModel[]): Task['models'] {
  return models.length === 0 ? undefined : models.map(nameInTasks);
}

/** The API models among those that flags name for tasks and for the panel. */
export function namedCards(flags: NamingFlags, setting: Setting): readonly ApiModelCard[] {
  const all = [...workerModels(flags, setting), ...panelModels(flags, setting)];
  const cards = all.flatMap((model) => (model.kind === 'api' ? [model.card] : []));
  return [...new Map(cards.map((card) => [card.name, card])).values()];
}

/** The local models among them, those for tasks first. */
export function namedLocals(flags: NamingFlags, setting: Setting): readonly string[] {
  const all = [...workerModels(flags, setting), ...panelModels(flags, setting)];
  return [...new Set(all.flatMap((model) => (model.kind === 'local' ? [model.name] : [])))];
}

/**
 * The model that a name means. A worker may have one that no catalogue knows, so any name after `local:` is taken.
 *
 * @throws HanzoError MODEL_UNKNOWN
 */
export function namedModel(wanted: string, { catalogue }: Setting, flag: '--worker-models' | '--critic'): NamedModel {
  const card = findModel(catalogue, wanted);
  if (card?.kind === 'api') return { kind: 'api', name: card.name, card };
  const local = wanted.startsWith('local:') ? wanted.slice('local:'.length) : undefined;
  const name = card?.name ?? (local === undefined ? undefined : (findModel(catalogue, local)?.name ?? local));
  if (name === undefined || name === '' || name === 'any') throw unknownModel(wanted, catalogue, flag);
  return { kind: 'local', name };
}

function distinct(models: readonly NamedModel[]): readonly NamedModel[] {
  return [...new Map(models.map((model) => [nameInTasks(model), model])).values()];
}
