/** What people and programs want to know of paid calls beside their ends. */
export type PaidEvent =
  /** A call waits: for a provider that asks for it, before another try, or for room in the budget. */
  | {
      readonly kind: 'api-wait';
      readonly taskId: string;
      readonly endpoint: string;
      readonly model: string;
      readonly why: string;
      /** Milliseconds; undefined where nobody knows. */
      readonly waitMs?: number;
    }
  /** A model is not served, and the next one of its chain is asked. */
  | {
      readonly kind: 'model-fallback';
      readonly taskId: string;
      readonly endpoint: string;
      readonly model: string;
      readonly next: string;
      readonly why: string;
    }
  /** A question is asked without its tools, or of another model of the chain because that one takes some. */
  | {
      readonly kind: 'api-tools';
      readonly taskId: string;
      readonly endpoint: string;
      readonly model: string;
      readonly why: string;
    }
  /** How a batch stands. */
  | {
      readonly kind: 'api-batch';
      /** Empty while its provider has not named it. */
      readonly batchId: string;
      readonly endpoint: string;
      readonly model: string;
      readonly state: 'sending' | 'submitted' | 'taken-up' | 'outdated' | 'working' | 'ended' | 'cancelled';
      /** Whatever became of them. */
      readonly ended: number;
      /** Of those that ended, the answered ones; where that is known. */
      readonly done?: number;
      readonly total: number;
      readonly why: string;
    }
  /** How an answer stands that its provider works on in the background, or that it has no background. */
  | {
      readonly kind: 'api-background';
      readonly taskId: string;
      /** The provider's name for it. Empty while there is none. */
      readonly answerId: string;
      readonly endpoint: string;
      readonly model: string;
      readonly state: BackgroundStage;
      readonly why: string;
    };

/** `unsupported`: a call as always. `unnoted`: it is under way, and nobody could take it up. */
export type BackgroundStage =
  | 'unsupported'
  | 'begun'
  | 'unnoted'
  | 'taken-up'
  | 'outdated'
  | 'working'
  | 'ended'
  | 'cancelled'
  | 'gone';

export type PaidListener = (event: PaidEvent) => void;
