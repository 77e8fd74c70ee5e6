import { toHanzoError } from '@hanzo/contracts';
import { localModelOf } from '../../dev/models/local-model.ts';
import { chooseOrchestrator } from '../../dev/models/orchestrator-choice.ts';
import { fail, ok, type Check } from '../check.ts';

/** Who would plan a run that says nothing of it, and whether that can be: asked of what such a run asks. */
export const checkPlanning: Check = (setting) => {
  const { orchestrator, localModel } = setting.config;
  try {
    const choice = chooseOrchestrator(setting, { localOnly: false, isNamed: false });
    if (choice.kind === 'api') return [ok('planning', `${choice.card.name} plans`)];
    const model = localModelOf({}, choice, setting);
    return [ok('planning', `rules plan, and ${model?.name ?? 'the mesh'} does the tasks`)];
  } catch (thrown) {
    // Where nobody configured anything, the checks of keys and of models say what is missing.
    if (orchestrator === undefined && localModel === undefined) return [];
    const { code, message, mend = 'Name another one.' } = toHanzoError(thrown);
    const scope = code === 'MODEL_NOT_INSTALLED' ? 'runs without --use-hanzo-net fail' : 'every run fails';
    return [fail('planning', `${scope}: ${message}`, mend)];
  }
};
