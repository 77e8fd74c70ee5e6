/** One change of a file: the text that stands there, and what shall stand there instead. */
export interface Edit {
  /** Inside the workspace, with forward slashes. */
  readonly path: string;
  /** Stands exactly once in what was shown of the file. Empty: the path is a new file. */
  readonly find: string;
  /** The new text; for a new file all of it. Empty takes the found text out. */
  readonly replace: string;
}

/** The answer of a task that changes files. */
export interface EditsAnswer {
  readonly summary: string;
  readonly edits: readonly Edit[];
}

/** A file before and after. UTF-16 text with the byte order mark and the line endings that it has. */
export interface FileChange {
  readonly path: string;
  /** Undefined: the file is new. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Where an edit goes in its file. */
export interface PlacedEdit {
  readonly path: string;
  /** Half-open, in UTF-16 units of the whole file. Both 0 for a new file. */
  readonly start: number;
  readonly end: number;
  readonly replace: string;
  readonly isNew: boolean;
}
