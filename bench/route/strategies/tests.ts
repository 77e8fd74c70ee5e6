import { drawn } from '../replay/drawn.ts';
import type { Step } from '../replay/step.ts';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import { combinations } from './combinations.ts';
import { ofStrong, within, type Candidate, type Expected, type Strategy } from './strategy.ts';

/** Different local models that try, one after the other. */
const TRIES = 4;
/** More local models make too many combinations to look at all: the best ones. */
const MOST_LOCAL = 24;
const DRAWS = 20;

/** Each of several local models gives one sample; the first that passes the tests counts, else the strong model is asked. */
export const testsStrategy: Strategy = {
  name: `do the tests pass: ${TRIES} local models, one sample each`,
  assumes:
    'The tests that are the gate are those that measure: what a task with weaker tests lets pass is not seen here.',
  draws: DRAWS,
  seeds: 1,
  goals: [
    {
      name: 'at most 9 % strong calls at 100 % of the strong model',
      score: (train) => within(1 - ofStrong(train), -train.strong),
      ids: /^(HumanEval|Mbpp)\/\d+$/,
      aims: [
        { name: "quality >= 100 % of the strong model's", of: 'ofStrong', isMet: (held) => ofStrong(held) >= 1 },
        { name: 'strong calls <= 9 %', of: 'strong', isMet: ({ strong }) => strong <= 0.09 },
      ],
    },
  ],
  candidates: (_, { local, strong }, seed) =>
    combinations(local.slice(0, MOST_LOCAL), Math.min(TRIES, local.length)).map((models) =>
      candidateOf(models, strong, seed),
    ),
};

function candidateOf(models: readonly string[], strong: string, seed: number): Candidate {
  return {
    label: [...models, strong].join(' → '),
    steps: (row, draw) => [
      ...models.map((model) => sample('mesh', model, row, draw, seed)),
      sample('strong', strong, row, draw, seed),
    ],
    expected: (row) => expectedOf(row, models, strong),
  };
}

function expectedOf({ score, costMicros }: OutcomeRow, models: readonly string[], strong: string): Expected {
  let allFail = 1;
  for (const model of models) allFail *= 1 - (score.get(model) ?? 0);
  const quality = 1 - allFail + allFail * (score.get(strong) ?? 0);
  return { quality, costMicros: allFail * (costMicros.get(strong) ?? 0), strong: allFail };
}

/** One sample of those whose share is stored: the same for every candidate. */
function sample(rung: Step['rung'], model: string, row: OutcomeRow, draw: number, seed: number): Step {
  const testsPass = drawn(`${model} ${row.id} ${draw}`, seed) < (row.score.get(model) ?? 0);
  const costMicros = rung === 'mesh' ? 0 : (row.costMicros.get(model) ?? 0);
  return { rung, model, finish: 'stop', testsPass, quality: testsPass ? 1 : 0, costMicros };
}
