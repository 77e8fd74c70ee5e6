import { HanzoError } from '@hanzo/contracts';
import { explainFeatures, type FeaturePart } from './explain-features.ts';
import { FEATURE_BITS, FEATURES_VERSION, featuresOf } from './features.ts';
import type { RouterProfile } from './profile.ts';
import { restore } from './quantised-weights.ts';
import type { RoutedText } from './routed-text.ts';
import { dot, type SparseVector } from './sparse-vector.ts';

/** Why a task's expected gain is what it is. */
export interface GainExplained {
  /** Expected quality of the strong model's answer less that of the weak one's, -1 to 1. */
  readonly gain: number;
  /** From here on the strong model is worth asking first. */
  readonly threshold: number;
  /** What moved the expectation most, strongest first; weights are in units of gain. */
  readonly parts: readonly FeaturePart[];
}

/**
 * Says before anything runs how much better the strong model of a pair would do a task than the weak one.
 *
 * @example
 * const router = new PreRouter(parseProfile(JSON.parse(text), 'mixtral-gpt4.json'));
 * if (router.gain(routedText(task)) >= router.profile.threshold) askTheStrongModel();
 */
export class PreRouter {
  readonly profile: RouterProfile;
  readonly #weights: Float32Array;

  /** @throws HanzoError CONFIG_INVALID: a profile whose weights are not those of this version's features */
  constructor(profile: RouterProfile) {
    const weights = restore(profile.weights, 2 ** FEATURE_BITS);
    if (weights === undefined || profile.features !== FEATURES_VERSION || profile.bits !== FEATURE_BITS) {
      throw new HanzoError('CONFIG_INVALID', 'The router profile was learned with other features.', {
        mend: 'Train it again with this version.',
      });
    }
    this.profile = profile;
    this.#weights = weights;
  }

  /** Expected quality of the strong model's answer less that of the weak one's, -1 to 1; the mean of all where the profile abstains. */
  gain(text: RoutedText): number {
    return this.gainOf(featuresOf(text));
  }

  /** As `gain`, for features that are there already. */
  gainOf(features: SparseVector): number {
    const { meanGain, calibration } = this.profile;
    if (this.profile.abstains) return meanGain;
    const score = dot(features, this.#weights);
    return Math.min(1, Math.max(-1, meanGain + calibration.slope * (score - calibration.meanScore)));
  }

  /** @param most parts. @default 8 */
  explain(text: RoutedText, most = 8): GainExplained {
    const { abstains, threshold, calibration } = this.profile;
    const features = featuresOf(text);
    const parts = abstains ? [] : explainFeatures(text, features, this.#weights, most);
    return {
      gain: this.gainOf(features),
      threshold,
      parts: parts.map(({ feature, weight }) => ({ feature, weight: weight * calibration.slope })),
    };
  }
}
