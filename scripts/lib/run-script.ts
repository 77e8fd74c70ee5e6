import { HanzoError, toHanzoError } from '../../packages/contracts/src/errors.ts';

/** Runs a script's main part: a HanzoError becomes its sentence, mend and exit code; anything else keeps its stack. */
export async function runScript(name: string, main: () => void | Promise<void>): Promise<void> {
  try {
    await main();
  } catch (thrown) {
    const error = toHanzoError(thrown);
    const bug = !(thrown instanceof HanzoError) && thrown instanceof Error;
    console.error(`${name}: ${bug ? thrown.stack : error.message}`);
    if (error.mend !== undefined) console.error(error.mend);
    process.exitCode = error.exitCode;
  }
}
