import {
  type Catalogue,
  findModel,
  HanzoError,
  type KindPolicy,
  type RoutingPolicy,
  RUNGS,
  TASK_KINDS,
  type TaskKind,
  type Tier,
  TIERS,
  TOOL_KINDS,
} from '@hanzo/contracts';

export interface RoutingCheck {
  /** Undefined: models are not looked up. */
  readonly catalogue: Catalogue | undefined;
  /** The file that says all that no other one changes. */
  readonly file: string;
  /** By path, such as `tiers.simple.models`: the file that changes what stands there. */
  readonly changedIn?: Readonly<Record<string, string>> | undefined;
}

interface Fault {
  /** The fields that contradict each other. Of these, one that a file changed is the wrong one. */
  readonly paths: readonly [string, ...string[]];
  readonly what: string;
  readonly mend: string;
}

/**
 * What no single field shows: escalation that does not go up, rungs that end before they start, kinds that nothing could
 * do, models that nobody knows.
 *
 * @throws HanzoError CONFIG_INVALID with the file, the path in it and what is allowed there
 */
export function checkRouting(policy: RoutingPolicy, check: RoutingCheck): void {
  for (const name of TIERS) refuse(faultOfTier(name, policy, check.catalogue), check);
  for (const name of TASK_KINDS) refuse(faultOfKind(name, policy.kinds[name]), check);
}

function refuse(fault: Fault | undefined, { file: shipped, changedIn = {} }: RoutingCheck): void {
  if (fault === undefined) return;
  const { paths, what, mend } = fault;
  const path = paths.find((one) => changedIn[one] !== undefined) ?? paths[0];
  const file = changedIn[path] ?? shipped;
  throw new HanzoError('CONFIG_INVALID', `${file}: ${path}: ${what}`, { details: { file, path }, mend });
}

function faultOfTier(name: Tier, { tiers }: RoutingPolicy, catalogue: Catalogue | undefined): Fault | undefined {
  const { escalatesTo, models } = tiers[name];
  const higher = TIERS.slice(TIERS.indexOf(name) + 1);
  if (escalatesTo !== undefined && !higher.includes(escalatesTo)) {
    const allowed = higher.length === 0 ? 'Remove it: nothing is higher.' : `Allowed: ${higher.join(', ')}.`;
    return {
      paths: [`tiers.${name}.escalatesTo`],
      what: `"${escalatesTo}" is not a higher tier than ${name}.`,
      mend: allowed,
    };
  }
  const unknown = catalogue && models.find((wanted) => findModel(catalogue, wanted) === undefined);
  if (unknown === undefined) return undefined;
  return {
    paths: [`tiers.${name}.models`],
    what: `"${unknown}" is not in the catalogue.`,
    mend: '`hanzo models` lists the names; add your own to models.json in the home folder.',
  };
}

function faultOfKind(name: TaskKind, { startRung, lastRung }: KindPolicy): Fault | undefined {
  const path = `kinds.${name}`;
  if (name === 'check' && (startRung !== 'tool' || lastRung !== 'tool')) {
    return {
      paths: [`${path}.${startRung === 'tool' ? 'lastRung' : 'startRung'}`],
      what: 'checks are done by tools and by nothing else.',
      mend: 'Allowed: "tool", for startRung and for lastRung.',
    };
  }
  if (lastRung === 'tool' && !TOOL_KINDS.includes(name)) {
    return {
      paths: [`${path}.lastRung`],
      what: `no tool does ${name} tasks, so nothing would be left to do them.`,
      mend: `Allowed: ${RUNGS.slice(RUNGS.indexOf('local')).join(', ')}.`,
    };
  }
  if (startRung === undefined || lastRung === undefined || RUNGS.indexOf(lastRung) >= RUNGS.indexOf(startRung))
    return undefined;
  return {
    paths: [`${path}.lastRung`, `${path}.startRung`],
    what: `${name} tasks would start at "${startRung}" and end before it, at "${lastRung}".`,
    mend: `Allowed as lastRung: ${RUNGS.slice(RUNGS.indexOf(startRung)).join(', ')}. Or change startRung.`,
  };
}
