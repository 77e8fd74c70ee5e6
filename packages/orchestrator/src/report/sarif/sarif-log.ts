/**
 * What we write of SARIF 2.1.0, section 3 of the OASIS standard. Readers allow more; tests hold this against its published
 * types.
 */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: SarifRun[];
}

export interface SarifRun {
  readonly tool: { readonly driver: SarifDriver };
  readonly automationDetails: { readonly id: string };
  readonly columnKind: 'utf16CodeUnits';
  readonly originalUriBaseIds: Record<string, { readonly description: SarifMessage }>;
  readonly invocations: SarifInvocation[];
  readonly results: SarifResult[];
  readonly properties: Record<string, unknown>;
}

export interface SarifDriver {
  readonly name: string;
  readonly version?: string;
  readonly rules: SarifRule[];
  readonly notifications: SarifRule[];
}

/** A rule, or a kind of notification. */
export interface SarifRule {
  readonly id: string;
  readonly name?: string;
  readonly shortDescription: SarifMessage;
  readonly properties?: { readonly tags: string[]; readonly 'security-severity'?: string };
}

export interface SarifMessage {
  readonly text: string;
}

export type SarifLevel = 'error' | 'warning' | 'note';

export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
    readonly region?: { readonly startLine: number; readonly endLine?: number; readonly snippet: SarifMessage };
  };
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: SarifLevel;
  readonly message: SarifMessage;
  readonly locations: SarifLocation[];
  readonly partialFingerprints: Record<string, string>;
  readonly baselineState?: 'new' | 'unchanged';
  /** 0 to 100. */
  readonly rank: number;
  readonly properties: Record<string, unknown>;
}

export interface SarifInvocation {
  readonly executionSuccessful: boolean;
  readonly startTimeUtc: string;
  readonly endTimeUtc: string;
  readonly toolExecutionNotifications: SarifNotification[];
}

export interface SarifNotification {
  readonly level: SarifLevel;
  readonly descriptor: { readonly id: string; readonly index: number };
  readonly message: SarifMessage;
  readonly locations: SarifLocation[];
}
