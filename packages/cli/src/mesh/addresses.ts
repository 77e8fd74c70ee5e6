import type { Config } from '@hanzo/config';
import { HanzoError } from '@hanzo/contracts';

const MEND = {
  bootstrap: 'Copy a whole line of `hanzo net up` there: --bootstrap /ip4/10.0.0.7/tcp/4001/p2p/12D3…',
  listen: 'Write it like /ip4/0.0.0.0/tcp/4001; port 0 takes any free port.',
  announce: 'Write it as others dial it: /ip4/203.0.113.7/tcp/4001, or /dns4/mesh.example.org/tcp/4001.',
} as const;

type Place = keyof typeof MEND;

/** Multiaddrs as flags give them. */
export type AddressFlags = { readonly [P in Place]?: readonly string[] };

/**
 * Refuses addresses that no node could use, before anything is started. libp2p is loaded only when there are some.
 *
 * @throws HanzoError USAGE
 */
export async function checkAddressFlags(flags: AddressFlags): Promise<void> {
  for (const place of ['bootstrap', 'listen', 'announce'] as const) {
    const fault = await firstFault(flags[place] ?? [], place);
    if (fault !== undefined) throw new HanzoError('USAGE', `--${place} ${fault}.`, { mend: MEND[place] });
  }
}

/**
 * The same for addresses of the environment and the configuration file.
 *
 * @throws HanzoError CONFIG_INVALID that names the place
 */
export async function checkConfiguredAddresses({ mesh, origins }: Config): Promise<void> {
  for (const place of ['bootstrap', 'listen'] as const) {
    const fault = await firstFault(mesh[place] ?? [], place);
    if (fault === undefined) continue;
    const from = origins[`mesh.${place}`] ?? `mesh.${place}`;
    throw new HanzoError('CONFIG_INVALID', `${from} ${fault}.`, { details: { from }, mend: MEND[place] });
  }
}

async function firstFault(addresses: readonly string[], place: Place): Promise<string | undefined> {
  if (addresses.length === 0) return undefined;
  const { addressFault } = await import('@hanzo/mesh');
  for (const address of addresses) {
    const fault = addressFault(address, place === 'listen' ? 'listen' : 'dial');
    if (fault !== undefined) return `is given "${address}", which ${fault}`;
  }
  return undefined;
}
