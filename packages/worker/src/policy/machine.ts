/** A reading that this machine cannot give; `why` is for people. */
export interface Unknown {
  readonly kind: 'unknown';
  /** Completes "unknown: ". */
  readonly why: string;
}

export type PowerReading =
  | { readonly kind: 'mains' }
  /** `charge` is 0..1; absent when the machine does not tell. */
  | { readonly kind: 'battery'; readonly charge?: number | undefined }
  | Unknown;

/** How long nobody has touched the machine. */
export type PersonReading =
  | { readonly kind: 'idle'; readonly idleMs: number }
  /** Nobody is logged in. */
  | { readonly kind: 'nobody' }
  | Unknown;

/** What other programs take of all cores together, 0..1. */
export type LoadReading = { readonly kind: 'load'; readonly others: number } | Unknown;

/** What the sensors said last. A sensor that no policy asks for is not read, and is absent. */
export interface MachineReadings {
  readonly power?: PowerReading | undefined;
  readonly person?: PersonReading | undefined;
  readonly load?: LoadReading | undefined;
}

/** The owner's own word, by `hanzo net pause`. */
export interface OwnerPause {
  /** Milliseconds since the epoch. Absent: until resumed. */
  readonly untilMs?: number | undefined;
  readonly running: 'finish' | 'hand-back';
  /** In the owner's words. */
  readonly reason?: string | undefined;
}

/** Everything besides the policy that decides whether work is welcome. */
export interface MachineState extends MachineReadings {
  readonly ownerPause?: OwnerPause | undefined;
  /** True while other programs are over the policy's limit, and for a while after: see {@link LoadGate}. */
  readonly overloaded: boolean;
}

/** Reads the machine. Each reading costs little, and none rejects: what cannot be read is `unknown`. */
export interface MachineSensors {
  power(): Promise<PowerReading>;
  person(): Promise<PersonReading>;
  /** Since the reading before; the first one takes a moment. */
  load(): Promise<LoadReading>;
}
