import * as $protobuf from "protobufjs/minimal.js";

/** Namespace hanzo. */
export namespace hanzo {

    /** Namespace net. */
    namespace net {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a Handshake.
             * @deprecated Use hanzo.net.v1.Handshake.$Properties instead.
             */
            interface IHandshake extends hanzo.net.v1.Handshake.$Properties {
            }

            /** Represents a Handshake. */
            class Handshake {

                /**
                 * Constructs a new Handshake.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Handshake.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Handshake credentials. */
                credentials: (hanzo.net.v1.Credentials|null);

                /** Handshake knock. */
                knock: (hanzo.net.v1.Knock|null);

                /** Handshake refusal. */
                refusal: (hanzo.net.v1.Refusal|null);

                /** Handshake accepted. */
                accepted: (hanzo.net.v1.Accepted|null);

                /** Handshake redeem. */
                redeem: (hanzo.net.v1.Redeem|null);

                /** Handshake welcome. */
                welcome: (hanzo.net.v1.Welcome|null);

                /** Handshake body. */
                body?: ("credentials"|"knock"|"refusal"|"accepted"|"redeem"|"welcome");

                /**
                 * Creates a new Handshake instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Handshake instance
                 */
                static create(properties: hanzo.net.v1.Handshake.$Shape): hanzo.net.v1.Handshake & hanzo.net.v1.Handshake.$Shape;
                static create(properties?: hanzo.net.v1.Handshake.$Properties): hanzo.net.v1.Handshake;

                /**
                 * Encodes the specified Handshake message. Does not implicitly {@link hanzo.net.v1.Handshake.verify|verify} messages.
                 * @param message Handshake message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Handshake.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Handshake message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Handshake & hanzo.net.v1.Handshake.$Shape} Handshake
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Handshake & hanzo.net.v1.Handshake.$Shape;
            }

            namespace Handshake {

                /** Properties of a Handshake. */
                interface $Properties {

                    /** Handshake credentials */
                    credentials?: (hanzo.net.v1.Credentials.$Properties|null);

                    /** Handshake knock */
                    knock?: (hanzo.net.v1.Knock.$Properties|null);

                    /** Handshake refusal */
                    refusal?: (hanzo.net.v1.Refusal.$Properties|null);

                    /** Handshake accepted */
                    accepted?: (hanzo.net.v1.Accepted.$Properties|null);

                    /** Handshake redeem */
                    redeem?: (hanzo.net.v1.Redeem.$Properties|null);

                    /** Handshake welcome */
                    welcome?: (hanzo.net.v1.Welcome.$Properties|null);

                    /** Handshake body */
                    body?: ("credentials"|"knock"|"refusal"|"accepted"|"redeem"|"welcome");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Handshake. */
                type $Shape = {
                  credentials?: hanzo.net.v1.Credentials.$Shape|null;
                  knock?: hanzo.net.v1.Knock.$Shape|null;
                  refusal?: hanzo.net.v1.Refusal.$Shape|null;
                  accepted?: hanzo.net.v1.Accepted.$Shape|null;
                  redeem?: hanzo.net.v1.Redeem.$Shape|null;
                  welcome?: hanzo.net.v1.Welcome.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; credentials?: null; knock?: null; refusal?: null; accepted?: null; redeem?: null; welcome?: null }|{ body?: "credentials"; credentials: hanzo.net.v1.Credentials.$Shape; knock?: null; refusal?: null; accepted?: null; redeem?: null; welcome?: null }|{ body?: "knock"; credentials?: null; knock: hanzo.net.v1.Knock.$Shape; refusal?: null; accepted?: null; redeem?: null; welcome?: null }|{ body?: "refusal"; credentials?: null; knock?: null; refusal: hanzo.net.v1.Refusal.$Shape; accepted?: null; redeem?: null; welcome?: null }|{ body?: "accepted"; credentials?: null; knock?: null; refusal?: null; accepted: hanzo.net.v1.Accepted.$Shape; redeem?: null; welcome?: null }|{ body?: "redeem"; credentials?: null; knock?: null; refusal?: null; accepted?: null; redeem: hanzo.net.v1.Redeem.$Shape; welcome?: null }|{ body?: "welcome"; credentials?: null; knock?: null; refusal?: null; accepted?: null; redeem?: null; welcome: hanzo.net.v1.Welcome.$Shape })
                );
            }

            /**
             * Properties of a Credentials.
             * @deprecated Use hanzo.net.v1.Credentials.$Properties instead.
             */
            interface ICredentials extends hanzo.net.v1.Credentials.$Properties {
            }

            /** Represents a Credentials. */
            class Credentials {

                /**
                 * Constructs a new Credentials.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Credentials.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Credentials chain. */
                chain: Uint8Array[];

                /** Credentials card. */
                card: Uint8Array;

                /** Credentials sentAtMs. */
                sentAtMs: number;

                /**
                 * Creates a new Credentials instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Credentials instance
                 */
                static create(properties: hanzo.net.v1.Credentials.$Shape): hanzo.net.v1.Credentials & hanzo.net.v1.Credentials.$Shape;
                static create(properties?: hanzo.net.v1.Credentials.$Properties): hanzo.net.v1.Credentials;

                /**
                 * Encodes the specified Credentials message. Does not implicitly {@link hanzo.net.v1.Credentials.verify|verify} messages.
                 * @param message Credentials message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Credentials.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Credentials message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Credentials & hanzo.net.v1.Credentials.$Shape} Credentials
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Credentials & hanzo.net.v1.Credentials.$Shape;
            }

            namespace Credentials {

                /** Properties of a Credentials. */
                interface $Properties {

                    /** Credentials chain */
                    chain?: Uint8Array[];

                    /** Credentials card */
                    card?: Uint8Array;

                    /** Credentials sentAtMs */
                    sentAtMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Credentials. */
                type $Shape = hanzo.net.v1.Credentials.$Properties;
            }

            /**
             * Properties of a Knock.
             * @deprecated Use hanzo.net.v1.Knock.$Properties instead.
             */
            interface IKnock extends hanzo.net.v1.Knock.$Properties {
            }

            /** Represents a Knock. */
            class Knock {

                /**
                 * Constructs a new Knock.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Knock.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Knock inviteId. */
                inviteId: string;

                /**
                 * Creates a new Knock instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Knock instance
                 */
                static create(properties: hanzo.net.v1.Knock.$Shape): hanzo.net.v1.Knock & hanzo.net.v1.Knock.$Shape;
                static create(properties?: hanzo.net.v1.Knock.$Properties): hanzo.net.v1.Knock;

                /**
                 * Encodes the specified Knock message. Does not implicitly {@link hanzo.net.v1.Knock.verify|verify} messages.
                 * @param message Knock message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Knock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Knock message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Knock & hanzo.net.v1.Knock.$Shape} Knock
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Knock & hanzo.net.v1.Knock.$Shape;
            }

            namespace Knock {

                /** Properties of a Knock. */
                interface $Properties {

                    /** Knock inviteId */
                    inviteId?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Knock. */
                type $Shape = hanzo.net.v1.Knock.$Properties;
            }

            /**
             * Properties of a Refusal.
             * @deprecated Use hanzo.net.v1.Refusal.$Properties instead.
             */
            interface IRefusal extends hanzo.net.v1.Refusal.$Properties {
            }

            /** Represents a Refusal. */
            class Refusal {

                /**
                 * Constructs a new Refusal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Refusal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Refusal code. */
                code: string;

                /** Refusal message. */
                message: string;

                /**
                 * Creates a new Refusal instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Refusal instance
                 */
                static create(properties: hanzo.net.v1.Refusal.$Shape): hanzo.net.v1.Refusal & hanzo.net.v1.Refusal.$Shape;
                static create(properties?: hanzo.net.v1.Refusal.$Properties): hanzo.net.v1.Refusal;

                /**
                 * Encodes the specified Refusal message. Does not implicitly {@link hanzo.net.v1.Refusal.verify|verify} messages.
                 * @param message Refusal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Refusal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Refusal & hanzo.net.v1.Refusal.$Shape} Refusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Refusal & hanzo.net.v1.Refusal.$Shape;
            }

            namespace Refusal {

                /** Properties of a Refusal. */
                interface $Properties {

                    /** Refusal code */
                    code?: string;

                    /** Refusal message */
                    message?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Refusal. */
                type $Shape = hanzo.net.v1.Refusal.$Properties;
            }

            /**
             * Properties of an Accepted.
             * @deprecated Use hanzo.net.v1.Accepted.$Properties instead.
             */
            interface IAccepted extends hanzo.net.v1.Accepted.$Properties {
            }

            /** Represents an Accepted. */
            class Accepted {

                /**
                 * Constructs a new Accepted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Accepted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Creates a new Accepted instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Accepted instance
                 */
                static create(properties: hanzo.net.v1.Accepted.$Shape): hanzo.net.v1.Accepted & hanzo.net.v1.Accepted.$Shape;
                static create(properties?: hanzo.net.v1.Accepted.$Properties): hanzo.net.v1.Accepted;

                /**
                 * Encodes the specified Accepted message. Does not implicitly {@link hanzo.net.v1.Accepted.verify|verify} messages.
                 * @param message Accepted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Accepted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Accepted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Accepted & hanzo.net.v1.Accepted.$Shape} Accepted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Accepted & hanzo.net.v1.Accepted.$Shape;
            }

            namespace Accepted {

                /** Properties of an Accepted. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Accepted. */
                type $Shape = hanzo.net.v1.Accepted.$Properties;
            }

            /**
             * Properties of a Redeem.
             * @deprecated Use hanzo.net.v1.Redeem.$Properties instead.
             */
            interface IRedeem extends hanzo.net.v1.Redeem.$Properties {
            }

            /** Represents a Redeem. */
            class Redeem {

                /**
                 * Constructs a new Redeem.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Redeem.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Redeem secret. */
                secret: Uint8Array;

                /** Redeem memberKey. */
                memberKey: Uint8Array;

                /** Redeem memberName. */
                memberName: string;

                /** Redeem proof. */
                proof: Uint8Array;

                /** Redeem card. */
                card: Uint8Array;

                /**
                 * Creates a new Redeem instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Redeem instance
                 */
                static create(properties: hanzo.net.v1.Redeem.$Shape): hanzo.net.v1.Redeem & hanzo.net.v1.Redeem.$Shape;
                static create(properties?: hanzo.net.v1.Redeem.$Properties): hanzo.net.v1.Redeem;

                /**
                 * Encodes the specified Redeem message. Does not implicitly {@link hanzo.net.v1.Redeem.verify|verify} messages.
                 * @param message Redeem message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Redeem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Redeem message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Redeem & hanzo.net.v1.Redeem.$Shape} Redeem
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Redeem & hanzo.net.v1.Redeem.$Shape;
            }

            namespace Redeem {

                /** Properties of a Redeem. */
                interface $Properties {

                    /** Redeem secret */
                    secret?: Uint8Array;

                    /** Redeem memberKey */
                    memberKey?: Uint8Array;

                    /** Redeem memberName */
                    memberName?: string;

                    /** Redeem proof */
                    proof?: Uint8Array;

                    /** Redeem card */
                    card?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Redeem. */
                type $Shape = hanzo.net.v1.Redeem.$Properties;
            }

            /**
             * Properties of a Welcome.
             * @deprecated Use hanzo.net.v1.Welcome.$Properties instead.
             */
            interface IWelcome extends hanzo.net.v1.Welcome.$Properties {
            }

            /** Represents a Welcome. */
            class Welcome {

                /**
                 * Constructs a new Welcome.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Welcome.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Welcome statements. */
                statements: Uint8Array[];

                /**
                 * Creates a new Welcome instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Welcome instance
                 */
                static create(properties: hanzo.net.v1.Welcome.$Shape): hanzo.net.v1.Welcome & hanzo.net.v1.Welcome.$Shape;
                static create(properties?: hanzo.net.v1.Welcome.$Properties): hanzo.net.v1.Welcome;

                /**
                 * Encodes the specified Welcome message. Does not implicitly {@link hanzo.net.v1.Welcome.verify|verify} messages.
                 * @param message Welcome message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Welcome message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Welcome & hanzo.net.v1.Welcome.$Shape} Welcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Welcome & hanzo.net.v1.Welcome.$Shape;
            }

            namespace Welcome {

                /** Properties of a Welcome. */
                interface $Properties {

                    /** Welcome statements */
                    statements?: Uint8Array[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Welcome. */
                type $Shape = hanzo.net.v1.Welcome.$Properties;
            }

            /**
             * Properties of a Signed.
             * @deprecated Use hanzo.net.v1.Signed.$Properties instead.
             */
            interface ISigned extends hanzo.net.v1.Signed.$Properties {
            }

            /** Represents a Signed. */
            class Signed {

                /**
                 * Constructs a new Signed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Signed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Signed body. */
                body: Uint8Array;

                /** Signed key. */
                key: Uint8Array;

                /** Signed signature. */
                signature: Uint8Array;

                /**
                 * Creates a new Signed instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Signed instance
                 */
                static create(properties: hanzo.net.v1.Signed.$Shape): hanzo.net.v1.Signed & hanzo.net.v1.Signed.$Shape;
                static create(properties?: hanzo.net.v1.Signed.$Properties): hanzo.net.v1.Signed;

                /**
                 * Encodes the specified Signed message. Does not implicitly {@link hanzo.net.v1.Signed.verify|verify} messages.
                 * @param message Signed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Signed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Signed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Signed & hanzo.net.v1.Signed.$Shape} Signed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Signed & hanzo.net.v1.Signed.$Shape;
            }

            namespace Signed {

                /** Properties of a Signed. */
                interface $Properties {

                    /** Signed body */
                    body?: Uint8Array;

                    /** Signed key */
                    key?: Uint8Array;

                    /** Signed signature */
                    signature?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Signed. */
                type $Shape = hanzo.net.v1.Signed.$Properties;
            }

            /**
             * Properties of a Statement.
             * @deprecated Use hanzo.net.v1.Statement.$Properties instead.
             */
            interface IStatement extends hanzo.net.v1.Statement.$Properties {
            }

            /** Represents a Statement. */
            class Statement {

                /**
                 * Constructs a new Statement.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Statement.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Statement meshId. */
                meshId: Uint8Array;

                /** Statement issuedAtMs. */
                issuedAtMs: number;

                /** Statement genesis. */
                genesis: (hanzo.net.v1.Genesis|null);

                /** Statement grant. */
                grant: (hanzo.net.v1.Grant|null);

                /** Statement revocation. */
                revocation: (hanzo.net.v1.Revocation|null);

                /** Statement renewal. */
                renewal: (hanzo.net.v1.Renewal|null);

                /** Statement nodeCard. */
                nodeCard: (hanzo.net.v1.NodeCard|null);

                /** Statement fenceSecret. */
                fenceSecret: (hanzo.net.v1.FenceSecret|null);

                /** Statement body. */
                body?: ("genesis"|"grant"|"revocation"|"renewal"|"nodeCard"|"fenceSecret");

                /**
                 * Creates a new Statement instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Statement instance
                 */
                static create(properties: hanzo.net.v1.Statement.$Shape): hanzo.net.v1.Statement & hanzo.net.v1.Statement.$Shape;
                static create(properties?: hanzo.net.v1.Statement.$Properties): hanzo.net.v1.Statement;

                /**
                 * Encodes the specified Statement message. Does not implicitly {@link hanzo.net.v1.Statement.verify|verify} messages.
                 * @param message Statement message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Statement.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Statement message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Statement & hanzo.net.v1.Statement.$Shape} Statement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Statement & hanzo.net.v1.Statement.$Shape;
            }

            namespace Statement {

                /** Properties of a Statement. */
                interface $Properties {

                    /** Statement meshId */
                    meshId?: Uint8Array;

                    /** Statement issuedAtMs */
                    issuedAtMs?: number;

                    /** Statement genesis */
                    genesis?: (hanzo.net.v1.Genesis.$Properties|null);

                    /** Statement grant */
                    grant?: (hanzo.net.v1.Grant.$Properties|null);

                    /** Statement revocation */
                    revocation?: (hanzo.net.v1.Revocation.$Properties|null);

                    /** Statement renewal */
                    renewal?: (hanzo.net.v1.Renewal.$Properties|null);

                    /** Statement nodeCard */
                    nodeCard?: (hanzo.net.v1.NodeCard.$Properties|null);

                    /** Statement fenceSecret */
                    fenceSecret?: (hanzo.net.v1.FenceSecret.$Properties|null);

                    /** Statement body */
                    body?: ("genesis"|"grant"|"revocation"|"renewal"|"nodeCard"|"fenceSecret");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Statement. */
                type $Shape = {
                  meshId?: Uint8Array;
                  issuedAtMs?: number;
                  genesis?: hanzo.net.v1.Genesis.$Shape|null;
                  grant?: hanzo.net.v1.Grant.$Shape|null;
                  revocation?: hanzo.net.v1.Revocation.$Shape|null;
                  renewal?: hanzo.net.v1.Renewal.$Shape|null;
                  nodeCard?: hanzo.net.v1.NodeCard.$Shape|null;
                  fenceSecret?: hanzo.net.v1.FenceSecret.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; genesis?: null; grant?: null; revocation?: null; renewal?: null; nodeCard?: null; fenceSecret?: null }|{ body?: "genesis"; genesis: hanzo.net.v1.Genesis.$Shape; grant?: null; revocation?: null; renewal?: null; nodeCard?: null; fenceSecret?: null }|{ body?: "grant"; genesis?: null; grant: hanzo.net.v1.Grant.$Shape; revocation?: null; renewal?: null; nodeCard?: null; fenceSecret?: null }|{ body?: "revocation"; genesis?: null; grant?: null; revocation: hanzo.net.v1.Revocation.$Shape; renewal?: null; nodeCard?: null; fenceSecret?: null }|{ body?: "renewal"; genesis?: null; grant?: null; revocation?: null; renewal: hanzo.net.v1.Renewal.$Shape; nodeCard?: null; fenceSecret?: null }|{ body?: "nodeCard"; genesis?: null; grant?: null; revocation?: null; renewal?: null; nodeCard: hanzo.net.v1.NodeCard.$Shape; fenceSecret?: null }|{ body?: "fenceSecret"; genesis?: null; grant?: null; revocation?: null; renewal?: null; nodeCard?: null; fenceSecret: hanzo.net.v1.FenceSecret.$Shape })
                );
            }

            /** MemberRole enum. */
            enum MemberRole {

                /** MEMBER_ROLE_UNSPECIFIED value */
                MEMBER_ROLE_UNSPECIFIED = 0,

                /** MEMBER_ROLE_WORKER value */
                MEMBER_ROLE_WORKER = 1,

                /** MEMBER_ROLE_COORDINATOR value */
                MEMBER_ROLE_COORDINATOR = 2,

                /** MEMBER_ROLE_OWNER value */
                MEMBER_ROLE_OWNER = 3
            }

            /** NodeRole enum. */
            enum NodeRole {

                /** NODE_ROLE_UNSPECIFIED value */
                NODE_ROLE_UNSPECIFIED = 0,

                /** NODE_ROLE_WORKER value */
                NODE_ROLE_WORKER = 1,

                /** NODE_ROLE_COORDINATOR value */
                NODE_ROLE_COORDINATOR = 2,

                /** NODE_ROLE_OBSERVER value */
                NODE_ROLE_OBSERVER = 3
            }

            /**
             * Properties of a Genesis.
             * @deprecated Use hanzo.net.v1.Genesis.$Properties instead.
             */
            interface IGenesis extends hanzo.net.v1.Genesis.$Properties {
            }

            /** Represents a Genesis. */
            class Genesis {

                /**
                 * Constructs a new Genesis.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Genesis.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Genesis founderKey. */
                founderKey: Uint8Array;

                /** Genesis meshName. */
                meshName: string;

                /** Genesis founderName. */
                founderName: string;

                /** Genesis grantTtlMs. */
                grantTtlMs: number;

                /** Genesis fence. */
                fence: boolean;

                /**
                 * Creates a new Genesis instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Genesis instance
                 */
                static create(properties: hanzo.net.v1.Genesis.$Shape): hanzo.net.v1.Genesis & hanzo.net.v1.Genesis.$Shape;
                static create(properties?: hanzo.net.v1.Genesis.$Properties): hanzo.net.v1.Genesis;

                /**
                 * Encodes the specified Genesis message. Does not implicitly {@link hanzo.net.v1.Genesis.verify|verify} messages.
                 * @param message Genesis message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Genesis.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Genesis message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Genesis & hanzo.net.v1.Genesis.$Shape} Genesis
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Genesis & hanzo.net.v1.Genesis.$Shape;
            }

            namespace Genesis {

                /** Properties of a Genesis. */
                interface $Properties {

                    /** Genesis founderKey */
                    founderKey?: Uint8Array;

                    /** Genesis meshName */
                    meshName?: string;

                    /** Genesis founderName */
                    founderName?: string;

                    /** Genesis grantTtlMs */
                    grantTtlMs?: number;

                    /** Genesis fence */
                    fence?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Genesis. */
                type $Shape = hanzo.net.v1.Genesis.$Properties;
            }

            /**
             * Properties of a Grant.
             * @deprecated Use hanzo.net.v1.Grant.$Properties instead.
             */
            interface IGrant extends hanzo.net.v1.Grant.$Properties {
            }

            /** Represents a Grant. */
            class Grant {

                /**
                 * Constructs a new Grant.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Grant.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Grant memberKey. */
                memberKey: Uint8Array;

                /** Grant name. */
                name: string;

                /** Grant role. */
                role: hanzo.net.v1.MemberRole;

                /** Grant expiresAtMs. */
                expiresAtMs: number;

                /** Grant sinceMs. */
                sinceMs: number;

                /**
                 * Creates a new Grant instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Grant instance
                 */
                static create(properties: hanzo.net.v1.Grant.$Shape): hanzo.net.v1.Grant & hanzo.net.v1.Grant.$Shape;
                static create(properties?: hanzo.net.v1.Grant.$Properties): hanzo.net.v1.Grant;

                /**
                 * Encodes the specified Grant message. Does not implicitly {@link hanzo.net.v1.Grant.verify|verify} messages.
                 * @param message Grant message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Grant.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Grant message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Grant & hanzo.net.v1.Grant.$Shape} Grant
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Grant & hanzo.net.v1.Grant.$Shape;
            }

            namespace Grant {

                /** Properties of a Grant. */
                interface $Properties {

                    /** Grant memberKey */
                    memberKey?: Uint8Array;

                    /** Grant name */
                    name?: string;

                    /** Grant role */
                    role?: hanzo.net.v1.MemberRole;

                    /** Grant expiresAtMs */
                    expiresAtMs?: number;

                    /** Grant sinceMs */
                    sinceMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Grant. */
                type $Shape = hanzo.net.v1.Grant.$Properties;
            }

            /**
             * Properties of a Revocation.
             * @deprecated Use hanzo.net.v1.Revocation.$Properties instead.
             */
            interface IRevocation extends hanzo.net.v1.Revocation.$Properties {
            }

            /** Represents a Revocation. */
            class Revocation {

                /**
                 * Constructs a new Revocation.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Revocation.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Revocation memberId. */
                memberId: Uint8Array;

                /** Revocation reason. */
                reason: string;

                /** Revocation kept. */
                kept: Uint8Array;

                /**
                 * Creates a new Revocation instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Revocation instance
                 */
                static create(properties: hanzo.net.v1.Revocation.$Shape): hanzo.net.v1.Revocation & hanzo.net.v1.Revocation.$Shape;
                static create(properties?: hanzo.net.v1.Revocation.$Properties): hanzo.net.v1.Revocation;

                /**
                 * Encodes the specified Revocation message. Does not implicitly {@link hanzo.net.v1.Revocation.verify|verify} messages.
                 * @param message Revocation message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Revocation.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Revocation message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Revocation & hanzo.net.v1.Revocation.$Shape} Revocation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Revocation & hanzo.net.v1.Revocation.$Shape;
            }

            namespace Revocation {

                /** Properties of a Revocation. */
                interface $Properties {

                    /** Revocation memberId */
                    memberId?: Uint8Array;

                    /** Revocation reason */
                    reason?: string;

                    /** Revocation kept */
                    kept?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Revocation. */
                type $Shape = hanzo.net.v1.Revocation.$Properties;
            }

            /**
             * Properties of a Renewal.
             * @deprecated Use hanzo.net.v1.Renewal.$Properties instead.
             */
            interface IRenewal extends hanzo.net.v1.Renewal.$Properties {
            }

            /** Represents a Renewal. */
            class Renewal {

                /**
                 * Constructs a new Renewal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Renewal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Creates a new Renewal instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Renewal instance
                 */
                static create(properties: hanzo.net.v1.Renewal.$Shape): hanzo.net.v1.Renewal & hanzo.net.v1.Renewal.$Shape;
                static create(properties?: hanzo.net.v1.Renewal.$Properties): hanzo.net.v1.Renewal;

                /**
                 * Encodes the specified Renewal message. Does not implicitly {@link hanzo.net.v1.Renewal.verify|verify} messages.
                 * @param message Renewal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Renewal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Renewal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Renewal & hanzo.net.v1.Renewal.$Shape} Renewal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Renewal & hanzo.net.v1.Renewal.$Shape;
            }

            namespace Renewal {

                /** Properties of a Renewal. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Renewal. */
                type $Shape = hanzo.net.v1.Renewal.$Properties;
            }

            /**
             * Properties of a NodeCard.
             * @deprecated Use hanzo.net.v1.NodeCard.$Properties instead.
             */
            interface INodeCard extends hanzo.net.v1.NodeCard.$Properties {
            }

            /** Represents a NodeCard. */
            class NodeCard {

                /**
                 * Constructs a new NodeCard.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.NodeCard.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NodeCard peerId. */
                peerId: string;

                /** NodeCard role. */
                role: hanzo.net.v1.NodeRole;

                /** NodeCard name. */
                name: string;

                /** NodeCard software. */
                software: string;

                /** NodeCard addresses. */
                addresses: string[];

                /** NodeCard instance. */
                instance: string;

                /** NodeCard machine. */
                machine: string;

                /** NodeCard relay. */
                relay: boolean;

                /** NodeCard expiresAtMs. */
                expiresAtMs: number;

                /**
                 * Creates a new NodeCard instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns NodeCard instance
                 */
                static create(properties: hanzo.net.v1.NodeCard.$Shape): hanzo.net.v1.NodeCard & hanzo.net.v1.NodeCard.$Shape;
                static create(properties?: hanzo.net.v1.NodeCard.$Properties): hanzo.net.v1.NodeCard;

                /**
                 * Encodes the specified NodeCard message. Does not implicitly {@link hanzo.net.v1.NodeCard.verify|verify} messages.
                 * @param message NodeCard message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.NodeCard.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NodeCard message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.NodeCard & hanzo.net.v1.NodeCard.$Shape} NodeCard
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.NodeCard & hanzo.net.v1.NodeCard.$Shape;
            }

            namespace NodeCard {

                /** Properties of a NodeCard. */
                interface $Properties {

                    /** NodeCard peerId */
                    peerId?: string;

                    /** NodeCard role */
                    role?: hanzo.net.v1.NodeRole;

                    /** NodeCard name */
                    name?: string;

                    /** NodeCard software */
                    software?: string;

                    /** NodeCard addresses */
                    addresses?: string[];

                    /** NodeCard instance */
                    instance?: string;

                    /** NodeCard machine */
                    machine?: string;

                    /** NodeCard relay */
                    relay?: boolean;

                    /** NodeCard expiresAtMs */
                    expiresAtMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NodeCard. */
                type $Shape = hanzo.net.v1.NodeCard.$Properties;
            }

            /**
             * Properties of a FenceSecret.
             * @deprecated Use hanzo.net.v1.FenceSecret.$Properties instead.
             */
            interface IFenceSecret extends hanzo.net.v1.FenceSecret.$Properties {
            }

            /** Represents a FenceSecret. */
            class FenceSecret {

                /**
                 * Constructs a new FenceSecret.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.FenceSecret.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FenceSecret generation. */
                generation: number;

                /** FenceSecret key. */
                key: Uint8Array;

                /** FenceSecret olderGoodUntilMs. */
                olderGoodUntilMs: number;

                /**
                 * Creates a new FenceSecret instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns FenceSecret instance
                 */
                static create(properties: hanzo.net.v1.FenceSecret.$Shape): hanzo.net.v1.FenceSecret & hanzo.net.v1.FenceSecret.$Shape;
                static create(properties?: hanzo.net.v1.FenceSecret.$Properties): hanzo.net.v1.FenceSecret;

                /**
                 * Encodes the specified FenceSecret message. Does not implicitly {@link hanzo.net.v1.FenceSecret.verify|verify} messages.
                 * @param message FenceSecret message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.FenceSecret.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FenceSecret message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.FenceSecret & hanzo.net.v1.FenceSecret.$Shape} FenceSecret
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.FenceSecret & hanzo.net.v1.FenceSecret.$Shape;
            }

            namespace FenceSecret {

                /** Properties of a FenceSecret. */
                interface $Properties {

                    /** FenceSecret generation */
                    generation?: number;

                    /** FenceSecret key */
                    key?: Uint8Array;

                    /** FenceSecret olderGoodUntilMs */
                    olderGoodUntilMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FenceSecret. */
                type $Shape = hanzo.net.v1.FenceSecret.$Properties;
            }

            /**
             * Properties of an InviteBody.
             * @deprecated Use hanzo.net.v1.InviteBody.$Properties instead.
             */
            interface IInviteBody extends hanzo.net.v1.InviteBody.$Properties {
            }

            /** Represents an InviteBody. */
            class InviteBody {

                /**
                 * Constructs a new InviteBody.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.InviteBody.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** InviteBody meshId. */
                meshId: Uint8Array;

                /** InviteBody meshName. */
                meshName: string;

                /** InviteBody ownerKey. */
                ownerKey: Uint8Array;

                /** InviteBody secret. */
                secret: Uint8Array;

                /** InviteBody role. */
                role: hanzo.net.v1.MemberRole;

                /** InviteBody expiresAtMs. */
                expiresAtMs: number;

                /** InviteBody fenceGeneration. */
                fenceGeneration: number;

                /** InviteBody fenceKey. */
                fenceKey: Uint8Array;

                /** InviteBody addresses. */
                addresses: string[];

                /** InviteBody addressEnd. */
                addressEnd: string;

                /**
                 * Creates a new InviteBody instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns InviteBody instance
                 */
                static create(properties: hanzo.net.v1.InviteBody.$Shape): hanzo.net.v1.InviteBody & hanzo.net.v1.InviteBody.$Shape;
                static create(properties?: hanzo.net.v1.InviteBody.$Properties): hanzo.net.v1.InviteBody;

                /**
                 * Encodes the specified InviteBody message. Does not implicitly {@link hanzo.net.v1.InviteBody.verify|verify} messages.
                 * @param message InviteBody message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.InviteBody.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an InviteBody message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.InviteBody & hanzo.net.v1.InviteBody.$Shape} InviteBody
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.InviteBody & hanzo.net.v1.InviteBody.$Shape;
            }

            namespace InviteBody {

                /** Properties of an InviteBody. */
                interface $Properties {

                    /** InviteBody meshId */
                    meshId?: Uint8Array;

                    /** InviteBody meshName */
                    meshName?: string;

                    /** InviteBody ownerKey */
                    ownerKey?: Uint8Array;

                    /** InviteBody secret */
                    secret?: Uint8Array;

                    /** InviteBody role */
                    role?: hanzo.net.v1.MemberRole;

                    /** InviteBody expiresAtMs */
                    expiresAtMs?: number;

                    /** InviteBody fenceGeneration */
                    fenceGeneration?: number;

                    /** InviteBody fenceKey */
                    fenceKey?: Uint8Array;

                    /** InviteBody addresses */
                    addresses?: string[];

                    /** InviteBody addressEnd */
                    addressEnd?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an InviteBody. */
                type $Shape = hanzo.net.v1.InviteBody.$Properties;
            }

            /**
             * Properties of a ModelFrame.
             * @deprecated Use hanzo.net.v1.ModelFrame.$Properties instead.
             */
            interface IModelFrame extends hanzo.net.v1.ModelFrame.$Properties {
            }

            /** Represents a ModelFrame. */
            class ModelFrame {

                /**
                 * Constructs a new ModelFrame.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelFrame.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelFrame find. */
                find: (hanzo.net.v1.ModelFind|null);

                /** ModelFrame found. */
                found: (hanzo.net.v1.ModelFound|null);

                /** ModelFrame describe. */
                describe: (hanzo.net.v1.ModelDescribe|null);

                /** ModelFrame outline. */
                outline: (hanzo.net.v1.ModelOutline|null);

                /** ModelFrame hashes. */
                hashes: (hanzo.net.v1.ModelHashes|null);

                /** ModelFrame fetch. */
                fetch: (hanzo.net.v1.ModelFetch|null);

                /** ModelFrame chunk. */
                chunk: (hanzo.net.v1.ModelChunk|null);

                /** ModelFrame hold. */
                hold: (hanzo.net.v1.ModelHold|null);

                /** ModelFrame refusal. */
                refusal: (hanzo.net.v1.ModelRefusal|null);

                /** ModelFrame body. */
                body?: ("find"|"found"|"describe"|"outline"|"hashes"|"fetch"|"chunk"|"hold"|"refusal");

                /**
                 * Creates a new ModelFrame instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelFrame instance
                 */
                static create(properties: hanzo.net.v1.ModelFrame.$Shape): hanzo.net.v1.ModelFrame & hanzo.net.v1.ModelFrame.$Shape;
                static create(properties?: hanzo.net.v1.ModelFrame.$Properties): hanzo.net.v1.ModelFrame;

                /**
                 * Encodes the specified ModelFrame message. Does not implicitly {@link hanzo.net.v1.ModelFrame.verify|verify} messages.
                 * @param message ModelFrame message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelFrame.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelFrame message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelFrame & hanzo.net.v1.ModelFrame.$Shape} ModelFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelFrame & hanzo.net.v1.ModelFrame.$Shape;
            }

            namespace ModelFrame {

                /** Properties of a ModelFrame. */
                interface $Properties {

                    /** ModelFrame find */
                    find?: (hanzo.net.v1.ModelFind.$Properties|null);

                    /** ModelFrame found */
                    found?: (hanzo.net.v1.ModelFound.$Properties|null);

                    /** ModelFrame describe */
                    describe?: (hanzo.net.v1.ModelDescribe.$Properties|null);

                    /** ModelFrame outline */
                    outline?: (hanzo.net.v1.ModelOutline.$Properties|null);

                    /** ModelFrame hashes */
                    hashes?: (hanzo.net.v1.ModelHashes.$Properties|null);

                    /** ModelFrame fetch */
                    fetch?: (hanzo.net.v1.ModelFetch.$Properties|null);

                    /** ModelFrame chunk */
                    chunk?: (hanzo.net.v1.ModelChunk.$Properties|null);

                    /** ModelFrame hold */
                    hold?: (hanzo.net.v1.ModelHold.$Properties|null);

                    /** ModelFrame refusal */
                    refusal?: (hanzo.net.v1.ModelRefusal.$Properties|null);

                    /** ModelFrame body */
                    body?: ("find"|"found"|"describe"|"outline"|"hashes"|"fetch"|"chunk"|"hold"|"refusal");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a ModelFrame. */
                type $Shape = {
                  find?: hanzo.net.v1.ModelFind.$Shape|null;
                  found?: hanzo.net.v1.ModelFound.$Shape|null;
                  describe?: hanzo.net.v1.ModelDescribe.$Shape|null;
                  outline?: hanzo.net.v1.ModelOutline.$Shape|null;
                  hashes?: hanzo.net.v1.ModelHashes.$Shape|null;
                  fetch?: hanzo.net.v1.ModelFetch.$Shape|null;
                  chunk?: hanzo.net.v1.ModelChunk.$Shape|null;
                  hold?: hanzo.net.v1.ModelHold.$Shape|null;
                  refusal?: hanzo.net.v1.ModelRefusal.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "find"; find: hanzo.net.v1.ModelFind.$Shape; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "found"; find?: null; found: hanzo.net.v1.ModelFound.$Shape; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "describe"; find?: null; found?: null; describe: hanzo.net.v1.ModelDescribe.$Shape; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "outline"; find?: null; found?: null; describe?: null; outline: hanzo.net.v1.ModelOutline.$Shape; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "hashes"; find?: null; found?: null; describe?: null; outline?: null; hashes: hanzo.net.v1.ModelHashes.$Shape; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "fetch"; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch: hanzo.net.v1.ModelFetch.$Shape; chunk?: null; hold?: null; refusal?: null }|{ body?: "chunk"; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk: hanzo.net.v1.ModelChunk.$Shape; hold?: null; refusal?: null }|{ body?: "hold"; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold: hanzo.net.v1.ModelHold.$Shape; refusal?: null }|{ body?: "refusal"; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal: hanzo.net.v1.ModelRefusal.$Shape })
                );
            }

            /**
             * Properties of a ModelFind.
             * @deprecated Use hanzo.net.v1.ModelFind.$Properties instead.
             */
            interface IModelFind extends hanzo.net.v1.ModelFind.$Properties {
            }

            /** Represents a ModelFind. */
            class ModelFind {

                /**
                 * Constructs a new ModelFind.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelFind.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelFind sha256. */
                sha256: Uint8Array;

                /** ModelFind name. */
                name: string;

                /**
                 * Creates a new ModelFind instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelFind instance
                 */
                static create(properties: hanzo.net.v1.ModelFind.$Shape): hanzo.net.v1.ModelFind & hanzo.net.v1.ModelFind.$Shape;
                static create(properties?: hanzo.net.v1.ModelFind.$Properties): hanzo.net.v1.ModelFind;

                /**
                 * Encodes the specified ModelFind message. Does not implicitly {@link hanzo.net.v1.ModelFind.verify|verify} messages.
                 * @param message ModelFind message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelFind.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelFind message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelFind & hanzo.net.v1.ModelFind.$Shape} ModelFind
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelFind & hanzo.net.v1.ModelFind.$Shape;
            }

            namespace ModelFind {

                /** Properties of a ModelFind. */
                interface $Properties {

                    /** ModelFind sha256 */
                    sha256?: Uint8Array;

                    /** ModelFind name */
                    name?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelFind. */
                type $Shape = hanzo.net.v1.ModelFind.$Properties;
            }

            /**
             * Properties of a ModelFound.
             * @deprecated Use hanzo.net.v1.ModelFound.$Properties instead.
             */
            interface IModelFound extends hanzo.net.v1.ModelFound.$Properties {
            }

            /** Represents a ModelFound. */
            class ModelFound {

                /**
                 * Constructs a new ModelFound.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelFound.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelFound models. */
                models: hanzo.net.v1.SharedModel[];

                /**
                 * Creates a new ModelFound instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelFound instance
                 */
                static create(properties: hanzo.net.v1.ModelFound.$Shape): hanzo.net.v1.ModelFound & hanzo.net.v1.ModelFound.$Shape;
                static create(properties?: hanzo.net.v1.ModelFound.$Properties): hanzo.net.v1.ModelFound;

                /**
                 * Encodes the specified ModelFound message. Does not implicitly {@link hanzo.net.v1.ModelFound.verify|verify} messages.
                 * @param message ModelFound message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelFound.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelFound message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelFound & hanzo.net.v1.ModelFound.$Shape} ModelFound
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelFound & hanzo.net.v1.ModelFound.$Shape;
            }

            namespace ModelFound {

                /** Properties of a ModelFound. */
                interface $Properties {

                    /** ModelFound models */
                    models?: hanzo.net.v1.SharedModel.$Properties[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelFound. */
                type $Shape = hanzo.net.v1.ModelFound.$Properties;
            }

            /**
             * Properties of a SharedModel.
             * @deprecated Use hanzo.net.v1.SharedModel.$Properties instead.
             */
            interface ISharedModel extends hanzo.net.v1.SharedModel.$Properties {
            }

            /** Represents a SharedModel. */
            class SharedModel {

                /**
                 * Constructs a new SharedModel.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.SharedModel.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SharedModel name. */
                name: string;

                /** SharedModel fileName. */
                fileName: string;

                /** SharedModel sha256. */
                sha256: Uint8Array;

                /** SharedModel sizeBytes. */
                sizeBytes: number;

                /**
                 * Creates a new SharedModel instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SharedModel instance
                 */
                static create(properties: hanzo.net.v1.SharedModel.$Shape): hanzo.net.v1.SharedModel & hanzo.net.v1.SharedModel.$Shape;
                static create(properties?: hanzo.net.v1.SharedModel.$Properties): hanzo.net.v1.SharedModel;

                /**
                 * Encodes the specified SharedModel message. Does not implicitly {@link hanzo.net.v1.SharedModel.verify|verify} messages.
                 * @param message SharedModel message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.SharedModel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SharedModel message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.SharedModel & hanzo.net.v1.SharedModel.$Shape} SharedModel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.SharedModel & hanzo.net.v1.SharedModel.$Shape;
            }

            namespace SharedModel {

                /** Properties of a SharedModel. */
                interface $Properties {

                    /** SharedModel name */
                    name?: string;

                    /** SharedModel fileName */
                    fileName?: string;

                    /** SharedModel sha256 */
                    sha256?: Uint8Array;

                    /** SharedModel sizeBytes */
                    sizeBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SharedModel. */
                type $Shape = hanzo.net.v1.SharedModel.$Properties;
            }

            /**
             * Properties of a ModelDescribe.
             * @deprecated Use hanzo.net.v1.ModelDescribe.$Properties instead.
             */
            interface IModelDescribe extends hanzo.net.v1.ModelDescribe.$Properties {
            }

            /** Represents a ModelDescribe. */
            class ModelDescribe {

                /**
                 * Constructs a new ModelDescribe.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelDescribe.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelDescribe sha256. */
                sha256: Uint8Array;

                /**
                 * Creates a new ModelDescribe instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelDescribe instance
                 */
                static create(properties: hanzo.net.v1.ModelDescribe.$Shape): hanzo.net.v1.ModelDescribe & hanzo.net.v1.ModelDescribe.$Shape;
                static create(properties?: hanzo.net.v1.ModelDescribe.$Properties): hanzo.net.v1.ModelDescribe;

                /**
                 * Encodes the specified ModelDescribe message. Does not implicitly {@link hanzo.net.v1.ModelDescribe.verify|verify} messages.
                 * @param message ModelDescribe message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelDescribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelDescribe message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelDescribe & hanzo.net.v1.ModelDescribe.$Shape} ModelDescribe
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelDescribe & hanzo.net.v1.ModelDescribe.$Shape;
            }

            namespace ModelDescribe {

                /** Properties of a ModelDescribe. */
                interface $Properties {

                    /** ModelDescribe sha256 */
                    sha256?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelDescribe. */
                type $Shape = hanzo.net.v1.ModelDescribe.$Properties;
            }

            /**
             * Properties of a ModelOutline.
             * @deprecated Use hanzo.net.v1.ModelOutline.$Properties instead.
             */
            interface IModelOutline extends hanzo.net.v1.ModelOutline.$Properties {
            }

            /** Represents a ModelOutline. */
            class ModelOutline {

                /**
                 * Constructs a new ModelOutline.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelOutline.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelOutline sizeBytes. */
                sizeBytes: number;

                /** ModelOutline root. */
                root: Uint8Array;

                /**
                 * Creates a new ModelOutline instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelOutline instance
                 */
                static create(properties: hanzo.net.v1.ModelOutline.$Shape): hanzo.net.v1.ModelOutline & hanzo.net.v1.ModelOutline.$Shape;
                static create(properties?: hanzo.net.v1.ModelOutline.$Properties): hanzo.net.v1.ModelOutline;

                /**
                 * Encodes the specified ModelOutline message. Does not implicitly {@link hanzo.net.v1.ModelOutline.verify|verify} messages.
                 * @param message ModelOutline message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelOutline.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelOutline message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelOutline & hanzo.net.v1.ModelOutline.$Shape} ModelOutline
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelOutline & hanzo.net.v1.ModelOutline.$Shape;
            }

            namespace ModelOutline {

                /** Properties of a ModelOutline. */
                interface $Properties {

                    /** ModelOutline sizeBytes */
                    sizeBytes?: number;

                    /** ModelOutline root */
                    root?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelOutline. */
                type $Shape = hanzo.net.v1.ModelOutline.$Properties;
            }

            /**
             * Properties of a ModelHashes.
             * @deprecated Use hanzo.net.v1.ModelHashes.$Properties instead.
             */
            interface IModelHashes extends hanzo.net.v1.ModelHashes.$Properties {
            }

            /** Represents a ModelHashes. */
            class ModelHashes {

                /**
                 * Constructs a new ModelHashes.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelHashes.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelHashes first. */
                first: number;

                /** ModelHashes hashes. */
                hashes: Uint8Array;

                /**
                 * Creates a new ModelHashes instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelHashes instance
                 */
                static create(properties: hanzo.net.v1.ModelHashes.$Shape): hanzo.net.v1.ModelHashes & hanzo.net.v1.ModelHashes.$Shape;
                static create(properties?: hanzo.net.v1.ModelHashes.$Properties): hanzo.net.v1.ModelHashes;

                /**
                 * Encodes the specified ModelHashes message. Does not implicitly {@link hanzo.net.v1.ModelHashes.verify|verify} messages.
                 * @param message ModelHashes message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelHashes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelHashes message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelHashes & hanzo.net.v1.ModelHashes.$Shape} ModelHashes
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelHashes & hanzo.net.v1.ModelHashes.$Shape;
            }

            namespace ModelHashes {

                /** Properties of a ModelHashes. */
                interface $Properties {

                    /** ModelHashes first */
                    first?: number;

                    /** ModelHashes hashes */
                    hashes?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelHashes. */
                type $Shape = hanzo.net.v1.ModelHashes.$Properties;
            }

            /**
             * Properties of a ModelFetch.
             * @deprecated Use hanzo.net.v1.ModelFetch.$Properties instead.
             */
            interface IModelFetch extends hanzo.net.v1.ModelFetch.$Properties {
            }

            /** Represents a ModelFetch. */
            class ModelFetch {

                /**
                 * Constructs a new ModelFetch.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelFetch.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelFetch offset. */
                offset: number;

                /** ModelFetch length. */
                length: number;

                /**
                 * Creates a new ModelFetch instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelFetch instance
                 */
                static create(properties: hanzo.net.v1.ModelFetch.$Shape): hanzo.net.v1.ModelFetch & hanzo.net.v1.ModelFetch.$Shape;
                static create(properties?: hanzo.net.v1.ModelFetch.$Properties): hanzo.net.v1.ModelFetch;

                /**
                 * Encodes the specified ModelFetch message. Does not implicitly {@link hanzo.net.v1.ModelFetch.verify|verify} messages.
                 * @param message ModelFetch message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelFetch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelFetch message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelFetch & hanzo.net.v1.ModelFetch.$Shape} ModelFetch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelFetch & hanzo.net.v1.ModelFetch.$Shape;
            }

            namespace ModelFetch {

                /** Properties of a ModelFetch. */
                interface $Properties {

                    /** ModelFetch offset */
                    offset?: number;

                    /** ModelFetch length */
                    length?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelFetch. */
                type $Shape = hanzo.net.v1.ModelFetch.$Properties;
            }

            /**
             * Properties of a ModelChunk.
             * @deprecated Use hanzo.net.v1.ModelChunk.$Properties instead.
             */
            interface IModelChunk extends hanzo.net.v1.ModelChunk.$Properties {
            }

            /** Represents a ModelChunk. */
            class ModelChunk {

                /**
                 * Constructs a new ModelChunk.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelChunk.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelChunk offset. */
                offset: number;

                /** ModelChunk data. */
                data: Uint8Array;

                /**
                 * Creates a new ModelChunk instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelChunk instance
                 */
                static create(properties: hanzo.net.v1.ModelChunk.$Shape): hanzo.net.v1.ModelChunk & hanzo.net.v1.ModelChunk.$Shape;
                static create(properties?: hanzo.net.v1.ModelChunk.$Properties): hanzo.net.v1.ModelChunk;

                /**
                 * Encodes the specified ModelChunk message. Does not implicitly {@link hanzo.net.v1.ModelChunk.verify|verify} messages.
                 * @param message ModelChunk message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelChunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelChunk message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelChunk & hanzo.net.v1.ModelChunk.$Shape} ModelChunk
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelChunk & hanzo.net.v1.ModelChunk.$Shape;
            }

            namespace ModelChunk {

                /** Properties of a ModelChunk. */
                interface $Properties {

                    /** ModelChunk offset */
                    offset?: number;

                    /** ModelChunk data */
                    data?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelChunk. */
                type $Shape = hanzo.net.v1.ModelChunk.$Properties;
            }

            /**
             * Properties of a ModelHold.
             * @deprecated Use hanzo.net.v1.ModelHold.$Properties instead.
             */
            interface IModelHold extends hanzo.net.v1.ModelHold.$Properties {
            }

            /** Represents a ModelHold. */
            class ModelHold {

                /**
                 * Constructs a new ModelHold.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelHold.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelHold reason. */
                reason: string;

                /**
                 * Creates a new ModelHold instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelHold instance
                 */
                static create(properties: hanzo.net.v1.ModelHold.$Shape): hanzo.net.v1.ModelHold & hanzo.net.v1.ModelHold.$Shape;
                static create(properties?: hanzo.net.v1.ModelHold.$Properties): hanzo.net.v1.ModelHold;

                /**
                 * Encodes the specified ModelHold message. Does not implicitly {@link hanzo.net.v1.ModelHold.verify|verify} messages.
                 * @param message ModelHold message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelHold.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelHold message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelHold & hanzo.net.v1.ModelHold.$Shape} ModelHold
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelHold & hanzo.net.v1.ModelHold.$Shape;
            }

            namespace ModelHold {

                /** Properties of a ModelHold. */
                interface $Properties {

                    /** ModelHold reason */
                    reason?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelHold. */
                type $Shape = hanzo.net.v1.ModelHold.$Properties;
            }

            /**
             * Properties of a ModelRefusal.
             * @deprecated Use hanzo.net.v1.ModelRefusal.$Properties instead.
             */
            interface IModelRefusal extends hanzo.net.v1.ModelRefusal.$Properties {
            }

            /** Represents a ModelRefusal. */
            class ModelRefusal {

                /**
                 * Constructs a new ModelRefusal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ModelRefusal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ModelRefusal code. */
                code: string;

                /** ModelRefusal message. */
                message: string;

                /** ModelRefusal retryAfterMs. */
                retryAfterMs: number;

                /**
                 * Creates a new ModelRefusal instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ModelRefusal instance
                 */
                static create(properties: hanzo.net.v1.ModelRefusal.$Shape): hanzo.net.v1.ModelRefusal & hanzo.net.v1.ModelRefusal.$Shape;
                static create(properties?: hanzo.net.v1.ModelRefusal.$Properties): hanzo.net.v1.ModelRefusal;

                /**
                 * Encodes the specified ModelRefusal message. Does not implicitly {@link hanzo.net.v1.ModelRefusal.verify|verify} messages.
                 * @param message ModelRefusal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ModelRefusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ModelRefusal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelRefusal & hanzo.net.v1.ModelRefusal.$Shape} ModelRefusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ModelRefusal & hanzo.net.v1.ModelRefusal.$Shape;
            }

            namespace ModelRefusal {

                /** Properties of a ModelRefusal. */
                interface $Properties {

                    /** ModelRefusal code */
                    code?: string;

                    /** ModelRefusal message */
                    message?: string;

                    /** ModelRefusal retryAfterMs */
                    retryAfterMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelRefusal. */
                type $Shape = hanzo.net.v1.ModelRefusal.$Properties;
            }

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

                /** Frame ping. */
                ping: (hanzo.net.v1.Ping|null);

                /** Frame pong. */
                pong: (hanzo.net.v1.Pong|null);

                /** Frame rosterDigest. */
                rosterDigest: (hanzo.net.v1.RosterDigest|null);

                /** Frame statements. */
                statements: (hanzo.net.v1.Statements|null);

                /** Frame reachRequest. */
                reachRequest: (hanzo.net.v1.ReachRequest|null);

                /** Frame reachReport. */
                reachReport: (hanzo.net.v1.ReachReport|null);

                /** Frame body. */
                body?: ("hello"|"advert"|"heartbeat"|"drain"|"offer"|"accept"|"decline"|"progress"|"result"|"failure"|"cancel"|"ping"|"pong"|"rosterDigest"|"statements"|"reachRequest"|"reachReport");

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

                    /** Frame ping */
                    ping?: (hanzo.net.v1.Ping.$Properties|null);

                    /** Frame pong */
                    pong?: (hanzo.net.v1.Pong.$Properties|null);

                    /** Frame rosterDigest */
                    rosterDigest?: (hanzo.net.v1.RosterDigest.$Properties|null);

                    /** Frame statements */
                    statements?: (hanzo.net.v1.Statements.$Properties|null);

                    /** Frame reachRequest */
                    reachRequest?: (hanzo.net.v1.ReachRequest.$Properties|null);

                    /** Frame reachReport */
                    reachReport?: (hanzo.net.v1.ReachReport.$Properties|null);

                    /** Frame body */
                    body?: ("hello"|"advert"|"heartbeat"|"drain"|"offer"|"accept"|"decline"|"progress"|"result"|"failure"|"cancel"|"ping"|"pong"|"rosterDigest"|"statements"|"reachRequest"|"reachReport");

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
                  ping?: hanzo.net.v1.Ping.$Shape|null;
                  pong?: hanzo.net.v1.Pong.$Shape|null;
                  rosterDigest?: hanzo.net.v1.RosterDigest.$Shape|null;
                  statements?: hanzo.net.v1.Statements.$Shape|null;
                  reachRequest?: hanzo.net.v1.ReachRequest.$Shape|null;
                  reachReport?: hanzo.net.v1.ReachReport.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "hello"; hello: hanzo.net.v1.Hello.$Shape; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "advert"; hello?: null; advert: hanzo.net.v1.Advert.$Shape; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "heartbeat"; hello?: null; advert?: null; heartbeat: hanzo.net.v1.Heartbeat.$Shape; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "drain"; hello?: null; advert?: null; heartbeat?: null; drain: hanzo.net.v1.Drain.$Shape; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "offer"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer: hanzo.net.v1.Offer.$Shape; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "accept"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept: hanzo.net.v1.Accept.$Shape; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "decline"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline: hanzo.net.v1.Decline.$Shape; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "progress"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress: hanzo.net.v1.Progress.$Shape; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "result"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result: hanzo.net.v1.Result.$Shape; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "failure"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure: hanzo.net.v1.Failure.$Shape; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "cancel"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel: hanzo.net.v1.Cancel.$Shape; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "ping"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping: hanzo.net.v1.Ping.$Shape; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "pong"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong: hanzo.net.v1.Pong.$Shape; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "rosterDigest"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest: hanzo.net.v1.RosterDigest.$Shape; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "statements"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements: hanzo.net.v1.Statements.$Shape; reachRequest?: null; reachReport?: null }|{ body?: "reachRequest"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest: hanzo.net.v1.ReachRequest.$Shape; reachReport?: null }|{ body?: "reachReport"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport: hanzo.net.v1.ReachReport.$Shape })
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

                /** Advert stateReason. */
                stateReason: string;

                /** Advert dataClasses. */
                dataClasses: string[];

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

                    /** Advert stateReason */
                    stateReason?: string;

                    /** Advert dataClasses */
                    dataClasses?: string[];

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
                WORKER_STATE_UNAVAILABLE = 3,

                /** WORKER_STATE_PAUSED value */
                WORKER_STATE_PAUSED = 4
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

                /** ModelOffer speeds. */
                speeds: hanzo.net.v1.SpeedAt[];

                /** ModelOffer promptTokensPerSecond. */
                promptTokensPerSecond: number;

                /** ModelOffer loadMs. */
                loadMs: number;

                /** ModelOffer resumes. */
                resumes: boolean;

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

                    /** ModelOffer speeds */
                    speeds?: hanzo.net.v1.SpeedAt.$Properties[];

                    /** ModelOffer promptTokensPerSecond */
                    promptTokensPerSecond?: number;

                    /** ModelOffer loadMs */
                    loadMs?: number;

                    /** ModelOffer resumes */
                    resumes?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ModelOffer. */
                type $Shape = hanzo.net.v1.ModelOffer.$Properties;
            }

            /**
             * Properties of a SpeedAt.
             * @deprecated Use hanzo.net.v1.SpeedAt.$Properties instead.
             */
            interface ISpeedAt extends hanzo.net.v1.SpeedAt.$Properties {
            }

            /** Represents a SpeedAt. */
            class SpeedAt {

                /**
                 * Constructs a new SpeedAt.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.SpeedAt.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SpeedAt concurrent. */
                concurrent: number;

                /** SpeedAt tokensPerSecond. */
                tokensPerSecond: number;

                /**
                 * Creates a new SpeedAt instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SpeedAt instance
                 */
                static create(properties: hanzo.net.v1.SpeedAt.$Shape): hanzo.net.v1.SpeedAt & hanzo.net.v1.SpeedAt.$Shape;
                static create(properties?: hanzo.net.v1.SpeedAt.$Properties): hanzo.net.v1.SpeedAt;

                /**
                 * Encodes the specified SpeedAt message. Does not implicitly {@link hanzo.net.v1.SpeedAt.verify|verify} messages.
                 * @param message SpeedAt message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.SpeedAt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SpeedAt message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.SpeedAt & hanzo.net.v1.SpeedAt.$Shape} SpeedAt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.SpeedAt & hanzo.net.v1.SpeedAt.$Shape;
            }

            namespace SpeedAt {

                /** Properties of a SpeedAt. */
                interface $Properties {

                    /** SpeedAt concurrent */
                    concurrent?: number;

                    /** SpeedAt tokensPerSecond */
                    tokensPerSecond?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SpeedAt. */
                type $Shape = hanzo.net.v1.SpeedAt.$Properties;
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

                /** Offer stop. */
                stop: string[];

                /** Offer dataClass. */
                dataClass: string;

                /** Offer resumeText. */
                resumeText: string;

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

                    /** Offer stop */
                    stop?: string[];

                    /** Offer dataClass */
                    dataClass?: string;

                    /** Offer resumeText */
                    resumeText?: string;

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

                /** Accept resumes. */
                resumes: boolean;

                /** Accept modelSha256. */
                modelSha256: Uint8Array;

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

                    /** Accept resumes */
                    resumes?: boolean;

                    /** Accept modelSha256 */
                    modelSha256?: Uint8Array;

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

            /**
             * Properties of a Ping.
             * @deprecated Use hanzo.net.v1.Ping.$Properties instead.
             */
            interface IPing extends hanzo.net.v1.Ping.$Properties {
            }

            /** Represents a Ping. */
            class Ping {

                /**
                 * Constructs a new Ping.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Ping.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Ping nonce. */
                nonce: number;

                /**
                 * Creates a new Ping instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Ping instance
                 */
                static create(properties: hanzo.net.v1.Ping.$Shape): hanzo.net.v1.Ping & hanzo.net.v1.Ping.$Shape;
                static create(properties?: hanzo.net.v1.Ping.$Properties): hanzo.net.v1.Ping;

                /**
                 * Encodes the specified Ping message. Does not implicitly {@link hanzo.net.v1.Ping.verify|verify} messages.
                 * @param message Ping message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Ping.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Ping message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Ping & hanzo.net.v1.Ping.$Shape} Ping
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Ping & hanzo.net.v1.Ping.$Shape;
            }

            namespace Ping {

                /** Properties of a Ping. */
                interface $Properties {

                    /** Ping nonce */
                    nonce?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Ping. */
                type $Shape = hanzo.net.v1.Ping.$Properties;
            }

            /**
             * Properties of a Pong.
             * @deprecated Use hanzo.net.v1.Pong.$Properties instead.
             */
            interface IPong extends hanzo.net.v1.Pong.$Properties {
            }

            /** Represents a Pong. */
            class Pong {

                /**
                 * Constructs a new Pong.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Pong.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Pong nonce. */
                nonce: number;

                /**
                 * Creates a new Pong instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Pong instance
                 */
                static create(properties: hanzo.net.v1.Pong.$Shape): hanzo.net.v1.Pong & hanzo.net.v1.Pong.$Shape;
                static create(properties?: hanzo.net.v1.Pong.$Properties): hanzo.net.v1.Pong;

                /**
                 * Encodes the specified Pong message. Does not implicitly {@link hanzo.net.v1.Pong.verify|verify} messages.
                 * @param message Pong message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Pong.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Pong message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Pong & hanzo.net.v1.Pong.$Shape} Pong
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Pong & hanzo.net.v1.Pong.$Shape;
            }

            namespace Pong {

                /** Properties of a Pong. */
                interface $Properties {

                    /** Pong nonce */
                    nonce?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Pong. */
                type $Shape = hanzo.net.v1.Pong.$Properties;
            }

            /**
             * Properties of a RosterDigest.
             * @deprecated Use hanzo.net.v1.RosterDigest.$Properties instead.
             */
            interface IRosterDigest extends hanzo.net.v1.RosterDigest.$Properties {
            }

            /** Represents a RosterDigest. */
            class RosterDigest {

                /**
                 * Constructs a new RosterDigest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.RosterDigest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RosterDigest digest. */
                digest: Uint8Array;

                /**
                 * Creates a new RosterDigest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RosterDigest instance
                 */
                static create(properties: hanzo.net.v1.RosterDigest.$Shape): hanzo.net.v1.RosterDigest & hanzo.net.v1.RosterDigest.$Shape;
                static create(properties?: hanzo.net.v1.RosterDigest.$Properties): hanzo.net.v1.RosterDigest;

                /**
                 * Encodes the specified RosterDigest message. Does not implicitly {@link hanzo.net.v1.RosterDigest.verify|verify} messages.
                 * @param message RosterDigest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.RosterDigest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RosterDigest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.RosterDigest & hanzo.net.v1.RosterDigest.$Shape} RosterDigest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.RosterDigest & hanzo.net.v1.RosterDigest.$Shape;
            }

            namespace RosterDigest {

                /** Properties of a RosterDigest. */
                interface $Properties {

                    /** RosterDigest digest */
                    digest?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RosterDigest. */
                type $Shape = hanzo.net.v1.RosterDigest.$Properties;
            }

            /**
             * Properties of a Statements.
             * @deprecated Use hanzo.net.v1.Statements.$Properties instead.
             */
            interface IStatements extends hanzo.net.v1.Statements.$Properties {
            }

            /** Represents a Statements. */
            class Statements {

                /**
                 * Constructs a new Statements.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.Statements.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Statements statements. */
                statements: Uint8Array[];

                /**
                 * Creates a new Statements instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Statements instance
                 */
                static create(properties: hanzo.net.v1.Statements.$Shape): hanzo.net.v1.Statements & hanzo.net.v1.Statements.$Shape;
                static create(properties?: hanzo.net.v1.Statements.$Properties): hanzo.net.v1.Statements;

                /**
                 * Encodes the specified Statements message. Does not implicitly {@link hanzo.net.v1.Statements.verify|verify} messages.
                 * @param message Statements message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.Statements.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Statements message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Statements & hanzo.net.v1.Statements.$Shape} Statements
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.Statements & hanzo.net.v1.Statements.$Shape;
            }

            namespace Statements {

                /** Properties of a Statements. */
                interface $Properties {

                    /** Statements statements */
                    statements?: Uint8Array[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Statements. */
                type $Shape = hanzo.net.v1.Statements.$Properties;
            }

            /**
             * Properties of a ReachRequest.
             * @deprecated Use hanzo.net.v1.ReachRequest.$Properties instead.
             */
            interface IReachRequest extends hanzo.net.v1.ReachRequest.$Properties {
            }

            /** Represents a ReachRequest. */
            class ReachRequest {

                /**
                 * Constructs a new ReachRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ReachRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReachRequest nonce. */
                nonce: number;

                /**
                 * Creates a new ReachRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ReachRequest instance
                 */
                static create(properties: hanzo.net.v1.ReachRequest.$Shape): hanzo.net.v1.ReachRequest & hanzo.net.v1.ReachRequest.$Shape;
                static create(properties?: hanzo.net.v1.ReachRequest.$Properties): hanzo.net.v1.ReachRequest;

                /**
                 * Encodes the specified ReachRequest message. Does not implicitly {@link hanzo.net.v1.ReachRequest.verify|verify} messages.
                 * @param message ReachRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ReachRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReachRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ReachRequest & hanzo.net.v1.ReachRequest.$Shape} ReachRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ReachRequest & hanzo.net.v1.ReachRequest.$Shape;
            }

            namespace ReachRequest {

                /** Properties of a ReachRequest. */
                interface $Properties {

                    /** ReachRequest nonce */
                    nonce?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReachRequest. */
                type $Shape = hanzo.net.v1.ReachRequest.$Properties;
            }

            /**
             * Properties of a ReachReport.
             * @deprecated Use hanzo.net.v1.ReachReport.$Properties instead.
             */
            interface IReachReport extends hanzo.net.v1.ReachReport.$Properties {
            }

            /** Represents a ReachReport. */
            class ReachReport {

                /**
                 * Constructs a new ReachReport.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ReachReport.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReachReport nonce. */
                nonce: number;

                /** ReachReport results. */
                results: hanzo.net.v1.ReachResult[];

                /**
                 * Creates a new ReachReport instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ReachReport instance
                 */
                static create(properties: hanzo.net.v1.ReachReport.$Shape): hanzo.net.v1.ReachReport & hanzo.net.v1.ReachReport.$Shape;
                static create(properties?: hanzo.net.v1.ReachReport.$Properties): hanzo.net.v1.ReachReport;

                /**
                 * Encodes the specified ReachReport message. Does not implicitly {@link hanzo.net.v1.ReachReport.verify|verify} messages.
                 * @param message ReachReport message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ReachReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReachReport message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ReachReport & hanzo.net.v1.ReachReport.$Shape} ReachReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ReachReport & hanzo.net.v1.ReachReport.$Shape;
            }

            namespace ReachReport {

                /** Properties of a ReachReport. */
                interface $Properties {

                    /** ReachReport nonce */
                    nonce?: number;

                    /** ReachReport results */
                    results?: hanzo.net.v1.ReachResult.$Properties[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReachReport. */
                type $Shape = hanzo.net.v1.ReachReport.$Properties;
            }

            /**
             * Properties of a ReachResult.
             * @deprecated Use hanzo.net.v1.ReachResult.$Properties instead.
             */
            interface IReachResult extends hanzo.net.v1.ReachResult.$Properties {
            }

            /** Represents a ReachResult. */
            class ReachResult {

                /**
                 * Constructs a new ReachResult.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: hanzo.net.v1.ReachResult.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReachResult address. */
                address: string;

                /** ReachResult fault. */
                fault: string;

                /**
                 * Creates a new ReachResult instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ReachResult instance
                 */
                static create(properties: hanzo.net.v1.ReachResult.$Shape): hanzo.net.v1.ReachResult & hanzo.net.v1.ReachResult.$Shape;
                static create(properties?: hanzo.net.v1.ReachResult.$Properties): hanzo.net.v1.ReachResult;

                /**
                 * Encodes the specified ReachResult message. Does not implicitly {@link hanzo.net.v1.ReachResult.verify|verify} messages.
                 * @param message ReachResult message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: hanzo.net.v1.ReachResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReachResult message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ReachResult & hanzo.net.v1.ReachResult.$Shape} ReachResult
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): hanzo.net.v1.ReachResult & hanzo.net.v1.ReachResult.$Shape;
            }

            namespace ReachResult {

                /** Properties of a ReachResult. */
                interface $Properties {

                    /** ReachResult address */
                    address?: string;

                    /** ReachResult fault */
                    fault?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReachResult. */
                type $Shape = hanzo.net.v1.ReachResult.$Properties;
            }
        }
    }
}
