import { EXIT, type ExitCode } from '@hanzo/contracts';
import { PACKAGES, presetProblems, PRESETS, type Preset, type PresetParameter } from '@hanzo/mcp';
import { environment } from '../../process/environment.ts';
import { shellWord } from '../../terminal/shell-word.ts';
import { labelled, outputWidth } from '../../terminal/table-fit.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import type { McpListFlags } from './flags.ts';

const INDENT = 10;

/** Servers that hanzo can set up itself, what they want to know, and what is missing for them here. */
export async function listPresets({ json }: McpListFlags, terminal: Terminal): Promise<ExitCode> {
  const presets = await Promise.all(
    PRESETS.map(async (preset) => ({ preset, problems: await presetProblems(preset, environment()) })),
  );
  if (json === true) terminal.out(JSON.stringify({ v: 1, presets: presets.map(toJson) }));
  else for (const { preset, problems } of presets) print(preset, problems, terminal);
  return EXIT.done;
}

interface Looked {
  readonly preset: Preset;
  readonly problems: readonly string[];
}

function toJson({ preset, problems }: Looked): object {
  const { name, purpose, parameters, needs } = preset;
  const { npm, version, megabytes } = PACKAGES[preset.package];
  return { name, purpose, package: `${npm}@${version}`, megabytes, parameters, ...(needs && { needs }), problems };
}

function print(preset: Preset, problems: readonly string[], terminal: Terminal): void {
  const { name, purpose, parameters, needs } = preset;
  const { npm, version, megabytes } = PACKAGES[preset.package];
  const { style } = terminal;
  const width = outputWidth(terminal, process.env);
  const say = (label: string, text: string): void => {
    for (const line of labelled(label, text, INDENT, width)) terminal.out(line);
  };
  say(name, purpose);
  say('', `${npm} ${version}, about ${megabytes} MB${needs === undefined ? '' : `; needs ${needs}`}`);
  const required = parameters.filter((parameter) => parameter.required === true).map(example);
  say('', `\`hanzo mcp add ${[name, '--preset', name, ...required].join(' ')}\``);
  for (const parameter of parameters) {
    const free = parameter.required === true ? '' : ' (optional)';
    say('', `${example(parameter)}${free}: ${parameter.purpose}`);
  }
  for (const problem of problems) say('', `${style.yellow('missing:')} ${problem}`);
  terminal.out('');
}

function example(parameter: PresetParameter): string {
  return `--param ${parameter.name}=${shellWord(parameter.example)}`;
}
