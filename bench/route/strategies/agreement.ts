import { vote, type Vote } from '@hanzo/router';
import { expectedResult, type Step } from '../replay/step.ts';
import type { OutcomeRow } from '../rows/outcome-row.ts';
import { meanScore } from '../rows/roles.ts';
import { ofStrong, within, type Candidate, type Strategy } from './strategy.ts';

/** So many of the best local models are asked: out of more, the choice would be one of luck on few tasks. */
const SIZES = [2, 3, 4, 5, 6];
/** Parts of all votes that must be behind one answer. */
const SHARES = Array.from({ length: 26 }, (_, at) => 0.5 + at / 50);
const MOST_STRONG_CALLS = 0.45;
/** Tasks are few, and which of them are held out is chance. */
const SEEDS = 5;

/** What has enough votes of local models counts, each weighed by how often its model is right on the training folds; else the strong model is asked. */
export const agreementStrategy: Strategy = {
  name: 'do independent local models agree',
  assumes:
    "Votes are counted by the router's `vote`, as the mesh rung does it; an answer that is missing agrees with none; local models cost nothing.",
  draws: 1,
  seeds: SEEDS,
  goals: [
    {
      name: 'at least 98 % of the strong model at 45 % strong calls',
      score: (train) => within(train.strong - MOST_STRONG_CALLS, ofStrong(train) - train.strong / 1_000),
      ids: /^crux-/,
      aims: [
        { name: "quality >= 98 % of the strong model's", of: 'ofStrong', isMet: (held) => ofStrong(held) >= 0.98 },
        { name: 'strong calls <= 45 %', of: 'strong', isMet: ({ strong }) => strong <= MOST_STRONG_CALLS },
      ],
    },
  ],
  candidates: (train, { local, strong }) => {
    const rates = new Map(local.map((model) => [model, meanScore(train, model)]));
    const answering = local.filter((model) => train.some(({ answers }) => (answers.get(model) ?? '') !== ''));
    const best = answering.toSorted((a, b) => (rates.get(b) ?? 0) - (rates.get(a) ?? 0));
    return SIZES.filter((size) => size <= best.length).flatMap((size) => {
      const asked = best.slice(0, size).map((model) => ({ model, passRate: rates.get(model) ?? 0 }));
      const voteOn = remembered((row) => vote(asked.map(({ model, passRate }) => voiceOf(row, model, passRate))));
      return SHARES.map((share) => candidateOf({ asked, share, strong, voteOn }));
    });
  },
};

interface Asked {
  readonly model: string;
  readonly passRate: number;
}

interface Parts {
  readonly asked: readonly Asked[];
  readonly share: number;
  readonly strong: string;
  /** Whatever share is wanted. */
  readonly voteOn: (row: OutcomeRow) => Vote;
}

function voiceOf({ answers }: OutcomeRow, model: string, passRate: number) {
  return { id: model, text: answers.get(model) ?? '', passRate };
}

/** Candidates that differ in the share alone count the same votes. */
function remembered(count: (row: OutcomeRow) => Vote): (row: OutcomeRow) => Vote {
  const votes = new WeakMap<OutcomeRow, Vote>();
  return (row) => {
    const found = votes.get(row) ?? count(row);
    votes.set(row, found);
    return found;
  };
}

function candidateOf({ asked, share, strong, voteOn }: Parts): Candidate {
  const stepsBy = (row: OutcomeRow, { leading }: Vote, isAccepted: boolean): readonly Step[] => {
    const model = leading[0] ?? asked[0]?.model ?? '';
    return [
      {
        rung: 'mesh',
        model,
        finish: 'stop',
        disagreement: isAccepted ? undefined : `Less than ${percent(share)} of the votes are for one answer.`,
        text: row.answers.get(model),
        quality: row.score.get(model) ?? 0,
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
  const weights = asked.map(({ model, passRate }) => `${model} ${passRate.toFixed(2)}`).join(', ');
  return {
    label: `${asked.length} models, ${percent(share)} of their votes (${weights}) → ${strong}`,
    steps: (row) => {
      const voices = asked.map(({ model, passRate }) => voiceOf(row, model, passRate));
      const counted = vote(voices, { share });
      return stepsBy(row, counted, counted.isAccepted);
    },
    expected: (row) => {
      const counted = voteOn(row);
      return expectedResult(row.id, stepsBy(row, counted, isAcceptedAt(counted, share)));
    },
  };
}

/** As `vote` says it for this share; that it does is checked when the choice is replayed. */
function isAcceptedAt({ leading, share }: Vote, wanted: number): boolean {
  return leading.length > 1 && share >= wanted - 1e-9 && share > 0.5 + 1e-9;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
