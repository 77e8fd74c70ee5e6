import type { Confidence, DelegationResult, DelegationState } from '../words.ts';

/** What somebody wants to delegate, before a file is written. */
export interface NewDelegation {
  /** The request, byte for byte as it will be sent. */
  readonly prompt: string;
  /** One line, for lists. */
  readonly issue: string;
  readonly attemptedFixes: readonly string[];
  /** Names of the catalogue: each is asked. */
  readonly models: readonly string[];
  readonly files: readonly string[];
  /** The delegation that this one goes on with. */
  readonly parent?: string | undefined;
  /** The workspace, absolute, links resolved. */
  readonly workspace: string;
  /** For whoever takes it up again: what it may cost and how it is asked. Plain JSON. */
  readonly terms: Readonly<Record<string, unknown>>;
}

/** A model is about to be asked, in a run of the journal. */
export interface AskedModel {
  readonly model: string;
  readonly round: number;
  readonly runId: string;
  readonly taskId: string;
  /** Name of the file that is sent: later rounds have one of their own. */
  readonly request: string;
}

/** A question of which no result is known: its process is at it, or was lost. */
export interface OpenQuestion extends AskedModel {
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
}

/** What is asked after an unsure answer. */
export interface NewRequest {
  /** From 2. */
  readonly round: number;
  /** Who is asked. */
  readonly model: string;
  /** Whose answer of the round before was unsure. */
  readonly after: string;
  readonly files: readonly string[];
  /** Byte for byte as it will be sent. */
  readonly prompt: string;
}

/** The request of a further round, as it is kept. */
export interface FurtherRequest extends Omit<NewRequest, 'prompt'> {
  /** Name of the file. */
  readonly request: string;
}

/** A result, and where it is kept. */
export interface KeptResult {
  readonly model: string;
  readonly round: number;
  readonly state: DelegationState;
  readonly confidence?: Confidence | undefined;
  readonly costMicros: number;
  /** Names of files in the folder. */
  readonly markdown: string;
  readonly json: string;
}

/** Fixes that were made a set of changes: `hanzo changes` knows it. */
export interface AppliedFixes {
  readonly changeSet: string;
  readonly model: string;
  /** Name of the JSON file of the result that lists them: a model may have several. */
  readonly result: string;
  /** Counted from 1, as the result lists them. */
  readonly fixes: readonly number[];
}

/** A delegation as the folder's log tells it. */
export interface Delegation extends Omit<NewDelegation, 'prompt'> {
  /** `20251128_133758`, or `20251128_133758_2` where two began in the same second. Local time. */
  readonly id: string;
  /**
   * This home did not make it, or not in this folder: somebody copied it here, or a stranger planted it. Nothing of it is true, and it
   * is not gone on with.
   */
  readonly isForeign: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Name of the first request file. */
  readonly request: string;
  readonly asked: readonly AskedModel[];
  /** Those of `asked` that no result has followed. */
  readonly open: readonly OpenQuestion[];
  readonly further: readonly FurtherRequest[];
  /** In the order in which they came. A model that was asked again in the same round has several: the last one counts. */
  readonly results: readonly KeptResult[];
  /** Fixes that became a set of changes, whether or not it was applied; those of `applied` are among them. */
  readonly offered: readonly AppliedFixes[];
  /** By `hanzo delegate apply` itself. */
  readonly applied: readonly AppliedFixes[];
  /** Names of the files that compare its models' answers. @default there are none */
  readonly comparison?: { readonly markdown: string; readonly json: string } | undefined;
  /** Each model has been asked, and the last round of each has its result. */
  readonly isFinished: boolean;
}

/** The delegations of one workspace: files that people read, and a log that says how they belong together. */
export interface Delegations {
  /** Absolute. */
  readonly folder: string;
  /** Saves the request. Once this resolves, a crash loses nothing of it. */
  begin(delegation: NewDelegation): Promise<Delegation>;
  /** Saves the request of a further round; its file's name. */
  addRequest(id: string, request: NewRequest): Promise<string>;
  noteAsked(id: string, asked: AskedModel): Promise<void>;
  /** Writes both result files, then the log: a result that the log names is whole. */
  keepResult(result: DelegationResult, markdown: string): Promise<KeptResult>;
  keepComparison(id: string, comparison: { readonly markdown: string; readonly json: unknown }): Promise<void>;
  /**
   * Takes up results whose process was lost after it had written them, before the log knew: those that it had announced, byte for byte.
   * Only for who holds the delegation.
   *
   * @param render what the Markdown file says, where that was not written any more
   */
  recover(id: string, render: (result: DelegationResult) => string): Promise<Delegation>;
  /**
   * Keeps every other process from working on a delegation, until it is disposed or this process dies.
   *
   * @throws HanzoError RUN_BUSY while another one works on it
   */
  hold(id: string): Disposable;
  /** A set of changes was made of fixes: before anybody is offered it. */
  noteOffered(id: string, offered: AppliedFixes): Promise<void>;
  noteApplied(id: string, applied: AppliedFixes): Promise<void>;
  /** Of this home, the newest first. Files that nobody can read any more do not keep others from being listed. */
  list(): Promise<readonly Delegation[]>;
  /** Foreign ones, too: for showing them. */
  listAll(): Promise<readonly Delegation[]>;
  /**
   * One of this home.
   *
   * @param text an id, its beginning, or `last`
   * @throws HanzoError DELEGATION_UNKNOWN; DELEGATION_FOREIGN for one that this home did not make
   */
  find(text: string): Promise<Delegation>;
  /** A foreign one, too, by its id or the beginning of it: for who tells a person so. `last` is of this home. @throws as `find` */
  findAny(text: string): Promise<Delegation>;
  /** The prompt as it was saved. @throws HanzoError when the file is gone or is not what was saved */
  readRequest(id: string, file: string): Promise<string>;
  /** @throws HanzoError STORE_UNUSABLE when the file is gone, or is not what was written */
  readResult(id: string, kept: KeptResult): Promise<DelegationResult>;
}
