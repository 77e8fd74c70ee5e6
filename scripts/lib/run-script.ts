import { toHanzoError } from '../../packages/contracts/src/errors.ts';

/** Runs a script's main part: a known error becomes one sentence, its mend and exit code; any other keeps its stack. */
export async function runScript(name: string, main: () => void | Promise<void>): Promise<void> {
  try {
    await main();
  } catch (thrown) {
    const error = toHanzoError(thrown);
    const internal = error.code === 'INTERNAL' && thrown instanceof Error;
    console.error(`${name}: ${internal ? thrown.stack : error.message}`);
    if (error.mend !== undefined) console.error(error.mend);
    process.exitCode = error.exitCode;
  }
}
