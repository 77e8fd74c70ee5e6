import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { homeSecret } from '@hanzo/config';
import { systemClock, toHanzoError } from '@hanzo/contracts';
import { openDelegations, type Delegation } from '@hanzo/delegate';
import type { Setting } from '../../../setting.ts';
import { chooseModels } from '../../delegate/models/delegate-model.ts';
import { messageOf, ok, warn, type Check, type Finding } from '../check.ts';

const NAME = 'delegation';

/** Whom this folder's issues would be delegated to, and what was begun here and not finished. */
export const checkDelegation: Check = async (setting) => [model(setting), ...(await delegationsIn('.', setting))];

function model(setting: Setting): Finding {
  try {
    const [chosen] = chooseModels(setting, {});
    return ok(NAME, `issues go to ${chosen?.name ?? 'nobody'} (${chosen?.because ?? ''})`);
  } catch (thrown) {
    const { code, message, mend = 'Name another model: --model.' } = toHanzoError(thrown);
    // The check of keys says that there is none.
    if (code === 'CREDENTIALS_MISSING') return ok(NAME, 'issues can be delegated once there is a key');
    return warn(NAME, `nothing can be delegated without --model: ${message}`, mend);
  }
}

/** @param place a folder inside which the configured one lies */
export async function delegationsIn(
  place: string,
  { config, paths }: Pick<Setting, 'config' | 'paths'>,
): Promise<readonly Finding[]> {
  const workspace = realpathSync(place);
  const folder = join(workspace, config.delegate.folder);
  try {
    const delegations = await openDelegations(folder, {
      clock: systemClock,
      key: homeSecret(paths.delegationKey),
      workspace,
    });
    const left = (await delegations.list()).filter(({ isFinished }) => !isFinished);
    const found = left.length === 0 ? [] : [unfinished(left)];
    if (isWritable(folder)) return found;
    const mend = 'Let yourself write there, or configure another delegate.folder in config.json.';
    return [...found, warn(NAME, `requests cannot be kept in ${folder}: it cannot be written`, mend)];
  } catch (thrown) {
    const { mend = 'Configure another delegate.folder in config.json.' } = toHanzoError(thrown);
    return [warn(NAME, messageOf(thrown), mend)];
  }
}

function unfinished(left: readonly Delegation[]): Finding {
  const [first] = left;
  const more = left.length > 1 ? `, and ${left.length - 1} more` : '';
  const detail = `${first?.id ?? ''} of this folder was not finished${more}`;
  return warn(NAME, detail, `Go on with it: hanzo delegate resume ${first?.id ?? 'last'}`);
}

/** Of what is not there yet the nearest folder that is. */
function isWritable(folder: string): boolean {
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    accessSync(nearest, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
