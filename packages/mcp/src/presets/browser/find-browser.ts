import { access, constants } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { HanzoError } from '@hanzo/contracts';
import { pathFolders } from '../../path-folders.ts';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];
/** Where those are that no PATH names. */
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].flatMap((folder) =>
    PROGRAMS.map((program) => `${folder}/${program}`),
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A browser of Chromium's family on this machine. None is ever downloaded.
 *
 * @param wanted where the user says that it is
 * @throws HanzoError ENGINE_MISSING, with where it was looked for
 */
export async function findBrowser(wanted: string | undefined, environment: Environment): Promise<string> {
  if (wanted !== undefined) {
    if (isAbsolute(wanted) && (await canRun(wanted))) return wanted;
    throw missing(`${JSON.stringify(wanted)} is no program that can be run.`);
  }
  for (const path of placesOf(environment)) if (await canRun(path)) return path;
  throw missing(
    `No Chromium, Chrome or Edge on PATH${(PLACES[process.platform] ?? []).length > 0 ? ' or where they usually are' : ''}.`,
  );
}

function placesOf(environment: Environment): readonly string[] {
  const folders = pathFolders(environment);
  const named = PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)));
  return [...named, ...(PLACES[process.platform] ?? [])];
}

function missing(message: string): HanzoError {
  const mend =
    process.platform === 'linux'
      ? 'sudo apt-get install chromium, or say where it is: --param browser=/path/to/chrome'
      : 'Install Chrome, or say where it is: --param browser=/path/to/chrome';
  return new HanzoError('ENGINE_MISSING', message, { details: { programs: PROGRAMS }, mend });
}

async function canRun(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
