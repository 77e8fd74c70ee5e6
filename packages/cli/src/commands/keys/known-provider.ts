import { nearest, providerNames, type Config } from '@hanzo/config';
import { HanzoError, isSurelyKey } from '@hanzo/contracts';

/** Throws USAGE for a name under which no key would ever be used. */
export function requireProvider(config: Config, provider: string): void {
  const known = providerNames(config);
  if (known.includes(provider)) return;
  const guess = nearest(provider, known);
  // Whoever writes a key where the name belongs must not see it again.
  const isName = /^[a-z][a-z0-9-]{0,31}$/.test(provider) && (guess !== undefined || !isSurelyKey(provider));
  const named = isName ? `There is no provider "${provider}".` : 'That is no provider.';
  throw new HanzoError('USAGE', named, {
    mend:
      guess === undefined
        ? `Known are ${known.join(', ')}. Others come under "providers" in config.json.`
        : `Did you mean ${guess}?`,
  });
}
