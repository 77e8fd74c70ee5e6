import { access, constants, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { pathFolders } from '../../path-folders.ts';

/** How npm is started, without a shell. */
export interface NpmProgram {
  readonly command: string;
  /** Before npm's own arguments. */
  readonly args: readonly string[];
}

/**
 * npm is a program of Node's: run by the Node that runs us, it needs no other one on PATH. The npm that came with this Node comes
 * first, then what PATH names.
 *
 * @param node the program that runs us: `process.execPath`
 * @throws HanzoError ENGINE_MISSING
 */
export async function findNpm(
  node: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<NpmProgram> {
  const beside = [join(dirname(node), '..', 'lib'), dirname(node)].map(scriptIn);
  for (const script of beside) if (await isThere(script)) return { command: node, args: [script] };
  for (const folder of pathFolders(environment)) {
    // Where npm is a batch file it cannot be started without a shell, and what it runs lies beside it.
    if (await isThere(join(folder, 'npm.cmd'))) {
      const script = scriptIn(folder);
      if (await isThere(script)) return { command: node, args: [script] };
      continue;
    }
    const npm = join(folder, 'npm');
    if (!(await isThere(npm, constants.X_OK))) continue;
    const target = await realpath(npm);
    return basename(target) === 'npm-cli.js' ? { command: node, args: [target] } : { command: npm, args: [] };
  }
  throw new HanzoError('ENGINE_MISSING', 'npm is needed to install the server, and there is none on PATH.', {
    mend: 'Install Node.js with npm, or `sudo apt-get install npm`.',
  });
}

function scriptIn(folder: string): string {
  return join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js');
}

async function isThere(path: string, mode: number = constants.R_OK): Promise<boolean> {
  return await access(path, mode).then(
    () => true,
    () => false,
  );
}
