import { GATES, type Attempt, type Task, type Who } from '@hanzo/contracts';
import { featuresOf, routedText, type PastOutcome } from '@hanzo/router';
import { thinned } from './thinned.ts';

const JUDGES: ReadonlySet<string> = new Set(GATES);

/**
 * What an attempt tells about the model that answered it; undefined where no gate judged a model: errors tell about
 * engines and networks, models that do not agree are not judged, the cache repeats what was judged before, and tools are
 * exact.
 *
 * @param nameOf under which name a model is learned about: the same for all states of it
 */
export function outcomeOf(task: Task, attempt: Attempt, nameOf: (who: Who) => string): PastOutcome | undefined {
  const { rung, end, endedAt } = attempt;
  if (end.kind === 'error' || (end.kind === 'rejected' && !JUDGES.has(end.gate))) return undefined;
  const { who } = end.answer;
  if (who.kind === 'cache' || who.kind === 'tool') return undefined;
  const features = thinned(featuresOf(routedText(task)));
  return { rung, model: nameOf(who), kind: task.kind, features, passed: end.kind === 'passed', at: endedAt };
}

/** As its engine calls it; of an API the model that answered, which may not be the one that was asked. */
export function modelOf(who: Who): string {
  switch (who.kind) {
    case 'local':
    case 'worker':
      return who.model;
    case 'api':
      return who.servedModel === '' ? who.requestedModel : who.servedModel;
    case 'cache':
      return who.engine;
    case 'tool':
      return who.tool;
  }
}
