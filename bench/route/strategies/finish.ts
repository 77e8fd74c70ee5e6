import { expectedResult, type Step } from '../replay/step.ts';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import { meanScore, type Roles } from '../rows/roles.ts';
import { ofStrong, saved, within, type Candidate, type Goal, type Strategy } from './strategy.ts';

/** Steps after which an agent is stopped. */
const LIMITS = [60, 80, 100, 120, 150, 200];
/** Of the local models and of those of the API so many, the best ones. */
const MOST_LOCAL = 3;
const MOST_STRONG = 3;
/** On training folds so much more is asked for than the aim, because others are held out. */
const MARGIN = 0.005;

interface Leg {
  readonly rung: Step['rung'];
  readonly model: string;
  readonly limit: number;
}

/** An agent's run on a local model counts when it ended by itself within a limit of steps; the rest is escalated. */
export const finishStrategy: Strategy = {
  name: 'did it finish within its steps',
  assumes:
    'A run that was stopped at its limit counts as unfinished, whatever it had done; what a stopped paid run cost is counted in full; local models cost nothing.',
  draws: 1,
  seeds: 1,
  goals: [
    goal('95 % of the strong model at 95 % lower cost', 0.95, 0.95),
    goal('moonshot: 100 % of the strong model at 90 % lower cost', 1, 0.9),
  ],
  candidates: (rows, roles) => chains(rows, roles).map(candidateOf),
};

function goal(name: string, quality: number, less: number): Goal {
  return {
    name,
    score: (train) => within(less + MARGIN - saved(train), ofStrong(train) + saved(train) / 1_000),
    ids: /^[\w.-]+__[\w.-]+-\d+$/,
    aims: [
      {
        name: `quality >= ${percent(quality)} of the strong model's`,
        of: 'ofStrong',
        isMet: (held) => ofStrong(held) >= quality,
      },
      { name: `cost >= ${percent(less)} lower`, of: 'saved', isMet: (held) => saved(held) >= less },
    ],
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** One or two local models, a cheap one of the API, a strong one: each may be missing. */
function chains(rows: readonly OutcomeRow[], { local, cheap, strong }: Roles): readonly (readonly Leg[])[] {
  const best = [...(rows[0]?.costMicros.keys() ?? [])]
    .filter((model) => model !== strong && !cheap.includes(model) && !local.includes(model))
    .filter((model) => rows.every(({ costMicros, score }) => costMicros.has(model) && score.has(model)))
    .toSorted((a, b) => meanScore(rows, b) - meanScore(rows, a))
    .slice(0, MOST_STRONG);
  const free: (readonly Leg[])[] = local
    .filter((model) => rows.every(({ calls }) => calls.has(model)))
    .slice(0, MOST_LOCAL)
    .flatMap((model) => LIMITS.map((limit) => [{ rung: 'mesh', model, limit }] as const));
  const paid: (readonly Leg[])[] = [strong, ...best].map((model) => [leg('strong', model)]);
  const priced = cheap.filter((model) => rows.every(({ costMicros }) => costMicros.has(model)));
  const mixed = priced.flatMap((model) => [
    [leg('api', model)],
    ...LIMITS.flatMap((limit) => paid.map((last) => [{ rung: 'api', model, limit } as const, ...last])),
  ]);
  return free.flatMap((first) => [...paid, ...mixed].map((rest) => [...first, ...rest]));
}

function leg(rung: Step['rung'], model: string): Leg {
  return { rung, model, limit: Number.POSITIVE_INFINITY };
}

function candidateOf(legs: readonly Leg[]): Candidate {
  const steps = (row: OutcomeRow): readonly Step[] => legs.map((one) => stepOf(one, row));
  return {
    label: legs.map(({ model, limit }) => (Number.isFinite(limit) ? `${model}, ${limit} steps` : model)).join(' → '),
    steps,
    expected: (row) => expectedResult(row.id, steps(row)),
  };
}

function stepOf({ rung, model, limit }: Leg, { score, costMicros, calls }: OutcomeRow): Step {
  return {
    rung,
    model,
    finish: (calls.get(model) ?? 0) > limit ? 'length' : 'stop',
    quality: score.get(model) ?? 0,
    costMicros: rung === 'mesh' ? 0 : (costMicros.get(model) ?? 0),
  };
}
