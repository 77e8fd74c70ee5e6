/**
 * Writes generated examples as token ids, for train.py.
 *
 *   node --conditions=@hanzo/source scripts/embedded-model/pack.ts --out DIR [--seed 1] [--count 160000] [--validation 600]
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { heldOutNames } from '../../bench/embedded-model/sets/committed.ts';
import { examples } from './generate/examples.ts';
import { packExamples } from './pack-examples.ts';
import { TRAINING_TEXT } from './training-text.ts';

const VOCABULARY_SIZE = 2048;
/** The vocabulary is learned from so many examples of the training seed. */
const VOCABULARY_EXAMPLES = 12_000;
/** Examples for validation come from a seed of their own. */
const VALIDATION_SEED = 1_000_003;
/** Names of the functions and types that the model is measured on. */
const without = heldOutNames();

function* texts(seed: number, count: number): Generator<string> {
  for (const { prompt, answer } of examples({ seed, count, without })) {
    yield prompt;
    yield answer;
  }
}

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string', default: `${TRAINING_TEXT.seed}` },
    count: { type: 'string', default: `${TRAINING_TEXT.count}` },
    validation: { type: 'string', default: '600' },
  },
});
if (values.out === undefined) {
  process.stderr.write('Usage: pack.ts --out DIR [--seed N] [--count N] [--validation N]\n');
  process.exitCode = 2;
} else {
  const [seed, count] = [Number(values.seed), Number(values.count)];
  const packed = packExamples(resolve(values.out), {
    vocabulary: texts(seed, Math.min(count, VOCABULARY_EXAMPLES)),
    size: VOCABULARY_SIZE,
    train: examples({ seed, count, without }),
    valid: examples({ seed: VALIDATION_SEED, count: Number(values.validation), without }),
  });
  process.stdout.write(`${JSON.stringify(packed, undefined, 1)}\n`);
}
