/** Starts an engine, prints the child's pid and waits to be killed. Run by engine-process.test.ts. */
import { startLlamaEngine } from '../../src/llama/index.ts';
import { tinyOptions } from './tiny-model.ts';

const engine = await startLlamaEngine(tinyOptions(process.argv[2] ?? ''));
process.stdout.write(`${engine.pid}\n`);
