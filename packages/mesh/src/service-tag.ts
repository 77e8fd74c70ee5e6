/** The mDNS service of one mesh only, so that meshes on one LAN never see each other. */
export function serviceTagOf(meshId: string): string {
  return `_hanzo-${meshId.slice(0, 16)}._udp.local`;
}
