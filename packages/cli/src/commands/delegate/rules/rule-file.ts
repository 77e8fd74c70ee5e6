import { RULE_TEXT } from './rule-text.ts';
import type { RuleClient } from './rule-clients.ts';

/** Where a client looks for rules of a project, and what has to stand there. */
export interface RuleFile {
  /** From the project on, with forward slashes. */
  readonly path: string;
  /** What a file that is not there yet begins with. Empty: nothing. */
  readonly head: string;
  /** The rule in its marks, by which it is found again. */
  readonly block: string;
  /** For people: when the client reads it. */
  readonly where: string;
  /** What `hanzo mcp serve --print-config` calls the client. */
  readonly server: 'cursor' | 'claude' | 'codex';
}

export const BLOCK_BEGIN =
  '<!-- hanzo delegate rules: begin. `hanzo delegate rules --write` replaces what is between these lines. -->';
export const BLOCK_END = '<!-- hanzo delegate rules: end -->';

const BLOCK = `${BLOCK_BEGIN}\n\n${RULE_TEXT}\n\n${BLOCK_END}\n`;

/** Cursor puts a rule with `alwaysApply` before each conversation; the phrase may come in any. */
const CURSOR_HEAD = `---
description: When and how to delegate an issue to a stronger model with hanzo
globs:
alwaysApply: true
---

`;

const FILES: Readonly<Record<RuleClient, RuleFile>> = {
  cursor: {
    path: '.cursor/rules/hanzo-delegate.mdc',
    head: CURSOR_HEAD,
    block: BLOCK,
    where: 'Cursor reads all rules of this folder, and this one in each conversation.',
    server: 'cursor',
  },
  'claude-code': {
    path: 'CLAUDE.md',
    head: '',
    block: BLOCK,
    where: 'Claude Code reads this file when it starts in the project, beside ~/.claude/CLAUDE.md.',
    server: 'claude',
  },
  codex: {
    path: 'AGENTS.md',
    head: '',
    block: BLOCK,
    where: 'Codex reads this file when it starts in the project, as other assistants do.',
    server: 'codex',
  },
};

export function ruleFile(client: RuleClient): RuleFile {
  return FILES[client];
}
