/** The text that the model which ships was trained on: the seed, and how many examples. */
export const TRAINING_TEXT = { seed: 1, count: 160_000 } as const;
