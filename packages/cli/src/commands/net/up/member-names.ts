import type { Membership } from '@hanzo/membership';

/** What a member is called, and whether no other member of the mesh is called so. */
export interface MemberName {
  readonly memberName: string;
  readonly nameIsUnique: boolean;
}

/** The members' names by their ids, kept until the membership changes. */
export class MemberNames {
  readonly #membership: Membership;
  #known: Map<string, MemberName> | undefined;

  constructor(membership: Membership) {
    this.#membership = membership;
    membership.onChange(() => (this.#known = undefined));
  }

  /** By the whole id only: names and beginnings of ids may be somebody else's. */
  of(memberId: string): MemberName | undefined {
    this.#known ??= this.#read();
    return this.#known.get(memberId);
  }

  #read(): Map<string, MemberName> {
    const members = this.#membership.members().filter(({ standing }) => standing === 'member');
    const bearers = Map.groupBy(members, ({ name }) => name);
    return new Map(
      members.map(({ id, name }) => [id, { memberName: name, nameIsUnique: bearers.get(name)?.length === 1 }]),
    );
  }
}
