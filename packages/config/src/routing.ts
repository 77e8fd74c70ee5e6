import { type Catalogue, type RoutingPolicy, TASK_KINDS, TIERS } from '@hanzo/contracts';
import { checkRouting } from './routing-check.ts';
import { loadTiers, type RoutingOverrides } from './tiers.ts';

/** A file that changes the policy. */
export interface RoutingLayer {
  readonly file: string;
  readonly overrides: RoutingOverrides | undefined;
}

/** The policy in force, and who says so. */
export interface Routing {
  readonly policy: RoutingPolicy;
  /** By path, such as `tiers.simple.models`: the file that changed what stands there. All else is as shipped. */
  readonly changedIn: Readonly<Record<string, string>>;
}

/**
 * The shipped policy with the changes of some files, field by field; later files win.
 *
 * @throws HanzoError CONFIG_INVALID with the file, the path in it and what is allowed there
 */
export function loadRouting(shipped: string, catalogue: Catalogue, layers: readonly RoutingLayer[]): Routing {
  let policy = loadTiers(shipped, catalogue);
  const changedIn: Record<string, string> = {};
  for (const { file, overrides = {} } of layers) {
    const changedHere: Record<string, string> = {};
    const note = (path: string): void => {
      changedHere[path] = file;
    };
    policy = {
      tiers: changed(policy.tiers, TIERS, overrides.tiers, (path) => note(`tiers.${path}`)),
      kinds: changed(policy.kinds, TASK_KINDS, overrides.kinds, (path) => note(`kinds.${path}`)),
    };
    // Without this file all was well: what is wrong now is in it.
    checkRouting(policy, { catalogue, file: shipped, changedIn: changedHere });
    Object.assign(changedIn, changedHere);
  }
  return { policy, changedIn };
}

function changed<Name extends string, Entry extends object>(
  entries: Readonly<Record<Name, Entry>>,
  names: readonly Name[],
  changes: Readonly<{ [Each in Name]?: object | undefined }> | undefined,
  note: (path: string) => void,
): Readonly<Record<Name, Entry>> {
  const result: Record<Name, Entry> = { ...entries };
  for (const name of names) {
    const entry: Record<string, unknown> = Object.fromEntries(Object.entries(entries[name]));
    for (const [field, value] of Object.entries(changes?.[name] ?? {})) {
      if (value === undefined) continue;
      if (value === null) delete entry[field];
      else entry[field] = value;
      note(`${name}.${field}`);
    }
    // What was put in was checked against the schema of an entry.
    result[name] = entry as object as Entry;
  }
  return result;
}
