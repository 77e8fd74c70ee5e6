import { EXIT, HanzoError, systemClock, type ExitCode } from '@hanzo/contracts';
import { openJournal, openTaskBook, readJournalReport } from '@hanzo/coordinator';
import { openMembership } from '@hanzo/membership';
import { TrustBook, type TrustRow } from '@hanzo/router';
import { membershipParts } from '../../mesh/home-membership.ts';
import { loadSetting, type Setting } from '../../setting.ts';
import { printTable } from '../../terminal/table.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { formatTime } from '../../terminal/units.ts';
import { trustStoreOf } from '../dev/engines/trust-store.ts';
import type { NetFlags } from './flags.ts';
import { shortPeerId } from './labels.ts';

export interface NetTrustFlags extends NetFlags {
  /** Peer id, the beginning of one, or a name. */
  readonly forgive?: string;
}

type Standing = 'trusted' | 'new' | 'suspected' | 'banned';

/** What this home's runs think of one worker. */
interface TrustedWorker {
  readonly peerId: string;
  /** As it was called when it was last heard of; undefined when nobody remembers. */
  readonly name: string | undefined;
  readonly standing: Standing;
  /** 0 bad to 1 good. */
  readonly score: number;
  readonly checksPassed: number;
  readonly checksFailed: number;
  readonly invalid: number;
  readonly gatesPassed: number;
  readonly gatesFailed: number;
  /** Milliseconds since the epoch. */
  readonly bannedUntil?: number;
  readonly why: string;
}

/** Shorter beginnings of a peer id match by accident. */
const LEAST_PREFIX = 4;

/** What the answers of each worker were worth so far, to the runs of this home; with --forgive, one starts anew. */
export async function run(flags: NetTrustFlags, terminal: Terminal): Promise<ExitCode> {
  const setting = loadSetting({ ...(flags.home !== undefined && { home: flags.home }) }, terminal);
  using journal = openJournal(setting.paths.journal);
  const store = trustStoreOf(journal);
  const book = new TrustBook(store.readTrust());
  const now = systemClock.now();
  const names = namesOf(setting);
  const workers = book.rows().map((row) => describe(row, book, names, now));
  if (flags.forgive !== undefined) {
    const worker = oneOf(workers, flags.forgive);
    store.writeTrust(book.forgive(worker.peerId, now));
    sayForgiven(worker, setting, flags, terminal);
    return EXIT.done;
  }
  if (flags.json === true) terminal.out(JSON.stringify({ v: 1, workers }));
  else print(workers, terminal);
  return EXIT.done;
}

function describe(
  { workerId: peerId, counts }: TrustRow,
  book: TrustBook,
  names: ReadonlyMap<string, string>,
  now: number,
): TrustedWorker {
  const { score, bannedUntil, isNew, isSuspected, why } = book.stateOf(peerId, now);
  const sum = (name: 'checksPassed' | 'checksFailed' | 'invalid' | 'gatesPassed' | 'gatesFailed'): number =>
    // What is old has faded to fractions.
    Math.round(Object.values(counts).reduce((total, one) => total + one[name], 0));
  const standing = standingOf({ isBanned: bannedUntil !== undefined, isSuspected, isNew });
  return {
    peerId,
    name: names.get(peerId),
    standing,
    score: Math.round(score * 100) / 100,
    checksPassed: sum('checksPassed'),
    checksFailed: sum('checksFailed'),
    invalid: sum('invalid'),
    gatesPassed: sum('gatesPassed'),
    gatesFailed: sum('gatesFailed'),
    ...(bannedUntil !== undefined && { bannedUntil }),
    why,
  };
}

function standingOf(is: {
  readonly isBanned: boolean;
  readonly isSuspected: boolean;
  readonly isNew: boolean;
}): Standing {
  if (is.isBanned) return 'banned';
  if (is.isSuspected) return 'suspected';
  return is.isNew ? 'new' : 'trusted';
}

/** From what the mesh tells of its nodes, else from what the journal remembers. */
function namesOf(setting: Setting): ReadonlyMap<string, string> {
  const { engines } = readJournalReport(setting.paths.journal);
  using membership = openMembership(membershipParts(setting));
  const cards = membership?.cards() ?? [];
  return new Map([
    ...engines.filter(({ peerId }) => peerId !== '').map(({ peerId, node }) => [peerId, node] as const),
    ...cards.map(({ peerId, name }) => [peerId, name] as const),
  ]);
}

function oneOf(workers: readonly TrustedWorker[], text: string): TrustedWorker {
  const begins = ({ peerId }: TrustedWorker): boolean =>
    text.length >= LEAST_PREFIX && (peerId.startsWith(text) || shortPeerId(peerId).startsWith(text));
  const named = workers.filter(({ name, peerId }) => name === text || peerId === text);
  const found = named.length > 0 ? named : workers.filter(begins);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const mend = 'See `hanzo net trust`; give the peer id or more of it.';
  if (found.length > 1) throw new HanzoError('USAGE', `"${text}" means several workers.`, { mend });
  throw new HanzoError('MEMBER_UNKNOWN', `Nothing is known of a worker "${text}".`, { mend });
}

function sayForgiven(worker: TrustedWorker, { paths }: Setting, { json }: NetTrustFlags, terminal: Terminal): void {
  const { peerId, name, standing } = worker;
  if (json === true) terminal.out(JSON.stringify({ v: 1, forgiven: { peerId, name, standing } }));
  else terminal.out(`${name ?? shortPeerId(peerId)} starts anew; it was ${wordsOf(worker)}.`);
  using book = openTaskBook(paths.journal);
  if (book.runs().some(({ state }) => state === 'running'))
    terminal.err('A run that goes on keeps its own opinion until it ends, and may write it down: look again then.');
}

function wordsOf({ standing, bannedUntil }: TrustedWorker): string {
  if (bannedUntil !== undefined) return `banned until ${formatTime(bannedUntil)}`;
  return standing === 'suspected' ? 'under suspicion' : standing;
}

function print(workers: readonly TrustedWorker[], terminal: Terminal): void {
  if (workers.length === 0) {
    terminal.out('Nothing is known of any worker yet: answers are compared while runs use the mesh.');
    return;
  }
  printTable(
    ['worker', 'peer', 'score', 'checks passed', 'failed', 'invalid', 'state', 'why'],
    workers.map((worker) => [
      worker.name ?? '-',
      shortPeerId(worker.peerId),
      worker.score.toFixed(2),
      String(worker.checksPassed),
      String(worker.checksFailed),
      String(worker.invalid),
      wordsOf(worker),
      worker.why,
    ]),
    terminal,
  );
  if (workers.some(({ standing }) => standing === 'banned'))
    terminal.err('A ban ends by itself. To end it now: hanzo net trust --forgive <peer>');
}
