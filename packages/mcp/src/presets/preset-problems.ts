import { HanzoError } from '@hanzo/contracts';
import { findBrowser } from './browser/find-browser.ts';
import type { Preset } from './preset.ts';

/** What is missing on this machine for a preset, a sentence each with what to do. Nothing is started or downloaded. */
export async function presetProblems(
  preset: Preset,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  if (preset.name !== 'browser') return [];
  try {
    await findBrowser(undefined, environment);
    return [];
  } catch (error) {
    if (!(error instanceof HanzoError)) throw error;
    return [`${error.message} ${error.mend ?? ''}`.trim()];
  }
}
