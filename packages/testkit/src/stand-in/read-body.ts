import type { IncomingMessage } from 'node:http';
import { HanzoError } from '@hanzo/contracts';

export async function readBytes(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

export async function readJson(incoming: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const body: unknown = JSON.parse((await readBytes(incoming)).toString('utf8'));
  if (typeof body !== 'object' || body === null) throw new HanzoError('INTERNAL', 'The request body is not an object.');
  return body as Readonly<Record<string, unknown>>;
}
