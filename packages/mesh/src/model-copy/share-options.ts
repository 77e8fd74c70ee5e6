import type { Clock, Logger } from '@hanzo/contracts';
import type { NodeCard } from '@hanzo/membership';

/** What a node gives away, and how much of its line. */
export interface ShareOptions {
  /** Transfers served at the same time; others are told to come back. @default 2 */
  readonly mostTransfers?: number;
  /** Of all transfers together, in bytes per second. @default no limit */
  readonly bytesPerSecond?: number;
  /** Asked at every question and every chunk: false, and this member is told and given nothing. @default always true */
  readonly isOn?: (to: NodeCard) => boolean;
  /** A transfer has ended. */
  readonly onTransfer?: (transfer: ModelTransfer) => void;
  /** @default the system's */
  readonly clock?: Clock;
  readonly log: Logger;
}

/** One transfer that this node served. */
export interface ModelTransfer {
  readonly fileName: string;
  readonly sha256: string;
  /** Sent; less than the file where the other side had a part, or went away. */
  readonly bytes: number;
  readonly durationMs: number;
  /** Who got it. */
  readonly to: NodeCard;
}
