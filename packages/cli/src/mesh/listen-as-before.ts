import { readFileSync, writeFileSync } from 'node:fs';
import { HanzoError } from '@hanzo/contracts';
import type { MeshNode } from '@hanzo/mesh';

/**
 * Listens on the port of last time, or on any free one when that is taken: addresses in invites and in the memory of
 * other members stay true over a restart.
 *
 * @param file keeps the port
 */
export async function listenAsBefore(
  file: string,
  start: (listen: readonly string[]) => Promise<MeshNode>,
): Promise<MeshNode> {
  const node = await startOn(readPort(file), start);
  const port = /\/tcp\/(\d+)/.exec(node.addresses[0] ?? '')?.[1];
  if (port !== undefined) remember(file, port);
  return node;
}

async function startOn(port: number, start: (listen: readonly string[]) => Promise<MeshNode>): Promise<MeshNode> {
  try {
    return await start([`/ip4/0.0.0.0/tcp/${port}`]);
  } catch (error) {
    const isTaken = error instanceof HanzoError && /EADDRINUSE|EACCES/.test(error.message);
    if (port === 0 || !isTaken) throw error;
    return await start(['/ip4/0.0.0.0/tcp/0']);
  }
}

function readPort(file: string): number {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

/** Only a convenience: a full disk must not keep a node from serving. */
function remember(file: string, port: string): void {
  try {
    writeFileSync(file, `${port}\n`, { mode: 0o600 });
  } catch {
    // The next start takes another port.
  }
}
