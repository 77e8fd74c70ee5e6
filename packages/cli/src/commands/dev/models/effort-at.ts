import type { Effort, Task } from '@hanzo/contracts';
import { allowedTier, escalationTier } from '@hanzo/router';
import type { Setting } from '../../../setting.ts';
import { effortOf } from './call-wishes.ts';

/** How hard the model of a paid rung thinks about a task, by the tier that it is asked at; undefined: as it likes. */
export function effortAt(
  rung: 'api' | 'strong',
  { tier: wanted }: Pick<Task, 'tier'>,
  setting: Setting,
): Effort | undefined {
  const own = allowedTier(wanted, setting.maxTier);
  const tier = rung === 'strong' ? (escalationTier(own, setting) ?? own) : own;
  return effortOf({ tier }, setting);
}
