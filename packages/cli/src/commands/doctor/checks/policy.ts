import { livingModels, loadProject } from '@hanzo/config';
import { HanzoError, TASK_KINDS, TIERS, type Tier } from '@hanzo/contracts';
import { hasApi, type Setting } from '../../../setting.ts';
import { departures } from '../../dev/models/task-models.ts';
import { shellWord } from '../../../terminal/shell-word.ts';
import { checkWithProject } from '../../config/check-with-project.ts';
import { stateInWords } from '../../config/project-words.ts';
import { fail, messageOf, ok, warn, type Check, type Finding } from '../check.ts';

/** The policy for tiers and kinds: whether it holds together here, who changes it, and whether each tier has a model. */
export const checkPolicy: Check = (setting) => [
  ...checkFiles(setting, '.'),
  ...checkStarts(setting),
  ...checkTierModels(setting, Date.now()),
];

/** A start that a run without a mesh does not have. */
export function checkStarts({ routing: { tiers, kinds } }: Setting): readonly Finding[] {
  const all = [
    ...TIERS.map((name) => [`tiers.${name}`, tiers[name].startRung] as const),
    ...TASK_KINDS.map((name) => [`kinds.${name}`, kinds[name].startRung] as const),
  ];
  const atMesh = all.filter(([, startRung]) => startRung === 'mesh').map(([path]) => path);
  if (atMesh.length === 0) return [];
  const detail = `${atMesh.join(', ')} start at the mesh: a run without one gives such tasks to this machine`;
  return [warn('policy', detail, 'Run with --use-hanzo-net, or start at "local".')];
}

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
  let isWhole = true;
  const providers = new Set<string>();
  for (const tier of TIERS) {
    const sold = livingModels(routing.tiers[tier].models, catalogue, now).filter((card) => card.kind === 'api');
    const callable = sold.find((card) => card.price !== undefined && hasApi(config, card));
    if (callable !== undefined) found.set(tier, callable.name);
    else isWhole = false;
    if (callable === undefined) for (const { provider } of sold) providers.add(provider);
  }
  const detail = [...found].map(([tier, model]) => `${tier}: ${model}`).join(', ');
  if (isWhole) return [ok('tiers', detail)];
  const lacking = departures(setting, undefined).join('; ');
  const mend =
    providers.size === 0
      ? 'Their models have ended or run on workers: name others in "tiers" of config.json.'
      : `They need a key: hanzo keys set ${[...providers].join(', or hanzo keys set ')}.`;
  return [warn('tiers', detail === '' ? lacking : `${lacking}; ${detail}`, mend)];
}
