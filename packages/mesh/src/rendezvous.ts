import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessAlive } from './process-alive.ts';

/** A node that runs on this machine under this home, as its card says. */
export interface LocalCard {
  readonly peerId: string;
  readonly nodeName: string;
  readonly role: string;
  readonly meshId: string;
  readonly pid: number;
  readonly addresses: readonly string[];
  /** Where its metrics are served, if they are. */
  readonly metricsUrl?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface PublishedCard extends Disposable {
  /** The node has other addresses now. */
  move(addresses: readonly string[]): void;
}

/** Puts a card where other processes of this home find it; taken away on dispose. Works with no network at all. */
export function publishCard(folder: string, card: LocalCard): PublishedCard {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${card.peerId}.json`);
  let written = '';
  const write = (addresses: readonly string[]): void => {
    const text = JSON.stringify({ ...card, addresses });
    if (text === written) return;
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, file);
    written = text;
  };
  write(card.addresses);
  const move = (addresses: readonly string[]): void => {
    try {
      write(addresses);
    } catch {
      // A full disk: the next look tries again.
    }
  };
  return { move, [Symbol.dispose]: () => rmSync(file, { force: true }) };
}

/** The cards of all live nodes of this home. Cards of dead processes are removed on the way. */
export function readCards(folder: string): LocalCard[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const cards: LocalCard[] = [];
  for (const name of names) {
    if (!name.endsWith('.json')) continue;
    const card = readCard(join(folder, name));
    if (card === undefined) continue;
    if (isProcessAlive(card.pid)) cards.push(card);
    else rmSync(join(folder, name), { force: true });
  }
  return cards;
}

/** The folder is the user's own (0700), but another version may have written the card: check what is used. */
function readCard(file: string): LocalCard | undefined {
  try {
    const card = JSON.parse(readFileSync(file, 'utf8')) as Partial<LocalCard>;
    const { peerId, pid, addresses } = card;
    const usable = typeof peerId === 'string' && typeof pid === 'number' && Array.isArray(addresses);
    return usable ? ({ nodeName: '', role: '', meshId: '', startedAt: 0, ...card } as LocalCard) : undefined;
  } catch {
    return undefined;
  }
}
