import { Option, type Command } from 'commander';
import { bootstrapOption, checked, discoveryOption, homeOption, type Start } from './command-options.ts';
import type {
  ModelsCheckFlags,
  ModelsListFlags,
  ModelsPullFlags,
  ModelsRmFlags,
  ModelsShowFlags,
  ModelsVerifyFlags,
} from '../commands/models/flags.ts';
import { EXIT_HELP } from './exit-help.ts';
import { seconds, whole } from './option-values.ts';

/** `hanzo models …`: names, flags and help. What the commands do is in commands/models/. */
export function addModels(program: Command, start: Start): void {
  const models = program
    .command('models')
    .description('the models hanzo knows: prices, windows, memory, what is installed')
    .addHelpText('after', EXIT_HELP.models);
  models
    .command('list', { isDefault: true })
    .description('list all models: prices of APIs; size, memory and fit of local ones')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.models)
    .action((flags: ModelsListFlags) => start(() => import('../commands/models/list.ts'), flags));
  addPull(models, start);
  addShow(models, start);
  models
    .command('check')
    .description('ask the configured endpoints which models they serve, and compare with what is used: free of charge')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.modelsCheck)
    .action((flags: ModelsCheckFlags) => start(() => import('../commands/models/check.ts'), flags));
  models
    .command('verify')
    .description('read model files again: hash, header and size against the catalogue or against what was noted')
    .argument('[name...]', 'installed models (default: all)')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.modelsVerify)
    .action((names: string[], flags: Omit<ModelsVerifyFlags, 'names'>) =>
      start(() => import('../commands/models/verify.ts'), { ...flags, names }),
    );
  models
    .command('rm')
    .description('remove installed models, with what belongs to them')
    .argument('<name...>', 'installed models, or file names in the models folder')
    .option('-y, --yes', 'do not ask')
    .option('--force', 'also when a running worker serves it')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.modelsRm)
    .action((names: string[], flags: Omit<ModelsRmFlags, 'names'>) =>
      start(() => import('../commands/models/rm.ts'), { ...flags, names }),
    );
}

function addPull(models: Command, start: Start): void {
  models
    .command('pull')
    .description('get models for workers, from members of the mesh or from the internet: resumes, checks all it gets')
    .argument('<model...>', 'catalogue name, hf:owner/repo/file.gguf, https URL, or the path of a .gguf file')
    .option('--sha256 <hex>', 'what the file must hash to, when the catalogue does not know')
    .option('--name <name>', 'what to call the model here (for an address or a path)')
    .option('--link', 'hard-link the file of a path instead of copying it')
    .addOption(
      new Option('--from <where>', 'where to look: the mesh first, then the internet; or only one of them')
        .choices(['auto', 'mesh', 'internet'])
        .default('auto'),
    )
    .option('--member <name>', 'copy from this member or node of the mesh only')
    .option('--endpoint <url>', 'mirror to use instead of https://huggingface.co (also HF_ENDPOINT, models.endpoint)')
    .option('--wait <seconds>', 'how long members are looked for (default: 2, with --from mesh 10)', seconds)
    .option('--slots <n>', 'tasks at the same time, for the question whether it fits', whole(1, 64), 1)
    .option('--context <tokens>', 'tokens per task, for the same question', whole(256, 1_048_576), 4096)
    .option('--force', 'also when it does not fit the memory of this machine')
    .addOption(bootstrapOption())
    .addOption(discoveryOption())
    .option('--json', 'print events as JSON lines on stdout')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.modelsPull)
    .action((names: string[], flags: Omit<ModelsPullFlags, 'names'>) =>
      start(
        checked(flags, () => import('../commands/models/pull.ts')),
        { ...flags, names },
      ),
    );
}

function addShow(models: Command, start: Start): void {
  models
    .command('show')
    .description('all about one model: prices and abilities of APIs; header, hash, memory, origin of local ones')
    .argument('<model>', 'catalogue name, installed model, or the path of a .gguf file')
    .option('--mesh', 'ask the members of the mesh whether they have it')
    .option('--wait <seconds>', 'how long members are looked for', seconds, 2)
    .addOption(bootstrapOption())
    .addOption(discoveryOption())
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', EXIT_HELP.modelsShow)
    .action((name: string, flags: Omit<ModelsShowFlags, 'name'>) =>
      start(
        checked(flags, () => import('../commands/models/show.ts')),
        { ...flags, name },
      ),
    );
}
