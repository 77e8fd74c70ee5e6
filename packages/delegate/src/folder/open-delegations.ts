import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { HanzoError, type Clock } from '@hanzo/contracts';
import type { DelegationResult } from '../words.ts';
import type {
  AppliedFixes,
  AskedModel,
  Delegation,
  Delegations,
  KeptResult,
  NewDelegation,
  NewRequest,
} from './delegation.ts';
import { delegationsIn, unansweredIn, questionKey, type LoggedDelegation } from './delegations-in.ts';
import { findDelegation, foreignDelegation } from './find-delegation.ts';
import {
  jsonText,
  namesIn,
  readBytes,
  readResultFile,
  sha256,
  unreadableResult,
  writeAnswer,
  writeRequest,
  type AnswerFiles,
  type ReadResult,
} from './folder-files.ts';
import { heldByAnother, tryToHold } from './hold.ts';
import type { RequestLine } from './log-line.ts';
import { LogSeal, type DelegationKey } from './log-seal.ts';
import { DelegationLog } from './log.ts';
import { ID, RESULT_JSON } from './names.ts';
import { checkFolder, prepareFolder, realFolder } from './prepare-folder.ts';
import { removeStaleDrafts, writeUnlessThere } from './whole-files.ts';

export interface OpenOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** By which the delegations of this home are told from what others put into the folder. */
  readonly key: DelegationKey;
  /** A folder that is named inside of it must be there: a link may not lead out. @default the folder may be anywhere */
  readonly workspace?: string | undefined;
  /** Told, for people, what cannot be read of the log. @default nobody is told */
  readonly warn?: ((sentence: string) => void) | undefined;
}

/**
 * The delegations that a folder holds. It need not exist: whatever is written first makes it.
 *
 * Rejects with HanzoError STORE_UNUSABLE for a folder that leads outside the workspace, or is none.
 *
 * @param folder absolute
 */
export async function openDelegations(folder: string, options: OpenOptions): Promise<Delegations> {
  await Promise.resolve();
  checkFolder(folder, options.workspace);
  return new DelegationFolder(folder, options);
}

class DelegationFolder implements Delegations {
  readonly folder: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: DelegationLog;
  #isSwept = false;

  constructor(folder: string, { clock, key, warn = () => undefined }: OpenOptions) {
    this.folder = folder;
    this.#clock = clock;
    this.#log = new DelegationLog(join(folder, 'delegations.jsonl'), new LogSeal(key, realFolder(folder)), warn);
  }

  async begin({ prompt, ...facts }: NewDelegation): Promise<Delegation> {
    await Promise.resolve();
    const at = this.#clock.now();
    const { request, stamp: id } = writeRequest(this.folder, prompt, at);
    const line: RequestLine = { kind: 'begun', id, at, request, sha256: sha256(prompt), ...facts };
    this.#logRequest(line);
    this.#sweep();
    return delegationsIn([{ line, isOwn: true }]).get(id)!.delegation;
  }

  async addRequest(id: string, { prompt, ...facts }: NewRequest): Promise<string> {
    await Promise.resolve();
    const at = this.#clock.now();
    const { request } = writeRequest(this.folder, prompt, at);
    this.#logRequest({ kind: 'further', id, at, request, sha256: sha256(prompt), ...facts });
    return request;
  }

  async noteAsked(id: string, asked: AskedModel): Promise<void> {
    await Promise.resolve();
    this.#log.append({ kind: 'asked', id, at: this.#clock.now(), ...asked });
  }

  async keepResult(result: DelegationResult, markdown: string): Promise<KeptResult> {
    await Promise.resolve();
    const json = jsonText(result);
    const sum = sha256(json);
    // Whoever takes it up after a crash must tell it from what others put into the folder.
    this.#log.append({ kind: 'answered', id: result.id, at: this.#clock.now(), sha256: sum });
    // The answer's own time: it may have come long after the request.
    const at = Date.parse(result.answeredAt);
    return this.#logResult(result, writeAnswer(this.folder, 'RESULT', at, { json, markdown }), sum);
  }

  async keepComparison(id: string, comparison: { readonly markdown: string; readonly json: unknown }): Promise<void> {
    await Promise.resolve();
    const at = this.#clock.now();
    const answer = { markdown: comparison.markdown, json: jsonText(comparison.json) };
    this.#log.append({ kind: 'compared', id, at, ...writeAnswer(this.folder, 'COMPARISON', at, answer) });
  }

  async recover(id: string, render: (result: DelegationResult) => string): Promise<Delegation> {
    const delegation = await this.find(id);
    const { announced } = this.#one(id)!;
    const known = new Set(delegation.results.map(({ json }) => json));
    const waiting = new Set(unansweredIn(delegation));
    for (const json of namesIn(this.folder)) {
      if (!RESULT_JSON.test(json) || known.has(json)) continue;
      const read = this.#resultOrNone(json, id, announced);
      if (read?.result.id !== id || !waiting.delete(questionKey(read.result))) continue;
      const markdown = json.replace(/json$/, 'md');
      writeUnlessThere(this.folder, markdown, render(read.result));
      this.#logResult(read.result, { json, markdown }, read.sum);
    }
    return await this.find(id);
  }

  hold(id: string): Disposable {
    prepareFolder(this.folder);
    const held = tryToHold(join(this.folder, `.${id}.lock`));
    if (held === undefined) throw heldByAnother(id);
    return held;
  }

  async noteOffered(id: string, offered: AppliedFixes): Promise<void> {
    await Promise.resolve();
    this.#log.append({ kind: 'offered', id, at: this.#clock.now(), ...offered });
  }

  async noteApplied(id: string, applied: AppliedFixes): Promise<void> {
    await Promise.resolve();
    this.#log.append({ kind: 'applied', id, at: this.#clock.now(), ...applied });
  }

  async list(): Promise<readonly Delegation[]> {
    return (await this.listAll()).filter(({ isForeign }) => !isForeign);
  }

  async listAll(): Promise<readonly Delegation[]> {
    await Promise.resolve();
    const delegations = [...this.#read().values()].map(({ delegation }) => delegation);
    // Of those that began in the same moment, the one that the log names last is the newest.
    return delegations.toReversed().toSorted((a, b) => b.createdAt - a.createdAt);
  }

  async find(text: string): Promise<Delegation> {
    const found = await this.findAny(text);
    if (found.isForeign) throw foreignDelegation(found.id);
    return found;
  }

  async findAny(text: string): Promise<Delegation> {
    return this.#one(text)?.delegation ?? findDelegation(await this.listAll(), text);
  }

  async readRequest(id: string, file: string): Promise<string> {
    await Promise.resolve();
    const sum = this.#one(id)?.sums.get(file);
    if (sum === undefined) throw unknownRequest(id, file);
    const bytes = readBytes(this.folder, file);
    if (sha256(bytes) !== sum) throw changedRequest(id, join(this.folder, file));
    return bytes.toString('utf8');
  }

  async readResult(id: string, kept: KeptResult): Promise<DelegationResult> {
    await Promise.resolve();
    const sum = this.#one(id)?.sums.get(kept.json);
    const { result } = readResultFile(this.folder, kept.json, id, new Set([sum ?? '']));
    if (result.id === id) return result;
    throw unreadableResult(join(this.folder, kept.json), id, `it belongs to the delegation ${result.id}`);
  }

  /** A request that the log does not know is nobody's: nothing has been sent. */
  #logRequest(line: RequestLine): void {
    try {
      this.#log.append(line);
    } catch (error) {
      rmSync(join(this.folder, line.request), { force: true });
      throw error;
    }
  }

  #logResult(result: DelegationResult, { json, markdown }: AnswerFiles, sum: string): KeptResult {
    const { id, model, round, state, analysis, costMicros } = result;
    const kept = { model, round, state, confidence: analysis?.confidence, costMicros, markdown, json };
    this.#log.append({ kind: 'result', id, at: this.#clock.now(), ...kept, sha256: sum });
    return kept;
  }

  /** Once: it looks at all there is. */
  #sweep(): void {
    if (this.#isSwept) return;
    this.#isSwept = true;
    removeStaleDrafts(this.folder);
  }

  /** Without reading what others were asked: their evidence may be long. */
  #one(id: string): LoggedDelegation | undefined {
    return ID.test(id) ? delegationsIn(this.#log.read(id)).get(id) : undefined;
  }

  #read(): ReadonlyMap<string, LoggedDelegation> {
    return delegationsIn(this.#log.read());
  }

  #resultOrNone(name: string, id: string, sums: ReadonlySet<string>): ReadResult | undefined {
    try {
      return readResultFile(this.folder, name, id, sums);
    } catch {
      return undefined;
    }
  }
}

function unknownRequest(id: string, file: string): HanzoError {
  return new HanzoError('STORE_UNUSABLE', `The log knows no request ${JSON.stringify(file)} of the delegation ${id}.`, {
    details: { file, delegation: id },
    mend: 'See `hanzo delegate list`, or begin a new delegation.',
  });
}

function changedRequest(id: string, file: string): HanzoError {
  return new HanzoError('CHECKSUM_MISMATCH', `${file} was changed after it was saved: it is not what was to be sent.`, {
    details: { file, delegation: id },
    mend: 'Put it back as it was, or begin a new delegation with what you want to ask.',
  });
}
