import { hideSecret, isKeyVariable } from '@hanzo/contracts';

type Variables = Record<string, string | undefined>;

/** Children that download need these, password and all. */
const PROXY_NAME = /_PROXY$/i;

/**
 * Takes the keys out of an environment, so that no child process inherits them and no crash report holds them, and
 * hides their values. The passwords of proxies are hidden and stay.
 *
 * @param env is changed
 * @param own further variables, by name
 */
export function takeKeyVariables(env: Variables, own: readonly string[] = []): Readonly<Record<string, string>> {
  const taken: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && PROXY_NAME.test(name)) hidePassword(value);
    if (value === undefined || !(isKeyVariable(name) || own.includes(name))) continue;
    taken[name] = value;
    hideSecret(value.trim());
    delete env[name];
  }
  return taken;
}

function hidePassword(url: string): void {
  const password = URL.parse(url)?.password ?? '';
  hideSecret(password);
  hideSecret(decodeURIComponent(password));
}
