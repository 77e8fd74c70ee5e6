import type { Setting } from '../../../setting.ts';
import { shellWord } from '../../../terminal/shell-word.ts';
import { labelled } from '../../../terminal/table-fit.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import type { DevFlags } from '../flags.ts';
import { detectedNames, missingNames } from './detected-in-words.ts';

/** Says, before a run begins, which commands guard it and which guardrails are missing. Silent without `--enable-guardrails`. */
export function sayGuardrails(
  { project }: Pick<Setting, 'project'>,
  { enableGuardrails }: Pick<DevFlags, 'enableGuardrails'>,
  terminal: Terminal,
): void {
  if (enableGuardrails !== true) return;
  for (const line of guardrailLines(project)) {
    const indent = line.length - line.trimStart().length;
    const fitted = terminal.watched ? labelled('', line.trimStart(), indent, terminal.columns) : [line];
    for (const part of fitted) terminal.err(part);
  }
}

/** A line for what there is, one for what is missing, one for how to get it. */
export function guardrailLines({ commands, detected, root }: Setting['project']): readonly string[] {
  const there = Object.entries(commands).map(
    ([name, argv]: [string, readonly string[]]) => `${name} (${argv.map(shellWord).join(' ')})`,
  );
  const missing = missingNames(commands);
  const offered = detectedNames(detected, commands);
  const lines = [
    `guardrails: ${[...there, 'guards of paths, secrets, scripts, characters, size, licences, dependencies'].join(' · ')}`,
  ];
  if (missing.length > 0) lines.push(`no guardrail: there is no trusted command for ${missing.join(', ')}`);
  if (offered.length > 0) {
    const why = detected?.state === 'refused' ? 'you said no' : 'nobody has allowed it';
    lines.push(
      `  detected and not run, since ${why}: ${offered.join(', ')}; see and allow them with: \`hanzo config trust --commands ${shellWord(root)}\``,
    );
  }
  const unknown = missing.filter((name) => !offered.includes(name));
  if (unknown.length > 0)
    lines.push(
      `  name ${unknown.length === 1 ? 'it' : 'them'} under "commands" in .hanzo/config.json, then: \`hanzo config trust\``,
    );
  return lines;
}
