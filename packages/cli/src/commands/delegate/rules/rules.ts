import { EXIT, type ExitCode } from '@hanzo/contracts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { ruleFile, type RuleFile } from './rule-file.ts';
import type { RuleClient } from './rule-clients.ts';
import { writeRule, type WrittenRule } from './write-rule.ts';

export interface DelegateRulesFlags {
  readonly client: RuleClient;
  /** Put it into the project's file. */
  readonly write?: boolean;
  /** @default the current folder */
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Prints, or writes, the rule that makes an assistant delegate when somebody says the magic phrase. */
export async function run(
  { client, write = false, workspace = '.', json = false }: DelegateRulesFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const rule = ruleFile(client);
  const text = `${rule.head}${rule.block}`;
  const written = write ? await writeRule(workspace, rule) : undefined;
  if (json) terminal.out(JSON.stringify({ v: 1, client, path: rule.path, text, written }));
  else if (written === undefined) terminal.out(text.trimEnd());
  sayWhere(rule, written, terminal);
  return EXIT.done;
}

function sayWhere({ path, where, server }: RuleFile, written: WrittenRule | undefined, terminal: Terminal): void {
  if (written === undefined)
    terminal.err(`It belongs into ${path}; --write puts it there and keeps all else. ${where}`);
  else if (written.did === 'same') terminal.err(`${written.file} holds this rule already.`);
  else terminal.err(`${written.file} ${written.did === 'made' ? 'is made' : 'is changed'}. ${where}`);
  terminal.err(`Its tool comes from: hanzo mcp serve --print-config ${server}`);
}
