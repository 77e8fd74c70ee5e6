import { livingModels, loadProject } from '@hanzo/config';
import { HanzoError, TIERS, type Tier } from '@hanzo/contracts';
import { hasApi, type Setting } from '../../../setting.ts';
import { shellWord } from '../../../shell-word.ts';
import { checkWithProject } from '../../config/check-with-project.ts';
import { stateInWords } from '../../config/project-words.ts';
import { fail, messageOf, ok, warn, type Check, type Finding } from '../check.ts';

/** The policy for tiers and kinds: whether it holds together here, who changes it, and whether each tier has a model. */
export const checkPolicy: Check = (setting) => [...checkFiles(setting, '.'), ...checkTierModels(setting, Date.now())];

/** What is shipped and the user's file were checked when they were read: without them no command starts. */
export function checkFiles(setting: Setting, folder: string): readonly Finding[] {
  try {
    const { project, content } = loadProject(folder, setting.paths);
    const { file, root, state } = project;
    const { changedIn } =
      content === undefined ? { changedIn: setting.routingChangedIn } : checkWithProject(setting, { file, content });
    const findings = [ok('policy', policyInWords(Object.values(changedIn)))];
    if (state === 'trusted') findings.push(ok('project', stateInWords(project)));
    if (state === 'untrusted')
      findings.push(
        warn('project', stateInWords(project), `Look at it and allow it with: hanzo config trust ${shellWord(root)}`),
      );
    return findings;
  } catch (error) {
    const mend = error instanceof HanzoError ? error.mend : undefined;
    return [fail('policy', messageOf(error), mend ?? 'See `hanzo config show`.')];
  }
}

function policyInWords(files: readonly string[]): string {
  if (files.length === 0) return 'tiers and kinds as shipped';
  const counts = [...Map.groupBy(files, (file) => file)].map(([file, all]) => `${all.length} in ${file}`);
  return `tiers and kinds are good; changed settings: ${counts.join(', ')}`;
}

/** `now` in milliseconds since the epoch. */
export function checkTierModels(setting: Setting, now: number): readonly Finding[] {
  const { routing, catalogue, config } = setting;
  const found = new Map<Tier, string>();
  const without = new Set<Tier>();
  const providers = new Set<string>();
  for (const tier of TIERS) {
    const sold = livingModels(routing.tiers[tier].models, catalogue, now).filter((card) => card.kind === 'api');
    const callable = sold.find((card) => card.price !== undefined && hasApi(config, card));
    if (callable !== undefined) found.set(tier, callable.name);
    else without.add(tier);
    if (callable === undefined) for (const { provider } of sold) providers.add(provider);
  }
  const detail = [...found].map(([tier, model]) => `${tier}: ${model}`).join(', ');
  if (without.size === 0) return [ok('tiers', detail)];
  const lacking = `no model of the ${[...without].join(', ')} policy can be called`;
  const mend =
    providers.size === 0
      ? 'Their models have ended or run on workers: name others in "tiers" of config.json.'
      : `They need a key: hanzo keys set ${[...providers].join(', or hanzo keys set ')}. Without one, only free engines do this work.`;
  return [warn('tiers', detail === '' ? lacking : `${lacking}; ${detail}`, mend)];
}
