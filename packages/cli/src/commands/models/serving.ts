import { isSameModel, isStateOf, lifeOf } from '@hanzo/config';
import { EXIT, type Catalogue, type ExitCode, type HanzoError } from '@hanzo/contracts';
import type { AskedEndpoint } from './check-endpoints.ts';
import { isChosen, isNamedInConfig, type UsedModel } from './used-models.ts';

/** What an endpoint said. */
export interface Answer {
  readonly endpoint: AskedEndpoint;
  /** Undefined when it did not say. */
  readonly models: readonly string[] | undefined;
  readonly error: HanzoError | undefined;
}

/**
 * `missing`: not served by the name that calls send. `unknown`: its endpoint did not answer. `gone`: not asked for, its
 * end has come. `no-key`: nobody can be asked.
 */
export type Served = 'served' | 'missing' | 'unknown' | 'gone' | 'no-key';

export interface Serving extends UsedModel {
  readonly served: Served;
  /** Of a model that is missing: another name of it under which the endpoint serves it. */
  readonly servedAs?: string;
}

/** Compares a model in use with what its endpoint says. `now` in milliseconds since the epoch. */
export function servingOf(model: UsedModel, answers: readonly Answer[], catalogue: Catalogue, now: number): Serving {
  const { card } = model;
  if (lifeOf(card, now).state === 'gone') return { ...model, served: 'gone' };
  const answer = answers.find(({ endpoint }) => endpoint.used.includes(card.name));
  if (answer === undefined) return { ...model, served: 'no-key' };
  if (answer.models === undefined) return { ...model, served: 'unknown' };
  // A call sends the model's own name; that of one of its dated states stands for it at providers.
  if (answer.models.some((name) => name === card.name || isStateOf(card.name, name))) {
    return { ...model, served: 'served' };
  }
  const servedAs = answer.models.find((name) => isSameModel(catalogue, card.name, name));
  return { ...model, served: 'missing', ...(servedAs !== undefined && { servedAs }) };
}

/**
 * 1 when a model that somebody chose cannot be had, 3 when there is no key for the orchestrator. A tier passes over its
 * models that are gone, so only those count that the configuration names.
 *
 * @param unknown names of the configuration that no catalogue knows
 */
export function verdictOf(rows: readonly Serving[], unknown: readonly string[]): ExitCode {
  const isLost = (row: Serving): boolean =>
    (row.served === 'missing' && isChosen(row)) || (row.served === 'gone' && isNamedInConfig(row));
  if (unknown.length > 0 || rows.some(isLost)) return EXIT.incomplete;
  return rows.some(({ orchestrator, served }) => orchestrator && served === 'no-key') ? EXIT.configuration : EXIT.done;
}
