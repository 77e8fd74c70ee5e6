import type { MemberRole } from '@hanzo/membership';
import type { Discovery } from '@hanzo/mesh';
import type { PolicyFlags } from './policy-flags.ts';

export interface NetUpFlags extends PolicyFlags {
  readonly home?: string;
  readonly model?: readonly string[];
  readonly name?: string;
  readonly slots?: number;
  /** Tokens. */
  readonly context?: number;
  readonly threads?: number;
  readonly gpu?: 'auto' | 'cuda' | 'vulkan' | 'metal' | 'off';
  readonly priority?: 'low' | 'normal';
  readonly listen?: readonly string[];
  readonly announce?: readonly string[];
  readonly bootstrap?: readonly string[];
  readonly relay?: boolean;
  /** A server's address; false with --no-engine. */
  readonly engine?: string | boolean;
  readonly discovery: readonly Discovery[];
  readonly metricsPort?: number;
  readonly json?: boolean;
}

/** What every command of `hanzo net` takes. */
export interface NetFlags {
  readonly home?: string;
  readonly json?: boolean;
}

/** For commands that look at the mesh, or tell it something. */
export interface LookFlags extends NetFlags {
  /** Seconds. */
  readonly wait: number;
  readonly bootstrap?: readonly string[];
  readonly discovery: readonly Discovery[];
}

export type NetStatusFlags = LookFlags;
export type NetPeersFlags = LookFlags;

export interface NetInitFlags extends NetFlags {
  readonly name?: string;
  readonly member?: string;
  /** Milliseconds. */
  readonly ttl: number;
  readonly fence: boolean;
}

export interface NetInviteFlags extends NetFlags {
  readonly uses: number;
  /** Milliseconds. */
  readonly ttl: number;
  readonly role: MemberRole;
  readonly approve?: boolean;
  readonly listen?: readonly string[];
  readonly announce?: readonly string[];
  readonly discovery: readonly Discovery[];
  /** False with --no-wait. */
  readonly wait: boolean;
  readonly list?: boolean;
  readonly cancel?: string;
}

export interface NetJoinFlags extends NetFlags {
  /** The invite, or `-` for standard input. */
  readonly invite: string;
  readonly name?: string;
  /** Seconds. */
  readonly timeout: number;
  readonly discovery: readonly Discovery[];
}

export interface NetApproveFlags extends NetFlags {
  readonly member?: string;
  readonly refuse?: boolean;
}

export interface NetMembersFlags extends NetFlags {
  readonly all?: boolean;
}

export interface NetRevokeFlags extends LookFlags {
  readonly member: string;
  readonly reason?: string;
}

export type NetLeaveFlags = LookFlags;

export interface NetPingFlags extends LookFlags {
  readonly peer: string;
  readonly count: number;
  /** Seconds. */
  readonly interval: number;
}

export interface NetRotateFlags extends LookFlags {
  /** Milliseconds. */
  readonly grace: number;
}

export interface NetDoctorFlags {
  readonly home?: string;
  /** Only this peer: a node's or member's name, or the beginning of an id. */
  readonly peer?: string;
  /** Seconds. */
  readonly wait: number;
  readonly bootstrap?: readonly string[];
  readonly discovery: readonly Discovery[];
  readonly json?: boolean;
}
