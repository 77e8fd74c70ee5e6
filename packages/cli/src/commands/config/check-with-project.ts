import { loadRouting, type ProjectOffer, type Routing } from '@hanzo/config';
import { configsFile, type Setting } from '../../setting.ts';

/**
 * The policy as it is with a project's file.
 *
 * @throws HanzoError CONFIG_INVALID when the file contradicts the rest of the policy
 */
export function checkWithProject(
  { config, paths, catalogue }: Pick<Setting, 'config' | 'paths' | 'catalogue'>,
  { file, content }: Pick<ProjectOffer, 'file' | 'content'>,
): Routing {
  return loadRouting(configsFile('tiers.json'), catalogue, [
    { file: paths.config, overrides: config.policy },
    { file, overrides: content },
  ]);
}
