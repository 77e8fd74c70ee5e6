import { homedir } from 'node:os';
import { loadConfig, WORKER_KEYS, type Config, type WorkerSection } from '@hanzo/config';
import { DEFAULT_POLICY, type OwnerPolicy, type PolicySource } from '@hanzo/worker';
import { environment } from '../../process/environment.ts';

/** The owner's policy as flags and files say now. @throws HanzoError CONFIG_INVALID */
export function readPolicySource(flags: { readonly home?: string; readonly worker?: WorkerSection }): PolicySource {
  return policySourceOf(loadConfig({ flags, env: environment(), homeDir: homedir() }));
}

/** A configuration's rules, the defaults for what it does not set, and where each one comes from. */
export function policySourceOf(config: Config): PolicySource {
  const policy: OwnerPolicy = { ...DEFAULT_POLICY, ...config.worker };
  const origins = Object.fromEntries(
    WORKER_KEYS.flatMap((key) => {
      const from = config.origins[`worker.${key}`];
      return from === undefined ? [] : [[key === 'idleAfter' ? 'idleAfterMs' : key, from]];
    }),
  );
  return { policy, origins };
}
