import { writeConsent, type OfferedCommands } from '@hanzo/config';
import { systemClock } from '@hanzo/contracts';
import type { Setting } from '../../../setting.ts';
import { canAsk } from '../../../terminal/ask.ts';
import { confirm } from '../../../terminal/confirm.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { detectedInWords, detectedNames, WHERE_THEY_RUN } from './detected-in-words.ts';

export type GuardrailFlags = Pick<DevFlags, 'enableGuardrails' | 'json' | 'yes'>;

/** Asks a question that is answered by yes or no. */
export type AskYesNo = (question: string) => Promise<boolean>;

/**
 * The setting with the commands that the workspace seems to have, where its user allows them. Asked once, on a terminal, with
 * `--enable-guardrails`: the answer counts until what was detected is another one. No flag answers for a person, and where nobody
 * sits nothing is allowed.
 */
export async function withDetectedCommands(
  setting: Setting,
  { enableGuardrails, json, yes }: GuardrailFlags,
  terminal: Terminal,
  ask: AskYesNo | undefined = canAsk(terminal) ? (question) => confirm(question, terminal, '') : undefined,
): Promise<Setting> {
  const { project, paths } = setting;
  const { detected } = project;
  if (enableGuardrails !== true || json === true || yes === true || ask === undefined) return setting;
  const names = detectedNames(detected, project.commands);
  if (detected?.state !== 'unasked' || names.length === 0) return setting;
  terminal.err('Guardrails could run these commands of the workspace before and after changes:');
  for (const line of detectedInWords(detected, names)) terminal.err(`  ${line}`);
  for (const line of WHERE_THEY_RUN) terminal.err(line);
  const isAllowed = await ask('Run them, now and later, until they change?');
  const answeredAt = new Date(systemClock.now()).toISOString();
  const { sha256 } = detected;
  writeConsent(paths.trustedProjects, { root: project.root, sha256, answer: isAllowed ? 'yes' : 'no', answeredAt });
  return answered(setting, detected, isAllowed);
}

function answered(setting: Setting, detected: OfferedCommands, isAllowed: boolean): Setting {
  const { project } = setting;
  const commands = isAllowed ? { ...detected.commands, ...project.commands } : project.commands;
  return {
    ...setting,
    project: { ...project, commands, detected: { ...detected, state: isAllowed ? 'trusted' : 'refused' } },
  };
}
