import { join } from 'node:path';
import { HanzoError, systemClock, toHanzoError } from '@hanzo/contracts';
import { openMembership } from '@hanzo/membership';
import { copyModel, findModels, type CopyEvent, type Discovery, type MeshNode, type ModelHolder } from '@hanzo/mesh';
import { ensureRoom, installModel, type PulledModel } from '@hanzo/models/llama';
import { membershipParts } from '../../mesh/home-membership.ts';
import type { Setting } from '../../setting.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { memberNameOf } from '../net/labels.ts';
import { startObserver, warningsOnce } from '../net/observer.ts';
import type { Progress } from './progress-line.ts';
import type { WantedModel } from './wanted-model.ts';

export interface MeshCopyOptions {
  readonly setting: Setting;
  readonly wanted: WantedModel;
  readonly discovery: readonly Discovery[];
  readonly bootstrap?: readonly string[] | undefined;
  /** Name of a member or node: only from there. */
  readonly member?: string | undefined;
  /** How long somebody who has it is looked for. Milliseconds. */
  readonly waitMs: number;
  /** True: a hash that nobody but the member vouches for is taken. */
  readonly trustMember: boolean;
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
  readonly onProgress: (progress: Progress) => void;
}

export interface MeshCopy extends PulledModel {
  /** `alice's workstation`; several when it came from several. */
  readonly members: readonly string[];
}

/** True when this home is a member of a mesh. */
export function isInMesh(setting: Setting): boolean {
  const membership = openMembership(membershipParts(setting));
  if (membership === undefined) return false;
  const { standing } = membership.self;
  membership[Symbol.dispose]();
  return standing === 'member';
}

/** `alice's workstation`, for people. */
export function holderLabel({ card }: Pick<ModelHolder, 'card'>, node: MeshNode): string {
  const member = memberNameOf(card, node.membership);
  return member === card.name ? card.name : `${member}'s ${card.name}`;
}

/**
 * Copies a model from members of this home's mesh into its models folder.
 *
 * Rejects with PEER_UNREACHABLE (nobody is reached, or not the member that was asked for), MODEL_UNAVAILABLE (nobody
 * who is reached has it), and as `copyModel` and `installModel` do.
 */
export async function copyFromMesh(options: MeshCopyOptions): Promise<MeshCopy> {
  const { setting, wanted, discovery, bootstrap, signal, terminal } = options;
  const log = warningsOnce(terminal, setting.config.logLevel);
  await using observer = await startObserver(setting, { temporary: true, discovery, bootstrap }, log);
  const { node } = observer;
  const holders = await lookFor(node, options);
  const sha256 = wanted.sha256 ?? agreedHash(holders, options, node);
  const directory = setting.paths.models;
  const partPath = join(directory, `${wanted.fileName}.${sha256.slice(0, 12)}.part`);
  const { sources } = await copyModel(node, {
    sha256,
    sizeBytes: wanted.sizeBytes,
    partPath,
    holders,
    signal,
    accepts: (holder) => isMeant(holder, options.member, node),
    onFound: (sizeBytes) => ensureRoom(directory, sizeBytes, partPath),
    onEvent: (event) => tell(event, node, options),
  });
  const labels = sources.map((source) => holderLabel(source, node));
  const members = labels.length > 0 ? labels : holders.slice(0, 1).map((holder) => holderLabel(holder, node));
  const path = join(directory, wanted.fileName);
  const origin = { from: 'mesh', members, at: new Date().toISOString() };
  const installed = await installModel({ arrived: partPath, path, what: members.join(', '), origin, sha256, signal });
  return { ...installed, members };
}

function isMeant({ peerId, card }: ModelHolder, wanted: string | undefined, node: MeshNode): boolean {
  if (wanted === undefined) return true;
  return card.name === wanted || memberNameOf(card, node.membership) === wanted || peerId === wanted;
}

const ASK_EVERY_MS = 200;

/** Asks whoever is reached, again whenever somebody new is there, until somebody has it or the time is over. */
async function lookFor(node: MeshNode, options: MeshCopyOptions): Promise<ModelHolder[]> {
  const { wanted, waitMs, signal, member } = options;
  const { sha256 } = wanted;
  const until = systemClock.elapsed() + waitMs;
  let asked: readonly ModelHolder[] = [];
  do {
    if (node.sessions().length !== asked.length || asked.some(({ fault }) => fault?.retryable === true)) {
      asked = (await ask(node, wanted, signal)).filter((holder) => isMeant(holder, member, node));
      const holders = asked.filter(({ models }) => models.length > 0);
      if (holders.length > 0) return holders;
    }
    await systemClock.sleep(ASK_EVERY_MS, signal);
  } while (systemClock.elapsed() < until);
  throw nobody(asked, options, sha256, node);
}

/** By hash where it is known: a name is only what somebody calls a file. */
async function ask(node: MeshNode, wanted: WantedModel, signal: AbortSignal): Promise<ModelHolder[]> {
  if (wanted.sha256 !== undefined) return await findModels(node, { sha256: wanted.sha256 }, signal);
  const byFile = await findModels(node, { name: wanted.fileName }, signal);
  if (byFile.some(({ models }) => models.length > 0)) return byFile;
  return await findModels(node, { name: wanted.name }, signal);
}

function nobody(
  asked: readonly ModelHolder[],
  { wanted, member, waitMs }: MeshCopyOptions,
  sha256: string | undefined,
  node: MeshNode,
): HanzoError {
  const seconds = waitMs / 1000;
  if (asked.length === 0) {
    const who = member === undefined ? 'No member of the mesh' : `No node or member called "${member}"`;
    return new HanzoError('PEER_UNREACHABLE', `${who} was reached within ${seconds} s.`, {
      mend: 'Look who is there: hanzo net peers. Or get it from the internet: --from internet.',
    });
  }
  const silent = asked.flatMap((holder) =>
    holder.fault === undefined ? [] : [`${holderLabel(holder, node)}: ${holder.fault.message}`],
  );
  const why = silent.length === 0 ? '' : ` (${silent.join('; ')})`;
  return new HanzoError('MODEL_UNAVAILABLE', `None of the ${asked.length} nodes reached has ${wanted.name}${why}.`, {
    details: { name: wanted.name, sha256, asked: asked.length },
    mend: 'It is shared by nodes that run `hanzo net up` and have it. Or get it from the internet: --from internet.',
  });
}

/** Without a hash from the catalogue, the members' word is all there is: one of them must be chosen, and said. */
function agreedHash(holders: readonly ModelHolder[], options: MeshCopyOptions, node: MeshNode): string {
  const { wanted, terminal } = options;
  const byHash = Map.groupBy(
    holders.flatMap((holder) => holder.models.map((model) => ({ holder, model }))),
    ({ model }) => model.sha256,
  );
  const [first] = byHash;
  if (!options.trustMember || first === undefined)
    throw new HanzoError('MODEL_UNAVAILABLE', `The hash of ${wanted.name} is not known.`, {
      mend: 'Give it with --sha256, or trust a member with --from mesh.',
    });
  if (byHash.size > 1) {
    const said = [...byHash].map(
      ([sha256, given]) => `${given.map(({ holder }) => holderLabel(holder, node)).join(', ')}: ${sha256}`,
    );
    throw new HanzoError('USAGE', `Members have different files called ${wanted.name}. ${said.join('; ')}.`, {
      mend: 'Choose with --sha256 or --member.',
    });
  }
  const [sha256, given] = first;
  const who = given.map(({ holder }) => holderLabel(holder, node)).join(', ');
  terminal.err(`the hash is the one that ${who} states; nobody else vouches for it: ${sha256}`);
  return sha256;
}

function tell(event: CopyEvent, node: MeshNode, { terminal, onProgress }: MeshCopyOptions): void {
  switch (event.kind) {
    case 'from':
      terminal.err(`copying from ${holderLabel(event, node)}`);
      return;
    case 'progress':
      onProgress(event);
      return;
    case 'hold':
      terminal.status(`${holderLabel(event, node)} is ${event.reason}`);
      return;
    case 'fault':
      terminal.err(`${holderLabel(event, node)}: ${toHanzoError(event.error).message}`);
      return;
  }
}
