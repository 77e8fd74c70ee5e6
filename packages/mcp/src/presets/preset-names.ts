export const PRESET_NAMES = ['browser', 'sqlite', 'postgres', 'fetch', 'openapi'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];
