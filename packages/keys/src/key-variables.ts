import { hideSecret, isHeaderVariable, isKeyVariable, isSurelyKey } from '@hanzo/contracts';

type Variables = Record<string, string | undefined>;

/** Children that download need these, password and all. */
const PROXY_NAME = /_PROXY$/i;

/** With or without a scheme, as programs take it: `http://me:password@host`, `me:password@host`. */
const PROXY_LOGIN = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^:@/]*)(?::(.*))?@/is;

/**
 * Takes the keys out of an environment, so that no child process inherits them and no crash report holds them, and
 * hides their values. Those of other programs are hidden where they are surely keys: they may be words that texts
 * need. The passwords of proxies are hidden and stay.
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
    for (const secret of isHeaderVariable(name) ? headerValues(value) : [value.trim()])
      if (own.includes(name) || isSurelyKey(secret)) hideSecret(secret);
    delete env[name];
  }
  return taken;
}

/** `Name: value`, one a line. A scheme such as Bearer is no part of the secret. */
function headerValues(headers: string): readonly string[] {
  return headers.split(/[\r\n]+/).flatMap((line) => {
    const value = line.slice(line.indexOf(':') + 1).trim();
    return [value, value.replace(/^\S+\s+/, '')];
  });
}

/** As it stands there, as it is meant, and as a parsed URL has it. */
function hidePassword(url: string): void {
  const [, user = '', password = ''] = PROXY_LOGIN.exec(url.trim()) ?? [];
  for (const raw of [password, URL.parse(url)?.password ?? '']) {
    hideSecret(raw);
    hideSecret(decoded(raw));
  }
  // Some proxies take a token in place of a name.
  if (isSurelyKey(user)) hideSecret(user);
}

/** A percent sign that begins no escape stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll(/%[0-9a-f]{2}/gi, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)));
  }
}
