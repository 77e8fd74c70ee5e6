// Plain JavaScript: nothing has to be built before the model is found, by tests neither.
import { fileURLToPath } from 'node:url';
import pin from './pin.json' with { type: 'json' };

export const EMBEDDED_MODEL = Object.freeze({
  ...pin,
  path: fileURLToPath(new URL(pin.fileName, import.meta.url)),
});
