import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isProcessAlive, readCards } from '@hanzo/mesh/light';

/** Model files that a running process of this home serves. */
export interface ModelsInUse {
  readonly pid: number;
  readonly paths: readonly string[];
}

const SUFFIX = '.models';

/** Notes in the run folder which model files this process serves, until disposed. */
export function claimModels(runDir: string, paths: readonly string[]): Disposable {
  mkdirSync(runDir, { recursive: true, mode: 0o700 });
  const file = join(runDir, `${process.pid}${SUFFIX}`);
  const claim: ModelsInUse = { pid: process.pid, paths: paths.map((path) => resolve(path)) };
  writeFileSync(file, JSON.stringify(claim), { mode: 0o600 });
  return { [Symbol.dispose]: () => rmSync(file, { force: true }) };
}

/** The notes of processes that still run. Those of dead ones are removed on the way. */
export function modelsInUse(runDir: string): ModelsInUse[] {
  const found: ModelsInUse[] = [];
  for (const name of namesIn(runDir)) {
    if (!name.endsWith(SUFFIX)) continue;
    const claim = readClaim(join(runDir, name));
    if (claim !== undefined && isProcessAlive(claim.pid)) found.push(claim);
    else rmSync(join(runDir, name), { force: true });
  }
  return found;
}

/**
 * Why a model file must stay: the words that follow "because", or undefined when it may go. A worker that does not say
 * what it serves, such as one of an older version, may serve it.
 */
export function whyInUse(runDir: string, path: string): string | undefined {
  const claims = modelsInUse(runDir);
  const user = claims.find(({ paths }) => paths.includes(resolve(path)));
  if (user !== undefined) return `process ${user.pid} of this home serves it`;
  const silent = readCards(runDir).find(
    ({ role, pid }) => role === 'worker' && claims.every((claim) => claim.pid !== pid),
  );
  return silent === undefined ? undefined : `the worker ${silent.nodeName} of this home runs and may serve it`;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readClaim(file: string): ModelsInUse | undefined {
  try {
    const { pid, paths } = JSON.parse(readFileSync(file, 'utf8')) as Partial<ModelsInUse>;
    return typeof pid === 'number' && Array.isArray(paths) ? { pid, paths } : undefined;
  } catch {
    return undefined;
  }
}
