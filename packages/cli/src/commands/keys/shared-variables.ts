import { endpointOf, providerNames, type Config } from '@hanzo/config';

/** Variables out of which more than one provider has its key. */
export function sharedKeyVariables(
  config: Config,
): readonly { readonly variable: string; readonly providers: readonly string[] }[] {
  const users = new Map<string, string[]>();
  for (const provider of providerNames(config)) {
    const { keyFrom, keyVariable } = endpointOf(config, provider);
    if (keyFrom === keyVariable) users.set(keyVariable, [...(users.get(keyVariable) ?? []), provider]);
  }
  return [...users].flatMap(([variable, providers]) => (providers.length > 1 ? [{ variable, providers }] : []));
}
