import * as $protobuf from "protobufjs/minimal.js";

/** Namespace hanzo. */
export namespace hanzo {

    /** Namespace net. */
    namespace net {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a Frame.
             * @deprecated Use hanzo.net.v1.Frame.$Properties instead.
             */
            interface IFrame extends hanzo.net.v1.Frame.$Properties {
            }

            /** Represents a Frame. */
            class Frame {

                /**
                 * Constructs a new Frame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Frame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Frame hello. */
                hello: (hanzo.net.v1.Hello|null);

                /** Frame advert. */
                advert: (hanzo.net.v1.Advert|null);

                /** Frame heartbeat. */
                heartbeat: (hanzo.net.v1.Heartbeat|null);

                /** Frame drain. */
                drain: (hanzo.net.v1.Drain|null);

                /** Frame offer. */
                offer: (hanzo.net.v1.Offer|null);

                /** Frame accept. */
                accept: (hanzo.net.v1.Accept|null);

                /** Frame decline. */
                decline: (hanzo.net.v1.Decline|null);

                /** Frame progress. */
                progress: (hanzo.net.v1.Progress|null);

                /** Frame result. */
                result: (hanzo.net.v1.Result|null);

                /** Frame failure. */
                failure: (hanzo.net.v1.Failure|null);

                /** Frame cancel. */
                cancel: (hanzo.net.v1.Cancel|null);

                /** Frame body. */
                body?: ("hello"|"advert"|"heartbeat"|"drain"|"offer"|"accept"|"decline"|"progress"|"result"|"failure"|"cancel");

                /**
                 * Creates a new Frame instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Frame instance
                 */
                static create(properties: hanzo.net.v1.Frame.$Shape): hanzo.net.v1.Frame & hanzo.net.v1.Frame.$Shape;
                static create(properties?: hanzo.net.v1.Frame.$Properties): hanzo.net.v1.Frame;

                /**
                 * Encodes the specified Frame message. Does not implicitly {@link hanzo.net.v1.Frame.verify|verify} messages.
                 * @param message Frame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Frame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Frame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Frame & hanzo.net.v1.Frame.$Shape} Frame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Frame & hanzo.net.v1.Frame.$Shape;
            }

            namespace Frame {

                /** Properties of a Frame. */
                interface $Properties {

                    /** Frame hello */
                    hello?: (hanzo.net.v1.Hello.$Properties|null);

                    /** Frame advert */
                    advert?: (hanzo.net.v1.Advert.$Properties|null);

                    /** Frame heartbeat */
                    heartbeat?: (hanzo.net.v1.Heartbeat.$Properties|null);

                    /** Frame drain */
                    drain?: (hanzo.net.v1.Drain.$Properties|null);

                    /** Frame offer */
                    offer?: (hanzo.net.v1.Offer.$Properties|null);

                    /** Frame accept */
                    accept?: (hanzo.net.v1.Accept.$Properties|null);

                    /** Frame decline */
                    decline?: (hanzo.net.v1.Decline.$Properties|null);

                    /** Frame progress */
                    progress?: (hanzo.net.v1.Progress.$Properties|null);

                    /** Frame result */
                    result?: (hanzo.net.v1.Result.$Properties|null);

                    /** Frame failure */
                    failure?: (hanzo.net.v1.Failure.$Properties|null);

                    /** Frame cancel */
                    cancel?: (hanzo.net.v1.Cancel.$Properties|null);

                    /** Frame body */
                    body?: ("hello"|"advert"|"heartbeat"|"drain"|"offer"|"accept"|"decline"|"progress"|"result"|"failure"|"cancel");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Frame. */
                type $Shape = {
                  hello?: hanzo.net.v1.Hello.$Shape|null;
                  advert?: hanzo.net.v1.Advert.$Shape|null;
                  heartbeat?: hanzo.net.v1.Heartbeat.$Shape|null;
                  drain?: hanzo.net.v1.Drain.$Shape|null;
                  offer?: hanzo.net.v1.Offer.$Shape|null;
                  accept?: hanzo.net.v1.Accept.$Shape|null;
                  decline?: hanzo.net.v1.Decline.$Shape|null;
                  progress?: hanzo.net.v1.Progress.$Shape|null;
                  result?: hanzo.net.v1.Result.$Shape|null;
                  failure?: hanzo.net.v1.Failure.$Shape|null;
                  cancel?: hanzo.net.v1.Cancel.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "hello"; hello: hanzo.net.v1.Hello.$Shape; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "advert"; hello?: null; advert: hanzo.net.v1.Advert.$Shape; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "heartbeat"; hello?: null; advert?: null; heartbeat: hanzo.net.v1.Heartbeat.$Shape; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "drain"; hello?: null; advert?: null; heartbeat?: null; drain: hanzo.net.v1.Drain.$Shape; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "offer"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer: hanzo.net.v1.Offer.$Shape; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "accept"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept: hanzo.net.v1.Accept.$Shape; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "decline"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline: hanzo.net.v1.Decline.$Shape; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "progress"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress: hanzo.net.v1.Progress.$Shape; result?: null; failure?: null; cancel?: null }|{ body?: "result"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result: hanzo.net.v1.Result.$Shape; failure?: null; cancel?: null }|{ body?: "failure"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure: hanzo.net.v1.Failure.$Shape; cancel?: null }|{ body?: "cancel"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel: hanzo.net.v1.Cancel.$Shape })
                );
            }

            /** Role enum. */
            enum Role {

                /** ROLE_UNSPECIFIED value */
                ROLE_UNSPECIFIED = 0,

                /** ROLE_WORKER value */
                ROLE_WORKER = 1,

                /** ROLE_COORDINATOR value */
                ROLE_COORDINATOR = 2,

                /** ROLE_OBSERVER value */
                ROLE_OBSERVER = 3
            }

            /**
             * Properties of a Hello.
             * @deprecated Use hanzo.net.v1.Hello.$Properties instead.
             */
            interface IHello extends hanzo.net.v1.Hello.$Properties {
            }

            /** Represents a Hello. */
            class Hello {

                /**
                 * Constructs a new Hello.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Hello.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Hello minorVersion. */
                minorVersion: number;

                /** Hello software. */
                software: string;

                /** Hello role. */
                role: hanzo.net.v1.Role;

                /** Hello nodeName. */
                nodeName: string;

                /** Hello sentAtMs. */
                sentAtMs: number;

                /** Hello capabilities. */
                capabilities: string[];

                /**
                 * Creates a new Hello instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Hello instance
                 */
                static create(properties: hanzo.net.v1.Hello.$Shape): hanzo.net.v1.Hello & hanzo.net.v1.Hello.$Shape;
                static create(properties?: hanzo.net.v1.Hello.$Properties): hanzo.net.v1.Hello;

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link hanzo.net.v1.Hello.verify|verify} messages.
                 * @param message Hello message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Hello & hanzo.net.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Hello & hanzo.net.v1.Hello.$Shape;
            }

            namespace Hello {

                /** Properties of a Hello. */
                interface $Properties {

                    /** Hello minorVersion */
                    minorVersion?: number;

                    /** Hello software */
                    software?: string;

                    /** Hello role */
                    role?: hanzo.net.v1.Role;

                    /** Hello nodeName */
                    nodeName?: string;

                    /** Hello sentAtMs */
                    sentAtMs?: number;

                    /** Hello capabilities */
                    capabilities?: string[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Hello. */
                type $Shape = hanzo.net.v1.Hello.$Properties;
            }

            /**
             * Properties of an Advert.
             * @deprecated Use hanzo.net.v1.Advert.$Properties instead.
             */
            interface IAdvert extends hanzo.net.v1.Advert.$Properties {
            }

            /** Represents an Advert. */
            class Advert {

                /**
                 * Constructs a new Advert.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Advert.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Advert models. */
                models: hanzo.net.v1.ModelOffer[];

                /** Advert slots. */
                slots: number;

                /** Advert running. */
                running: number;

                /** Advert queued. */
                queued: number;

                /** Advert queueLimit. */
                queueLimit: number;

                /** Advert state. */
                state: hanzo.net.v1.WorkerState;

                /**
                 * Creates a new Advert instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Advert instance
                 */
                static create(properties: hanzo.net.v1.Advert.$Shape): hanzo.net.v1.Advert & hanzo.net.v1.Advert.$Shape;
                static create(properties?: hanzo.net.v1.Advert.$Properties): hanzo.net.v1.Advert;

                /**
                 * Encodes the specified Advert message. Does not implicitly {@link hanzo.net.v1.Advert.verify|verify} messages.
                 * @param message Advert message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Advert.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Advert message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Advert & hanzo.net.v1.Advert.$Shape} Advert
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Advert & hanzo.net.v1.Advert.$Shape;
            }

            namespace Advert {

                /** Properties of an Advert. */
                interface $Properties {

                    /** Advert models */
                    models?: hanzo.net.v1.ModelOffer.$Properties[];

                    /** Advert slots */
                    slots?: number;

                    /** Advert running */
                    running?: number;

                    /** Advert queued */
                    queued?: number;

                    /** Advert queueLimit */
                    queueLimit?: number;

                    /** Advert state */
                    state?: hanzo.net.v1.WorkerState;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Advert. */
                type $Shape = hanzo.net.v1.Advert.$Properties;
            }

            /** WorkerState enum. */
            enum WorkerState {

                /** WORKER_STATE_UNSPECIFIED value */
                WORKER_STATE_UNSPECIFIED = 0,

                /** WORKER_STATE_READY value */
                WORKER_STATE_READY = 1,

                /** WORKER_STATE_DRAINING value */
                WORKER_STATE_DRAINING = 2,

                /** WORKER_STATE_UNAVAILABLE value */
                WORKER_STATE_UNAVAILABLE = 3
            }

            /**
             * Properties of a ModelOffer.
             * @deprecated Use hanzo.net.v1.ModelOffer.$Properties instead.
             */
            interface IModelOffer extends hanzo.net.v1.ModelOffer.$Properties {
            }

            /** Represents a ModelOffer. */
            class ModelOffer {

                /**
                 * Constructs a new ModelOffer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelOffer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelOffer name. */
                name: string;

                /** ModelOffer sha256. */
                sha256: Uint8Array;

                /** ModelOffer contextTokens. */
                contextTokens: number;

                /** ModelOffer tokensPerSecond. */
                tokensPerSecond: number;

                /** ModelOffer engine. */
                engine: string;

                /**
                 * Creates a new ModelOffer instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelOffer instance
                 */
                static create(properties: hanzo.net.v1.ModelOffer.$Shape): hanzo.net.v1.ModelOffer & hanzo.net.v1.ModelOffer.$Shape;
                static create(properties?: hanzo.net.v1.ModelOffer.$Properties): hanzo.net.v1.ModelOffer;

                /**
                 * Encodes the specified ModelOffer message. Does not implicitly {@link hanzo.net.v1.ModelOffer.verify|verify} messages.
                 * @param message ModelOffer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelOffer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelOffer & hanzo.net.v1.ModelOffer.$Shape} ModelOffer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelOffer & hanzo.net.v1.ModelOffer.$Shape;
            }

            namespace ModelOffer {

                /** Properties of a ModelOffer. */
                interface $Properties {

                    /** ModelOffer name */
                    name?: string;

                    /** ModelOffer sha256 */
                    sha256?: Uint8Array;

                    /** ModelOffer contextTokens */
                    contextTokens?: number;

                    /** ModelOffer tokensPerSecond */
                    tokensPerSecond?: number;

                    /** ModelOffer engine */
                    engine?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelOffer. */
                type $Shape = hanzo.net.v1.ModelOffer.$Properties;
            }

            /**
             * Properties of a Heartbeat.
             * @deprecated Use hanzo.net.v1.Heartbeat.$Properties instead.
             */
            interface IHeartbeat extends hanzo.net.v1.Heartbeat.$Properties {
            }

            /** Represents a Heartbeat. */
            class Heartbeat {

                /**
                 * Constructs a new Heartbeat.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Heartbeat.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Heartbeat sequence. */
                sequence: number;

                /** Heartbeat aliveAttemptIds. */
                aliveAttemptIds: string[];

                /**
                 * Creates a new Heartbeat instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Heartbeat instance
                 */
                static create(properties: hanzo.net.v1.Heartbeat.$Shape): hanzo.net.v1.Heartbeat & hanzo.net.v1.Heartbeat.$Shape;
                static create(properties?: hanzo.net.v1.Heartbeat.$Properties): hanzo.net.v1.Heartbeat;

                /**
                 * Encodes the specified Heartbeat message. Does not implicitly {@link hanzo.net.v1.Heartbeat.verify|verify} messages.
                 * @param message Heartbeat message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Heartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Heartbeat message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Heartbeat & hanzo.net.v1.Heartbeat.$Shape} Heartbeat
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Heartbeat & hanzo.net.v1.Heartbeat.$Shape;
            }

            namespace Heartbeat {

                /** Properties of a Heartbeat. */
                interface $Properties {

                    /** Heartbeat sequence */
                    sequence?: number;

                    /** Heartbeat aliveAttemptIds */
                    aliveAttemptIds?: string[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Heartbeat. */
                type $Shape = hanzo.net.v1.Heartbeat.$Properties;
            }

            /**
             * Properties of a Drain.
             * @deprecated Use hanzo.net.v1.Drain.$Properties instead.
             */
            interface IDrain extends hanzo.net.v1.Drain.$Properties {
            }

            /** Represents a Drain. */
            class Drain {

                /**
                 * Constructs a new Drain.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Drain.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Drain reason. */
                reason: string;

                /**
                 * Creates a new Drain instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Drain instance
                 */
                static create(properties: hanzo.net.v1.Drain.$Shape): hanzo.net.v1.Drain & hanzo.net.v1.Drain.$Shape;
                static create(properties?: hanzo.net.v1.Drain.$Properties): hanzo.net.v1.Drain;

                /**
                 * Encodes the specified Drain message. Does not implicitly {@link hanzo.net.v1.Drain.verify|verify} messages.
                 * @param message Drain message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Drain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Drain message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Drain & hanzo.net.v1.Drain.$Shape} Drain
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Drain & hanzo.net.v1.Drain.$Shape;
            }

            namespace Drain {

                /** Properties of a Drain. */
                interface $Properties {

                    /** Drain reason */
                    reason?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Drain. */
                type $Shape = hanzo.net.v1.Drain.$Properties;
            }

            /**
             * Properties of an Offer.
             * @deprecated Use hanzo.net.v1.Offer.$Properties instead.
             */
            interface IOffer extends hanzo.net.v1.Offer.$Properties {
            }

            /** Represents an Offer. */
            class Offer {

                /**
                 * Constructs a new Offer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Offer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Offer taskId. */
                taskId: string;

                /** Offer attemptId. */
                attemptId: string;

                /** Offer model. */
                model: string;

                /** Offer system. */
                system: string;

                /** Offer prompt. */
                prompt: string;

                /** Offer jsonSchema. */
                jsonSchema: string;

                /** Offer maxOutputTokens. */
                maxOutputTokens: number;

                /** Offer sampling. */
                sampling: hanzo.net.v1.Sampling;

                /** Offer timeoutMs. */
                timeoutMs: number;

                /**
                 * Creates a new Offer instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Offer instance
                 */
                static create(properties: hanzo.net.v1.Offer.$Shape): hanzo.net.v1.Offer & hanzo.net.v1.Offer.$Shape;
                static create(properties?: hanzo.net.v1.Offer.$Properties): hanzo.net.v1.Offer;

                /**
                 * Encodes the specified Offer message. Does not implicitly {@link hanzo.net.v1.Offer.verify|verify} messages.
                 * @param message Offer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Offer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Offer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Offer & hanzo.net.v1.Offer.$Shape} Offer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Offer & hanzo.net.v1.Offer.$Shape;
            }

            namespace Offer {

                /** Properties of an Offer. */
                interface $Properties {

                    /** Offer taskId */
                    taskId?: string;

                    /** Offer attemptId */
                    attemptId?: string;

                    /** Offer model */
                    model?: string;

                    /** Offer system */
                    system?: string;

                    /** Offer prompt */
                    prompt?: string;

                    /** Offer jsonSchema */
                    jsonSchema?: string;

                    /** Offer maxOutputTokens */
                    maxOutputTokens?: number;

                    /** Offer sampling */
                    sampling?: hanzo.net.v1.Sampling.$Properties;

                    /** Offer timeoutMs */
                    timeoutMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Offer. */
                type $Shape = hanzo.net.v1.Offer.$Properties;
            }

            /**
             * Properties of a Sampling.
             * @deprecated Use hanzo.net.v1.Sampling.$Properties instead.
             */
            interface ISampling extends hanzo.net.v1.Sampling.$Properties {
            }

            /** Represents a Sampling. */
            class Sampling {

                /**
                 * Constructs a new Sampling.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Sampling.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Sampling temperature. */
                temperature: (number|null);

                /** Sampling seed. */
                seed: (number|null);

                /**
                 * Creates a new Sampling instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Sampling instance
                 */
                static create(properties: hanzo.net.v1.Sampling.$Shape): hanzo.net.v1.Sampling & hanzo.net.v1.Sampling.$Shape;
                static create(properties?: hanzo.net.v1.Sampling.$Properties): hanzo.net.v1.Sampling;

                /**
                 * Encodes the specified Sampling message. Does not implicitly {@link hanzo.net.v1.Sampling.verify|verify} messages.
                 * @param message Sampling message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Sampling.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Sampling message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Sampling & hanzo.net.v1.Sampling.$Shape} Sampling
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Sampling & hanzo.net.v1.Sampling.$Shape;
            }

            namespace Sampling {

                /** Properties of a Sampling. */
                interface $Properties {

                    /** Sampling temperature */
                    temperature?: (number|null);

                    /** Sampling seed */
                    seed?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Sampling. */
                type $Shape = hanzo.net.v1.Sampling.$Properties;
            }

            /**
             * Properties of an Accept.
             * @deprecated Use hanzo.net.v1.Accept.$Properties instead.
             */
            interface IAccept extends hanzo.net.v1.Accept.$Properties {
            }

            /** Represents an Accept. */
            class Accept {

                /**
                 * Constructs a new Accept.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Accept.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Accept attemptId. */
                attemptId: string;

                /** Accept queuePosition. */
                queuePosition: number;

                /** Accept model. */
                model: string;

                /**
                 * Creates a new Accept instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Accept instance
                 */
                static create(properties: hanzo.net.v1.Accept.$Shape): hanzo.net.v1.Accept & hanzo.net.v1.Accept.$Shape;
                static create(properties?: hanzo.net.v1.Accept.$Properties): hanzo.net.v1.Accept;

                /**
                 * Encodes the specified Accept message. Does not implicitly {@link hanzo.net.v1.Accept.verify|verify} messages.
                 * @param message Accept message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Accept.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Accept message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Accept & hanzo.net.v1.Accept.$Shape} Accept
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Accept & hanzo.net.v1.Accept.$Shape;
            }

            namespace Accept {

                /** Properties of an Accept. */
                interface $Properties {

                    /** Accept attemptId */
                    attemptId?: string;

                    /** Accept queuePosition */
                    queuePosition?: number;

                    /** Accept model */
                    model?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Accept. */
                type $Shape = hanzo.net.v1.Accept.$Properties;
            }

            /**
             * Properties of a Decline.
             * @deprecated Use hanzo.net.v1.Decline.$Properties instead.
             */
            interface IDecline extends hanzo.net.v1.Decline.$Properties {
            }

            /** Represents a Decline. */
            class Decline {

                /**
                 * Constructs a new Decline.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Decline.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Decline attemptId. */
                attemptId: string;

                /** Decline reason. */
                reason: string;

                /** Decline retryAfterMs. */
                retryAfterMs: number;

                /**
                 * Creates a new Decline instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Decline instance
                 */
                static create(properties: hanzo.net.v1.Decline.$Shape): hanzo.net.v1.Decline & hanzo.net.v1.Decline.$Shape;
                static create(properties?: hanzo.net.v1.Decline.$Properties): hanzo.net.v1.Decline;

                /**
                 * Encodes the specified Decline message. Does not implicitly {@link hanzo.net.v1.Decline.verify|verify} messages.
                 * @param message Decline message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Decline.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Decline message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Decline & hanzo.net.v1.Decline.$Shape} Decline
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Decline & hanzo.net.v1.Decline.$Shape;
            }

            namespace Decline {

                /** Properties of a Decline. */
                interface $Properties {

                    /** Decline attemptId */
                    attemptId?: string;

                    /** Decline reason */
                    reason?: string;

                    /** Decline retryAfterMs */
                    retryAfterMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Decline. */
                type $Shape = hanzo.net.v1.Decline.$Properties;
            }

            /**
             * Properties of a Progress.
             * @deprecated Use hanzo.net.v1.Progress.$Properties instead.
             */
            interface IProgress extends hanzo.net.v1.Progress.$Properties {
            }

            /** Represents a Progress. */
            class Progress {

                /**
                 * Constructs a new Progress.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Progress.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Progress attemptId. */
                attemptId: string;

                /** Progress offset. */
                offset: number;

                /** Progress text. */
                text: string;

                /**
                 * Creates a new Progress instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Progress instance
                 */
                static create(properties: hanzo.net.v1.Progress.$Shape): hanzo.net.v1.Progress & hanzo.net.v1.Progress.$Shape;
                static create(properties?: hanzo.net.v1.Progress.$Properties): hanzo.net.v1.Progress;

                /**
                 * Encodes the specified Progress message. Does not implicitly {@link hanzo.net.v1.Progress.verify|verify} messages.
                 * @param message Progress message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Progress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Progress message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Progress & hanzo.net.v1.Progress.$Shape} Progress
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Progress & hanzo.net.v1.Progress.$Shape;
            }

            namespace Progress {

                /** Properties of a Progress. */
                interface $Properties {

                    /** Progress attemptId */
                    attemptId?: string;

                    /** Progress offset */
                    offset?: number;

                    /** Progress text */
                    text?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Progress. */
                type $Shape = hanzo.net.v1.Progress.$Properties;
            }

            /** Finish enum. */
            enum Finish {

                /** FINISH_UNSPECIFIED value */
                FINISH_UNSPECIFIED = 0,

                /** FINISH_STOP value */
                FINISH_STOP = 1,

                /** FINISH_LENGTH value */
                FINISH_LENGTH = 2
            }

            /**
             * Properties of a Result.
             * @deprecated Use hanzo.net.v1.Result.$Properties instead.
             */
            interface IResult extends hanzo.net.v1.Result.$Properties {
            }

            /** Represents a Result. */
            class Result {

                /**
                 * Constructs a new Result.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Result.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Result attemptId. */
                attemptId: string;

                /** Result finish. */
                finish: hanzo.net.v1.Finish;

                /** Result text. */
                text: string;

                /** Result usage. */
                usage: hanzo.net.v1.Usage;

                /** Result timings. */
                timings: hanzo.net.v1.Timings;

                /** Result model. */
                model: string;

                /** Result modelSha256. */
                modelSha256: Uint8Array;

                /**
                 * Creates a new Result instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Result instance
                 */
                static create(properties: hanzo.net.v1.Result.$Shape): hanzo.net.v1.Result & hanzo.net.v1.Result.$Shape;
                static create(properties?: hanzo.net.v1.Result.$Properties): hanzo.net.v1.Result;

                /**
                 * Encodes the specified Result message. Does not implicitly {@link hanzo.net.v1.Result.verify|verify} messages.
                 * @param message Result message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Result.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Result message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Result & hanzo.net.v1.Result.$Shape} Result
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Result & hanzo.net.v1.Result.$Shape;
            }

            namespace Result {

                /** Properties of a Result. */
                interface $Properties {

                    /** Result attemptId */
                    attemptId?: string;

                    /** Result finish */
                    finish?: hanzo.net.v1.Finish;

                    /** Result text */
                    text?: string;

                    /** Result usage */
                    usage?: hanzo.net.v1.Usage.$Properties;

                    /** Result timings */
                    timings?: hanzo.net.v1.Timings.$Properties;

                    /** Result model */
                    model?: string;

                    /** Result modelSha256 */
                    modelSha256?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Result. */
                type $Shape = hanzo.net.v1.Result.$Properties;
            }

            /**
             * Properties of a Usage.
             * @deprecated Use hanzo.net.v1.Usage.$Properties instead.
             */
            interface IUsage extends hanzo.net.v1.Usage.$Properties {
            }

            /** Represents a Usage. */
            class Usage {

                /**
                 * Constructs a new Usage.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Usage.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Usage inputTokens. */
                inputTokens: number;

                /** Usage cachedInputTokens. */
                cachedInputTokens: number;

                /** Usage outputTokens. */
                outputTokens: number;

                /** Usage reasoningTokens. */
                reasoningTokens: number;

                /**
                 * Creates a new Usage instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Usage instance
                 */
                static create(properties: hanzo.net.v1.Usage.$Shape): hanzo.net.v1.Usage & hanzo.net.v1.Usage.$Shape;
                static create(properties?: hanzo.net.v1.Usage.$Properties): hanzo.net.v1.Usage;

                /**
                 * Encodes the specified Usage message. Does not implicitly {@link hanzo.net.v1.Usage.verify|verify} messages.
                 * @param message Usage message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Usage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Usage message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Usage & hanzo.net.v1.Usage.$Shape} Usage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Usage & hanzo.net.v1.Usage.$Shape;
            }

            namespace Usage {

                /** Properties of a Usage. */
                interface $Properties {

                    /** Usage inputTokens */
                    inputTokens?: number;

                    /** Usage cachedInputTokens */
                    cachedInputTokens?: number;

                    /** Usage outputTokens */
                    outputTokens?: number;

                    /** Usage reasoningTokens */
                    reasoningTokens?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Usage. */
                type $Shape = hanzo.net.v1.Usage.$Properties;
            }

            /**
             * Properties of a Timings.
             * @deprecated Use hanzo.net.v1.Timings.$Properties instead.
             */
            interface ITimings extends hanzo.net.v1.Timings.$Properties {
            }

            /** Represents a Timings. */
            class Timings {

                /**
                 * Constructs a new Timings.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Timings.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Timings queueMs. */
                queueMs: number;

                /** Timings firstTokenMs. */
                firstTokenMs: number;

                /** Timings totalMs. */
                totalMs: number;

                /**
                 * Creates a new Timings instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Timings instance
                 */
                static create(properties: hanzo.net.v1.Timings.$Shape): hanzo.net.v1.Timings & hanzo.net.v1.Timings.$Shape;
                static create(properties?: hanzo.net.v1.Timings.$Properties): hanzo.net.v1.Timings;

                /**
                 * Encodes the specified Timings message. Does not implicitly {@link hanzo.net.v1.Timings.verify|verify} messages.
                 * @param message Timings message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Timings.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Timings message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Timings & hanzo.net.v1.Timings.$Shape} Timings
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Timings & hanzo.net.v1.Timings.$Shape;
            }

            namespace Timings {

                /** Properties of a Timings. */
                interface $Properties {

                    /** Timings queueMs */
                    queueMs?: number;

                    /** Timings firstTokenMs */
                    firstTokenMs?: number;

                    /** Timings totalMs */
                    totalMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Timings. */
                type $Shape = hanzo.net.v1.Timings.$Properties;
            }

            /**
             * Properties of a Failure.
             * @deprecated Use hanzo.net.v1.Failure.$Properties instead.
             */
            interface IFailure extends hanzo.net.v1.Failure.$Properties {
            }

            /** Represents a Failure. */
            class Failure {

                /**
                 * Constructs a new Failure.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Failure.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Failure attemptId. */
                attemptId: string;

                /** Failure code. */
                code: string;

                /** Failure message. */
                message: string;

                /**
                 * Creates a new Failure instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Failure instance
                 */
                static create(properties: hanzo.net.v1.Failure.$Shape): hanzo.net.v1.Failure & hanzo.net.v1.Failure.$Shape;
                static create(properties?: hanzo.net.v1.Failure.$Properties): hanzo.net.v1.Failure;

                /**
                 * Encodes the specified Failure message. Does not implicitly {@link hanzo.net.v1.Failure.verify|verify} messages.
                 * @param message Failure message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Failure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Failure message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Failure & hanzo.net.v1.Failure.$Shape} Failure
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Failure & hanzo.net.v1.Failure.$Shape;
            }

            namespace Failure {

                /** Properties of a Failure. */
                interface $Properties {

                    /** Failure attemptId */
                    attemptId?: string;

                    /** Failure code */
                    code?: string;

                    /** Failure message */
                    message?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Failure. */
                type $Shape = hanzo.net.v1.Failure.$Properties;
            }

            /**
             * Properties of a Cancel.
             * @deprecated Use hanzo.net.v1.Cancel.$Properties instead.
             */
            interface ICancel extends hanzo.net.v1.Cancel.$Properties {
            }

            /** Represents a Cancel. */
            class Cancel {

                /**
                 * Constructs a new Cancel.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Cancel.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Cancel attemptId. */
                attemptId: string;

                /**
                 * Creates a new Cancel instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Cancel instance
                 */
                static create(properties: hanzo.net.v1.Cancel.$Shape): hanzo.net.v1.Cancel & hanzo.net.v1.Cancel.$Shape;
                static create(properties?: hanzo.net.v1.Cancel.$Properties): hanzo.net.v1.Cancel;

                /**
                 * Encodes the specified Cancel message. Does not implicitly {@link hanzo.net.v1.Cancel.verify|verify} messages.
                 * @param message Cancel message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Cancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Cancel message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Cancel & hanzo.net.v1.Cancel.$Shape} Cancel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Cancel & hanzo.net.v1.Cancel.$Shape;
            }

            namespace Cancel {

                /** Properties of a Cancel. */
                interface $Properties {

                    /** Cancel attemptId */
                    attemptId?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Cancel. */
                type $Shape = hanzo.net.v1.Cancel.$Properties;
            }
        }
    }
}
