import { EMBEDDED_MODEL } from '@hanzo/embedded-model';

/** Where the model that ships lies on this machine. */
export function packagedModel(): string {
  return EMBEDDED_MODEL.path;
}
