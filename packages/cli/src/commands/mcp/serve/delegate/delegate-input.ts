/** What a client says of a question, checked. */
export interface DelegateInput {
  readonly issue: string;
  readonly files?: readonly string[] | undefined;
  readonly context?: string | undefined;
  readonly logs?: string | undefined;
  readonly model?: string | undefined;
  readonly workspace?: string | undefined;
  readonly max_cost_usd?: number | undefined;
}
