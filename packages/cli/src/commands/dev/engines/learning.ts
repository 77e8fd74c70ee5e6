import { existsSync } from 'node:fs';
import {
  findModel,
  systemClock,
  toHanzoError,
  type Attempt,
  type Catalogue,
  type Logger,
  type Task,
} from '@hanzo/contracts';
import { modelOf, openOutcomeBook, outcomeOf, type OutcomeBook } from '@hanzo/coordinator';
import { Experience, PreRouter, type PastOutcome } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import { readProfiles } from '../../route/profiles-folder.ts';

/** What is known of models before a task is done, and where it is noted what the gates said of their answers. */
export interface Learning extends Disposable {
  readonly experience: Experience;
  /** Models that answered on the mesh before, by the names under which they are learned about. */
  readonly meshModels: readonly string[];
  /** An attempt has ended. */
  note(task: Task, attempt: Attempt): void;
}

export interface LearningOptions {
  /** Where there is none: not for who only looks. @default true */
  readonly makeBook?: boolean;
}

/** Older outcomes count for little by then, and reading more would take longer than it is worth. */
const MOST_READ = 5_000;

/**
 * Opens the home's outcome book and profiles. Neither ever fails a run: what cannot be used is said once, and the run goes
 * on without. With `routing.learn` off nothing is read and nothing noted; profiles count all the same.
 */
export function openLearning(
  { config, paths, catalogue }: Setting,
  log: Logger,
  { makeBook = true }: LearningOptions = {},
): Learning {
  const { learn } = config.routing;
  const experience = new Experience({ routers: preRouters(paths.profiles, catalogue, log) });
  const outcomes: PastOutcome[] = [];
  const book =
    learn && (makeBook || existsSync(paths.outcomes)) ? openedBook(paths.outcomes, outcomes, log) : undefined;
  for (const outcome of outcomes) experience.add(outcome);
  const ofMesh = outcomes.filter(({ rung }) => rung === 'mesh');
  let hasFailed = false;
  const look = (): void => {
    const fault = hasFailed ? undefined : book?.fault();
    if (fault === undefined) return;
    hasFailed = true;
    sayUnusable(fault, paths.outcomes, log);
  };
  return {
    experience,
    meshModels: [...new Set(ofMesh.map(({ model }) => model))],
    note(task, attempt) {
      const outcome = learn ? outcomeOf(task, attempt, (who) => learnedName(modelOf(who), catalogue)) : undefined;
      if (outcome === undefined) return;
      experience.add(outcome);
      book?.add(outcome);
      look();
    },
    [Symbol.dispose]() {
      book?.close();
      look();
    },
  };
}

/** One name for all states and aliases of a model: what the catalogue calls it. */
export function learnedName(model: string, catalogue: Catalogue): string {
  return findModel(catalogue, model)?.name ?? model;
}

/** Profiles that can be used, under the catalogue's names of their models. */
export function preRouters(folder: string, catalogue: Catalogue, log: Logger): readonly PreRouter[] {
  const { profiles, bad } = readProfiles(folder);
  for (const { file, reason } of bad) log.warn('a routing profile is left out', { file, reason });
  return profiles.flatMap(({ file, profile }) => {
    const weakModel = learnedName(profile.weakModel, catalogue);
    const strongModel = learnedName(profile.strongModel, catalogue);
    try {
      return [new PreRouter({ ...profile, weakModel, strongModel })];
    } catch (thrown) {
      log.warn('a routing profile is left out', { file, reason: toHanzoError(thrown).message });
      return [];
    }
  });
}

function openedBook(path: string, outcomes: PastOutcome[], log: Logger): OutcomeBook | undefined {
  let book: OutcomeBook | undefined;
  try {
    book = openOutcomeBook(path, systemClock);
    outcomes.push(...book.read(MOST_READ));
    return book;
  } catch (thrown) {
    book?.close();
    sayUnusable(toHanzoError(thrown), path, log);
    return undefined;
  }
}

function sayUnusable(error: Error, path: string, log: Logger): void {
  const { message, mend } = toHanzoError(error);
  log.warn('the outcome book cannot be used; the run goes on without it', { path, why: message, mend });
}
