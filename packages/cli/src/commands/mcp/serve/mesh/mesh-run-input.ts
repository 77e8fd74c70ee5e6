/** What a client says of a task for the mesh, checked. */
export interface MeshRunInput {
  readonly prompt: string;
  readonly system?: string | undefined;
  readonly model?: string | undefined;
  readonly max_tokens: number;
  readonly json_schema?: Readonly<Record<string, unknown>> | undefined;
}
