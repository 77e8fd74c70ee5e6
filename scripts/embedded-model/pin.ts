/**
 * Puts a model file into packages/embedded-model, and what it is like where that is compared and shown: `pin.json` beside it, and its
 * card in configs/models.json.
 *
 *   node scripts/embedded-model/pin.ts FILE.gguf   takes this file
 *   node scripts/embedded-model/pin.ts             takes the one that is there
 */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HanzoError } from '../../packages/contracts/src/errors.ts';
import { readGgufHeader } from '../../packages/models/src/llama/gguf-header.ts';
import { keyValueBytes } from '../../packages/models/src/llama/memory-need.ts';
import { runScript } from '../lib/run-script.ts';

const ROOT = dirname(dirname(import.meta.dirname));
const PACKAGE = join(ROOT, 'packages', 'embedded-model');
const CATALOGUE = join(ROOT, 'configs', 'models.json');
const NAME = 'hanzo-embedded';
const FILE_NAME = `${NAME}.gguf`;
/** Of matrices stored as Q8_0: 32 numbers in 34 bytes. The few others change the first digits of the sum by nothing. */
const NUMBERS_PER_BYTE = 32 / 34;

await runScript('pin', async () => {
  const [from] = process.argv.slice(2);
  const file = join(PACKAGE, FILE_NAME);
  if (from !== undefined && resolve(from) !== file) {
    await readGgufHeader(from);
    copyFileSync(from, file);
  }
  const header = await readGgufHeader(file);
  const bytes = readFileSync(file);
  const sizeBytes = bytes.length;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const parameters = `${((header.weightBytes * NUMBERS_PER_BYTE) / 1e6).toPrecision(2)}M`;
  const kvBytesPerToken = keyValueBytes(header, 1);
  const pin = { name: NAME, fileName: FILE_NAME, sizeBytes, sha256 };
  writeFileSync(join(PACKAGE, 'pin.json'), `${JSON.stringify(pin, undefined, 2)}\n`);
  const text = withFacts(readFileSync(CATALOGUE, 'utf8'), { sizeBytes, sha256, parameters, kvBytesPerToken });
  writeFileSync(CATALOGUE, text);
  process.stdout.write(`${FILE_NAME}: ${parameters} parameters, ${sizeBytes} bytes, sha256 ${sha256}\n`);
});

/** The catalogue's text with these facts in the model's card, which has a line for each. All else stays as it is written by hand. */
function withFacts(text: string, facts: Readonly<Record<string, string | number>>): string {
  const start = text.indexOf(`"name": "${NAME}"`);
  let card = text.slice(start, text.indexOf('}', start));
  const rest = text.slice(start + card.length);
  for (const [field, value] of Object.entries(facts)) {
    const line = new RegExp(`"${field}": [^,\n]*`);
    if (start < 0 || !line.test(card))
      throw new HanzoError('CONFIG_INVALID', `${CATALOGUE}: the card ${NAME} has no ${field}.`);
    card = card.replace(line, `"${field}": ${JSON.stringify(value)}`);
  }
  return text.slice(0, start) + card + rest;
}
