import { agree } from '@hanzo/router';
import { expectedResult, type Step } from '../replay/step.ts';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import { combinations } from './combinations.ts';
import { ofStrong, within, type Candidate, type Strategy } from './strategy.ts';

const MOST_LEADS = 1;
/** The best local models with answers, the lead among them: out of more, the choice would be one of luck on few tasks. */
const MOST_LOCAL = 6;
/** A model may be asked by itself, and beside it so many others at most. */
const MOST_PEERS = 4;
const MOST_STRONG_CALLS = 0.45;
/** On training folds a little less is allowed, because others are held out. */
const MARGIN = 0.01;

/** A local model's answer counts when so many other local models give the same; else the strong model is asked. */
export const agreementStrategy: Strategy = {
  name: 'do independent local models agree',
  assumes:
    "Answers are compared by the router's `agree`; an answer that is missing agrees with none; local models cost nothing.",
  draws: 1,
  goals: [
    {
      name: 'at least 98 % of the strong model at 45 % strong calls',
      score: (train) => within(train.strong - MOST_STRONG_CALLS + MARGIN, ofStrong(train) - train.strong / 100),
      aims: [
        { name: "quality >= 98 % of the strong model's", isMet: (held) => ofStrong(held) >= 0.98 },
        { name: 'strong calls <= 45 %', isMet: ({ strong }) => strong <= MOST_STRONG_CALLS },
      ],
    },
  ],
  candidates: (rows, { local, strong }) => {
    const answering = local.filter((model) => rows.some(({ answers }) => answers.has(model))).slice(0, MOST_LOCAL);
    return answering.slice(0, MOST_LEADS).flatMap((lead) => {
      const confirms = confirmations(rows, lead, answering);
      const others = answering.filter((model) => model !== lead);
      return [1, 2, 3, 4]
        .filter((size) => size <= Math.min(MOST_PEERS, others.length))
        .flatMap((size) => combinations(others, size))
        .flatMap((peers) => peers.map((_, at) => candidateOf(lead, peers, at + 2, strong, confirms)));
    });
  },
};

/** Which models give the same answer as the lead, by task. */
type Confirmations = ReadonlyMap<string, ReadonlySet<string>>;

function confirmations(rows: readonly OutcomeRow[], lead: string, models: readonly string[]): Confirmations {
  return new Map(
    rows.map(({ id, answers }) => {
      const own = { id: lead, text: answers.get(lead) ?? '' };
      const same = models.filter(
        (model) => model !== lead && agree([own, { id: model, text: answers.get(model) ?? '' }]).majority !== undefined,
      );
      return [id, new Set(same)];
    }),
  );
}

function candidateOf(
  lead: string,
  peers: readonly string[],
  wanted: number,
  strong: string,
  confirms: Confirmations,
): Candidate {
  const steps = (row: OutcomeRow): readonly Step[] => {
    const same = 1 + peers.filter((peer) => confirms.get(row.id)?.has(peer) === true).length;
    const disagreement =
      same >= wanted ? undefined : `${same} of ${peers.length + 1} models agree with ${lead}; ${wanted} are needed.`;
    return [
      {
        rung: 'mesh',
        model: lead,
        finish: 'stop',
        disagreement,
        text: row.answers.get(lead),
        quality: row.score.get(lead) ?? 0,
        costMicros: 0,
      },
      {
        rung: 'strong',
        model: strong,
        finish: 'stop',
        quality: row.score.get(strong) ?? 0,
        costMicros: row.costMicros.get(strong) ?? 0,
      },
    ];
  };
  return {
    label: `${lead}, when ${wanted} of ${peers.length + 1} agree with it (${peers.join(', ')}) → ${strong}`,
    steps,
    expected: (row) => expectedResult(row.id, steps(row)),
  };
}
