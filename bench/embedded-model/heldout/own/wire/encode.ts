import { HanzoError } from '@hanzo/contracts';
import { hanzo } from '../generated/hanzo-net-v1.js';
import { withLength } from './frame-reader.ts';
import { FRAME_BYTES } from './limits.ts';
import type {
  Ping,
  Pong,
  ReachReport,
  ReachRequest,
  Role,
  RosterDigest,
  Statements,
  WireMessage,
  WorkerState,
} from './messages.ts';

const v1 = hanzo.net.v1;

const ROLES: Readonly<Record<Role, hanzo.net.v1.Role>> = {
  worker: v1.Role.ROLE_WORKER,
  coordinator: v1.Role.ROLE_COORDINATOR,
  observer: v1.Role.ROLE_OBSERVER,
};

const STATES: Readonly<Record<WorkerState, hanzo.net.v1.WorkerState>> = {
  ready: v1.WorkerState.WORKER_STATE_READY,
  draining: v1.WorkerState.WORKER_STATE_DRAINING,
  unavailable: v1.WorkerState.WORKER_STATE_UNAVAILABLE,
  paused: v1.WorkerState.WORKER_STATE_PAUSED,
};

export function encodeFrame(message: WireMessage): Uint8Array {
  const body = v1.Frame.encode(toFrame(message)).finish();
  const limit = FRAME_BYTES[message.kind];
  if (body.length > limit) {
    throw new HanzoError(
      'WIRE_TOO_LARGE',
      `The ${message.kind} message is ${body.length} bytes; at most ${limit} fit in a frame.`,
      {
        details: { kind: message.kind, length: body.length, limit },
      },
    );
  }
  return withLength(body);
}

function toFrame(message: WireMessage): hanzo.net.v1.Frame.$Properties {
  switch (message.kind) {
    case 'hello':
      return {
        hello: {
          ...message,
          role: ROLES[message.role],
          sentAtMs: message.sentAt,
          capabilities: [...message.capabilities],
        },
      };
    case 'advert':
      return {
        advert: {
          ...message,
          state: STATES[message.state],
          dataClasses: [...message.dataClasses],
          models: message.models.map((model) => ({
            ...model,
            sha256: Buffer.from(model.sha256, 'hex'),
            speeds: [...model.speeds],
          })),
        },
      };
    case 'heartbeat':
      return { heartbeat: { ...message, aliveAttemptIds: [...message.aliveAttemptIds] } };
    case 'drain':
      return { drain: message };
    case 'offer':
      return { offer: { ...message, stop: [...(message.stop ?? [])], resumeText: message.resume ?? '' } };
    case 'accept':
      return { accept: { ...message, modelSha256: Buffer.from(message.modelSha256, 'hex') } };
    case 'decline':
      return { decline: message };
    case 'progress':
      return { progress: message };
    case 'result':
      return {
        result: {
          ...message,
          finish: message.finish === 'stop' ? v1.Finish.FINISH_STOP : v1.Finish.FINISH_LENGTH,
          modelSha256: Buffer.from(message.modelSha256, 'hex'),
        },
      };
    case 'failure':
      return { failure: message };
    case 'cancel':
      return { cancel: message };
    default:
      return toMeshFrame(message);
  }
}

type MeshMessage = Ping | Pong | RosterDigest | Statements | ReachRequest | ReachReport;

function toMeshFrame(message: MeshMessage): hanzo.net.v1.Frame.$Properties {
  switch (message.kind) {
    case 'ping':
      return { ping: message };
    case 'pong':
      return { pong: message };
    case 'roster-digest':
      return { rosterDigest: { digest: Buffer.from(message.digest, 'hex') } };
    case 'statements':
      return { statements: { statements: [...message.statements] } };
    case 'reach-request':
      return { reachRequest: message };
    case 'reach-report':
      return { reachReport: { ...message, results: [...message.results] } };
  }
}
