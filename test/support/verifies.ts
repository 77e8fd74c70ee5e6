import { BEHAVIOURS, type BehaviourId } from '../behaviours.ts';

/**
 * The title of a test that proves a behaviour.
 *
 * @example
 * it(verifies('wire.hostile-bytes'), () => { … });
 * it.each(KINDS)(verifies('wire.round-trip', '%s'), (kind) => { … });
 */
export function verifies(id: BehaviourId, detail?: string): string {
  const [area = '', name = ''] = id.split('.');
  const areas: Readonly<Record<string, Readonly<Record<string, string>>>> = BEHAVIOURS;
  const sentence = areas[area]?.[name] ?? id;
  return detail === undefined ? sentence : `${sentence} (${detail})`;
}
