/** Who writes a report. */
export interface ReportAuthor {
  /** Of hanzo, e.g. "0.1.0". @default it is not said */
  readonly version?: string | undefined;
}
