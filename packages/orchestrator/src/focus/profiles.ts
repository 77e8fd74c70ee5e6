import type { Focus } from '@hanzo/contracts';
import type { FocusProfile } from './focus-profile.ts';
import { ARCHITECTURE } from './profiles/architecture.ts';
import { DOCS } from './profiles/docs.ts';
import { PERFORMANCE } from './profiles/performance.ts';
import { QUALITY } from './profiles/quality.ts';
import { SECURITY } from './profiles/security.ts';
import { TESTS } from './profiles/tests.ts';

const PROFILES: Readonly<Record<Focus, FocusProfile>> = {
  security: SECURITY,
  performance: PERFORMANCE,
  architecture: ARCHITECTURE,
  quality: QUALITY,
  tests: TESTS,
  docs: DOCS,
};

export function focusProfile(focus: Focus): FocusProfile {
  return PROFILES[focus];
}
