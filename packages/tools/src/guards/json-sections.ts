/** A section of a JSON file that is another one now. */
export interface ChangedSection {
  readonly section: string;
  /** Where it stands afterwards, from 1; 1 where it is gone. */
  readonly line: number;
}

/** Sections at the top of a JSON file whose content differs; all of them where one of the texts is no JSON object. */
export function jsonSections(
  before: string | undefined,
  after: string,
  sections: readonly string[],
): readonly ChangedSection[] {
  const [old, now] = [before === undefined ? {} : objectOf(before), objectOf(after)];
  return sections.flatMap((section) => {
    const isSame =
      old !== undefined && now !== undefined && JSON.stringify(old[section]) === JSON.stringify(now[section]);
    return isSame ? [] : [{ section, line: lineOf(after, section) }];
  });
}

/** Undefined for what is no JSON object. */
export function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lineOf(text: string, section: string): number {
  return Math.max(1, text.split('\n').findIndex((line) => line.trimStart().startsWith(JSON.stringify(section))) + 1);
}
