import { EXIT, HanzoError, type ExitCode } from '@hanzo/contracts';
import { openKeychain, openKeyStore } from '@hanzo/keys';
import { loadSetting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { KeysRmFlags } from './flags.ts';
import { warnOf } from './warn-of.ts';

const UNLOCK_MS = 60_000;

/** Forgets a key that `hanzo keys set` keeps. Also one whose provider is not configured any more. */
export async function run({ home, json, provider }: KeysRmFlags, terminal: Terminal): Promise<ExitCode> {
  const { config, paths } = loadSetting({ ...(home !== undefined && { home }) }, terminal);
  const store = openKeyStore({ path: paths.keys, keychain: openKeychain({ timeoutMs: UNLOCK_MS }) });
  const { from: removed, fault } = store.remove(provider);
  warnOf({ fault }, terminal);
  const elsewhere = (config.keys[provider] ?? [])
    .map(({ from }) => from)
    .filter((from) => from !== 'keychain' && from !== paths.keys);
  if (removed.length === 0) {
    throw new HanzoError('CREDENTIALS_MISSING', `No key of that name is kept here.`, {
      mend:
        elsewhere.length === 0
          ? 'See `hanzo keys list`.'
          : `The key that is used comes from ${elsewhere.join(', ')}: remove it there.`,
    });
  }
  if (json === true) terminal.out(JSON.stringify({ v: 1, provider, removedFrom: removed, stillIn: elsewhere }));
  else terminal.err(`The key of ${provider} is removed from ${removed.join(' and ')}.`);
  for (const from of elsewhere)
    terminal.err(`${terminal.style.yellow('warning:')} there is still one in ${from}, which is used from now on.`);
  return EXIT.done;
}
