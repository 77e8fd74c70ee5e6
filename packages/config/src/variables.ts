import { nearest } from '@hanzo/contracts';

/** Every HANZO_ variable that this version reads. */
const KNOWN_VARIABLES: readonly string[] = [
  'HANZO_HOME',
  'HANZO_OPENAI_API',
  'HANZO_ORCHESTRATOR',
  'HANZO_LOCAL_MODEL',
  'HANZO_ENGINE_KEY',
  'HANZO_DAILY_LIMIT',
  'HANZO_HOURLY_LIMIT',
  'HANZO_LISTEN',
  'HANZO_BOOTSTRAP',
  'HANZO_LOG_LEVEL',
  'HANZO_SCREEN_READER',
];

/**
 * HANZO_ variables that look like a mistyped one of ours, for a warning: HANZO_DAILY_LIMITS would set no limit at all.
 * Others are left alone: they may belong to other programs.
 */
export function unknownVariables(
  env: Readonly<Record<string, string | undefined>>,
): readonly { name: string; meant: string }[] {
  return Object.keys(env).flatMap((name) => {
    if (!name.startsWith('HANZO_') || KNOWN_VARIABLES.includes(name)) return [];
    const meant = nearest(name, KNOWN_VARIABLES);
    return meant ? [{ name, meant }] : [];
  });
}

/** Variables of earlier versions, and what took their place. */
const RETIRED: Readonly<Record<string, string>> = {
  HANZO_MESH_KEY: 'Members come in by invite now: `hanzo net invite`, `hanzo net join`.',
};

/** Variables that are set and do nothing any more. */
export function retiredVariables(
  env: Readonly<Record<string, string | undefined>>,
): readonly { name: string; instead: string }[] {
  return Object.entries(RETIRED).flatMap(([name, instead]) => (env[name] === undefined ? [] : [{ name, instead }]));
}
