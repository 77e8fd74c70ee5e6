/** Writes the events of one turn in an interface's shape. */
export interface StreamWriter {
  opening(): void;
  piece(piece: string): void;
  closing(): void;
}
