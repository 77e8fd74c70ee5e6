/**
 * Makes hanzo-embedded from nothing: text, tokens, training, GGUF, hash. Takes an hour, two cores and 8 GB: README.md says more.
 *
 *   npm run embedded-model [-- --work DIR] [--minutes 60] [--resume]
 *
 * Needs PyTorch from Debian: apt-get install python3-torch. Everything goes to DIR; the model then replaces the one in
 * packages/embedded-model, and loss-curve.{csv,svg} those beside this file.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HanzoError } from '../../packages/contracts/src/errors.ts';
import { runScript } from '../lib/run-script.ts';

const HERE = import.meta.dirname;
const NODE = [process.execPath, '--conditions=@hanzo/source'];
const PYTHON = '/usr/bin/python3';

/** Runs a program to its end and shows what it says. */
function step(...[program = '', ...args]: readonly string[]): void {
  process.stdout.write(`\n${[program, ...args].join(' ')}\n`);
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) {
    throw new HanzoError('INTERNAL', `${program} ${args[0] ?? ''} failed.`, {
      cause: error,
      mend: 'Read what it said; with --resume, training goes on from its last checkpoint.',
    });
  }
}

await runScript('embedded-model', () => {
  const { values } = parseArgs({
    options: {
      work: { type: 'string', default: '.cache/embedded-model' },
      minutes: { type: 'string', default: '60' },
      resume: { type: 'boolean', default: false },
    },
  });
  const work = resolve(values.work);
  const [data, run, model] = [join(work, 'data'), join(work, 'run'), join(work, 'hanzo-embedded.gguf')];
  const script = (name: string): string => join(HERE, name);

  if (!values.resume) step(...NODE, script('pack.ts'), '--out', data);
  const again = values.resume ? ['--resume'] : [];
  step(PYTHON, script('train.py'), '--data', data, '--out', run, '--minutes', values.minutes, ...again);
  step(...NODE, script('export.ts'), '--data', data, '--checkpoint', join(run, 'checkpoint'), '--out', model);
  copyFileSync(join(run, 'loss-curve.csv'), join(HERE, 'loss-curve.csv'));
  step(...NODE, script('curve.ts'), join(HERE, 'loss-curve.csv'), join(HERE, 'loss-curve.svg'));
  step(...NODE, script('pin.ts'), model);
});
