export interface DoctorFlags {
  readonly home?: string;
  readonly json?: boolean;
}
