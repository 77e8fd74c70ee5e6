import { HanzoError } from '@hanzo/contracts';
import { browserPreset } from './entries/browser.ts';
import { postgresPreset, sqlitePreset } from './entries/database.ts';
import { fetchPreset } from './entries/fetch.ts';
import { openapiPreset } from './entries/openapi.ts';
import { shownName } from './shown-name.ts';
import type { Preset } from './preset.ts';
import { PRESET_NAMES } from './preset-names.ts';
import type { Probe } from './probe.ts';
import type { McpFileEntry } from '../servers/mcp-file.ts';

/** MCP servers that were tried with hanzo, each in one version. */
export const PRESETS: readonly Preset[] = [browserPreset, sqlitePreset, postgresPreset, fetchPreset, openapiPreset];

/** @throws HanzoError USAGE */
export function presetOf(name: string): Preset {
  const preset = PRESETS.find((each) => each.name === name);
  if (preset !== undefined) return preset;
  throw new HanzoError('USAGE', `There is no preset ${shownName(name)}.`, {
    mend: `There are ${PRESET_NAMES.join(', ')}: hanzo mcp list --presets`,
  });
}

/** What shows that a server is of use. Undefined: no preset made it, or its start is enough. */
export function probeOf({ hanzo }: McpFileEntry): Probe | undefined {
  return PRESETS.find(({ name }) => name === hanzo?.preset)?.probe;
}
