import type { Setting } from '../../../setting.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { OneTaskProgress } from '../../one-task/do-one-task.ts';
import type { DelegateEngineFlags } from '../flags.ts';
import type { Allowance } from './allowance.ts';

/** What models are asked with. */
export interface AskerParts {
  readonly setting: Setting;
  readonly flags: DelegateEngineFlags;
  /** Absolute. */
  readonly workspace: string;
  readonly terminal: Terminal;
  readonly allowance: Allowance;
  /** When all of it is over, in milliseconds of the same clock; undefined: when it is done. */
  readonly endsAt: number | undefined;
  readonly now: () => number;
  /** For the journal: what is delegated. */
  readonly issue: string;
  /** Runs of earlier processes whose answers are given up, and asked for anew. @default none: they are waited for */
  readonly abandons?: ReadonlySet<string> | undefined;
  /** Who answers may use tools. @default false */
  readonly usesTools?: boolean | undefined;
  /** Its id, once its request is saved. */
  readonly delegation: () => string | undefined;
  /** A command that goes on with the delegation, to be copied. */
  readonly resumeWith: () => string;
  /** @default nobody hears */
  readonly progress?: OneTaskProgress | undefined;
}
