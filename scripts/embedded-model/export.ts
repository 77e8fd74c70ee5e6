/**
 * Writes a checkpoint of train.py as a GGUF file: hanzo-embedded.
 *
 *   node scripts/embedded-model/export.ts --data DIR --checkpoint DIR --out FILE.gguf
 *
 * --data is what pack.ts wrote: its vocabulary.json.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type MadeModel, placeModel } from '../gguf/place-model.ts';
import type { Preset } from '../gguf/presets.ts';
import { CONTROL, NORMAL, type Vocabulary } from '../gguf/vocabulary.ts';
import { type StoredTensor, storedWeights } from '../gguf/weights.ts';
import { ANSWER, BOS, END, MARKERS, PROMPT, readVocabulary } from './tokenizer.ts';

/** What train.py writes beside the weights. */
interface Checkpoint {
  readonly embedding: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly feedForward: number;
  readonly ropeBase: number;
  readonly tensors: readonly StoredTensor[];
}

/** The model reads the person's turn only: it was trained for one job and knows no system text. */
const CHAT_TEMPLATE =
  "{{ bos_token }}{% for message in messages %}{% if message['role'] == 'user' %}" +
  `{{ '${PROMPT}' + message['content'] + '${ANSWER}' }}` +
  `{% elif message['role'] == 'assistant' %}{{ message['content'] + '${END}' }}{% endif %}{% endfor %}`;

/** Twice what the longest training example has, many times over: positions behind that were never seen. */
const CONTEXT_TOKENS = 4096;

export interface ExportOptions {
  /** What pack.ts wrote. */
  readonly data: string;
  readonly checkpoint: string;
  readonly out: string;
}

function vocabularyOf(file: string): Vocabulary {
  const { tokens, merges } = readVocabulary(file);
  const markers = new Set(MARKERS);
  return {
    tokens,
    merges,
    types: tokens.map((token) => (markers.has(token) ? CONTROL : NORMAL)),
    bos: tokens.indexOf(BOS),
    eos: tokens.indexOf(END),
    chatTemplate: CHAT_TEMPLATE,
  };
}

function presetOf(checkpoint: Checkpoint, vocabularySize: number): Preset {
  const { embedding, layers, heads, keyValueHeads, feedForward, ropeBase } = checkpoint;
  return {
    name: 'hanzo-embedded',
    about: {
      description:
        'Writes first drafts of doc comments for functions. Made by the hanzo project, from text that it generates.',
      license: 'apache-2.0',
    },
    contextTokens: CONTEXT_TOKENS,
    vocabularySize,
    embedding,
    layers,
    heads,
    keyValueHeads,
    feedForward,
    ropeBase,
    tiedOutput: true,
    quant: 'q8_0',
  };
}

export function exportModel({ data, checkpoint, out }: ExportOptions): Promise<MadeModel> {
  const stored = JSON.parse(readFileSync(join(checkpoint, 'weights.json'), 'utf8')) as Checkpoint;
  const vocabulary = vocabularyOf(join(data, 'vocabulary.json'));
  const weights = storedWeights(join(checkpoint, 'weights.bin'), stored.tensors);
  return placeModel(out, { preset: presetOf(stored, vocabulary.tokens.length), vocabulary, weights });
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      checkpoint: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { data, checkpoint, out } = values;
  if (data === undefined || checkpoint === undefined || out === undefined) {
    process.stderr.write('Usage: export.ts --data DIR --checkpoint DIR --out FILE.gguf\n');
    process.exitCode = 2;
  } else {
    const made = await exportModel({ data, checkpoint, out });
    process.stdout.write(`${made.path}\n${made.sizeBytes} bytes\nsha256 ${made.sha256}\n`);
  }
}
