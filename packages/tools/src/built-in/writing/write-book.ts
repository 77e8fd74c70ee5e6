/** A file before and after, as bytes. Undefined: there is none. */
export interface FileWrite {
  /** From the workspace, with forward slashes. */
  readonly path: string;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
  /** Permission bits of a file that goes, or is made: whoever puts it back lets nobody else read it. @default those of any new file */
  readonly mode?: number | undefined;
}

/** Writes files of the workspace so that it can be undone. */
export interface WriteBook {
  /**
   * All of them or none.
   *
   * @param title for people: "edit src/cart.ts"
   * @returns how it is undone, for people: "hanzo changes undo 3f2a"
   * @throws HanzoError CHANGES_CONFLICT when a file is not as before, or lies outside
   */
  write(title: string, writes: readonly FileWrite[]): Promise<string>;
}
