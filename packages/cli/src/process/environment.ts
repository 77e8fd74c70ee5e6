import { takeKeyVariables } from '@hanzo/keys';

let keys: Readonly<Record<string, string>> = {};

/**
 * Takes the keys out of this process's environment: child processes inherit none, and no crash report holds them. What
 * was taken is found in {@link environment}.
 *
 * @param own variables that the configuration names
 */
export function takeKeys(own: readonly string[] = []): void {
  keys = { ...keys, ...takeKeyVariables(process.env, own) };
}

/**
 * Takes the keys while a program that uses hanzo as a library has work done, and puts them back afterwards. Several may
 * borrow at once.
 */
export function borrowKeys(): Disposable {
  borrowers += 1;
  takeKeys();
  return {
    [Symbol.dispose]: () => {
      borrowers -= 1;
      if (borrowers > 0) return;
      for (const [name, value] of Object.entries(keys)) process.env[name] ??= value;
      keys = {};
    },
  };
}

/**
 * From now on programs are looked for on the PATH only. Windows takes one from the current folder before, and that may be a project
 * of strangers with a `git.exe`. Commands of a project do not inherit it.
 */
export function ignoreProgramsHere(platform: NodeJS.Platform = process.platform): void {
  if (platform === 'win32') process.env['NoDefaultCurrentDirectoryInExePath'] = '1';
}

let borrowers = 0;

/** The environment that this process was started with. Never for a child process: that is `process.env`. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return { ...process.env, ...keys };
}
