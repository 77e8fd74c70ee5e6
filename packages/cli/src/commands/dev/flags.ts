import type { DataClass } from '@hanzo/contracts';
import type { Discovery } from '@hanzo/mesh';

export interface DevFlags {
  readonly instructions?: string;
  readonly home?: string;
  readonly workspace: string;
  readonly orchestrator?: string;
  readonly useHanzoNet?: boolean;
  readonly output?: string;
  readonly files?: readonly string[];
  readonly preferLocal?: boolean;
  readonly localOnly?: boolean;
  /** US dollars, checked. */
  readonly budget?: string;
  /** Seconds. */
  readonly timeout?: number;
  readonly baseUrl?: string;
  readonly api?: 'responses' | 'chat';
  readonly bootstrap?: readonly string[];
  readonly discovery: readonly Discovery[];
  readonly dataClass?: DataClass;
  readonly json?: boolean;
  readonly verbose?: boolean;
}
