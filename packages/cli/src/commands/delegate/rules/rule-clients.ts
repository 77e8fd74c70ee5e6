/** Assistants that are told by a file of the project when to delegate. */
export const RULE_CLIENTS = ['cursor', 'claude-code', 'codex'] as const;
export type RuleClient = (typeof RULE_CLIENTS)[number];
