const LOOPBACK = /^\/(?:ip4\/127\.|ip6\/::1\/|dns[46]?\/localhost\/)/;

/** The addresses to give to other machines; where a node listens on loopback alone, those, for others on this one. */
export function reachableAddresses(addresses: readonly string[]): readonly string[] {
  const outside = addresses.filter((address) => !LOOPBACK.test(address));
  return outside.length > 0 ? outside : addresses;
}
