import type { TaskKind } from '@hanzo/contracts';
import type { EngineFlags } from '../dev/flags.ts';

interface HomeFlags {
  readonly home?: string;
  readonly json?: boolean;
}

export interface RouteExplainFlags extends Pick<
  EngineFlags,
  | 'home'
  | 'orchestrator'
  | 'useHanzoNet'
  | 'preferLocal'
  | 'localOnly'
  | 'budget'
  | 'baseUrl'
  | 'api'
  | 'tier'
  | 'maxTier'
  | 'critic'
  | 'json'
> {
  readonly task: string;
  readonly kind?: TaskKind;
  /** @default none: the task is explained without any file */
  readonly workspace?: string;
  readonly files?: readonly string[];
  /** Files of pictures, as of `hanzo dev`. */
  readonly image?: readonly string[];
}

export type RouteStatsFlags = HomeFlags;
export type RouteProfilesFlags = HomeFlags;

export interface RouteResetFlags extends HomeFlags {
  readonly model?: string;
  readonly yes?: boolean;
}

export interface RouteTrainFlags extends HomeFlags {
  readonly data: string;
  readonly weak: string;
  readonly strong: string;
  /** @default a file of the home's routing folder */
  readonly out?: string;
  /** @default the data file's name */
  readonly name?: string;
  /** @default 'unknown' */
  readonly licence?: string;
  readonly force?: boolean;
}
