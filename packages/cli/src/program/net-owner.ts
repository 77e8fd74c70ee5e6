import { InvalidArgumentError, Option, type Command } from 'commander';
import { durationOption, homeOption, type Start } from './command-options.ts';
import type { NetDrainFlags } from '../commands/net/drain.ts';
import type { NetPauseFlags } from '../commands/net/pause.ts';
import type { PolicyFlags } from '../commands/net/policy-flags.ts';
import type { NetPolicyFlags } from '../commands/net/policy.ts';
import type { NetResumeFlags } from '../commands/net/resume.ts';
import type { NetWorkFlags } from '../commands/net/work.ts';
import { EXIT_HELP } from './exit-help.ts';
import { duration, whole } from './option-values.ts';

/** What the owner of a machine says to its workers: names, flags and help. What the commands do is in commands/net/. */
export function addOwnerCommands(net: Command, start: Start): void {
  addPause(net, start);
  addResume(net, start);
  addDrain(net, start);
  addPolicy(net, start);
  addWork(net, start);
}

function addPause(net: Command, start: Start): void {
  const command = net
    .command('pause')
    .description('take this machine back: its workers take nothing new, also after a restart, until resumed')
    .addOption(new Option('--for <time>', 'resume by itself after this long, e.g. 2h').argParser(duration('1s')))
    .option('--until <time>', 'resume by itself then: 18:00, or 2026-11-21 18:00')
    .option('--finish', 'let running tasks end instead of handing them back')
    .option('--reason <text>', 'why; members of the mesh can read it');
  withWorker(command, EXIT_HELP.netPause).action((flags: NetPauseFlags) =>
    start(() => import('../commands/net/pause.ts'), flags),
  );
}

function addResume(net: Command, start: Start): void {
  const command = net
    .command('resume')
    .description('end a pause: workers of this home work again as the policy allows');
  withWorker(command, EXIT_HELP.netResume).action((flags: NetResumeFlags) =>
    start(() => import('../commands/net/resume.ts'), flags),
  );
}

function addDrain(net: Command, start: Start): void {
  const command = net
    .command('drain')
    .description('end the workers of this home: they take nothing new, finish what runs, and stop')
    .addOption(
      durationOption('--timeout <time>', 'hand back what is not done after this long; 0s: at once', '60s', '0s'),
    );
  withWorker(command, EXIT_HELP.netDrain).action((flags: NetDrainFlags) =>
    start(() => import('../commands/net/drain.ts'), flags),
  );
}

function addPolicy(net: Command, start: Start): void {
  const command = net
    .command('policy')
    .description('show what this machine allows, and what follows from it now; with flags: change it')
    .option('--slots <n>', 'tasks that run at the same time', whole(1, 32))
    .option('--reset [key...]', 'forget these settings, e.g. quietHours; without names: all of them');
  addPolicyOptions(command);
  withWorker(command, EXIT_HELP.netPolicy).action((flags: NetPolicyFlags) =>
    start(() => import('../commands/net/policy.ts'), flags),
  );
}

function addWork(net: Command, start: Start): void {
  const command = net
    .command('work')
    .description('show what this machine did for whom: sizes and times, never prompts or answers')
    .option('--since <time>', 'only what ended after this: 30m, 24h, 7d or an ISO date', '24h')
    .addOption(new Option('--by <what>', 'add it up').choices(['member', 'model', 'day']))
    .option('--csv', 'print comma-separated values')
    .option('--live', 'show what runs right now until Ctrl-C, and what ends');
  withWorker(command, EXIT_HELP.netWork).action((flags: NetWorkFlags) =>
    start(() => import('../commands/net/work.ts'), flags),
  );
}

function withWorker(command: Command, exitHelp: string): Command {
  return command
    .option('--worker <name>', 'only this worker (default: all of this home)')
    .option('--json', 'print JSON')
    .addOption(homeOption())
    .addHelpText('after', exitHelp);
}

/**
 * The owner's rules as flags: of `hanzo net policy`, which keeps them, and of `hanzo net up` for one process. What they
 * hold is checked by `readPolicyFlags`.
 */
export function addPolicyOptions(command: Command): Command {
  return command
    .option('--max-memory <amount>', 'most memory of loaded models: 8GiB or 50%')
    .option('--cpu-share <share>', 'share of the cores for inference, of all models in use together: 0.5 or 50%')
    .option('--gpu-share <share>', "share of the GPU's memory for each loaded model; 0 leaves the GPU alone")
    .option('--quiet-hours <hours...>', 'local times without work: 22:00-07:00 "sat,sun 00:00-24:00", or none')
    .option('--on-battery <what>', 'run, pause, or "pause below 40%"')
    .option('--when-active <what>', 'run or pause while somebody uses keyboard or mouse')
    .option('--idle-after <time>', 'how long nobody must have touched the machine, e.g. 5m')
    .option('--max-load <share>', 'pause while other programs use more than this share of the processor')
    .option(
      '--allow-members <member...>',
      'work for these only: at least 8 digits of their ids, or names that one member alone bears',
    )
    .option(
      '--deny-members <member...>',
      'work for all but these; who joins anew is somebody else: `hanzo net revoke` puts a member out of the mesh',
    )
    .addOption(
      new Option('--member-weight <member=weight...>', 'share when members compete, e.g. anna=2').argParser(addWeight),
    )
    .option('--data-classes <classes>', 'what may come here, by comma: public,internal,confidential')
    .option('--share-models', 'let members copy model files from here')
    .option('--no-share-models', 'let nobody copy model files from here')
    .addOption(
      new Option('--paused-work <what>', 'what becomes of running tasks when a pause begins').choices([
        'finish',
        'hand-back',
      ]),
    );
}

function addWeight(text: string, before: PolicyFlags['memberWeight']): NonNullable<PolicyFlags['memberWeight']> {
  const [, member, weight] = /^(.+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const value = Number(weight);
  if (member === undefined || value < 0.01 || value > 100)
    throw new InvalidArgumentError('It must be a member and a weight from 0.01 to 100, e.g. anna=2.');
  return { ...before, [member]: value };
}
