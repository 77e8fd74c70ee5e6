import type { Dispatcher } from '@hanzo/coordinator';

/** What tasks must fit: the smallest context that a worker with this model offers. */
export function smallestContext(dispatcher: Dispatcher, model: string | undefined): number | undefined {
  const contexts = dispatcher
    .workers()
    .flatMap((worker) => worker.advert?.models ?? [])
    .filter((offer) => model === undefined || offer.name === model)
    .map((offer) => offer.contextTokens);
  return contexts.length === 0 ? undefined : Math.min(...contexts);
}

/** Attempts that all workers together run at once. */
export function totalSlots(dispatcher: Dispatcher): number {
  return dispatcher.workers().reduce((sum, worker) => sum + (worker.advert?.slots ?? 0), 0);
}
