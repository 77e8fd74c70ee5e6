/** Where a line of a TOML file stands. */
export interface TomlPlace {
  /** As it is written between the brackets; '' above the first table. */
  readonly table: string;
  /** The line with the key that it belongs to: arrays go over several lines. */
  readonly key: string;
}

/** For each line the table and the key that it belongs to. Strings of several lines are not looked into. */
export function sectionsByLine(text: string): readonly TomlPlace[] {
  let table = '';
  let key = '';
  return text.split(/\r?\n/).map((line) => {
    const head = /^\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(?:#.*)?$/.exec(line)?.[1];
    // A bracket alone in a line of an array holds strings or commas, and no bare key.
    if (head !== undefined && !/["',]\s*$|^["']/.test(head)) [table, key] = [head.replace(/["'\s]/g, ''), ''];
    else if (/^\s*["']?[\w.-]+["']?\s*=/.test(line)) key = line;
    return { table, key };
  });
}
