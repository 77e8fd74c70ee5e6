/** What a client says of an issue, checked. */
export interface DelegateInput {
  /** May hold the magic phrase. */
  readonly issue: string;
  readonly files?: readonly string[] | undefined;
  readonly context?: string | undefined;
  readonly logs?: string | undefined;
  readonly attempted_fixes?: readonly string[] | undefined;
  readonly include_uncommitted_changes?: boolean | undefined;
  readonly model?: string | undefined;
  readonly models?: readonly string[] | undefined;
  /** The id of a delegation of before, or `last`. */
  readonly follow_up?: string | undefined;
  readonly workspace?: string | undefined;
  readonly max_cost_usd?: number | undefined;
}
