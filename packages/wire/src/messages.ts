import type { DataClass, ErrorCode, FinishReason, Sampling, Timings, Usage } from '@hanzo/contracts';

export type Role = 'worker' | 'coordinator' | 'observer';

/** First message in each direction. */
export interface Hello {
  readonly kind: 'hello';
  readonly minorVersion: number;
  readonly software: string;
  readonly role: Role;
  readonly nodeName: string;
  /** Milliseconds since the epoch, by the sender's clock. */
  readonly sentAt: number;
  readonly capabilities: readonly string[];
}

export interface ModelOffer {
  readonly name: string;
  /** Hex; empty when the engine does not tell. */
  readonly sha256: string;
  /** Prompt and answer together. */
  readonly contextTokens: number;
  /** 0 before the first measurement. */
  readonly tokensPerSecond: number;
  readonly engine: string;
  /** What was measured with several attempts at once. */
  readonly speeds: readonly SpeedAt[];
  /** Of reading prompts; 0 before the first measurement. */
  readonly promptTokensPerSecond: number;
  /** The model must be loaded first, which takes about so many milliseconds. 0: it is loaded. */
  readonly loadMs: number;
  /** Its engine can go on from the beginning of an answer. Of each offer the Accept says whether it does. */
  readonly resumes: boolean;
}

export interface SpeedAt {
  readonly concurrent: number;
  /** Of each attempt. */
  readonly tokensPerSecond: number;
}

export type WorkerState = 'ready' | 'draining' | 'unavailable' | 'paused';

/** What a worker offers right now. */
export interface Advert {
  readonly kind: 'advert';
  readonly models: readonly ModelOffer[];
  readonly slots: number;
  readonly running: number;
  readonly queued: number;
  readonly queueLimit: number;
  readonly state: WorkerState;
  /** Why it is not ready, for people; may be empty. */
  readonly stateReason: string;
  /** Classes of data that may come to this machine. */
  readonly dataClasses: readonly DataClass[];
}

export interface Heartbeat {
  readonly kind: 'heartbeat';
  readonly sequence: number;
  readonly aliveAttemptIds: readonly string[];
}

export interface Drain {
  readonly kind: 'drain';
  readonly reason: string;
}

export interface Offer {
  readonly kind: 'offer';
  readonly taskId: string;
  readonly attemptId: string;
  /** Empty: any model the worker has. */
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  /** JSON Schema as text; empty for plain text. */
  readonly jsonSchema: string;
  readonly maxOutputTokens: number;
  readonly sampling: Sampling;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Texts that end the answer: at most 4, of 1 to 64 characters. @default none */
  readonly stop?: readonly string[];
  /** @default 'internal' */
  readonly dataClass?: DataClass;
  /** The beginning of the answer, accepted from an attempt that was lost. Part of the cap of tokens. @default none */
  readonly resume?: string;
}

export interface Accept {
  readonly kind: 'accept';
  readonly attemptId: string;
  readonly queuePosition: number;
  readonly model: string;
  /** It goes on from the offer's `resume`; otherwise the answer comes from its start. */
  readonly resumes: boolean;
  /** Of the weights that will answer. Hex; empty when the engine does not tell. */
  readonly modelSha256: string;
}

export interface Decline {
  readonly kind: 'decline';
  readonly attemptId: string;
  readonly reason: string;
  /** Milliseconds; 0: do not ask again. */
  readonly retryAfterMs: number;
}

export interface Progress {
  readonly kind: 'progress';
  readonly attemptId: string;
  /** UTF-16 code units of the whole answer before this piece, a beginning that was resumed included. */
  readonly offset: number;
  readonly text: string;
}

export interface Result {
  readonly kind: 'result';
  readonly attemptId: string;
  readonly finish: FinishReason;
  /** All of the answer, a beginning that was resumed included. */
  readonly text: string;
  readonly usage: Usage;
  readonly timings: Timings;
  readonly model: string;
  /** Hex; empty when the engine does not tell. */
  readonly modelSha256: string;
}

export interface Failure {
  readonly kind: 'failure';
  readonly attemptId: string;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface Cancel {
  readonly kind: 'cancel';
  readonly attemptId: string;
}

export interface Ping {
  readonly kind: 'ping';
  readonly nonce: number;
}

export interface Pong {
  readonly kind: 'pong';
  readonly nonce: number;
}

/** What the sender holds of the mesh's statements. */
export interface RosterDigest {
  readonly kind: 'roster-digest';
  /** Hex. */
  readonly digest: string;
}

/** Signed statements, opaque here. */
export interface Statements {
  readonly kind: 'statements';
  readonly statements: readonly Uint8Array[];
}

/** Asks the peer to connect to the addresses of the sender's own card. */
export interface ReachRequest {
  readonly kind: 'reach-request';
  readonly nonce: number;
}

export interface ReachResult {
  readonly address: string;
  /** Empty: a connection was made. */
  readonly fault: string;
}

export interface ReachReport {
  readonly kind: 'reach-report';
  readonly nonce: number;
  readonly results: readonly ReachResult[];
}

/** Everything that travels on a session stream. */
export type WireMessage =
  | Hello
  | Advert
  | Heartbeat
  | Drain
  | Offer
  | Accept
  | Decline
  | Progress
  | Result
  | Failure
  | Cancel
  | Ping
  | Pong
  | RosterDigest
  | Statements
  | ReachRequest
  | ReachReport;
