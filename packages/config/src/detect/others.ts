import type { Detection, DetectionRoot } from './detection.ts';

/** What comes with the languages: Go and Rust have one way for each. */
export function detectOthers(root: DetectionRoot): Detection {
  if (root.has('go.mod')) {
    const from = 'go.mod';
    return {
      commands: {
        lint: { argv: ['go', 'vet', './...'], from },
        types: { argv: ['go', 'build', './...'], from },
        tests: { argv: ['go', 'test', './...'], from },
      },
      evidence: [],
    };
  }
  if (!root.has('Cargo.toml')) return { commands: {}, evidence: [] };
  const from = 'Cargo.toml';
  return {
    commands: {
      format: { argv: ['cargo', 'fmt', '--check'], from },
      types: { argv: ['cargo', 'check', '--quiet'], from },
      tests: { argv: ['cargo', 'test', '--quiet'], from },
    },
    // Runners and wrappers of the compiler are named there.
    evidence: ['.cargo/config.toml', '.cargo/config', 'build.rs', 'rust-toolchain.toml', 'rust-toolchain'].map(
      (file) => root.read(file) ?? '',
    ),
  };
}
