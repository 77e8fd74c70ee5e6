/**
 * Raised whenever gates refuse what they let pass before, or give an answer's findings another shape: what older ones
 * accepted is then asked for again.
 */
export const GATE_VERSION: number = 5;
