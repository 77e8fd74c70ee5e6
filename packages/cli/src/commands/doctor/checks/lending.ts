import { systemClock, toHanzoError } from '@hanzo/contracts';
import { machineSize, openPauseBook, previewPolicy, systemSensors } from '@hanzo/worker';
import { policySourceOf } from '../../net/policy-source.ts';
import { fail, ok, warn, type Check } from '../check.ts';

/** Whether a worker of this machine would take work now, and whether it can see all that its policy asks for. */
export const checkLending: Check = async ({ config, paths }) => {
  try {
    const { policy } = policySourceOf(config);
    const { state, reason, unmet } = await previewPolicy({
      policy,
      sensors: systemSensors({ clock: systemClock }),
      size: machineSize(),
      ownerPause: openPauseBook(paths.pause, systemClock).entries().all,
      now: systemClock.now(),
    });
    const blind = unmet.map(({ wish, why }) =>
      warn('lending', `the policy: ${wish} (${why})`, 'Change it: `hanzo net policy --help`.'),
    );
    if (state === 'ready') return [...blind, ok('lending', 'workers of this home take work')];
    const mend = 'Look at the rules with `hanzo net policy`; end a pause with `hanzo net resume`.';
    return [...blind, warn('lending', `workers of this home take no work: ${reason}`, mend)];
  } catch (thrown) {
    const { message, mend = 'Correct the section `worker` of config.json.' } = toHanzoError(thrown);
    return [fail('lending', message, mend)];
  }
};
