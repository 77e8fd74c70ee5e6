import {
  HanzoError,
  NO_USAGE,
  type Answer,
  type ErrorCode,
  type Gate,
  type Rung,
  type RungContext,
  type RungName,
  type Who,
} from '@hanzo/contracts';

export const worker = (model: string): Who => ({
  kind: 'worker',
  node: `node of ${model}`,
  peerId: `peer ${model}`,
  model,
});
export const api = (model: string): Who => ({
  kind: 'api',
  endpoint: 'api.test',
  requestedModel: model,
  servedModel: model,
});

export function answer(text: string, who: Who, costMicros = 0): Answer {
  const timings = { queueMs: 0, firstTokenMs: 1, totalMs: 2 };
  return { text, finish: 'stop', who, usage: { ...NO_USAGE, outputTokens: 5 }, timings, costMicros };
}

export interface FakeRung extends Rung {
  /** What each attempt was told, in order. */
  readonly contexts: readonly RungContext[];
}

/** Gives one answer after the other; the last one again and again. An error code is an attempt that fails so. */
export function rung(name: RungName, answers: readonly (Answer | ErrorCode)[], unfit?: Rung['unfit']): FakeRung {
  const contexts: RungContext[] = [];
  return {
    name,
    paid: name === 'api' || name === 'strong',
    contexts,
    unfit: unfit ?? (() => undefined),
    attempt: (_, context) => {
      const given = answers[Math.min(contexts.length, answers.length - 1)];
      // What is known may grow after it.
      contexts.push({ ...context, refused: [...(context.refused ?? [])], notAgain: new Set(context.notAgain) });
      if (given === undefined || typeof given === 'string')
        return Promise.reject(new HanzoError(given ?? 'INTERNAL', `It failed: ${given}.`));
      context.onStart(given.who);
      return Promise.resolve(given);
    },
  };
}

/** Lets answers pass that say "good". */
export const gate: Gate = (_, { text }) =>
  text.includes('good') ? { passed: true } : { passed: false, gate: 'evidence', reason: `"${text}" quotes nothing` };
