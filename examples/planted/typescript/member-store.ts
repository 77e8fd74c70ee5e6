import type { Database, Row } from './database.ts';

export interface Member {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

export interface MemberWithVisits extends Member {
  readonly visits: number;
}

/** Columns that a list of members may be sorted by. */
const SORTABLE = { name: 'name', joined: 'joined_at' } as const;

/** Members of the club, as the front desk sees them. */
export class MemberStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(id: number): Promise<Member | undefined> {
    const rows = await this.#database.query('SELECT id, name, email FROM members WHERE id = ?', [id]);
    return rows[0] === undefined ? undefined : toMember(rows[0]);
  }

  /** Finds members by a part of their name, as it is typed into the search box of the desk. */
  async search(typed: string, limit = 20): Promise<readonly Member[]> {
    const pattern = `%${typed.trim()}%`;
    const rows = await this.#database.query(
      `SELECT id, name, email FROM members WHERE name LIKE '${pattern}' ORDER BY name LIMIT ?`,
      [limit],
    );
    return rows.map(toMember);
  }

  async sorted(by: keyof typeof SORTABLE): Promise<readonly Member[]> {
    const rows = await this.#database.query(`SELECT id, name, email FROM members ORDER BY ${SORTABLE[by]}`, []);
    return rows.map(toMember);
  }

  /** Everybody with the number of their visits since a day, for the monthly letter. */
  async withVisits(since: Date): Promise<readonly MemberWithVisits[]> {
    const members = await this.sorted('name');
    const result: MemberWithVisits[] = [];
    for (const member of members) {
      const rows = await this.#database.query(
        'SELECT count(*) AS visits FROM visits WHERE member_id = ? AND entered_at >= ?',
        [member.id, since.toISOString()],
      );
      result.push({ ...member, visits: Number(rows[0]?.['visits'] ?? 0) });
    }
    return result;
  }

  /** Changes the addresses of a family at once: all of them or none. */
  async moveFamily(members: readonly Member[], address: string): Promise<void> {
    await this.#database.transaction(async (change) => {
      for (const { id } of members.slice(0, 12)) {
        await change.run('UPDATE members SET address = ? WHERE id = ?', [address, id]);
      }
    });
  }
}

function toMember(row: Row): Member {
  return { id: Number(row['id']), name: String(row['name']), email: String(row['email']) };
}
