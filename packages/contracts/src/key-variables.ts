/** What programs keep keys in. Whoever starts us may have set some for other programs: children need none of them. */
const KEY_NAME = /(?:_API_KEY|_API_TOKEN|_AUTH_TOKEN|_ADMIN_KEY|_SECRET_ACCESS_KEY|_CUSTOM_HEADERS)$/i;

/** Keys of ours and of those whose models we use, whatever their names end with. */
const KNOWN: ReadonlySet<string> = new Set(['HANZO_ENGINE_KEY', 'HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN', 'OPENAI_KEY']);

/** True for a variable that holds a key by the look of its name. */
export function isKeyVariable(name: string): boolean {
  return KEY_NAME.test(name) || KNOWN.has(name.toUpperCase());
}

/**
 * True for one that holds headers, which the clients of OpenAI and Anthropic would read by themselves and send to any
 * host, a header with another key among them.
 */
export function isHeaderVariable(name: string): boolean {
  return /_CUSTOM_HEADERS$/i.test(name);
}

/** An environment for a child process: without keys. */
export function withoutKeys(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isKeyVariable(name)));
}
