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

/** The environment that this process was started with. Never for a child process: that is `process.env`. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return { ...process.env, ...keys };
}
