/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// A 64-bit field as a number (see scripts/lib/tidy-wire.ts).
const $number = (value) => typeof value === "number" ? value : value.toNumber();

// Exported root namespace
const $root = $protobuf.roots["hanzo_net_v1"] || ($protobuf.roots["hanzo_net_v1"] = {});

export const hanzo = $root.hanzo = (() => {

    /**
     * Namespace hanzo.
     * @exports hanzo
     * @namespace
     */
    const hanzo = {};

    hanzo.net = (function() {

        /**
         * Namespace net.
         * @memberof hanzo
         * @namespace
         */
        const net = {};

        net.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof hanzo.net
             * @namespace
             */
            const v1 = {};

            v1.Handshake = (function() {

                /**
                 * Properties of a Handshake.
                 * @typedef {Object} hanzo.net.v1.Handshake.$Properties
                 * @property {hanzo.net.v1.Credentials.$Properties|null} [credentials] Handshake credentials
                 * @property {hanzo.net.v1.Knock.$Properties|null} [knock] Handshake knock
                 * @property {hanzo.net.v1.Refusal.$Properties|null} [refusal] Handshake refusal
                 * @property {hanzo.net.v1.Accepted.$Properties|null} [accepted] Handshake accepted
                 * @property {hanzo.net.v1.Redeem.$Properties|null} [redeem] Handshake redeem
                 * @property {hanzo.net.v1.Welcome.$Properties|null} [welcome] Handshake welcome
                 * @property {"credentials"|"knock"|"refusal"|"accepted"|"redeem"|"welcome"} [body] Handshake body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Handshake.
                 * @memberof hanzo.net.v1
                 * @interface IHandshake
                 * @augments hanzo.net.v1.Handshake.$Properties
                 * @deprecated Use hanzo.net.v1.Handshake.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Handshake.
                 * @typedef {{
                 *   credentials?: hanzo.net.v1.Credentials.$Shape|null;
                 *   knock?: hanzo.net.v1.Knock.$Shape|null;
                 *   refusal?: hanzo.net.v1.Refusal.$Shape|null;
                 *   accepted?: hanzo.net.v1.Accepted.$Shape|null;
                 *   redeem?: hanzo.net.v1.Redeem.$Shape|null;
                 *   welcome?: hanzo.net.v1.Welcome.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; credentials?: null; knock?: null; refusal?: null; accepted?: null; redeem?: null; welcome?: null }|{ body?: "credentials"; credentials: hanzo.net.v1.Credentials.$Shape; knock?: null; refusal?: null; accepted?: null; redeem?: null; welcome?: null }|{ body?: "knock"; credentials?: null; knock: hanzo.net.v1.Knock.$Shape; refusal?: null; accepted?: null; redeem?: null; welcome?: null }|{ body?: "refusal"; credentials?: null; knock?: null; refusal: hanzo.net.v1.Refusal.$Shape; accepted?: null; redeem?: null; welcome?: null }|{ body?: "accepted"; credentials?: null; knock?: null; refusal?: null; accepted: hanzo.net.v1.Accepted.$Shape; redeem?: null; welcome?: null }|{ body?: "redeem"; credentials?: null; knock?: null; refusal?: null; accepted?: null; redeem: hanzo.net.v1.Redeem.$Shape; welcome?: null }|{ body?: "welcome"; credentials?: null; knock?: null; refusal?: null; accepted?: null; redeem?: null; welcome: hanzo.net.v1.Welcome.$Shape })
                 * )} hanzo.net.v1.Handshake.$Shape
                 */

                /**
                 * Constructs a new Handshake.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Handshake.
                 * @constructor
                 * @param {hanzo.net.v1.Handshake.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Handshake = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Handshake credentials.
                 * @member {hanzo.net.v1.Credentials|null} credentials
                 * @memberof hanzo.net.v1.Handshake
                 * @instance
                 */
                Handshake.prototype.credentials = null;

                /**
                 * Handshake knock.
                 * @member {hanzo.net.v1.Knock|null} knock
                 * @memberof hanzo.net.v1.Handshake
                 * @instance
                 */
                Handshake.prototype.knock = null;

                /**
                 * Handshake refusal.
                 * @member {hanzo.net.v1.Refusal|null} refusal
                 * @memberof hanzo.net.v1.Handshake
                 * @instance
                 */
                Handshake.prototype.refusal = null;

                /**
                 * Handshake accepted.
                 * @member {hanzo.net.v1.Accepted|null} accepted
                 * @memberof hanzo.net.v1.Handshake
                 * @instance
                 */
                Handshake.prototype.accepted = null;

                /**
                 * Handshake redeem.
                 * @member {hanzo.net.v1.Redeem|null} redeem
                 * @memberof hanzo.net.v1.Handshake
                 * @instance
                 */
                Handshake.prototype.redeem = null;

                /**
                 * Handshake welcome.
                 * @member {hanzo.net.v1.Welcome|null} welcome
                 * @memberof hanzo.net.v1.Handshake
                 * @instance
                 */
                Handshake.prototype.welcome = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Handshake body.
                 * @member {"credentials"|"knock"|"refusal"|"accepted"|"redeem"|"welcome"|undefined} body
                 * @memberof hanzo.net.v1.Handshake
                 * @instance
                 */
                $Object.defineProperty(Handshake.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["credentials", "knock", "refusal", "accepted", "redeem", "welcome"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Handshake instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Handshake
                 * @static
                 * @param {hanzo.net.v1.Handshake.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Handshake} Handshake instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Handshake.$Shape): hanzo.net.v1.Handshake & hanzo.net.v1.Handshake.$Shape;
                 *   (properties?: hanzo.net.v1.Handshake.$Properties): hanzo.net.v1.Handshake;
                 * }}
                 */
                Handshake.create = function(properties) {
                    return new Handshake(properties);
                };

                /**
                 * Encodes the specified Handshake message. Does not implicitly {@link hanzo.net.v1.Handshake.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Handshake
                 * @static
                 * @param {hanzo.net.v1.Handshake.$Properties} message Handshake message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Handshake.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.credentials != null && $Object.hasOwnProperty.call(message, "credentials"))
                        $root.hanzo.net.v1.Credentials.encode(message.credentials, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.knock != null && $Object.hasOwnProperty.call(message, "knock"))
                        $root.hanzo.net.v1.Knock.encode(message.knock, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal"))
                        $root.hanzo.net.v1.Refusal.encode(message.refusal, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted"))
                        $root.hanzo.net.v1.Accepted.encode(message.accepted, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.redeem != null && $Object.hasOwnProperty.call(message, "redeem"))
                        $root.hanzo.net.v1.Redeem.encode(message.redeem, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.welcome != null && $Object.hasOwnProperty.call(message, "welcome"))
                        $root.hanzo.net.v1.Welcome.encode(message.welcome, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Handshake message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Handshake
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Handshake & hanzo.net.v1.Handshake.$Shape} Handshake
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Handshake.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Handshake();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.credentials = $root.hanzo.net.v1.Credentials.decode(reader, reader.size(), $undefined, _depth + 1, message.credentials);
                                message.body = "credentials";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.knock = $root.hanzo.net.v1.Knock.decode(reader, reader.size(), $undefined, _depth + 1, message.knock);
                                message.body = "knock";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.refusal = $root.hanzo.net.v1.Refusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refusal);
                                message.body = "refusal";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.accepted = $root.hanzo.net.v1.Accepted.decode(reader, reader.size(), $undefined, _depth + 1, message.accepted);
                                message.body = "accepted";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.redeem = $root.hanzo.net.v1.Redeem.decode(reader, reader.size(), $undefined, _depth + 1, message.redeem);
                                message.body = "redeem";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.welcome = $root.hanzo.net.v1.Welcome.decode(reader, reader.size(), $undefined, _depth + 1, message.welcome);
                                message.body = "welcome";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Handshake;
            })();

            v1.Credentials = (function() {

                /**
                 * Properties of a Credentials.
                 * @typedef {Object} hanzo.net.v1.Credentials.$Properties
                 * @property {Array.<Uint8Array>} [chain] Credentials chain
                 * @property {Uint8Array} [card] Credentials card
                 * @property {number} [sentAtMs] Credentials sentAtMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Credentials.
                 * @memberof hanzo.net.v1
                 * @interface ICredentials
                 * @augments hanzo.net.v1.Credentials.$Properties
                 * @deprecated Use hanzo.net.v1.Credentials.$Properties instead.
                 */

                /**
                 * Shape of a Credentials.
                 * @typedef {hanzo.net.v1.Credentials.$Properties} hanzo.net.v1.Credentials.$Shape
                 */

                /**
                 * Constructs a new Credentials.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Credentials.
                 * @constructor
                 * @param {hanzo.net.v1.Credentials.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Credentials = function (properties) {
                    this.chain = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Credentials chain.
                 * @member {Array.<Uint8Array>} chain
                 * @memberof hanzo.net.v1.Credentials
                 * @instance
                 */
                Credentials.prototype.chain = $util.emptyArray;

                /**
                 * Credentials card.
                 * @member {Uint8Array} card
                 * @memberof hanzo.net.v1.Credentials
                 * @instance
                 */
                Credentials.prototype.card = $util.newBuffer([]);

                /**
                 * Credentials sentAtMs.
                 * @member {number} sentAtMs
                 * @memberof hanzo.net.v1.Credentials
                 * @instance
                 */
                Credentials.prototype.sentAtMs = 0;

                /**
                 * Creates a new Credentials instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Credentials
                 * @static
                 * @param {hanzo.net.v1.Credentials.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Credentials} Credentials instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Credentials.$Shape): hanzo.net.v1.Credentials & hanzo.net.v1.Credentials.$Shape;
                 *   (properties?: hanzo.net.v1.Credentials.$Properties): hanzo.net.v1.Credentials;
                 * }}
                 */
                Credentials.create = function(properties) {
                    return new Credentials(properties);
                };

                /**
                 * Encodes the specified Credentials message. Does not implicitly {@link hanzo.net.v1.Credentials.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Credentials
                 * @static
                 * @param {hanzo.net.v1.Credentials.$Properties} message Credentials message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Credentials.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.chain != null && message.chain.length)
                        for (let i = 0; i < message.chain.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.chain[i]);
                    if (message.card != null && $Object.hasOwnProperty.call(message, "card") && message.card.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.card);
                    if (message.sentAtMs != null && $Object.hasOwnProperty.call(message, "sentAtMs") && (typeof message.sentAtMs === "object" ? message.sentAtMs.low || message.sentAtMs.high : message.sentAtMs !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.sentAtMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Credentials message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Credentials
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Credentials & hanzo.net.v1.Credentials.$Shape} Credentials
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Credentials.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Credentials();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.chain && message.chain.length))
                                    message.chain = [];
                                message.chain.push(reader.bytes());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.card = value;
                                else
                                    delete message.card;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sentAtMs = value;
                                else
                                    delete message.sentAtMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Credentials;
            })();

            v1.Knock = (function() {

                /**
                 * Properties of a Knock.
                 * @typedef {Object} hanzo.net.v1.Knock.$Properties
                 * @property {string} [inviteId] Knock inviteId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Knock.
                 * @memberof hanzo.net.v1
                 * @interface IKnock
                 * @augments hanzo.net.v1.Knock.$Properties
                 * @deprecated Use hanzo.net.v1.Knock.$Properties instead.
                 */

                /**
                 * Shape of a Knock.
                 * @typedef {hanzo.net.v1.Knock.$Properties} hanzo.net.v1.Knock.$Shape
                 */

                /**
                 * Constructs a new Knock.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Knock.
                 * @constructor
                 * @param {hanzo.net.v1.Knock.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Knock = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Knock inviteId.
                 * @member {string} inviteId
                 * @memberof hanzo.net.v1.Knock
                 * @instance
                 */
                Knock.prototype.inviteId = "";

                /**
                 * Creates a new Knock instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Knock
                 * @static
                 * @param {hanzo.net.v1.Knock.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Knock} Knock instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Knock.$Shape): hanzo.net.v1.Knock & hanzo.net.v1.Knock.$Shape;
                 *   (properties?: hanzo.net.v1.Knock.$Properties): hanzo.net.v1.Knock;
                 * }}
                 */
                Knock.create = function(properties) {
                    return new Knock(properties);
                };

                /**
                 * Encodes the specified Knock message. Does not implicitly {@link hanzo.net.v1.Knock.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Knock
                 * @static
                 * @param {hanzo.net.v1.Knock.$Properties} message Knock message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Knock.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.inviteId != null && $Object.hasOwnProperty.call(message, "inviteId") && message.inviteId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.inviteId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Knock message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Knock
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Knock & hanzo.net.v1.Knock.$Shape} Knock
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Knock.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Knock();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.inviteId = value;
                                else
                                    delete message.inviteId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Knock;
            })();

            v1.Refusal = (function() {

                /**
                 * Properties of a Refusal.
                 * @typedef {Object} hanzo.net.v1.Refusal.$Properties
                 * @property {string} [code] Refusal code
                 * @property {string} [message] Refusal message
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Refusal.
                 * @memberof hanzo.net.v1
                 * @interface IRefusal
                 * @augments hanzo.net.v1.Refusal.$Properties
                 * @deprecated Use hanzo.net.v1.Refusal.$Properties instead.
                 */

                /**
                 * Shape of a Refusal.
                 * @typedef {hanzo.net.v1.Refusal.$Properties} hanzo.net.v1.Refusal.$Shape
                 */

                /**
                 * Constructs a new Refusal.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Refusal.
                 * @constructor
                 * @param {hanzo.net.v1.Refusal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Refusal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Refusal code.
                 * @member {string} code
                 * @memberof hanzo.net.v1.Refusal
                 * @instance
                 */
                Refusal.prototype.code = "";

                /**
                 * Refusal message.
                 * @member {string} message
                 * @memberof hanzo.net.v1.Refusal
                 * @instance
                 */
                Refusal.prototype.message = "";

                /**
                 * Creates a new Refusal instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Refusal
                 * @static
                 * @param {hanzo.net.v1.Refusal.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Refusal} Refusal instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Refusal.$Shape): hanzo.net.v1.Refusal & hanzo.net.v1.Refusal.$Shape;
                 *   (properties?: hanzo.net.v1.Refusal.$Properties): hanzo.net.v1.Refusal;
                 * }}
                 */
                Refusal.create = function(properties) {
                    return new Refusal(properties);
                };

                /**
                 * Encodes the specified Refusal message. Does not implicitly {@link hanzo.net.v1.Refusal.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Refusal
                 * @static
                 * @param {hanzo.net.v1.Refusal.$Properties} message Refusal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Refusal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Refusal message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Refusal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Refusal & hanzo.net.v1.Refusal.$Shape} Refusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Refusal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Refusal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Refusal;
            })();

            v1.Accepted = (function() {

                /**
                 * Properties of an Accepted.
                 * @typedef {Object} hanzo.net.v1.Accepted.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Accepted.
                 * @memberof hanzo.net.v1
                 * @interface IAccepted
                 * @augments hanzo.net.v1.Accepted.$Properties
                 * @deprecated Use hanzo.net.v1.Accepted.$Properties instead.
                 */

                /**
                 * Shape of an Accepted.
                 * @typedef {hanzo.net.v1.Accepted.$Properties} hanzo.net.v1.Accepted.$Shape
                 */

                /**
                 * Constructs a new Accepted.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents an Accepted.
                 * @constructor
                 * @param {hanzo.net.v1.Accepted.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Accepted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new Accepted instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Accepted
                 * @static
                 * @param {hanzo.net.v1.Accepted.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Accepted} Accepted instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Accepted.$Shape): hanzo.net.v1.Accepted & hanzo.net.v1.Accepted.$Shape;
                 *   (properties?: hanzo.net.v1.Accepted.$Properties): hanzo.net.v1.Accepted;
                 * }}
                 */
                Accepted.create = function(properties) {
                    return new Accepted(properties);
                };

                /**
                 * Encodes the specified Accepted message. Does not implicitly {@link hanzo.net.v1.Accepted.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Accepted
                 * @static
                 * @param {hanzo.net.v1.Accepted.$Properties} message Accepted message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Accepted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Accepted message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Accepted
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Accepted & hanzo.net.v1.Accepted.$Shape} Accepted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Accepted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Accepted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Accepted;
            })();

            v1.Redeem = (function() {

                /**
                 * Properties of a Redeem.
                 * @typedef {Object} hanzo.net.v1.Redeem.$Properties
                 * @property {Uint8Array} [secret] Redeem secret
                 * @property {Uint8Array} [memberKey] Redeem memberKey
                 * @property {string} [memberName] Redeem memberName
                 * @property {Uint8Array} [proof] Redeem proof
                 * @property {Uint8Array} [card] Redeem card
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Redeem.
                 * @memberof hanzo.net.v1
                 * @interface IRedeem
                 * @augments hanzo.net.v1.Redeem.$Properties
                 * @deprecated Use hanzo.net.v1.Redeem.$Properties instead.
                 */

                /**
                 * Shape of a Redeem.
                 * @typedef {hanzo.net.v1.Redeem.$Properties} hanzo.net.v1.Redeem.$Shape
                 */

                /**
                 * Constructs a new Redeem.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Redeem.
                 * @constructor
                 * @param {hanzo.net.v1.Redeem.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Redeem = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Redeem secret.
                 * @member {Uint8Array} secret
                 * @memberof hanzo.net.v1.Redeem
                 * @instance
                 */
                Redeem.prototype.secret = $util.newBuffer([]);

                /**
                 * Redeem memberKey.
                 * @member {Uint8Array} memberKey
                 * @memberof hanzo.net.v1.Redeem
                 * @instance
                 */
                Redeem.prototype.memberKey = $util.newBuffer([]);

                /**
                 * Redeem memberName.
                 * @member {string} memberName
                 * @memberof hanzo.net.v1.Redeem
                 * @instance
                 */
                Redeem.prototype.memberName = "";

                /**
                 * Redeem proof.
                 * @member {Uint8Array} proof
                 * @memberof hanzo.net.v1.Redeem
                 * @instance
                 */
                Redeem.prototype.proof = $util.newBuffer([]);

                /**
                 * Redeem card.
                 * @member {Uint8Array} card
                 * @memberof hanzo.net.v1.Redeem
                 * @instance
                 */
                Redeem.prototype.card = $util.newBuffer([]);

                /**
                 * Creates a new Redeem instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Redeem
                 * @static
                 * @param {hanzo.net.v1.Redeem.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Redeem} Redeem instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Redeem.$Shape): hanzo.net.v1.Redeem & hanzo.net.v1.Redeem.$Shape;
                 *   (properties?: hanzo.net.v1.Redeem.$Properties): hanzo.net.v1.Redeem;
                 * }}
                 */
                Redeem.create = function(properties) {
                    return new Redeem(properties);
                };

                /**
                 * Encodes the specified Redeem message. Does not implicitly {@link hanzo.net.v1.Redeem.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Redeem
                 * @static
                 * @param {hanzo.net.v1.Redeem.$Properties} message Redeem message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Redeem.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.secret != null && $Object.hasOwnProperty.call(message, "secret") && message.secret.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.secret);
                    if (message.memberKey != null && $Object.hasOwnProperty.call(message, "memberKey") && message.memberKey.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.memberKey);
                    if (message.memberName != null && $Object.hasOwnProperty.call(message, "memberName") && message.memberName !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.memberName);
                    if (message.proof != null && $Object.hasOwnProperty.call(message, "proof") && message.proof.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.proof);
                    if (message.card != null && $Object.hasOwnProperty.call(message, "card") && message.card.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.card);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Redeem message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Redeem
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Redeem & hanzo.net.v1.Redeem.$Shape} Redeem
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Redeem.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Redeem();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.secret = value;
                                else
                                    delete message.secret;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.memberKey = value;
                                else
                                    delete message.memberKey;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.memberName = value;
                                else
                                    delete message.memberName;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.proof = value;
                                else
                                    delete message.proof;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.card = value;
                                else
                                    delete message.card;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Redeem;
            })();

            v1.Welcome = (function() {

                /**
                 * Properties of a Welcome.
                 * @typedef {Object} hanzo.net.v1.Welcome.$Properties
                 * @property {Array.<Uint8Array>} [statements] Welcome statements
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Welcome.
                 * @memberof hanzo.net.v1
                 * @interface IWelcome
                 * @augments hanzo.net.v1.Welcome.$Properties
                 * @deprecated Use hanzo.net.v1.Welcome.$Properties instead.
                 */

                /**
                 * Shape of a Welcome.
                 * @typedef {hanzo.net.v1.Welcome.$Properties} hanzo.net.v1.Welcome.$Shape
                 */

                /**
                 * Constructs a new Welcome.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Welcome.
                 * @constructor
                 * @param {hanzo.net.v1.Welcome.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Welcome = function (properties) {
                    this.statements = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Welcome statements.
                 * @member {Array.<Uint8Array>} statements
                 * @memberof hanzo.net.v1.Welcome
                 * @instance
                 */
                Welcome.prototype.statements = $util.emptyArray;

                /**
                 * Creates a new Welcome instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Welcome
                 * @static
                 * @param {hanzo.net.v1.Welcome.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Welcome} Welcome instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Welcome.$Shape): hanzo.net.v1.Welcome & hanzo.net.v1.Welcome.$Shape;
                 *   (properties?: hanzo.net.v1.Welcome.$Properties): hanzo.net.v1.Welcome;
                 * }}
                 */
                Welcome.create = function(properties) {
                    return new Welcome(properties);
                };

                /**
                 * Encodes the specified Welcome message. Does not implicitly {@link hanzo.net.v1.Welcome.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Welcome
                 * @static
                 * @param {hanzo.net.v1.Welcome.$Properties} message Welcome message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Welcome.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.statements != null && message.statements.length)
                        for (let i = 0; i < message.statements.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.statements[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Welcome message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Welcome
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Welcome & hanzo.net.v1.Welcome.$Shape} Welcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Welcome.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Welcome();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.statements && message.statements.length))
                                    message.statements = [];
                                message.statements.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Welcome;
            })();

            v1.Signed = (function() {

                /**
                 * Properties of a Signed.
                 * @typedef {Object} hanzo.net.v1.Signed.$Properties
                 * @property {Uint8Array} [body] Signed body
                 * @property {Uint8Array} [key] Signed key
                 * @property {Uint8Array} [signature] Signed signature
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Signed.
                 * @memberof hanzo.net.v1
                 * @interface ISigned
                 * @augments hanzo.net.v1.Signed.$Properties
                 * @deprecated Use hanzo.net.v1.Signed.$Properties instead.
                 */

                /**
                 * Shape of a Signed.
                 * @typedef {hanzo.net.v1.Signed.$Properties} hanzo.net.v1.Signed.$Shape
                 */

                /**
                 * Constructs a new Signed.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Signed.
                 * @constructor
                 * @param {hanzo.net.v1.Signed.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Signed = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Signed body.
                 * @member {Uint8Array} body
                 * @memberof hanzo.net.v1.Signed
                 * @instance
                 */
                Signed.prototype.body = $util.newBuffer([]);

                /**
                 * Signed key.
                 * @member {Uint8Array} key
                 * @memberof hanzo.net.v1.Signed
                 * @instance
                 */
                Signed.prototype.key = $util.newBuffer([]);

                /**
                 * Signed signature.
                 * @member {Uint8Array} signature
                 * @memberof hanzo.net.v1.Signed
                 * @instance
                 */
                Signed.prototype.signature = $util.newBuffer([]);

                /**
                 * Creates a new Signed instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Signed
                 * @static
                 * @param {hanzo.net.v1.Signed.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Signed} Signed instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Signed.$Shape): hanzo.net.v1.Signed & hanzo.net.v1.Signed.$Shape;
                 *   (properties?: hanzo.net.v1.Signed.$Properties): hanzo.net.v1.Signed;
                 * }}
                 */
                Signed.create = function(properties) {
                    return new Signed(properties);
                };

                /**
                 * Encodes the specified Signed message. Does not implicitly {@link hanzo.net.v1.Signed.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Signed
                 * @static
                 * @param {hanzo.net.v1.Signed.$Properties} message Signed message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Signed.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.body != null && $Object.hasOwnProperty.call(message, "body") && message.body.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.body);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
                    if (message.signature != null && $Object.hasOwnProperty.call(message, "signature") && message.signature.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.signature);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Signed message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Signed
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Signed & hanzo.net.v1.Signed.$Shape} Signed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Signed.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Signed();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.body = value;
                                else
                                    delete message.body;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.signature = value;
                                else
                                    delete message.signature;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Signed;
            })();

            v1.Statement = (function() {

                /**
                 * Properties of a Statement.
                 * @typedef {Object} hanzo.net.v1.Statement.$Properties
                 * @property {Uint8Array} [meshId] Statement meshId
                 * @property {number} [issuedAtMs] Statement issuedAtMs
                 * @property {hanzo.net.v1.Genesis.$Properties|null} [genesis] Statement genesis
                 * @property {hanzo.net.v1.Grant.$Properties|null} [grant] Statement grant
                 * @property {hanzo.net.v1.Revocation.$Properties|null} [revocation] Statement revocation
                 * @property {hanzo.net.v1.Renewal.$Properties|null} [renewal] Statement renewal
                 * @property {hanzo.net.v1.NodeCard.$Properties|null} [nodeCard] Statement nodeCard
                 * @property {hanzo.net.v1.FenceSecret.$Properties|null} [fenceSecret] Statement fenceSecret
                 * @property {"genesis"|"grant"|"revocation"|"renewal"|"nodeCard"|"fenceSecret"} [body] Statement body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Statement.
                 * @memberof hanzo.net.v1
                 * @interface IStatement
                 * @augments hanzo.net.v1.Statement.$Properties
                 * @deprecated Use hanzo.net.v1.Statement.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Statement.
                 * @typedef {{
                 *   meshId?: Uint8Array;
                 *   issuedAtMs?: number;
                 *   genesis?: hanzo.net.v1.Genesis.$Shape|null;
                 *   grant?: hanzo.net.v1.Grant.$Shape|null;
                 *   revocation?: hanzo.net.v1.Revocation.$Shape|null;
                 *   renewal?: hanzo.net.v1.Renewal.$Shape|null;
                 *   nodeCard?: hanzo.net.v1.NodeCard.$Shape|null;
                 *   fenceSecret?: hanzo.net.v1.FenceSecret.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; genesis?: null; grant?: null; revocation?: null; renewal?: null; nodeCard?: null; fenceSecret?: null }|{ body?: "genesis"; genesis: hanzo.net.v1.Genesis.$Shape; grant?: null; revocation?: null; renewal?: null; nodeCard?: null; fenceSecret?: null }|{ body?: "grant"; genesis?: null; grant: hanzo.net.v1.Grant.$Shape; revocation?: null; renewal?: null; nodeCard?: null; fenceSecret?: null }|{ body?: "revocation"; genesis?: null; grant?: null; revocation: hanzo.net.v1.Revocation.$Shape; renewal?: null; nodeCard?: null; fenceSecret?: null }|{ body?: "renewal"; genesis?: null; grant?: null; revocation?: null; renewal: hanzo.net.v1.Renewal.$Shape; nodeCard?: null; fenceSecret?: null }|{ body?: "nodeCard"; genesis?: null; grant?: null; revocation?: null; renewal?: null; nodeCard: hanzo.net.v1.NodeCard.$Shape; fenceSecret?: null }|{ body?: "fenceSecret"; genesis?: null; grant?: null; revocation?: null; renewal?: null; nodeCard?: null; fenceSecret: hanzo.net.v1.FenceSecret.$Shape })
                 * )} hanzo.net.v1.Statement.$Shape
                 */

                /**
                 * Constructs a new Statement.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Statement.
                 * @constructor
                 * @param {hanzo.net.v1.Statement.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Statement = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Statement meshId.
                 * @member {Uint8Array} meshId
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                Statement.prototype.meshId = $util.newBuffer([]);

                /**
                 * Statement issuedAtMs.
                 * @member {number} issuedAtMs
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                Statement.prototype.issuedAtMs = 0;

                /**
                 * Statement genesis.
                 * @member {hanzo.net.v1.Genesis|null} genesis
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                Statement.prototype.genesis = null;

                /**
                 * Statement grant.
                 * @member {hanzo.net.v1.Grant|null} grant
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                Statement.prototype.grant = null;

                /**
                 * Statement revocation.
                 * @member {hanzo.net.v1.Revocation|null} revocation
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                Statement.prototype.revocation = null;

                /**
                 * Statement renewal.
                 * @member {hanzo.net.v1.Renewal|null} renewal
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                Statement.prototype.renewal = null;

                /**
                 * Statement nodeCard.
                 * @member {hanzo.net.v1.NodeCard|null} nodeCard
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                Statement.prototype.nodeCard = null;

                /**
                 * Statement fenceSecret.
                 * @member {hanzo.net.v1.FenceSecret|null} fenceSecret
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                Statement.prototype.fenceSecret = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Statement body.
                 * @member {"genesis"|"grant"|"revocation"|"renewal"|"nodeCard"|"fenceSecret"|undefined} body
                 * @memberof hanzo.net.v1.Statement
                 * @instance
                 */
                $Object.defineProperty(Statement.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["genesis", "grant", "revocation", "renewal", "nodeCard", "fenceSecret"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Statement instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Statement
                 * @static
                 * @param {hanzo.net.v1.Statement.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Statement} Statement instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Statement.$Shape): hanzo.net.v1.Statement & hanzo.net.v1.Statement.$Shape;
                 *   (properties?: hanzo.net.v1.Statement.$Properties): hanzo.net.v1.Statement;
                 * }}
                 */
                Statement.create = function(properties) {
                    return new Statement(properties);
                };

                /**
                 * Encodes the specified Statement message. Does not implicitly {@link hanzo.net.v1.Statement.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Statement
                 * @static
                 * @param {hanzo.net.v1.Statement.$Properties} message Statement message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Statement.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.meshId != null && $Object.hasOwnProperty.call(message, "meshId") && message.meshId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.meshId);
                    if (message.issuedAtMs != null && $Object.hasOwnProperty.call(message, "issuedAtMs") && (typeof message.issuedAtMs === "object" ? message.issuedAtMs.low || message.issuedAtMs.high : message.issuedAtMs !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.issuedAtMs);
                    if (message.genesis != null && $Object.hasOwnProperty.call(message, "genesis"))
                        $root.hanzo.net.v1.Genesis.encode(message.genesis, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.grant != null && $Object.hasOwnProperty.call(message, "grant"))
                        $root.hanzo.net.v1.Grant.encode(message.grant, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.revocation != null && $Object.hasOwnProperty.call(message, "revocation"))
                        $root.hanzo.net.v1.Revocation.encode(message.revocation, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.renewal != null && $Object.hasOwnProperty.call(message, "renewal"))
                        $root.hanzo.net.v1.Renewal.encode(message.renewal, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.nodeCard != null && $Object.hasOwnProperty.call(message, "nodeCard"))
                        $root.hanzo.net.v1.NodeCard.encode(message.nodeCard, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.fenceSecret != null && $Object.hasOwnProperty.call(message, "fenceSecret"))
                        $root.hanzo.net.v1.FenceSecret.encode(message.fenceSecret, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Statement message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Statement
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Statement & hanzo.net.v1.Statement.$Shape} Statement
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Statement.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Statement();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.meshId = value;
                                else
                                    delete message.meshId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.issuedAtMs = value;
                                else
                                    delete message.issuedAtMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.genesis = $root.hanzo.net.v1.Genesis.decode(reader, reader.size(), $undefined, _depth + 1, message.genesis);
                                message.body = "genesis";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.grant = $root.hanzo.net.v1.Grant.decode(reader, reader.size(), $undefined, _depth + 1, message.grant);
                                message.body = "grant";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.revocation = $root.hanzo.net.v1.Revocation.decode(reader, reader.size(), $undefined, _depth + 1, message.revocation);
                                message.body = "revocation";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.renewal = $root.hanzo.net.v1.Renewal.decode(reader, reader.size(), $undefined, _depth + 1, message.renewal);
                                message.body = "renewal";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.nodeCard = $root.hanzo.net.v1.NodeCard.decode(reader, reader.size(), $undefined, _depth + 1, message.nodeCard);
                                message.body = "nodeCard";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.fenceSecret = $root.hanzo.net.v1.FenceSecret.decode(reader, reader.size(), $undefined, _depth + 1, message.fenceSecret);
                                message.body = "fenceSecret";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Statement;
            })();

            /**
             * MemberRole enum.
             * @name hanzo.net.v1.MemberRole
             * @enum {number}
             * @property {number} MEMBER_ROLE_UNSPECIFIED=0 MEMBER_ROLE_UNSPECIFIED value
             * @property {number} MEMBER_ROLE_WORKER=1 MEMBER_ROLE_WORKER value
             * @property {number} MEMBER_ROLE_COORDINATOR=2 MEMBER_ROLE_COORDINATOR value
             * @property {number} MEMBER_ROLE_OWNER=3 MEMBER_ROLE_OWNER value
             */
            v1.MemberRole = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "MEMBER_ROLE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "MEMBER_ROLE_WORKER"] = 1;
                values[valuesById[2] = "MEMBER_ROLE_COORDINATOR"] = 2;
                values[valuesById[3] = "MEMBER_ROLE_OWNER"] = 3;
                return values;
            })();

            /**
             * NodeRole enum.
             * @name hanzo.net.v1.NodeRole
             * @enum {number}
             * @property {number} NODE_ROLE_UNSPECIFIED=0 NODE_ROLE_UNSPECIFIED value
             * @property {number} NODE_ROLE_WORKER=1 NODE_ROLE_WORKER value
             * @property {number} NODE_ROLE_COORDINATOR=2 NODE_ROLE_COORDINATOR value
             * @property {number} NODE_ROLE_OBSERVER=3 NODE_ROLE_OBSERVER value
             */
            v1.NodeRole = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "NODE_ROLE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "NODE_ROLE_WORKER"] = 1;
                values[valuesById[2] = "NODE_ROLE_COORDINATOR"] = 2;
                values[valuesById[3] = "NODE_ROLE_OBSERVER"] = 3;
                return values;
            })();

            v1.Genesis = (function() {

                /**
                 * Properties of a Genesis.
                 * @typedef {Object} hanzo.net.v1.Genesis.$Properties
                 * @property {Uint8Array} [founderKey] Genesis founderKey
                 * @property {string} [meshName] Genesis meshName
                 * @property {string} [founderName] Genesis founderName
                 * @property {number} [grantTtlMs] Genesis grantTtlMs
                 * @property {boolean} [fence] Genesis fence
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Genesis.
                 * @memberof hanzo.net.v1
                 * @interface IGenesis
                 * @augments hanzo.net.v1.Genesis.$Properties
                 * @deprecated Use hanzo.net.v1.Genesis.$Properties instead.
                 */

                /**
                 * Shape of a Genesis.
                 * @typedef {hanzo.net.v1.Genesis.$Properties} hanzo.net.v1.Genesis.$Shape
                 */

                /**
                 * Constructs a new Genesis.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Genesis.
                 * @constructor
                 * @param {hanzo.net.v1.Genesis.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Genesis = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Genesis founderKey.
                 * @member {Uint8Array} founderKey
                 * @memberof hanzo.net.v1.Genesis
                 * @instance
                 */
                Genesis.prototype.founderKey = $util.newBuffer([]);

                /**
                 * Genesis meshName.
                 * @member {string} meshName
                 * @memberof hanzo.net.v1.Genesis
                 * @instance
                 */
                Genesis.prototype.meshName = "";

                /**
                 * Genesis founderName.
                 * @member {string} founderName
                 * @memberof hanzo.net.v1.Genesis
                 * @instance
                 */
                Genesis.prototype.founderName = "";

                /**
                 * Genesis grantTtlMs.
                 * @member {number} grantTtlMs
                 * @memberof hanzo.net.v1.Genesis
                 * @instance
                 */
                Genesis.prototype.grantTtlMs = 0;

                /**
                 * Genesis fence.
                 * @member {boolean} fence
                 * @memberof hanzo.net.v1.Genesis
                 * @instance
                 */
                Genesis.prototype.fence = false;

                /**
                 * Creates a new Genesis instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Genesis
                 * @static
                 * @param {hanzo.net.v1.Genesis.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Genesis} Genesis instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Genesis.$Shape): hanzo.net.v1.Genesis & hanzo.net.v1.Genesis.$Shape;
                 *   (properties?: hanzo.net.v1.Genesis.$Properties): hanzo.net.v1.Genesis;
                 * }}
                 */
                Genesis.create = function(properties) {
                    return new Genesis(properties);
                };

                /**
                 * Encodes the specified Genesis message. Does not implicitly {@link hanzo.net.v1.Genesis.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Genesis
                 * @static
                 * @param {hanzo.net.v1.Genesis.$Properties} message Genesis message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Genesis.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.founderKey != null && $Object.hasOwnProperty.call(message, "founderKey") && message.founderKey.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.founderKey);
                    if (message.meshName != null && $Object.hasOwnProperty.call(message, "meshName") && message.meshName !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.meshName);
                    if (message.founderName != null && $Object.hasOwnProperty.call(message, "founderName") && message.founderName !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.founderName);
                    if (message.grantTtlMs != null && $Object.hasOwnProperty.call(message, "grantTtlMs") && (typeof message.grantTtlMs === "object" ? message.grantTtlMs.low || message.grantTtlMs.high : message.grantTtlMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.grantTtlMs);
                    if (message.fence != null && $Object.hasOwnProperty.call(message, "fence") && message.fence !== false)
                        writer.uint32(/* id 5, wireType 0 =*/40).bool(message.fence);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Genesis message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Genesis
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Genesis & hanzo.net.v1.Genesis.$Shape} Genesis
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Genesis.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Genesis();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.founderKey = value;
                                else
                                    delete message.founderKey;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.meshName = value;
                                else
                                    delete message.meshName;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.founderName = value;
                                else
                                    delete message.founderName;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.grantTtlMs = value;
                                else
                                    delete message.grantTtlMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.fence = value;
                                else
                                    delete message.fence;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Genesis;
            })();

            v1.Grant = (function() {

                /**
                 * Properties of a Grant.
                 * @typedef {Object} hanzo.net.v1.Grant.$Properties
                 * @property {Uint8Array} [memberKey] Grant memberKey
                 * @property {string} [name] Grant name
                 * @property {hanzo.net.v1.MemberRole} [role] Grant role
                 * @property {number} [expiresAtMs] Grant expiresAtMs
                 * @property {number} [sinceMs] Grant sinceMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Grant.
                 * @memberof hanzo.net.v1
                 * @interface IGrant
                 * @augments hanzo.net.v1.Grant.$Properties
                 * @deprecated Use hanzo.net.v1.Grant.$Properties instead.
                 */

                /**
                 * Shape of a Grant.
                 * @typedef {hanzo.net.v1.Grant.$Properties} hanzo.net.v1.Grant.$Shape
                 */

                /**
                 * Constructs a new Grant.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Grant.
                 * @constructor
                 * @param {hanzo.net.v1.Grant.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Grant = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Grant memberKey.
                 * @member {Uint8Array} memberKey
                 * @memberof hanzo.net.v1.Grant
                 * @instance
                 */
                Grant.prototype.memberKey = $util.newBuffer([]);

                /**
                 * Grant name.
                 * @member {string} name
                 * @memberof hanzo.net.v1.Grant
                 * @instance
                 */
                Grant.prototype.name = "";

                /**
                 * Grant role.
                 * @member {hanzo.net.v1.MemberRole} role
                 * @memberof hanzo.net.v1.Grant
                 * @instance
                 */
                Grant.prototype.role = 0;

                /**
                 * Grant expiresAtMs.
                 * @member {number} expiresAtMs
                 * @memberof hanzo.net.v1.Grant
                 * @instance
                 */
                Grant.prototype.expiresAtMs = 0;

                /**
                 * Grant sinceMs.
                 * @member {number} sinceMs
                 * @memberof hanzo.net.v1.Grant
                 * @instance
                 */
                Grant.prototype.sinceMs = 0;

                /**
                 * Creates a new Grant instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Grant
                 * @static
                 * @param {hanzo.net.v1.Grant.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Grant} Grant instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Grant.$Shape): hanzo.net.v1.Grant & hanzo.net.v1.Grant.$Shape;
                 *   (properties?: hanzo.net.v1.Grant.$Properties): hanzo.net.v1.Grant;
                 * }}
                 */
                Grant.create = function(properties) {
                    return new Grant(properties);
                };

                /**
                 * Encodes the specified Grant message. Does not implicitly {@link hanzo.net.v1.Grant.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Grant
                 * @static
                 * @param {hanzo.net.v1.Grant.$Properties} message Grant message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Grant.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.memberKey != null && $Object.hasOwnProperty.call(message, "memberKey") && message.memberKey.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.memberKey);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                    if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).int32(message.role);
                    if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.expiresAtMs);
                    if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.sinceMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Grant message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Grant
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Grant & hanzo.net.v1.Grant.$Shape} Grant
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Grant.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Grant();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.memberKey = value;
                                else
                                    delete message.memberKey;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.role = value;
                                else
                                    delete message.role;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresAtMs = value;
                                else
                                    delete message.expiresAtMs;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sinceMs = value;
                                else
                                    delete message.sinceMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Grant;
            })();

            v1.Revocation = (function() {

                /**
                 * Properties of a Revocation.
                 * @typedef {Object} hanzo.net.v1.Revocation.$Properties
                 * @property {Uint8Array} [memberId] Revocation memberId
                 * @property {string} [reason] Revocation reason
                 * @property {Uint8Array} [kept] Revocation kept
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Revocation.
                 * @memberof hanzo.net.v1
                 * @interface IRevocation
                 * @augments hanzo.net.v1.Revocation.$Properties
                 * @deprecated Use hanzo.net.v1.Revocation.$Properties instead.
                 */

                /**
                 * Shape of a Revocation.
                 * @typedef {hanzo.net.v1.Revocation.$Properties} hanzo.net.v1.Revocation.$Shape
                 */

                /**
                 * Constructs a new Revocation.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Revocation.
                 * @constructor
                 * @param {hanzo.net.v1.Revocation.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Revocation = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Revocation memberId.
                 * @member {Uint8Array} memberId
                 * @memberof hanzo.net.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.memberId = $util.newBuffer([]);

                /**
                 * Revocation reason.
                 * @member {string} reason
                 * @memberof hanzo.net.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.reason = "";

                /**
                 * Revocation kept.
                 * @member {Uint8Array} kept
                 * @memberof hanzo.net.v1.Revocation
                 * @instance
                 */
                Revocation.prototype.kept = $util.newBuffer([]);

                /**
                 * Creates a new Revocation instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Revocation
                 * @static
                 * @param {hanzo.net.v1.Revocation.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Revocation} Revocation instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Revocation.$Shape): hanzo.net.v1.Revocation & hanzo.net.v1.Revocation.$Shape;
                 *   (properties?: hanzo.net.v1.Revocation.$Properties): hanzo.net.v1.Revocation;
                 * }}
                 */
                Revocation.create = function(properties) {
                    return new Revocation(properties);
                };

                /**
                 * Encodes the specified Revocation message. Does not implicitly {@link hanzo.net.v1.Revocation.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Revocation
                 * @static
                 * @param {hanzo.net.v1.Revocation.$Properties} message Revocation message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Revocation.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.memberId != null && $Object.hasOwnProperty.call(message, "memberId") && message.memberId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.memberId);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.kept != null && $Object.hasOwnProperty.call(message, "kept") && message.kept.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.kept);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Revocation message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Revocation
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Revocation & hanzo.net.v1.Revocation.$Shape} Revocation
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Revocation.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Revocation();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.memberId = value;
                                else
                                    delete message.memberId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.kept = value;
                                else
                                    delete message.kept;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Revocation;
            })();

            v1.Renewal = (function() {

                /**
                 * Properties of a Renewal.
                 * @typedef {Object} hanzo.net.v1.Renewal.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Renewal.
                 * @memberof hanzo.net.v1
                 * @interface IRenewal
                 * @augments hanzo.net.v1.Renewal.$Properties
                 * @deprecated Use hanzo.net.v1.Renewal.$Properties instead.
                 */

                /**
                 * Shape of a Renewal.
                 * @typedef {hanzo.net.v1.Renewal.$Properties} hanzo.net.v1.Renewal.$Shape
                 */

                /**
                 * Constructs a new Renewal.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Renewal.
                 * @constructor
                 * @param {hanzo.net.v1.Renewal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Renewal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new Renewal instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Renewal
                 * @static
                 * @param {hanzo.net.v1.Renewal.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Renewal} Renewal instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Renewal.$Shape): hanzo.net.v1.Renewal & hanzo.net.v1.Renewal.$Shape;
                 *   (properties?: hanzo.net.v1.Renewal.$Properties): hanzo.net.v1.Renewal;
                 * }}
                 */
                Renewal.create = function(properties) {
                    return new Renewal(properties);
                };

                /**
                 * Encodes the specified Renewal message. Does not implicitly {@link hanzo.net.v1.Renewal.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Renewal
                 * @static
                 * @param {hanzo.net.v1.Renewal.$Properties} message Renewal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Renewal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Renewal message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Renewal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Renewal & hanzo.net.v1.Renewal.$Shape} Renewal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Renewal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Renewal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Renewal;
            })();

            v1.NodeCard = (function() {

                /**
                 * Properties of a NodeCard.
                 * @typedef {Object} hanzo.net.v1.NodeCard.$Properties
                 * @property {string} [peerId] NodeCard peerId
                 * @property {hanzo.net.v1.NodeRole} [role] NodeCard role
                 * @property {string} [name] NodeCard name
                 * @property {string} [software] NodeCard software
                 * @property {Array.<string>} [addresses] NodeCard addresses
                 * @property {string} [instance] NodeCard instance
                 * @property {string} [machine] NodeCard machine
                 * @property {boolean} [relay] NodeCard relay
                 * @property {number} [expiresAtMs] NodeCard expiresAtMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a NodeCard.
                 * @memberof hanzo.net.v1
                 * @interface INodeCard
                 * @augments hanzo.net.v1.NodeCard.$Properties
                 * @deprecated Use hanzo.net.v1.NodeCard.$Properties instead.
                 */

                /**
                 * Shape of a NodeCard.
                 * @typedef {hanzo.net.v1.NodeCard.$Properties} hanzo.net.v1.NodeCard.$Shape
                 */

                /**
                 * Constructs a new NodeCard.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a NodeCard.
                 * @constructor
                 * @param {hanzo.net.v1.NodeCard.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const NodeCard = function (properties) {
                    this.addresses = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * NodeCard peerId.
                 * @member {string} peerId
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.peerId = "";

                /**
                 * NodeCard role.
                 * @member {hanzo.net.v1.NodeRole} role
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.role = 0;

                /**
                 * NodeCard name.
                 * @member {string} name
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.name = "";

                /**
                 * NodeCard software.
                 * @member {string} software
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.software = "";

                /**
                 * NodeCard addresses.
                 * @member {Array.<string>} addresses
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.addresses = $util.emptyArray;

                /**
                 * NodeCard instance.
                 * @member {string} instance
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.instance = "";

                /**
                 * NodeCard machine.
                 * @member {string} machine
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.machine = "";

                /**
                 * NodeCard relay.
                 * @member {boolean} relay
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.relay = false;

                /**
                 * NodeCard expiresAtMs.
                 * @member {number} expiresAtMs
                 * @memberof hanzo.net.v1.NodeCard
                 * @instance
                 */
                NodeCard.prototype.expiresAtMs = 0;

                /**
                 * Creates a new NodeCard instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.NodeCard
                 * @static
                 * @param {hanzo.net.v1.NodeCard.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.NodeCard} NodeCard instance
                 * @type {{
                 *   (properties: hanzo.net.v1.NodeCard.$Shape): hanzo.net.v1.NodeCard & hanzo.net.v1.NodeCard.$Shape;
                 *   (properties?: hanzo.net.v1.NodeCard.$Properties): hanzo.net.v1.NodeCard;
                 * }}
                 */
                NodeCard.create = function(properties) {
                    return new NodeCard(properties);
                };

                /**
                 * Encodes the specified NodeCard message. Does not implicitly {@link hanzo.net.v1.NodeCard.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.NodeCard
                 * @static
                 * @param {hanzo.net.v1.NodeCard.$Properties} message NodeCard message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                NodeCard.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.peerId != null && $Object.hasOwnProperty.call(message, "peerId") && message.peerId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.peerId);
                    if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.role);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.name);
                    if (message.software != null && $Object.hasOwnProperty.call(message, "software") && message.software !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.software);
                    if (message.addresses != null && message.addresses.length)
                        for (let i = 0; i < message.addresses.length; ++i)
                            writer.uint32(/* id 5, wireType 2 =*/42).string(message.addresses[i]);
                    if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.instance);
                    if (message.machine != null && $Object.hasOwnProperty.call(message, "machine") && message.machine !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.machine);
                    if (message.relay != null && $Object.hasOwnProperty.call(message, "relay") && message.relay !== false)
                        writer.uint32(/* id 8, wireType 0 =*/64).bool(message.relay);
                    if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.expiresAtMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a NodeCard message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.NodeCard
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.NodeCard & hanzo.net.v1.NodeCard.$Shape} NodeCard
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                NodeCard.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.NodeCard();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.peerId = value;
                                else
                                    delete message.peerId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.role = value;
                                else
                                    delete message.role;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.software = value;
                                else
                                    delete message.software;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.addresses && message.addresses.length))
                                    message.addresses = [];
                                message.addresses.push(reader.stringVerify());
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instance = value;
                                else
                                    delete message.instance;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.machine = value;
                                else
                                    delete message.machine;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.relay = value;
                                else
                                    delete message.relay;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresAtMs = value;
                                else
                                    delete message.expiresAtMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return NodeCard;
            })();

            v1.FenceSecret = (function() {

                /**
                 * Properties of a FenceSecret.
                 * @typedef {Object} hanzo.net.v1.FenceSecret.$Properties
                 * @property {number} [generation] FenceSecret generation
                 * @property {Uint8Array} [key] FenceSecret key
                 * @property {number} [olderGoodUntilMs] FenceSecret olderGoodUntilMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a FenceSecret.
                 * @memberof hanzo.net.v1
                 * @interface IFenceSecret
                 * @augments hanzo.net.v1.FenceSecret.$Properties
                 * @deprecated Use hanzo.net.v1.FenceSecret.$Properties instead.
                 */

                /**
                 * Shape of a FenceSecret.
                 * @typedef {hanzo.net.v1.FenceSecret.$Properties} hanzo.net.v1.FenceSecret.$Shape
                 */

                /**
                 * Constructs a new FenceSecret.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a FenceSecret.
                 * @constructor
                 * @param {hanzo.net.v1.FenceSecret.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const FenceSecret = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * FenceSecret generation.
                 * @member {number} generation
                 * @memberof hanzo.net.v1.FenceSecret
                 * @instance
                 */
                FenceSecret.prototype.generation = 0;

                /**
                 * FenceSecret key.
                 * @member {Uint8Array} key
                 * @memberof hanzo.net.v1.FenceSecret
                 * @instance
                 */
                FenceSecret.prototype.key = $util.newBuffer([]);

                /**
                 * FenceSecret olderGoodUntilMs.
                 * @member {number} olderGoodUntilMs
                 * @memberof hanzo.net.v1.FenceSecret
                 * @instance
                 */
                FenceSecret.prototype.olderGoodUntilMs = 0;

                /**
                 * Creates a new FenceSecret instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.FenceSecret
                 * @static
                 * @param {hanzo.net.v1.FenceSecret.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.FenceSecret} FenceSecret instance
                 * @type {{
                 *   (properties: hanzo.net.v1.FenceSecret.$Shape): hanzo.net.v1.FenceSecret & hanzo.net.v1.FenceSecret.$Shape;
                 *   (properties?: hanzo.net.v1.FenceSecret.$Properties): hanzo.net.v1.FenceSecret;
                 * }}
                 */
                FenceSecret.create = function(properties) {
                    return new FenceSecret(properties);
                };

                /**
                 * Encodes the specified FenceSecret message. Does not implicitly {@link hanzo.net.v1.FenceSecret.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.FenceSecret
                 * @static
                 * @param {hanzo.net.v1.FenceSecret.$Properties} message FenceSecret message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                FenceSecret.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.generation);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.key);
                    if (message.olderGoodUntilMs != null && $Object.hasOwnProperty.call(message, "olderGoodUntilMs") && (typeof message.olderGoodUntilMs === "object" ? message.olderGoodUntilMs.low || message.olderGoodUntilMs.high : message.olderGoodUntilMs !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.olderGoodUntilMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a FenceSecret message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.FenceSecret
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.FenceSecret & hanzo.net.v1.FenceSecret.$Shape} FenceSecret
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                FenceSecret.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.FenceSecret();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.generation = value;
                                else
                                    delete message.generation;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.olderGoodUntilMs = value;
                                else
                                    delete message.olderGoodUntilMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FenceSecret;
            })();

            v1.InviteBody = (function() {

                /**
                 * Properties of an InviteBody.
                 * @typedef {Object} hanzo.net.v1.InviteBody.$Properties
                 * @property {Uint8Array} [meshId] InviteBody meshId
                 * @property {string} [meshName] InviteBody meshName
                 * @property {Uint8Array} [ownerKey] InviteBody ownerKey
                 * @property {Uint8Array} [secret] InviteBody secret
                 * @property {hanzo.net.v1.MemberRole} [role] InviteBody role
                 * @property {number} [expiresAtMs] InviteBody expiresAtMs
                 * @property {number} [fenceGeneration] InviteBody fenceGeneration
                 * @property {Uint8Array} [fenceKey] InviteBody fenceKey
                 * @property {Array.<string>} [addresses] InviteBody addresses
                 * @property {string} [addressEnd] InviteBody addressEnd
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an InviteBody.
                 * @memberof hanzo.net.v1
                 * @interface IInviteBody
                 * @augments hanzo.net.v1.InviteBody.$Properties
                 * @deprecated Use hanzo.net.v1.InviteBody.$Properties instead.
                 */

                /**
                 * Shape of an InviteBody.
                 * @typedef {hanzo.net.v1.InviteBody.$Properties} hanzo.net.v1.InviteBody.$Shape
                 */

                /**
                 * Constructs a new InviteBody.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents an InviteBody.
                 * @constructor
                 * @param {hanzo.net.v1.InviteBody.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const InviteBody = function (properties) {
                    this.addresses = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * InviteBody meshId.
                 * @member {Uint8Array} meshId
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.meshId = $util.newBuffer([]);

                /**
                 * InviteBody meshName.
                 * @member {string} meshName
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.meshName = "";

                /**
                 * InviteBody ownerKey.
                 * @member {Uint8Array} ownerKey
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.ownerKey = $util.newBuffer([]);

                /**
                 * InviteBody secret.
                 * @member {Uint8Array} secret
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.secret = $util.newBuffer([]);

                /**
                 * InviteBody role.
                 * @member {hanzo.net.v1.MemberRole} role
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.role = 0;

                /**
                 * InviteBody expiresAtMs.
                 * @member {number} expiresAtMs
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.expiresAtMs = 0;

                /**
                 * InviteBody fenceGeneration.
                 * @member {number} fenceGeneration
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.fenceGeneration = 0;

                /**
                 * InviteBody fenceKey.
                 * @member {Uint8Array} fenceKey
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.fenceKey = $util.newBuffer([]);

                /**
                 * InviteBody addresses.
                 * @member {Array.<string>} addresses
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.addresses = $util.emptyArray;

                /**
                 * InviteBody addressEnd.
                 * @member {string} addressEnd
                 * @memberof hanzo.net.v1.InviteBody
                 * @instance
                 */
                InviteBody.prototype.addressEnd = "";

                /**
                 * Creates a new InviteBody instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.InviteBody
                 * @static
                 * @param {hanzo.net.v1.InviteBody.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.InviteBody} InviteBody instance
                 * @type {{
                 *   (properties: hanzo.net.v1.InviteBody.$Shape): hanzo.net.v1.InviteBody & hanzo.net.v1.InviteBody.$Shape;
                 *   (properties?: hanzo.net.v1.InviteBody.$Properties): hanzo.net.v1.InviteBody;
                 * }}
                 */
                InviteBody.create = function(properties) {
                    return new InviteBody(properties);
                };

                /**
                 * Encodes the specified InviteBody message. Does not implicitly {@link hanzo.net.v1.InviteBody.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.InviteBody
                 * @static
                 * @param {hanzo.net.v1.InviteBody.$Properties} message InviteBody message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                InviteBody.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.meshId != null && $Object.hasOwnProperty.call(message, "meshId") && message.meshId.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.meshId);
                    if (message.meshName != null && $Object.hasOwnProperty.call(message, "meshName") && message.meshName !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.meshName);
                    if (message.ownerKey != null && $Object.hasOwnProperty.call(message, "ownerKey") && message.ownerKey.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.ownerKey);
                    if (message.secret != null && $Object.hasOwnProperty.call(message, "secret") && message.secret.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.secret);
                    if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).int32(message.role);
                    if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.expiresAtMs);
                    if (message.fenceGeneration != null && $Object.hasOwnProperty.call(message, "fenceGeneration") && message.fenceGeneration !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.fenceGeneration);
                    if (message.fenceKey != null && $Object.hasOwnProperty.call(message, "fenceKey") && message.fenceKey.length)
                        writer.uint32(/* id 8, wireType 2 =*/66).bytes(message.fenceKey);
                    if (message.addresses != null && message.addresses.length)
                        for (let i = 0; i < message.addresses.length; ++i)
                            writer.uint32(/* id 9, wireType 2 =*/74).string(message.addresses[i]);
                    if (message.addressEnd != null && $Object.hasOwnProperty.call(message, "addressEnd") && message.addressEnd !== "")
                        writer.uint32(/* id 10, wireType 2 =*/82).string(message.addressEnd);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an InviteBody message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.InviteBody
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.InviteBody & hanzo.net.v1.InviteBody.$Shape} InviteBody
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                InviteBody.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.InviteBody();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.meshId = value;
                                else
                                    delete message.meshId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.meshName = value;
                                else
                                    delete message.meshName;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.ownerKey = value;
                                else
                                    delete message.ownerKey;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.secret = value;
                                else
                                    delete message.secret;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.role = value;
                                else
                                    delete message.role;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresAtMs = value;
                                else
                                    delete message.expiresAtMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.fenceGeneration = value;
                                else
                                    delete message.fenceGeneration;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.fenceKey = value;
                                else
                                    delete message.fenceKey;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.addresses && message.addresses.length))
                                    message.addresses = [];
                                message.addresses.push(reader.stringVerify());
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.addressEnd = value;
                                else
                                    delete message.addressEnd;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return InviteBody;
            })();

            v1.ModelFrame = (function() {

                /**
                 * Properties of a ModelFrame.
                 * @typedef {Object} hanzo.net.v1.ModelFrame.$Properties
                 * @property {hanzo.net.v1.ModelFind.$Properties|null} [find] ModelFrame find
                 * @property {hanzo.net.v1.ModelFound.$Properties|null} [found] ModelFrame found
                 * @property {hanzo.net.v1.ModelDescribe.$Properties|null} [describe] ModelFrame describe
                 * @property {hanzo.net.v1.ModelOutline.$Properties|null} [outline] ModelFrame outline
                 * @property {hanzo.net.v1.ModelHashes.$Properties|null} [hashes] ModelFrame hashes
                 * @property {hanzo.net.v1.ModelFetch.$Properties|null} [fetch] ModelFrame fetch
                 * @property {hanzo.net.v1.ModelChunk.$Properties|null} [chunk] ModelFrame chunk
                 * @property {hanzo.net.v1.ModelHold.$Properties|null} [hold] ModelFrame hold
                 * @property {hanzo.net.v1.ModelRefusal.$Properties|null} [refusal] ModelFrame refusal
                 * @property {"find"|"found"|"describe"|"outline"|"hashes"|"fetch"|"chunk"|"hold"|"refusal"} [body] ModelFrame body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelFrame.
                 * @memberof hanzo.net.v1
                 * @interface IModelFrame
                 * @augments hanzo.net.v1.ModelFrame.$Properties
                 * @deprecated Use hanzo.net.v1.ModelFrame.$Properties instead.
                 */

                /**
                 * Narrowed shape of a ModelFrame.
                 * @typedef {{
                 *   find?: hanzo.net.v1.ModelFind.$Shape|null;
                 *   found?: hanzo.net.v1.ModelFound.$Shape|null;
                 *   describe?: hanzo.net.v1.ModelDescribe.$Shape|null;
                 *   outline?: hanzo.net.v1.ModelOutline.$Shape|null;
                 *   hashes?: hanzo.net.v1.ModelHashes.$Shape|null;
                 *   fetch?: hanzo.net.v1.ModelFetch.$Shape|null;
                 *   chunk?: hanzo.net.v1.ModelChunk.$Shape|null;
                 *   hold?: hanzo.net.v1.ModelHold.$Shape|null;
                 *   refusal?: hanzo.net.v1.ModelRefusal.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "find"; find: hanzo.net.v1.ModelFind.$Shape; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "found"; find?: null; found: hanzo.net.v1.ModelFound.$Shape; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "describe"; find?: null; found?: null; describe: hanzo.net.v1.ModelDescribe.$Shape; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "outline"; find?: null; found?: null; describe?: null; outline: hanzo.net.v1.ModelOutline.$Shape; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "hashes"; find?: null; found?: null; describe?: null; outline?: null; hashes: hanzo.net.v1.ModelHashes.$Shape; fetch?: null; chunk?: null; hold?: null; refusal?: null }|{ body?: "fetch"; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch: hanzo.net.v1.ModelFetch.$Shape; chunk?: null; hold?: null; refusal?: null }|{ body?: "chunk"; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk: hanzo.net.v1.ModelChunk.$Shape; hold?: null; refusal?: null }|{ body?: "hold"; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold: hanzo.net.v1.ModelHold.$Shape; refusal?: null }|{ body?: "refusal"; find?: null; found?: null; describe?: null; outline?: null; hashes?: null; fetch?: null; chunk?: null; hold?: null; refusal: hanzo.net.v1.ModelRefusal.$Shape })
                 * )} hanzo.net.v1.ModelFrame.$Shape
                 */

                /**
                 * Constructs a new ModelFrame.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelFrame.
                 * @constructor
                 * @param {hanzo.net.v1.ModelFrame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelFrame = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelFrame find.
                 * @member {hanzo.net.v1.ModelFind|null} find
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.find = null;

                /**
                 * ModelFrame found.
                 * @member {hanzo.net.v1.ModelFound|null} found
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.found = null;

                /**
                 * ModelFrame describe.
                 * @member {hanzo.net.v1.ModelDescribe|null} describe
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.describe = null;

                /**
                 * ModelFrame outline.
                 * @member {hanzo.net.v1.ModelOutline|null} outline
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.outline = null;

                /**
                 * ModelFrame hashes.
                 * @member {hanzo.net.v1.ModelHashes|null} hashes
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.hashes = null;

                /**
                 * ModelFrame fetch.
                 * @member {hanzo.net.v1.ModelFetch|null} fetch
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.fetch = null;

                /**
                 * ModelFrame chunk.
                 * @member {hanzo.net.v1.ModelChunk|null} chunk
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.chunk = null;

                /**
                 * ModelFrame hold.
                 * @member {hanzo.net.v1.ModelHold|null} hold
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.hold = null;

                /**
                 * ModelFrame refusal.
                 * @member {hanzo.net.v1.ModelRefusal|null} refusal
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                ModelFrame.prototype.refusal = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * ModelFrame body.
                 * @member {"find"|"found"|"describe"|"outline"|"hashes"|"fetch"|"chunk"|"hold"|"refusal"|undefined} body
                 * @memberof hanzo.net.v1.ModelFrame
                 * @instance
                 */
                $Object.defineProperty(ModelFrame.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["find", "found", "describe", "outline", "hashes", "fetch", "chunk", "hold", "refusal"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new ModelFrame instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelFrame
                 * @static
                 * @param {hanzo.net.v1.ModelFrame.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelFrame} ModelFrame instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelFrame.$Shape): hanzo.net.v1.ModelFrame & hanzo.net.v1.ModelFrame.$Shape;
                 *   (properties?: hanzo.net.v1.ModelFrame.$Properties): hanzo.net.v1.ModelFrame;
                 * }}
                 */
                ModelFrame.create = function(properties) {
                    return new ModelFrame(properties);
                };

                /**
                 * Encodes the specified ModelFrame message. Does not implicitly {@link hanzo.net.v1.ModelFrame.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelFrame
                 * @static
                 * @param {hanzo.net.v1.ModelFrame.$Properties} message ModelFrame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelFrame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.find != null && $Object.hasOwnProperty.call(message, "find"))
                        $root.hanzo.net.v1.ModelFind.encode(message.find, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.found != null && $Object.hasOwnProperty.call(message, "found"))
                        $root.hanzo.net.v1.ModelFound.encode(message.found, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.describe != null && $Object.hasOwnProperty.call(message, "describe"))
                        $root.hanzo.net.v1.ModelDescribe.encode(message.describe, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.outline != null && $Object.hasOwnProperty.call(message, "outline"))
                        $root.hanzo.net.v1.ModelOutline.encode(message.outline, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.hashes != null && $Object.hasOwnProperty.call(message, "hashes"))
                        $root.hanzo.net.v1.ModelHashes.encode(message.hashes, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.fetch != null && $Object.hasOwnProperty.call(message, "fetch"))
                        $root.hanzo.net.v1.ModelFetch.encode(message.fetch, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.chunk != null && $Object.hasOwnProperty.call(message, "chunk"))
                        $root.hanzo.net.v1.ModelChunk.encode(message.chunk, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.hold != null && $Object.hasOwnProperty.call(message, "hold"))
                        $root.hanzo.net.v1.ModelHold.encode(message.hold, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.refusal != null && $Object.hasOwnProperty.call(message, "refusal"))
                        $root.hanzo.net.v1.ModelRefusal.encode(message.refusal, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelFrame message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelFrame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelFrame & hanzo.net.v1.ModelFrame.$Shape} ModelFrame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelFrame.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelFrame();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.find = $root.hanzo.net.v1.ModelFind.decode(reader, reader.size(), $undefined, _depth + 1, message.find);
                                message.body = "find";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.found = $root.hanzo.net.v1.ModelFound.decode(reader, reader.size(), $undefined, _depth + 1, message.found);
                                message.body = "found";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.describe = $root.hanzo.net.v1.ModelDescribe.decode(reader, reader.size(), $undefined, _depth + 1, message.describe);
                                message.body = "describe";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.outline = $root.hanzo.net.v1.ModelOutline.decode(reader, reader.size(), $undefined, _depth + 1, message.outline);
                                message.body = "outline";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.hashes = $root.hanzo.net.v1.ModelHashes.decode(reader, reader.size(), $undefined, _depth + 1, message.hashes);
                                message.body = "hashes";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.fetch = $root.hanzo.net.v1.ModelFetch.decode(reader, reader.size(), $undefined, _depth + 1, message.fetch);
                                message.body = "fetch";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.chunk = $root.hanzo.net.v1.ModelChunk.decode(reader, reader.size(), $undefined, _depth + 1, message.chunk);
                                message.body = "chunk";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.hold = $root.hanzo.net.v1.ModelHold.decode(reader, reader.size(), $undefined, _depth + 1, message.hold);
                                message.body = "hold";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.refusal = $root.hanzo.net.v1.ModelRefusal.decode(reader, reader.size(), $undefined, _depth + 1, message.refusal);
                                message.body = "refusal";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelFrame;
            })();

            v1.ModelFind = (function() {

                /**
                 * Properties of a ModelFind.
                 * @typedef {Object} hanzo.net.v1.ModelFind.$Properties
                 * @property {Uint8Array} [sha256] ModelFind sha256
                 * @property {string} [name] ModelFind name
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelFind.
                 * @memberof hanzo.net.v1
                 * @interface IModelFind
                 * @augments hanzo.net.v1.ModelFind.$Properties
                 * @deprecated Use hanzo.net.v1.ModelFind.$Properties instead.
                 */

                /**
                 * Shape of a ModelFind.
                 * @typedef {hanzo.net.v1.ModelFind.$Properties} hanzo.net.v1.ModelFind.$Shape
                 */

                /**
                 * Constructs a new ModelFind.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelFind.
                 * @constructor
                 * @param {hanzo.net.v1.ModelFind.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelFind = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelFind sha256.
                 * @member {Uint8Array} sha256
                 * @memberof hanzo.net.v1.ModelFind
                 * @instance
                 */
                ModelFind.prototype.sha256 = $util.newBuffer([]);

                /**
                 * ModelFind name.
                 * @member {string} name
                 * @memberof hanzo.net.v1.ModelFind
                 * @instance
                 */
                ModelFind.prototype.name = "";

                /**
                 * Creates a new ModelFind instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelFind
                 * @static
                 * @param {hanzo.net.v1.ModelFind.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelFind} ModelFind instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelFind.$Shape): hanzo.net.v1.ModelFind & hanzo.net.v1.ModelFind.$Shape;
                 *   (properties?: hanzo.net.v1.ModelFind.$Properties): hanzo.net.v1.ModelFind;
                 * }}
                 */
                ModelFind.create = function(properties) {
                    return new ModelFind(properties);
                };

                /**
                 * Encodes the specified ModelFind message. Does not implicitly {@link hanzo.net.v1.ModelFind.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelFind
                 * @static
                 * @param {hanzo.net.v1.ModelFind.$Properties} message ModelFind message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelFind.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.sha256);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelFind message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelFind
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelFind & hanzo.net.v1.ModelFind.$Shape} ModelFind
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelFind.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelFind();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.sha256 = value;
                                else
                                    delete message.sha256;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelFind;
            })();

            v1.ModelFound = (function() {

                /**
                 * Properties of a ModelFound.
                 * @typedef {Object} hanzo.net.v1.ModelFound.$Properties
                 * @property {Array.<hanzo.net.v1.SharedModel.$Properties>} [models] ModelFound models
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelFound.
                 * @memberof hanzo.net.v1
                 * @interface IModelFound
                 * @augments hanzo.net.v1.ModelFound.$Properties
                 * @deprecated Use hanzo.net.v1.ModelFound.$Properties instead.
                 */

                /**
                 * Shape of a ModelFound.
                 * @typedef {hanzo.net.v1.ModelFound.$Properties} hanzo.net.v1.ModelFound.$Shape
                 */

                /**
                 * Constructs a new ModelFound.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelFound.
                 * @constructor
                 * @param {hanzo.net.v1.ModelFound.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelFound = function (properties) {
                    this.models = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelFound models.
                 * @member {Array.<hanzo.net.v1.SharedModel>} models
                 * @memberof hanzo.net.v1.ModelFound
                 * @instance
                 */
                ModelFound.prototype.models = $util.emptyArray;

                /**
                 * Creates a new ModelFound instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelFound
                 * @static
                 * @param {hanzo.net.v1.ModelFound.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelFound} ModelFound instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelFound.$Shape): hanzo.net.v1.ModelFound & hanzo.net.v1.ModelFound.$Shape;
                 *   (properties?: hanzo.net.v1.ModelFound.$Properties): hanzo.net.v1.ModelFound;
                 * }}
                 */
                ModelFound.create = function(properties) {
                    return new ModelFound(properties);
                };

                /**
                 * Encodes the specified ModelFound message. Does not implicitly {@link hanzo.net.v1.ModelFound.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelFound
                 * @static
                 * @param {hanzo.net.v1.ModelFound.$Properties} message ModelFound message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelFound.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.models != null && message.models.length)
                        for (let i = 0; i < message.models.length; ++i)
                            $root.hanzo.net.v1.SharedModel.encode(message.models[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelFound message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelFound
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelFound & hanzo.net.v1.ModelFound.$Shape} ModelFound
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelFound.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelFound();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.models && message.models.length))
                                    message.models = [];
                                message.models.push($root.hanzo.net.v1.SharedModel.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelFound;
            })();

            v1.SharedModel = (function() {

                /**
                 * Properties of a SharedModel.
                 * @typedef {Object} hanzo.net.v1.SharedModel.$Properties
                 * @property {string} [name] SharedModel name
                 * @property {string} [fileName] SharedModel fileName
                 * @property {Uint8Array} [sha256] SharedModel sha256
                 * @property {number} [sizeBytes] SharedModel sizeBytes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SharedModel.
                 * @memberof hanzo.net.v1
                 * @interface ISharedModel
                 * @augments hanzo.net.v1.SharedModel.$Properties
                 * @deprecated Use hanzo.net.v1.SharedModel.$Properties instead.
                 */

                /**
                 * Shape of a SharedModel.
                 * @typedef {hanzo.net.v1.SharedModel.$Properties} hanzo.net.v1.SharedModel.$Shape
                 */

                /**
                 * Constructs a new SharedModel.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a SharedModel.
                 * @constructor
                 * @param {hanzo.net.v1.SharedModel.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SharedModel = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SharedModel name.
                 * @member {string} name
                 * @memberof hanzo.net.v1.SharedModel
                 * @instance
                 */
                SharedModel.prototype.name = "";

                /**
                 * SharedModel fileName.
                 * @member {string} fileName
                 * @memberof hanzo.net.v1.SharedModel
                 * @instance
                 */
                SharedModel.prototype.fileName = "";

                /**
                 * SharedModel sha256.
                 * @member {Uint8Array} sha256
                 * @memberof hanzo.net.v1.SharedModel
                 * @instance
                 */
                SharedModel.prototype.sha256 = $util.newBuffer([]);

                /**
                 * SharedModel sizeBytes.
                 * @member {number} sizeBytes
                 * @memberof hanzo.net.v1.SharedModel
                 * @instance
                 */
                SharedModel.prototype.sizeBytes = 0;

                /**
                 * Creates a new SharedModel instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.SharedModel
                 * @static
                 * @param {hanzo.net.v1.SharedModel.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.SharedModel} SharedModel instance
                 * @type {{
                 *   (properties: hanzo.net.v1.SharedModel.$Shape): hanzo.net.v1.SharedModel & hanzo.net.v1.SharedModel.$Shape;
                 *   (properties?: hanzo.net.v1.SharedModel.$Properties): hanzo.net.v1.SharedModel;
                 * }}
                 */
                SharedModel.create = function(properties) {
                    return new SharedModel(properties);
                };

                /**
                 * Encodes the specified SharedModel message. Does not implicitly {@link hanzo.net.v1.SharedModel.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.SharedModel
                 * @static
                 * @param {hanzo.net.v1.SharedModel.$Properties} message SharedModel message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SharedModel.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.fileName != null && $Object.hasOwnProperty.call(message, "fileName") && message.fileName !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.fileName);
                    if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.sha256);
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.sizeBytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SharedModel message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.SharedModel
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.SharedModel & hanzo.net.v1.SharedModel.$Shape} SharedModel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SharedModel.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.SharedModel();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fileName = value;
                                else
                                    delete message.fileName;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.sha256 = value;
                                else
                                    delete message.sha256;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sizeBytes = value;
                                else
                                    delete message.sizeBytes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SharedModel;
            })();

            v1.ModelDescribe = (function() {

                /**
                 * Properties of a ModelDescribe.
                 * @typedef {Object} hanzo.net.v1.ModelDescribe.$Properties
                 * @property {Uint8Array} [sha256] ModelDescribe sha256
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelDescribe.
                 * @memberof hanzo.net.v1
                 * @interface IModelDescribe
                 * @augments hanzo.net.v1.ModelDescribe.$Properties
                 * @deprecated Use hanzo.net.v1.ModelDescribe.$Properties instead.
                 */

                /**
                 * Shape of a ModelDescribe.
                 * @typedef {hanzo.net.v1.ModelDescribe.$Properties} hanzo.net.v1.ModelDescribe.$Shape
                 */

                /**
                 * Constructs a new ModelDescribe.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelDescribe.
                 * @constructor
                 * @param {hanzo.net.v1.ModelDescribe.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelDescribe = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelDescribe sha256.
                 * @member {Uint8Array} sha256
                 * @memberof hanzo.net.v1.ModelDescribe
                 * @instance
                 */
                ModelDescribe.prototype.sha256 = $util.newBuffer([]);

                /**
                 * Creates a new ModelDescribe instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelDescribe
                 * @static
                 * @param {hanzo.net.v1.ModelDescribe.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelDescribe} ModelDescribe instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelDescribe.$Shape): hanzo.net.v1.ModelDescribe & hanzo.net.v1.ModelDescribe.$Shape;
                 *   (properties?: hanzo.net.v1.ModelDescribe.$Properties): hanzo.net.v1.ModelDescribe;
                 * }}
                 */
                ModelDescribe.create = function(properties) {
                    return new ModelDescribe(properties);
                };

                /**
                 * Encodes the specified ModelDescribe message. Does not implicitly {@link hanzo.net.v1.ModelDescribe.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelDescribe
                 * @static
                 * @param {hanzo.net.v1.ModelDescribe.$Properties} message ModelDescribe message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelDescribe.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.sha256);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelDescribe message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelDescribe
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelDescribe & hanzo.net.v1.ModelDescribe.$Shape} ModelDescribe
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelDescribe.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelDescribe();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.sha256 = value;
                                else
                                    delete message.sha256;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelDescribe;
            })();

            v1.ModelOutline = (function() {

                /**
                 * Properties of a ModelOutline.
                 * @typedef {Object} hanzo.net.v1.ModelOutline.$Properties
                 * @property {number} [sizeBytes] ModelOutline sizeBytes
                 * @property {Uint8Array} [root] ModelOutline root
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelOutline.
                 * @memberof hanzo.net.v1
                 * @interface IModelOutline
                 * @augments hanzo.net.v1.ModelOutline.$Properties
                 * @deprecated Use hanzo.net.v1.ModelOutline.$Properties instead.
                 */

                /**
                 * Shape of a ModelOutline.
                 * @typedef {hanzo.net.v1.ModelOutline.$Properties} hanzo.net.v1.ModelOutline.$Shape
                 */

                /**
                 * Constructs a new ModelOutline.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelOutline.
                 * @constructor
                 * @param {hanzo.net.v1.ModelOutline.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelOutline = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelOutline sizeBytes.
                 * @member {number} sizeBytes
                 * @memberof hanzo.net.v1.ModelOutline
                 * @instance
                 */
                ModelOutline.prototype.sizeBytes = 0;

                /**
                 * ModelOutline root.
                 * @member {Uint8Array} root
                 * @memberof hanzo.net.v1.ModelOutline
                 * @instance
                 */
                ModelOutline.prototype.root = $util.newBuffer([]);

                /**
                 * Creates a new ModelOutline instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelOutline
                 * @static
                 * @param {hanzo.net.v1.ModelOutline.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelOutline} ModelOutline instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelOutline.$Shape): hanzo.net.v1.ModelOutline & hanzo.net.v1.ModelOutline.$Shape;
                 *   (properties?: hanzo.net.v1.ModelOutline.$Properties): hanzo.net.v1.ModelOutline;
                 * }}
                 */
                ModelOutline.create = function(properties) {
                    return new ModelOutline(properties);
                };

                /**
                 * Encodes the specified ModelOutline message. Does not implicitly {@link hanzo.net.v1.ModelOutline.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelOutline
                 * @static
                 * @param {hanzo.net.v1.ModelOutline.$Properties} message ModelOutline message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelOutline.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sizeBytes);
                    if (message.root != null && $Object.hasOwnProperty.call(message, "root") && message.root.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.root);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelOutline message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelOutline
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelOutline & hanzo.net.v1.ModelOutline.$Shape} ModelOutline
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelOutline.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelOutline();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sizeBytes = value;
                                else
                                    delete message.sizeBytes;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.root = value;
                                else
                                    delete message.root;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelOutline;
            })();

            v1.ModelHashes = (function() {

                /**
                 * Properties of a ModelHashes.
                 * @typedef {Object} hanzo.net.v1.ModelHashes.$Properties
                 * @property {number} [first] ModelHashes first
                 * @property {Uint8Array} [hashes] ModelHashes hashes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelHashes.
                 * @memberof hanzo.net.v1
                 * @interface IModelHashes
                 * @augments hanzo.net.v1.ModelHashes.$Properties
                 * @deprecated Use hanzo.net.v1.ModelHashes.$Properties instead.
                 */

                /**
                 * Shape of a ModelHashes.
                 * @typedef {hanzo.net.v1.ModelHashes.$Properties} hanzo.net.v1.ModelHashes.$Shape
                 */

                /**
                 * Constructs a new ModelHashes.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelHashes.
                 * @constructor
                 * @param {hanzo.net.v1.ModelHashes.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelHashes = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelHashes first.
                 * @member {number} first
                 * @memberof hanzo.net.v1.ModelHashes
                 * @instance
                 */
                ModelHashes.prototype.first = 0;

                /**
                 * ModelHashes hashes.
                 * @member {Uint8Array} hashes
                 * @memberof hanzo.net.v1.ModelHashes
                 * @instance
                 */
                ModelHashes.prototype.hashes = $util.newBuffer([]);

                /**
                 * Creates a new ModelHashes instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelHashes
                 * @static
                 * @param {hanzo.net.v1.ModelHashes.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelHashes} ModelHashes instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelHashes.$Shape): hanzo.net.v1.ModelHashes & hanzo.net.v1.ModelHashes.$Shape;
                 *   (properties?: hanzo.net.v1.ModelHashes.$Properties): hanzo.net.v1.ModelHashes;
                 * }}
                 */
                ModelHashes.create = function(properties) {
                    return new ModelHashes(properties);
                };

                /**
                 * Encodes the specified ModelHashes message. Does not implicitly {@link hanzo.net.v1.ModelHashes.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelHashes
                 * @static
                 * @param {hanzo.net.v1.ModelHashes.$Properties} message ModelHashes message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelHashes.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.first != null && $Object.hasOwnProperty.call(message, "first") && (typeof message.first === "object" ? message.first.low || message.first.high : message.first !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.first);
                    if (message.hashes != null && $Object.hasOwnProperty.call(message, "hashes") && message.hashes.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.hashes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelHashes message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelHashes
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelHashes & hanzo.net.v1.ModelHashes.$Shape} ModelHashes
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelHashes.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelHashes();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.first = value;
                                else
                                    delete message.first;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.hashes = value;
                                else
                                    delete message.hashes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelHashes;
            })();

            v1.ModelFetch = (function() {

                /**
                 * Properties of a ModelFetch.
                 * @typedef {Object} hanzo.net.v1.ModelFetch.$Properties
                 * @property {number} [offset] ModelFetch offset
                 * @property {number} [length] ModelFetch length
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelFetch.
                 * @memberof hanzo.net.v1
                 * @interface IModelFetch
                 * @augments hanzo.net.v1.ModelFetch.$Properties
                 * @deprecated Use hanzo.net.v1.ModelFetch.$Properties instead.
                 */

                /**
                 * Shape of a ModelFetch.
                 * @typedef {hanzo.net.v1.ModelFetch.$Properties} hanzo.net.v1.ModelFetch.$Shape
                 */

                /**
                 * Constructs a new ModelFetch.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelFetch.
                 * @constructor
                 * @param {hanzo.net.v1.ModelFetch.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelFetch = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelFetch offset.
                 * @member {number} offset
                 * @memberof hanzo.net.v1.ModelFetch
                 * @instance
                 */
                ModelFetch.prototype.offset = 0;

                /**
                 * ModelFetch length.
                 * @member {number} length
                 * @memberof hanzo.net.v1.ModelFetch
                 * @instance
                 */
                ModelFetch.prototype.length = 0;

                /**
                 * Creates a new ModelFetch instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelFetch
                 * @static
                 * @param {hanzo.net.v1.ModelFetch.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelFetch} ModelFetch instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelFetch.$Shape): hanzo.net.v1.ModelFetch & hanzo.net.v1.ModelFetch.$Shape;
                 *   (properties?: hanzo.net.v1.ModelFetch.$Properties): hanzo.net.v1.ModelFetch;
                 * }}
                 */
                ModelFetch.create = function(properties) {
                    return new ModelFetch(properties);
                };

                /**
                 * Encodes the specified ModelFetch message. Does not implicitly {@link hanzo.net.v1.ModelFetch.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelFetch
                 * @static
                 * @param {hanzo.net.v1.ModelFetch.$Properties} message ModelFetch message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelFetch.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.offset);
                    if (message.length != null && $Object.hasOwnProperty.call(message, "length") && (typeof message.length === "object" ? message.length.low || message.length.high : message.length !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.length);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelFetch message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelFetch
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelFetch & hanzo.net.v1.ModelFetch.$Shape} ModelFetch
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelFetch.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelFetch();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.length = value;
                                else
                                    delete message.length;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelFetch;
            })();

            v1.ModelChunk = (function() {

                /**
                 * Properties of a ModelChunk.
                 * @typedef {Object} hanzo.net.v1.ModelChunk.$Properties
                 * @property {number} [offset] ModelChunk offset
                 * @property {Uint8Array} [data] ModelChunk data
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelChunk.
                 * @memberof hanzo.net.v1
                 * @interface IModelChunk
                 * @augments hanzo.net.v1.ModelChunk.$Properties
                 * @deprecated Use hanzo.net.v1.ModelChunk.$Properties instead.
                 */

                /**
                 * Shape of a ModelChunk.
                 * @typedef {hanzo.net.v1.ModelChunk.$Properties} hanzo.net.v1.ModelChunk.$Shape
                 */

                /**
                 * Constructs a new ModelChunk.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelChunk.
                 * @constructor
                 * @param {hanzo.net.v1.ModelChunk.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelChunk = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelChunk offset.
                 * @member {number} offset
                 * @memberof hanzo.net.v1.ModelChunk
                 * @instance
                 */
                ModelChunk.prototype.offset = 0;

                /**
                 * ModelChunk data.
                 * @member {Uint8Array} data
                 * @memberof hanzo.net.v1.ModelChunk
                 * @instance
                 */
                ModelChunk.prototype.data = $util.newBuffer([]);

                /**
                 * Creates a new ModelChunk instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelChunk
                 * @static
                 * @param {hanzo.net.v1.ModelChunk.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelChunk} ModelChunk instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelChunk.$Shape): hanzo.net.v1.ModelChunk & hanzo.net.v1.ModelChunk.$Shape;
                 *   (properties?: hanzo.net.v1.ModelChunk.$Properties): hanzo.net.v1.ModelChunk;
                 * }}
                 */
                ModelChunk.create = function(properties) {
                    return new ModelChunk(properties);
                };

                /**
                 * Encodes the specified ModelChunk message. Does not implicitly {@link hanzo.net.v1.ModelChunk.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelChunk
                 * @static
                 * @param {hanzo.net.v1.ModelChunk.$Properties} message ModelChunk message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelChunk.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.offset);
                    if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelChunk message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelChunk
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelChunk & hanzo.net.v1.ModelChunk.$Shape} ModelChunk
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelChunk.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelChunk();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.data = value;
                                else
                                    delete message.data;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelChunk;
            })();

            v1.ModelHold = (function() {

                /**
                 * Properties of a ModelHold.
                 * @typedef {Object} hanzo.net.v1.ModelHold.$Properties
                 * @property {string} [reason] ModelHold reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelHold.
                 * @memberof hanzo.net.v1
                 * @interface IModelHold
                 * @augments hanzo.net.v1.ModelHold.$Properties
                 * @deprecated Use hanzo.net.v1.ModelHold.$Properties instead.
                 */

                /**
                 * Shape of a ModelHold.
                 * @typedef {hanzo.net.v1.ModelHold.$Properties} hanzo.net.v1.ModelHold.$Shape
                 */

                /**
                 * Constructs a new ModelHold.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelHold.
                 * @constructor
                 * @param {hanzo.net.v1.ModelHold.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelHold = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelHold reason.
                 * @member {string} reason
                 * @memberof hanzo.net.v1.ModelHold
                 * @instance
                 */
                ModelHold.prototype.reason = "";

                /**
                 * Creates a new ModelHold instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelHold
                 * @static
                 * @param {hanzo.net.v1.ModelHold.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelHold} ModelHold instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelHold.$Shape): hanzo.net.v1.ModelHold & hanzo.net.v1.ModelHold.$Shape;
                 *   (properties?: hanzo.net.v1.ModelHold.$Properties): hanzo.net.v1.ModelHold;
                 * }}
                 */
                ModelHold.create = function(properties) {
                    return new ModelHold(properties);
                };

                /**
                 * Encodes the specified ModelHold message. Does not implicitly {@link hanzo.net.v1.ModelHold.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelHold
                 * @static
                 * @param {hanzo.net.v1.ModelHold.$Properties} message ModelHold message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelHold.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelHold message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelHold
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelHold & hanzo.net.v1.ModelHold.$Shape} ModelHold
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelHold.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelHold();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelHold;
            })();

            v1.ModelRefusal = (function() {

                /**
                 * Properties of a ModelRefusal.
                 * @typedef {Object} hanzo.net.v1.ModelRefusal.$Properties
                 * @property {string} [code] ModelRefusal code
                 * @property {string} [message] ModelRefusal message
                 * @property {number} [retryAfterMs] ModelRefusal retryAfterMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelRefusal.
                 * @memberof hanzo.net.v1
                 * @interface IModelRefusal
                 * @augments hanzo.net.v1.ModelRefusal.$Properties
                 * @deprecated Use hanzo.net.v1.ModelRefusal.$Properties instead.
                 */

                /**
                 * Shape of a ModelRefusal.
                 * @typedef {hanzo.net.v1.ModelRefusal.$Properties} hanzo.net.v1.ModelRefusal.$Shape
                 */

                /**
                 * Constructs a new ModelRefusal.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelRefusal.
                 * @constructor
                 * @param {hanzo.net.v1.ModelRefusal.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelRefusal = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelRefusal code.
                 * @member {string} code
                 * @memberof hanzo.net.v1.ModelRefusal
                 * @instance
                 */
                ModelRefusal.prototype.code = "";

                /**
                 * ModelRefusal message.
                 * @member {string} message
                 * @memberof hanzo.net.v1.ModelRefusal
                 * @instance
                 */
                ModelRefusal.prototype.message = "";

                /**
                 * ModelRefusal retryAfterMs.
                 * @member {number} retryAfterMs
                 * @memberof hanzo.net.v1.ModelRefusal
                 * @instance
                 */
                ModelRefusal.prototype.retryAfterMs = 0;

                /**
                 * Creates a new ModelRefusal instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelRefusal
                 * @static
                 * @param {hanzo.net.v1.ModelRefusal.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelRefusal} ModelRefusal instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelRefusal.$Shape): hanzo.net.v1.ModelRefusal & hanzo.net.v1.ModelRefusal.$Shape;
                 *   (properties?: hanzo.net.v1.ModelRefusal.$Properties): hanzo.net.v1.ModelRefusal;
                 * }}
                 */
                ModelRefusal.create = function(properties) {
                    return new ModelRefusal(properties);
                };

                /**
                 * Encodes the specified ModelRefusal message. Does not implicitly {@link hanzo.net.v1.ModelRefusal.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelRefusal
                 * @static
                 * @param {hanzo.net.v1.ModelRefusal.$Properties} message ModelRefusal message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelRefusal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                    if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.retryAfterMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelRefusal message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelRefusal
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelRefusal & hanzo.net.v1.ModelRefusal.$Shape} ModelRefusal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelRefusal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelRefusal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.retryAfterMs = value;
                                else
                                    delete message.retryAfterMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelRefusal;
            })();

            v1.Frame = (function() {

                /**
                 * Properties of a Frame.
                 * @typedef {Object} hanzo.net.v1.Frame.$Properties
                 * @property {hanzo.net.v1.Hello.$Properties|null} [hello] Frame hello
                 * @property {hanzo.net.v1.Advert.$Properties|null} [advert] Frame advert
                 * @property {hanzo.net.v1.Heartbeat.$Properties|null} [heartbeat] Frame heartbeat
                 * @property {hanzo.net.v1.Drain.$Properties|null} [drain] Frame drain
                 * @property {hanzo.net.v1.Offer.$Properties|null} [offer] Frame offer
                 * @property {hanzo.net.v1.Accept.$Properties|null} [accept] Frame accept
                 * @property {hanzo.net.v1.Decline.$Properties|null} [decline] Frame decline
                 * @property {hanzo.net.v1.Progress.$Properties|null} [progress] Frame progress
                 * @property {hanzo.net.v1.Result.$Properties|null} [result] Frame result
                 * @property {hanzo.net.v1.Failure.$Properties|null} [failure] Frame failure
                 * @property {hanzo.net.v1.Cancel.$Properties|null} [cancel] Frame cancel
                 * @property {hanzo.net.v1.Ping.$Properties|null} [ping] Frame ping
                 * @property {hanzo.net.v1.Pong.$Properties|null} [pong] Frame pong
                 * @property {hanzo.net.v1.RosterDigest.$Properties|null} [rosterDigest] Frame rosterDigest
                 * @property {hanzo.net.v1.Statements.$Properties|null} [statements] Frame statements
                 * @property {hanzo.net.v1.ReachRequest.$Properties|null} [reachRequest] Frame reachRequest
                 * @property {hanzo.net.v1.ReachReport.$Properties|null} [reachReport] Frame reachReport
                 * @property {"hello"|"advert"|"heartbeat"|"drain"|"offer"|"accept"|"decline"|"progress"|"result"|"failure"|"cancel"|"ping"|"pong"|"rosterDigest"|"statements"|"reachRequest"|"reachReport"} [body] Frame body
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Frame.
                 * @memberof hanzo.net.v1
                 * @interface IFrame
                 * @augments hanzo.net.v1.Frame.$Properties
                 * @deprecated Use hanzo.net.v1.Frame.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Frame.
                 * @typedef {{
                 *   hello?: hanzo.net.v1.Hello.$Shape|null;
                 *   advert?: hanzo.net.v1.Advert.$Shape|null;
                 *   heartbeat?: hanzo.net.v1.Heartbeat.$Shape|null;
                 *   drain?: hanzo.net.v1.Drain.$Shape|null;
                 *   offer?: hanzo.net.v1.Offer.$Shape|null;
                 *   accept?: hanzo.net.v1.Accept.$Shape|null;
                 *   decline?: hanzo.net.v1.Decline.$Shape|null;
                 *   progress?: hanzo.net.v1.Progress.$Shape|null;
                 *   result?: hanzo.net.v1.Result.$Shape|null;
                 *   failure?: hanzo.net.v1.Failure.$Shape|null;
                 *   cancel?: hanzo.net.v1.Cancel.$Shape|null;
                 *   ping?: hanzo.net.v1.Ping.$Shape|null;
                 *   pong?: hanzo.net.v1.Pong.$Shape|null;
                 *   rosterDigest?: hanzo.net.v1.RosterDigest.$Shape|null;
                 *   statements?: hanzo.net.v1.Statements.$Shape|null;
                 *   reachRequest?: hanzo.net.v1.ReachRequest.$Shape|null;
                 *   reachReport?: hanzo.net.v1.ReachReport.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "hello"; hello: hanzo.net.v1.Hello.$Shape; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "advert"; hello?: null; advert: hanzo.net.v1.Advert.$Shape; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "heartbeat"; hello?: null; advert?: null; heartbeat: hanzo.net.v1.Heartbeat.$Shape; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "drain"; hello?: null; advert?: null; heartbeat?: null; drain: hanzo.net.v1.Drain.$Shape; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "offer"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer: hanzo.net.v1.Offer.$Shape; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "accept"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept: hanzo.net.v1.Accept.$Shape; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "decline"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline: hanzo.net.v1.Decline.$Shape; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "progress"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress: hanzo.net.v1.Progress.$Shape; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "result"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result: hanzo.net.v1.Result.$Shape; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "failure"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure: hanzo.net.v1.Failure.$Shape; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "cancel"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel: hanzo.net.v1.Cancel.$Shape; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "ping"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping: hanzo.net.v1.Ping.$Shape; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "pong"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong: hanzo.net.v1.Pong.$Shape; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "rosterDigest"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest: hanzo.net.v1.RosterDigest.$Shape; statements?: null; reachRequest?: null; reachReport?: null }|{ body?: "statements"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements: hanzo.net.v1.Statements.$Shape; reachRequest?: null; reachReport?: null }|{ body?: "reachRequest"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest: hanzo.net.v1.ReachRequest.$Shape; reachReport?: null }|{ body?: "reachReport"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null; ping?: null; pong?: null; rosterDigest?: null; statements?: null; reachRequest?: null; reachReport: hanzo.net.v1.ReachReport.$Shape })
                 * )} hanzo.net.v1.Frame.$Shape
                 */

                /**
                 * Constructs a new Frame.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Frame.
                 * @constructor
                 * @param {hanzo.net.v1.Frame.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Frame = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Frame hello.
                 * @member {hanzo.net.v1.Hello|null} hello
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.hello = null;

                /**
                 * Frame advert.
                 * @member {hanzo.net.v1.Advert|null} advert
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.advert = null;

                /**
                 * Frame heartbeat.
                 * @member {hanzo.net.v1.Heartbeat|null} heartbeat
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.heartbeat = null;

                /**
                 * Frame drain.
                 * @member {hanzo.net.v1.Drain|null} drain
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.drain = null;

                /**
                 * Frame offer.
                 * @member {hanzo.net.v1.Offer|null} offer
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.offer = null;

                /**
                 * Frame accept.
                 * @member {hanzo.net.v1.Accept|null} accept
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.accept = null;

                /**
                 * Frame decline.
                 * @member {hanzo.net.v1.Decline|null} decline
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.decline = null;

                /**
                 * Frame progress.
                 * @member {hanzo.net.v1.Progress|null} progress
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.progress = null;

                /**
                 * Frame result.
                 * @member {hanzo.net.v1.Result|null} result
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.result = null;

                /**
                 * Frame failure.
                 * @member {hanzo.net.v1.Failure|null} failure
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.failure = null;

                /**
                 * Frame cancel.
                 * @member {hanzo.net.v1.Cancel|null} cancel
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.cancel = null;

                /**
                 * Frame ping.
                 * @member {hanzo.net.v1.Ping|null} ping
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.ping = null;

                /**
                 * Frame pong.
                 * @member {hanzo.net.v1.Pong|null} pong
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.pong = null;

                /**
                 * Frame rosterDigest.
                 * @member {hanzo.net.v1.RosterDigest|null} rosterDigest
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.rosterDigest = null;

                /**
                 * Frame statements.
                 * @member {hanzo.net.v1.Statements|null} statements
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.statements = null;

                /**
                 * Frame reachRequest.
                 * @member {hanzo.net.v1.ReachRequest|null} reachRequest
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.reachRequest = null;

                /**
                 * Frame reachReport.
                 * @member {hanzo.net.v1.ReachReport|null} reachReport
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                Frame.prototype.reachReport = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Frame body.
                 * @member {"hello"|"advert"|"heartbeat"|"drain"|"offer"|"accept"|"decline"|"progress"|"result"|"failure"|"cancel"|"ping"|"pong"|"rosterDigest"|"statements"|"reachRequest"|"reachReport"|undefined} body
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                $Object.defineProperty(Frame.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["hello", "advert", "heartbeat", "drain", "offer", "accept", "decline", "progress", "result", "failure", "cancel", "ping", "pong", "rosterDigest", "statements", "reachRequest", "reachReport"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Frame instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Frame
                 * @static
                 * @param {hanzo.net.v1.Frame.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Frame} Frame instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Frame.$Shape): hanzo.net.v1.Frame & hanzo.net.v1.Frame.$Shape;
                 *   (properties?: hanzo.net.v1.Frame.$Properties): hanzo.net.v1.Frame;
                 * }}
                 */
                Frame.create = function(properties) {
                    return new Frame(properties);
                };

                /**
                 * Encodes the specified Frame message. Does not implicitly {@link hanzo.net.v1.Frame.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Frame
                 * @static
                 * @param {hanzo.net.v1.Frame.$Properties} message Frame message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Frame.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                        $root.hanzo.net.v1.Hello.encode(message.hello, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.advert != null && $Object.hasOwnProperty.call(message, "advert"))
                        $root.hanzo.net.v1.Advert.encode(message.advert, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.heartbeat != null && $Object.hasOwnProperty.call(message, "heartbeat"))
                        $root.hanzo.net.v1.Heartbeat.encode(message.heartbeat, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.drain != null && $Object.hasOwnProperty.call(message, "drain"))
                        $root.hanzo.net.v1.Drain.encode(message.drain, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.offer != null && $Object.hasOwnProperty.call(message, "offer"))
                        $root.hanzo.net.v1.Offer.encode(message.offer, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.accept != null && $Object.hasOwnProperty.call(message, "accept"))
                        $root.hanzo.net.v1.Accept.encode(message.accept, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.decline != null && $Object.hasOwnProperty.call(message, "decline"))
                        $root.hanzo.net.v1.Decline.encode(message.decline, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                        $root.hanzo.net.v1.Progress.encode(message.progress, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.result != null && $Object.hasOwnProperty.call(message, "result"))
                        $root.hanzo.net.v1.Result.encode(message.result, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                        $root.hanzo.net.v1.Failure.encode(message.failure, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.cancel != null && $Object.hasOwnProperty.call(message, "cancel"))
                        $root.hanzo.net.v1.Cancel.encode(message.cancel, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                    if (message.ping != null && $Object.hasOwnProperty.call(message, "ping"))
                        $root.hanzo.net.v1.Ping.encode(message.ping, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                    if (message.pong != null && $Object.hasOwnProperty.call(message, "pong"))
                        $root.hanzo.net.v1.Pong.encode(message.pong, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                    if (message.rosterDigest != null && $Object.hasOwnProperty.call(message, "rosterDigest"))
                        $root.hanzo.net.v1.RosterDigest.encode(message.rosterDigest, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                    if (message.statements != null && $Object.hasOwnProperty.call(message, "statements"))
                        $root.hanzo.net.v1.Statements.encode(message.statements, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.reachRequest != null && $Object.hasOwnProperty.call(message, "reachRequest"))
                        $root.hanzo.net.v1.ReachRequest.encode(message.reachRequest, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                    if (message.reachReport != null && $Object.hasOwnProperty.call(message, "reachReport"))
                        $root.hanzo.net.v1.ReachReport.encode(message.reachReport, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Frame message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Frame
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Frame & hanzo.net.v1.Frame.$Shape} Frame
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Frame.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Frame();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.hello = $root.hanzo.net.v1.Hello.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                                message.body = "hello";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.advert = $root.hanzo.net.v1.Advert.decode(reader, reader.size(), $undefined, _depth + 1, message.advert);
                                message.body = "advert";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.heartbeat = $root.hanzo.net.v1.Heartbeat.decode(reader, reader.size(), $undefined, _depth + 1, message.heartbeat);
                                message.body = "heartbeat";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.drain = $root.hanzo.net.v1.Drain.decode(reader, reader.size(), $undefined, _depth + 1, message.drain);
                                message.body = "drain";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.offer = $root.hanzo.net.v1.Offer.decode(reader, reader.size(), $undefined, _depth + 1, message.offer);
                                message.body = "offer";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.accept = $root.hanzo.net.v1.Accept.decode(reader, reader.size(), $undefined, _depth + 1, message.accept);
                                message.body = "accept";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.decline = $root.hanzo.net.v1.Decline.decode(reader, reader.size(), $undefined, _depth + 1, message.decline);
                                message.body = "decline";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.progress = $root.hanzo.net.v1.Progress.decode(reader, reader.size(), $undefined, _depth + 1, message.progress);
                                message.body = "progress";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.result = $root.hanzo.net.v1.Result.decode(reader, reader.size(), $undefined, _depth + 1, message.result);
                                message.body = "result";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.failure = $root.hanzo.net.v1.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
                                message.body = "failure";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.cancel = $root.hanzo.net.v1.Cancel.decode(reader, reader.size(), $undefined, _depth + 1, message.cancel);
                                message.body = "cancel";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.ping = $root.hanzo.net.v1.Ping.decode(reader, reader.size(), $undefined, _depth + 1, message.ping);
                                message.body = "ping";
                                continue;
                            }
                        case 13: {
                                if (wireType !== 2)
                                    break;
                                message.pong = $root.hanzo.net.v1.Pong.decode(reader, reader.size(), $undefined, _depth + 1, message.pong);
                                message.body = "pong";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 2)
                                    break;
                                message.rosterDigest = $root.hanzo.net.v1.RosterDigest.decode(reader, reader.size(), $undefined, _depth + 1, message.rosterDigest);
                                message.body = "rosterDigest";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.statements = $root.hanzo.net.v1.Statements.decode(reader, reader.size(), $undefined, _depth + 1, message.statements);
                                message.body = "statements";
                                continue;
                            }
                        case 16: {
                                if (wireType !== 2)
                                    break;
                                message.reachRequest = $root.hanzo.net.v1.ReachRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.reachRequest);
                                message.body = "reachRequest";
                                continue;
                            }
                        case 17: {
                                if (wireType !== 2)
                                    break;
                                message.reachReport = $root.hanzo.net.v1.ReachReport.decode(reader, reader.size(), $undefined, _depth + 1, message.reachReport);
                                message.body = "reachReport";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Frame;
            })();

            /**
             * Role enum.
             * @name hanzo.net.v1.Role
             * @enum {number}
             * @property {number} ROLE_UNSPECIFIED=0 ROLE_UNSPECIFIED value
             * @property {number} ROLE_WORKER=1 ROLE_WORKER value
             * @property {number} ROLE_COORDINATOR=2 ROLE_COORDINATOR value
             * @property {number} ROLE_OBSERVER=3 ROLE_OBSERVER value
             */
            v1.Role = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ROLE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ROLE_WORKER"] = 1;
                values[valuesById[2] = "ROLE_COORDINATOR"] = 2;
                values[valuesById[3] = "ROLE_OBSERVER"] = 3;
                return values;
            })();

            v1.Hello = (function() {

                /**
                 * Properties of a Hello.
                 * @typedef {Object} hanzo.net.v1.Hello.$Properties
                 * @property {number} [minorVersion] Hello minorVersion
                 * @property {string} [software] Hello software
                 * @property {hanzo.net.v1.Role} [role] Hello role
                 * @property {string} [nodeName] Hello nodeName
                 * @property {number} [sentAtMs] Hello sentAtMs
                 * @property {Array.<string>} [capabilities] Hello capabilities
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Hello.
                 * @memberof hanzo.net.v1
                 * @interface IHello
                 * @augments hanzo.net.v1.Hello.$Properties
                 * @deprecated Use hanzo.net.v1.Hello.$Properties instead.
                 */

                /**
                 * Shape of a Hello.
                 * @typedef {hanzo.net.v1.Hello.$Properties} hanzo.net.v1.Hello.$Shape
                 */

                /**
                 * Constructs a new Hello.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Hello.
                 * @constructor
                 * @param {hanzo.net.v1.Hello.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Hello = function (properties) {
                    this.capabilities = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Hello minorVersion.
                 * @member {number} minorVersion
                 * @memberof hanzo.net.v1.Hello
                 * @instance
                 */
                Hello.prototype.minorVersion = 0;

                /**
                 * Hello software.
                 * @member {string} software
                 * @memberof hanzo.net.v1.Hello
                 * @instance
                 */
                Hello.prototype.software = "";

                /**
                 * Hello role.
                 * @member {hanzo.net.v1.Role} role
                 * @memberof hanzo.net.v1.Hello
                 * @instance
                 */
                Hello.prototype.role = 0;

                /**
                 * Hello nodeName.
                 * @member {string} nodeName
                 * @memberof hanzo.net.v1.Hello
                 * @instance
                 */
                Hello.prototype.nodeName = "";

                /**
                 * Hello sentAtMs.
                 * @member {number} sentAtMs
                 * @memberof hanzo.net.v1.Hello
                 * @instance
                 */
                Hello.prototype.sentAtMs = 0;

                /**
                 * Hello capabilities.
                 * @member {Array.<string>} capabilities
                 * @memberof hanzo.net.v1.Hello
                 * @instance
                 */
                Hello.prototype.capabilities = $util.emptyArray;

                /**
                 * Creates a new Hello instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Hello
                 * @static
                 * @param {hanzo.net.v1.Hello.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Hello} Hello instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Hello.$Shape): hanzo.net.v1.Hello & hanzo.net.v1.Hello.$Shape;
                 *   (properties?: hanzo.net.v1.Hello.$Properties): hanzo.net.v1.Hello;
                 * }}
                 */
                Hello.create = function(properties) {
                    return new Hello(properties);
                };

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link hanzo.net.v1.Hello.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Hello
                 * @static
                 * @param {hanzo.net.v1.Hello.$Properties} message Hello message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Hello.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.minorVersion != null && $Object.hasOwnProperty.call(message, "minorVersion") && message.minorVersion !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.minorVersion);
                    if (message.software != null && $Object.hasOwnProperty.call(message, "software") && message.software !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.software);
                    if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).int32(message.role);
                    if (message.nodeName != null && $Object.hasOwnProperty.call(message, "nodeName") && message.nodeName !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.nodeName);
                    if (message.sentAtMs != null && $Object.hasOwnProperty.call(message, "sentAtMs") && (typeof message.sentAtMs === "object" ? message.sentAtMs.low || message.sentAtMs.high : message.sentAtMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.sentAtMs);
                    if (message.capabilities != null && message.capabilities.length)
                        for (let i = 0; i < message.capabilities.length; ++i)
                            writer.uint32(/* id 6, wireType 2 =*/50).string(message.capabilities[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Hello
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Hello & hanzo.net.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Hello.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Hello();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.minorVersion = value;
                                else
                                    delete message.minorVersion;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.software = value;
                                else
                                    delete message.software;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.role = value;
                                else
                                    delete message.role;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.nodeName = value;
                                else
                                    delete message.nodeName;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sentAtMs = value;
                                else
                                    delete message.sentAtMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.capabilities && message.capabilities.length))
                                    message.capabilities = [];
                                message.capabilities.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Hello;
            })();

            v1.Advert = (function() {

                /**
                 * Properties of an Advert.
                 * @typedef {Object} hanzo.net.v1.Advert.$Properties
                 * @property {Array.<hanzo.net.v1.ModelOffer.$Properties>} [models] Advert models
                 * @property {number} [slots] Advert slots
                 * @property {number} [running] Advert running
                 * @property {number} [queued] Advert queued
                 * @property {number} [queueLimit] Advert queueLimit
                 * @property {hanzo.net.v1.WorkerState} [state] Advert state
                 * @property {string} [stateReason] Advert stateReason
                 * @property {Array.<string>} [dataClasses] Advert dataClasses
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Advert.
                 * @memberof hanzo.net.v1
                 * @interface IAdvert
                 * @augments hanzo.net.v1.Advert.$Properties
                 * @deprecated Use hanzo.net.v1.Advert.$Properties instead.
                 */

                /**
                 * Shape of an Advert.
                 * @typedef {hanzo.net.v1.Advert.$Properties} hanzo.net.v1.Advert.$Shape
                 */

                /**
                 * Constructs a new Advert.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents an Advert.
                 * @constructor
                 * @param {hanzo.net.v1.Advert.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Advert = function (properties) {
                    this.models = [];
                    this.dataClasses = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Advert models.
                 * @member {Array.<hanzo.net.v1.ModelOffer>} models
                 * @memberof hanzo.net.v1.Advert
                 * @instance
                 */
                Advert.prototype.models = $util.emptyArray;

                /**
                 * Advert slots.
                 * @member {number} slots
                 * @memberof hanzo.net.v1.Advert
                 * @instance
                 */
                Advert.prototype.slots = 0;

                /**
                 * Advert running.
                 * @member {number} running
                 * @memberof hanzo.net.v1.Advert
                 * @instance
                 */
                Advert.prototype.running = 0;

                /**
                 * Advert queued.
                 * @member {number} queued
                 * @memberof hanzo.net.v1.Advert
                 * @instance
                 */
                Advert.prototype.queued = 0;

                /**
                 * Advert queueLimit.
                 * @member {number} queueLimit
                 * @memberof hanzo.net.v1.Advert
                 * @instance
                 */
                Advert.prototype.queueLimit = 0;

                /**
                 * Advert state.
                 * @member {hanzo.net.v1.WorkerState} state
                 * @memberof hanzo.net.v1.Advert
                 * @instance
                 */
                Advert.prototype.state = 0;

                /**
                 * Advert stateReason.
                 * @member {string} stateReason
                 * @memberof hanzo.net.v1.Advert
                 * @instance
                 */
                Advert.prototype.stateReason = "";

                /**
                 * Advert dataClasses.
                 * @member {Array.<string>} dataClasses
                 * @memberof hanzo.net.v1.Advert
                 * @instance
                 */
                Advert.prototype.dataClasses = $util.emptyArray;

                /**
                 * Creates a new Advert instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Advert
                 * @static
                 * @param {hanzo.net.v1.Advert.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Advert} Advert instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Advert.$Shape): hanzo.net.v1.Advert & hanzo.net.v1.Advert.$Shape;
                 *   (properties?: hanzo.net.v1.Advert.$Properties): hanzo.net.v1.Advert;
                 * }}
                 */
                Advert.create = function(properties) {
                    return new Advert(properties);
                };

                /**
                 * Encodes the specified Advert message. Does not implicitly {@link hanzo.net.v1.Advert.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Advert
                 * @static
                 * @param {hanzo.net.v1.Advert.$Properties} message Advert message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Advert.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.models != null && message.models.length)
                        for (let i = 0; i < message.models.length; ++i)
                            $root.hanzo.net.v1.ModelOffer.encode(message.models[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.slots != null && $Object.hasOwnProperty.call(message, "slots") && message.slots !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.slots);
                    if (message.running != null && $Object.hasOwnProperty.call(message, "running") && message.running !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.running);
                    if (message.queued != null && $Object.hasOwnProperty.call(message, "queued") && message.queued !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.queued);
                    if (message.queueLimit != null && $Object.hasOwnProperty.call(message, "queueLimit") && message.queueLimit !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.queueLimit);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).int32(message.state);
                    if (message.stateReason != null && $Object.hasOwnProperty.call(message, "stateReason") && message.stateReason !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.stateReason);
                    if (message.dataClasses != null && message.dataClasses.length)
                        for (let i = 0; i < message.dataClasses.length; ++i)
                            writer.uint32(/* id 8, wireType 2 =*/66).string(message.dataClasses[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Advert message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Advert
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Advert & hanzo.net.v1.Advert.$Shape} Advert
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Advert.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Advert();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.models && message.models.length))
                                    message.models = [];
                                message.models.push($root.hanzo.net.v1.ModelOffer.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.slots = value;
                                else
                                    delete message.slots;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.running = value;
                                else
                                    delete message.running;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queued = value;
                                else
                                    delete message.queued;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queueLimit = value;
                                else
                                    delete message.queueLimit;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.stateReason = value;
                                else
                                    delete message.stateReason;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.dataClasses && message.dataClasses.length))
                                    message.dataClasses = [];
                                message.dataClasses.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Advert;
            })();

            /**
             * WorkerState enum.
             * @name hanzo.net.v1.WorkerState
             * @enum {number}
             * @property {number} WORKER_STATE_UNSPECIFIED=0 WORKER_STATE_UNSPECIFIED value
             * @property {number} WORKER_STATE_READY=1 WORKER_STATE_READY value
             * @property {number} WORKER_STATE_DRAINING=2 WORKER_STATE_DRAINING value
             * @property {number} WORKER_STATE_UNAVAILABLE=3 WORKER_STATE_UNAVAILABLE value
             * @property {number} WORKER_STATE_PAUSED=4 WORKER_STATE_PAUSED value
             */
            v1.WorkerState = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "WORKER_STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "WORKER_STATE_READY"] = 1;
                values[valuesById[2] = "WORKER_STATE_DRAINING"] = 2;
                values[valuesById[3] = "WORKER_STATE_UNAVAILABLE"] = 3;
                values[valuesById[4] = "WORKER_STATE_PAUSED"] = 4;
                return values;
            })();

            v1.ModelOffer = (function() {

                /**
                 * Properties of a ModelOffer.
                 * @typedef {Object} hanzo.net.v1.ModelOffer.$Properties
                 * @property {string} [name] ModelOffer name
                 * @property {Uint8Array} [sha256] ModelOffer sha256
                 * @property {number} [contextTokens] ModelOffer contextTokens
                 * @property {number} [tokensPerSecond] ModelOffer tokensPerSecond
                 * @property {string} [engine] ModelOffer engine
                 * @property {Array.<hanzo.net.v1.SpeedAt.$Properties>} [speeds] ModelOffer speeds
                 * @property {number} [promptTokensPerSecond] ModelOffer promptTokensPerSecond
                 * @property {number} [loadMs] ModelOffer loadMs
                 * @property {boolean} [resumes] ModelOffer resumes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ModelOffer.
                 * @memberof hanzo.net.v1
                 * @interface IModelOffer
                 * @augments hanzo.net.v1.ModelOffer.$Properties
                 * @deprecated Use hanzo.net.v1.ModelOffer.$Properties instead.
                 */

                /**
                 * Shape of a ModelOffer.
                 * @typedef {hanzo.net.v1.ModelOffer.$Properties} hanzo.net.v1.ModelOffer.$Shape
                 */

                /**
                 * Constructs a new ModelOffer.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ModelOffer.
                 * @constructor
                 * @param {hanzo.net.v1.ModelOffer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ModelOffer = function (properties) {
                    this.speeds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ModelOffer name.
                 * @member {string} name
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.name = "";

                /**
                 * ModelOffer sha256.
                 * @member {Uint8Array} sha256
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.sha256 = $util.newBuffer([]);

                /**
                 * ModelOffer contextTokens.
                 * @member {number} contextTokens
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.contextTokens = 0;

                /**
                 * ModelOffer tokensPerSecond.
                 * @member {number} tokensPerSecond
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.tokensPerSecond = 0;

                /**
                 * ModelOffer engine.
                 * @member {string} engine
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.engine = "";

                /**
                 * ModelOffer speeds.
                 * @member {Array.<hanzo.net.v1.SpeedAt>} speeds
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.speeds = $util.emptyArray;

                /**
                 * ModelOffer promptTokensPerSecond.
                 * @member {number} promptTokensPerSecond
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.promptTokensPerSecond = 0;

                /**
                 * ModelOffer loadMs.
                 * @member {number} loadMs
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.loadMs = 0;

                /**
                 * ModelOffer resumes.
                 * @member {boolean} resumes
                 * @memberof hanzo.net.v1.ModelOffer
                 * @instance
                 */
                ModelOffer.prototype.resumes = false;

                /**
                 * Creates a new ModelOffer instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ModelOffer
                 * @static
                 * @param {hanzo.net.v1.ModelOffer.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ModelOffer} ModelOffer instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ModelOffer.$Shape): hanzo.net.v1.ModelOffer & hanzo.net.v1.ModelOffer.$Shape;
                 *   (properties?: hanzo.net.v1.ModelOffer.$Properties): hanzo.net.v1.ModelOffer;
                 * }}
                 */
                ModelOffer.create = function(properties) {
                    return new ModelOffer(properties);
                };

                /**
                 * Encodes the specified ModelOffer message. Does not implicitly {@link hanzo.net.v1.ModelOffer.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ModelOffer
                 * @static
                 * @param {hanzo.net.v1.ModelOffer.$Properties} message ModelOffer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ModelOffer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.sha256);
                    if (message.contextTokens != null && $Object.hasOwnProperty.call(message, "contextTokens") && message.contextTokens !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.contextTokens);
                    if (message.tokensPerSecond != null && $Object.hasOwnProperty.call(message, "tokensPerSecond") && !$Object.is(message.tokensPerSecond, 0))
                        writer.uint32(/* id 4, wireType 1 =*/33).double(message.tokensPerSecond);
                    if (message.engine != null && $Object.hasOwnProperty.call(message, "engine") && message.engine !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.engine);
                    if (message.speeds != null && message.speeds.length)
                        for (let i = 0; i < message.speeds.length; ++i)
                            $root.hanzo.net.v1.SpeedAt.encode(message.speeds[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.promptTokensPerSecond != null && $Object.hasOwnProperty.call(message, "promptTokensPerSecond") && !$Object.is(message.promptTokensPerSecond, 0))
                        writer.uint32(/* id 7, wireType 1 =*/57).double(message.promptTokensPerSecond);
                    if (message.loadMs != null && $Object.hasOwnProperty.call(message, "loadMs") && message.loadMs !== 0)
                        writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.loadMs);
                    if (message.resumes != null && $Object.hasOwnProperty.call(message, "resumes") && message.resumes !== false)
                        writer.uint32(/* id 9, wireType 0 =*/72).bool(message.resumes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ModelOffer message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ModelOffer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ModelOffer & hanzo.net.v1.ModelOffer.$Shape} ModelOffer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ModelOffer.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ModelOffer();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.sha256 = value;
                                else
                                    delete message.sha256;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.contextTokens = value;
                                else
                                    delete message.contextTokens;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.tokensPerSecond = value;
                                else
                                    delete message.tokensPerSecond;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.engine = value;
                                else
                                    delete message.engine;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.speeds && message.speeds.length))
                                    message.speeds = [];
                                message.speeds.push($root.hanzo.net.v1.SpeedAt.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.promptTokensPerSecond = value;
                                else
                                    delete message.promptTokensPerSecond;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.loadMs = value;
                                else
                                    delete message.loadMs;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.resumes = value;
                                else
                                    delete message.resumes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ModelOffer;
            })();

            v1.SpeedAt = (function() {

                /**
                 * Properties of a SpeedAt.
                 * @typedef {Object} hanzo.net.v1.SpeedAt.$Properties
                 * @property {number} [concurrent] SpeedAt concurrent
                 * @property {number} [tokensPerSecond] SpeedAt tokensPerSecond
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SpeedAt.
                 * @memberof hanzo.net.v1
                 * @interface ISpeedAt
                 * @augments hanzo.net.v1.SpeedAt.$Properties
                 * @deprecated Use hanzo.net.v1.SpeedAt.$Properties instead.
                 */

                /**
                 * Shape of a SpeedAt.
                 * @typedef {hanzo.net.v1.SpeedAt.$Properties} hanzo.net.v1.SpeedAt.$Shape
                 */

                /**
                 * Constructs a new SpeedAt.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a SpeedAt.
                 * @constructor
                 * @param {hanzo.net.v1.SpeedAt.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SpeedAt = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SpeedAt concurrent.
                 * @member {number} concurrent
                 * @memberof hanzo.net.v1.SpeedAt
                 * @instance
                 */
                SpeedAt.prototype.concurrent = 0;

                /**
                 * SpeedAt tokensPerSecond.
                 * @member {number} tokensPerSecond
                 * @memberof hanzo.net.v1.SpeedAt
                 * @instance
                 */
                SpeedAt.prototype.tokensPerSecond = 0;

                /**
                 * Creates a new SpeedAt instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.SpeedAt
                 * @static
                 * @param {hanzo.net.v1.SpeedAt.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.SpeedAt} SpeedAt instance
                 * @type {{
                 *   (properties: hanzo.net.v1.SpeedAt.$Shape): hanzo.net.v1.SpeedAt & hanzo.net.v1.SpeedAt.$Shape;
                 *   (properties?: hanzo.net.v1.SpeedAt.$Properties): hanzo.net.v1.SpeedAt;
                 * }}
                 */
                SpeedAt.create = function(properties) {
                    return new SpeedAt(properties);
                };

                /**
                 * Encodes the specified SpeedAt message. Does not implicitly {@link hanzo.net.v1.SpeedAt.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.SpeedAt
                 * @static
                 * @param {hanzo.net.v1.SpeedAt.$Properties} message SpeedAt message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SpeedAt.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.concurrent != null && $Object.hasOwnProperty.call(message, "concurrent") && message.concurrent !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.concurrent);
                    if (message.tokensPerSecond != null && $Object.hasOwnProperty.call(message, "tokensPerSecond") && !$Object.is(message.tokensPerSecond, 0))
                        writer.uint32(/* id 2, wireType 1 =*/17).double(message.tokensPerSecond);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SpeedAt message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.SpeedAt
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.SpeedAt & hanzo.net.v1.SpeedAt.$Shape} SpeedAt
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SpeedAt.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.SpeedAt();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.concurrent = value;
                                else
                                    delete message.concurrent;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.tokensPerSecond = value;
                                else
                                    delete message.tokensPerSecond;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SpeedAt;
            })();

            v1.Heartbeat = (function() {

                /**
                 * Properties of a Heartbeat.
                 * @typedef {Object} hanzo.net.v1.Heartbeat.$Properties
                 * @property {number} [sequence] Heartbeat sequence
                 * @property {Array.<string>} [aliveAttemptIds] Heartbeat aliveAttemptIds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Heartbeat.
                 * @memberof hanzo.net.v1
                 * @interface IHeartbeat
                 * @augments hanzo.net.v1.Heartbeat.$Properties
                 * @deprecated Use hanzo.net.v1.Heartbeat.$Properties instead.
                 */

                /**
                 * Shape of a Heartbeat.
                 * @typedef {hanzo.net.v1.Heartbeat.$Properties} hanzo.net.v1.Heartbeat.$Shape
                 */

                /**
                 * Constructs a new Heartbeat.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Heartbeat.
                 * @constructor
                 * @param {hanzo.net.v1.Heartbeat.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Heartbeat = function (properties) {
                    this.aliveAttemptIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Heartbeat sequence.
                 * @member {number} sequence
                 * @memberof hanzo.net.v1.Heartbeat
                 * @instance
                 */
                Heartbeat.prototype.sequence = 0;

                /**
                 * Heartbeat aliveAttemptIds.
                 * @member {Array.<string>} aliveAttemptIds
                 * @memberof hanzo.net.v1.Heartbeat
                 * @instance
                 */
                Heartbeat.prototype.aliveAttemptIds = $util.emptyArray;

                /**
                 * Creates a new Heartbeat instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Heartbeat
                 * @static
                 * @param {hanzo.net.v1.Heartbeat.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Heartbeat} Heartbeat instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Heartbeat.$Shape): hanzo.net.v1.Heartbeat & hanzo.net.v1.Heartbeat.$Shape;
                 *   (properties?: hanzo.net.v1.Heartbeat.$Properties): hanzo.net.v1.Heartbeat;
                 * }}
                 */
                Heartbeat.create = function(properties) {
                    return new Heartbeat(properties);
                };

                /**
                 * Encodes the specified Heartbeat message. Does not implicitly {@link hanzo.net.v1.Heartbeat.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Heartbeat
                 * @static
                 * @param {hanzo.net.v1.Heartbeat.$Properties} message Heartbeat message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Heartbeat.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                    if (message.aliveAttemptIds != null && message.aliveAttemptIds.length)
                        for (let i = 0; i < message.aliveAttemptIds.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).string(message.aliveAttemptIds[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Heartbeat message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Heartbeat
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Heartbeat & hanzo.net.v1.Heartbeat.$Shape} Heartbeat
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Heartbeat.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Heartbeat();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.aliveAttemptIds && message.aliveAttemptIds.length))
                                    message.aliveAttemptIds = [];
                                message.aliveAttemptIds.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Heartbeat;
            })();

            v1.Drain = (function() {

                /**
                 * Properties of a Drain.
                 * @typedef {Object} hanzo.net.v1.Drain.$Properties
                 * @property {string} [reason] Drain reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Drain.
                 * @memberof hanzo.net.v1
                 * @interface IDrain
                 * @augments hanzo.net.v1.Drain.$Properties
                 * @deprecated Use hanzo.net.v1.Drain.$Properties instead.
                 */

                /**
                 * Shape of a Drain.
                 * @typedef {hanzo.net.v1.Drain.$Properties} hanzo.net.v1.Drain.$Shape
                 */

                /**
                 * Constructs a new Drain.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Drain.
                 * @constructor
                 * @param {hanzo.net.v1.Drain.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Drain = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Drain reason.
                 * @member {string} reason
                 * @memberof hanzo.net.v1.Drain
                 * @instance
                 */
                Drain.prototype.reason = "";

                /**
                 * Creates a new Drain instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Drain
                 * @static
                 * @param {hanzo.net.v1.Drain.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Drain} Drain instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Drain.$Shape): hanzo.net.v1.Drain & hanzo.net.v1.Drain.$Shape;
                 *   (properties?: hanzo.net.v1.Drain.$Properties): hanzo.net.v1.Drain;
                 * }}
                 */
                Drain.create = function(properties) {
                    return new Drain(properties);
                };

                /**
                 * Encodes the specified Drain message. Does not implicitly {@link hanzo.net.v1.Drain.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Drain
                 * @static
                 * @param {hanzo.net.v1.Drain.$Properties} message Drain message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Drain.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Drain message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Drain
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Drain & hanzo.net.v1.Drain.$Shape} Drain
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Drain.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Drain();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Drain;
            })();

            v1.Offer = (function() {

                /**
                 * Properties of an Offer.
                 * @typedef {Object} hanzo.net.v1.Offer.$Properties
                 * @property {string} [taskId] Offer taskId
                 * @property {string} [attemptId] Offer attemptId
                 * @property {string} [model] Offer model
                 * @property {string} [system] Offer system
                 * @property {string} [prompt] Offer prompt
                 * @property {string} [jsonSchema] Offer jsonSchema
                 * @property {number} [maxOutputTokens] Offer maxOutputTokens
                 * @property {hanzo.net.v1.Sampling.$Properties} [sampling] Offer sampling
                 * @property {number} [timeoutMs] Offer timeoutMs
                 * @property {Array.<string>} [stop] Offer stop
                 * @property {string} [dataClass] Offer dataClass
                 * @property {string} [resumeText] Offer resumeText
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Offer.
                 * @memberof hanzo.net.v1
                 * @interface IOffer
                 * @augments hanzo.net.v1.Offer.$Properties
                 * @deprecated Use hanzo.net.v1.Offer.$Properties instead.
                 */

                /**
                 * Shape of an Offer.
                 * @typedef {hanzo.net.v1.Offer.$Properties} hanzo.net.v1.Offer.$Shape
                 */

                /**
                 * Constructs a new Offer.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents an Offer.
                 * @constructor
                 * @param {hanzo.net.v1.Offer.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Offer = function (properties) {
                    this.stop = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Offer taskId.
                 * @member {string} taskId
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.taskId = "";

                /**
                 * Offer attemptId.
                 * @member {string} attemptId
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.attemptId = "";

                /**
                 * Offer model.
                 * @member {string} model
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.model = "";

                /**
                 * Offer system.
                 * @member {string} system
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.system = "";

                /**
                 * Offer prompt.
                 * @member {string} prompt
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.prompt = "";

                /**
                 * Offer jsonSchema.
                 * @member {string} jsonSchema
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.jsonSchema = "";

                /**
                 * Offer maxOutputTokens.
                 * @member {number} maxOutputTokens
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.maxOutputTokens = 0;

                /**
                 * Offer sampling.
                 * @member {hanzo.net.v1.Sampling} sampling
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.sampling = null;

                /**
                 * Offer timeoutMs.
                 * @member {number} timeoutMs
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.timeoutMs = 0;

                /**
                 * Offer stop.
                 * @member {Array.<string>} stop
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.stop = $util.emptyArray;

                /**
                 * Offer dataClass.
                 * @member {string} dataClass
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.dataClass = "";

                /**
                 * Offer resumeText.
                 * @member {string} resumeText
                 * @memberof hanzo.net.v1.Offer
                 * @instance
                 */
                Offer.prototype.resumeText = "";

                /**
                 * Creates a new Offer instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Offer
                 * @static
                 * @param {hanzo.net.v1.Offer.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Offer} Offer instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Offer.$Shape): hanzo.net.v1.Offer & hanzo.net.v1.Offer.$Shape;
                 *   (properties?: hanzo.net.v1.Offer.$Properties): hanzo.net.v1.Offer;
                 * }}
                 */
                Offer.create = function(properties) {
                    return new Offer(properties);
                };

                /**
                 * Encodes the specified Offer message. Does not implicitly {@link hanzo.net.v1.Offer.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Offer
                 * @static
                 * @param {hanzo.net.v1.Offer.$Properties} message Offer message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Offer.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.taskId);
                    if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId") && message.attemptId !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.attemptId);
                    if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.model);
                    if (message.system != null && $Object.hasOwnProperty.call(message, "system") && message.system !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.system);
                    if (message.prompt != null && $Object.hasOwnProperty.call(message, "prompt") && message.prompt !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.prompt);
                    if (message.jsonSchema != null && $Object.hasOwnProperty.call(message, "jsonSchema") && message.jsonSchema !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.jsonSchema);
                    if (message.maxOutputTokens != null && $Object.hasOwnProperty.call(message, "maxOutputTokens") && message.maxOutputTokens !== 0)
                        writer.uint32(/* id 7, wireType 0 =*/56).uint32(message.maxOutputTokens);
                    if (message.sampling != null && $Object.hasOwnProperty.call(message, "sampling"))
                        $root.hanzo.net.v1.Sampling.encode(message.sampling, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs") && message.timeoutMs !== 0)
                        writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.timeoutMs);
                    if (message.stop != null && message.stop.length)
                        for (let i = 0; i < message.stop.length; ++i)
                            writer.uint32(/* id 10, wireType 2 =*/82).string(message.stop[i]);
                    if (message.dataClass != null && $Object.hasOwnProperty.call(message, "dataClass") && message.dataClass !== "")
                        writer.uint32(/* id 11, wireType 2 =*/90).string(message.dataClass);
                    if (message.resumeText != null && $Object.hasOwnProperty.call(message, "resumeText") && message.resumeText !== "")
                        writer.uint32(/* id 12, wireType 2 =*/98).string(message.resumeText);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Offer message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Offer
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Offer & hanzo.net.v1.Offer.$Shape} Offer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Offer.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Offer();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.taskId = value;
                                else
                                    delete message.taskId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.attemptId = value;
                                else
                                    delete message.attemptId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.model = value;
                                else
                                    delete message.model;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.system = value;
                                else
                                    delete message.system;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.prompt = value;
                                else
                                    delete message.prompt;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.jsonSchema = value;
                                else
                                    delete message.jsonSchema;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxOutputTokens = value;
                                else
                                    delete message.maxOutputTokens;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.sampling = $root.hanzo.net.v1.Sampling.decode(reader, reader.size(), $undefined, _depth + 1, message.sampling);
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.timeoutMs = value;
                                else
                                    delete message.timeoutMs;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.stop && message.stop.length))
                                    message.stop = [];
                                message.stop.push(reader.stringVerify());
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.dataClass = value;
                                else
                                    delete message.dataClass;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.resumeText = value;
                                else
                                    delete message.resumeText;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Offer;
            })();

            v1.Sampling = (function() {

                /**
                 * Properties of a Sampling.
                 * @typedef {Object} hanzo.net.v1.Sampling.$Properties
                 * @property {number|null} [temperature] Sampling temperature
                 * @property {number|null} [seed] Sampling seed
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Sampling.
                 * @memberof hanzo.net.v1
                 * @interface ISampling
                 * @augments hanzo.net.v1.Sampling.$Properties
                 * @deprecated Use hanzo.net.v1.Sampling.$Properties instead.
                 */

                /**
                 * Shape of a Sampling.
                 * @typedef {hanzo.net.v1.Sampling.$Properties} hanzo.net.v1.Sampling.$Shape
                 */

                /**
                 * Constructs a new Sampling.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Sampling.
                 * @constructor
                 * @param {hanzo.net.v1.Sampling.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Sampling = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Sampling temperature.
                 * @member {number|null} temperature
                 * @memberof hanzo.net.v1.Sampling
                 * @instance
                 */
                Sampling.prototype.temperature = null;

                /**
                 * Sampling seed.
                 * @member {number|null} seed
                 * @memberof hanzo.net.v1.Sampling
                 * @instance
                 */
                Sampling.prototype.seed = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Sampling.prototype, "_temperature", {
                    get: $util.oneOfGetter($oneOfFields = ["temperature"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Sampling.prototype, "_seed", {
                    get: $util.oneOfGetter($oneOfFields = ["seed"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new Sampling instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Sampling
                 * @static
                 * @param {hanzo.net.v1.Sampling.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Sampling} Sampling instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Sampling.$Shape): hanzo.net.v1.Sampling & hanzo.net.v1.Sampling.$Shape;
                 *   (properties?: hanzo.net.v1.Sampling.$Properties): hanzo.net.v1.Sampling;
                 * }}
                 */
                Sampling.create = function(properties) {
                    return new Sampling(properties);
                };

                /**
                 * Encodes the specified Sampling message. Does not implicitly {@link hanzo.net.v1.Sampling.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Sampling
                 * @static
                 * @param {hanzo.net.v1.Sampling.$Properties} message Sampling message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Sampling.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.temperature != null && $Object.hasOwnProperty.call(message, "temperature"))
                        writer.uint32(/* id 1, wireType 1 =*/9).double(message.temperature);
                    if (message.seed != null && $Object.hasOwnProperty.call(message, "seed"))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.seed);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Sampling message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Sampling
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Sampling & hanzo.net.v1.Sampling.$Shape} Sampling
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Sampling.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Sampling();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                message.temperature = reader.double();
                                message._temperature = "temperature";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                message.seed = $number(reader.uint64());
                                message._seed = "seed";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Sampling;
            })();

            v1.Accept = (function() {

                /**
                 * Properties of an Accept.
                 * @typedef {Object} hanzo.net.v1.Accept.$Properties
                 * @property {string} [attemptId] Accept attemptId
                 * @property {number} [queuePosition] Accept queuePosition
                 * @property {string} [model] Accept model
                 * @property {boolean} [resumes] Accept resumes
                 * @property {Uint8Array} [modelSha256] Accept modelSha256
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Accept.
                 * @memberof hanzo.net.v1
                 * @interface IAccept
                 * @augments hanzo.net.v1.Accept.$Properties
                 * @deprecated Use hanzo.net.v1.Accept.$Properties instead.
                 */

                /**
                 * Shape of an Accept.
                 * @typedef {hanzo.net.v1.Accept.$Properties} hanzo.net.v1.Accept.$Shape
                 */

                /**
                 * Constructs a new Accept.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents an Accept.
                 * @constructor
                 * @param {hanzo.net.v1.Accept.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Accept = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Accept attemptId.
                 * @member {string} attemptId
                 * @memberof hanzo.net.v1.Accept
                 * @instance
                 */
                Accept.prototype.attemptId = "";

                /**
                 * Accept queuePosition.
                 * @member {number} queuePosition
                 * @memberof hanzo.net.v1.Accept
                 * @instance
                 */
                Accept.prototype.queuePosition = 0;

                /**
                 * Accept model.
                 * @member {string} model
                 * @memberof hanzo.net.v1.Accept
                 * @instance
                 */
                Accept.prototype.model = "";

                /**
                 * Accept resumes.
                 * @member {boolean} resumes
                 * @memberof hanzo.net.v1.Accept
                 * @instance
                 */
                Accept.prototype.resumes = false;

                /**
                 * Accept modelSha256.
                 * @member {Uint8Array} modelSha256
                 * @memberof hanzo.net.v1.Accept
                 * @instance
                 */
                Accept.prototype.modelSha256 = $util.newBuffer([]);

                /**
                 * Creates a new Accept instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Accept
                 * @static
                 * @param {hanzo.net.v1.Accept.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Accept} Accept instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Accept.$Shape): hanzo.net.v1.Accept & hanzo.net.v1.Accept.$Shape;
                 *   (properties?: hanzo.net.v1.Accept.$Properties): hanzo.net.v1.Accept;
                 * }}
                 */
                Accept.create = function(properties) {
                    return new Accept(properties);
                };

                /**
                 * Encodes the specified Accept message. Does not implicitly {@link hanzo.net.v1.Accept.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Accept
                 * @static
                 * @param {hanzo.net.v1.Accept.$Properties} message Accept message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Accept.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId") && message.attemptId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.attemptId);
                    if (message.queuePosition != null && $Object.hasOwnProperty.call(message, "queuePosition") && message.queuePosition !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.queuePosition);
                    if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.model);
                    if (message.resumes != null && $Object.hasOwnProperty.call(message, "resumes") && message.resumes !== false)
                        writer.uint32(/* id 4, wireType 0 =*/32).bool(message.resumes);
                    if (message.modelSha256 != null && $Object.hasOwnProperty.call(message, "modelSha256") && message.modelSha256.length)
                        writer.uint32(/* id 5, wireType 2 =*/42).bytes(message.modelSha256);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Accept message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Accept
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Accept & hanzo.net.v1.Accept.$Shape} Accept
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Accept.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Accept();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.attemptId = value;
                                else
                                    delete message.attemptId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queuePosition = value;
                                else
                                    delete message.queuePosition;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.model = value;
                                else
                                    delete message.model;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.resumes = value;
                                else
                                    delete message.resumes;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.modelSha256 = value;
                                else
                                    delete message.modelSha256;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Accept;
            })();

            v1.Decline = (function() {

                /**
                 * Properties of a Decline.
                 * @typedef {Object} hanzo.net.v1.Decline.$Properties
                 * @property {string} [attemptId] Decline attemptId
                 * @property {string} [reason] Decline reason
                 * @property {number} [retryAfterMs] Decline retryAfterMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Decline.
                 * @memberof hanzo.net.v1
                 * @interface IDecline
                 * @augments hanzo.net.v1.Decline.$Properties
                 * @deprecated Use hanzo.net.v1.Decline.$Properties instead.
                 */

                /**
                 * Shape of a Decline.
                 * @typedef {hanzo.net.v1.Decline.$Properties} hanzo.net.v1.Decline.$Shape
                 */

                /**
                 * Constructs a new Decline.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Decline.
                 * @constructor
                 * @param {hanzo.net.v1.Decline.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Decline = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Decline attemptId.
                 * @member {string} attemptId
                 * @memberof hanzo.net.v1.Decline
                 * @instance
                 */
                Decline.prototype.attemptId = "";

                /**
                 * Decline reason.
                 * @member {string} reason
                 * @memberof hanzo.net.v1.Decline
                 * @instance
                 */
                Decline.prototype.reason = "";

                /**
                 * Decline retryAfterMs.
                 * @member {number} retryAfterMs
                 * @memberof hanzo.net.v1.Decline
                 * @instance
                 */
                Decline.prototype.retryAfterMs = 0;

                /**
                 * Creates a new Decline instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Decline
                 * @static
                 * @param {hanzo.net.v1.Decline.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Decline} Decline instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Decline.$Shape): hanzo.net.v1.Decline & hanzo.net.v1.Decline.$Shape;
                 *   (properties?: hanzo.net.v1.Decline.$Properties): hanzo.net.v1.Decline;
                 * }}
                 */
                Decline.create = function(properties) {
                    return new Decline(properties);
                };

                /**
                 * Encodes the specified Decline message. Does not implicitly {@link hanzo.net.v1.Decline.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Decline
                 * @static
                 * @param {hanzo.net.v1.Decline.$Properties} message Decline message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Decline.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId") && message.attemptId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.attemptId);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.reason);
                    if (message.retryAfterMs != null && $Object.hasOwnProperty.call(message, "retryAfterMs") && message.retryAfterMs !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.retryAfterMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Decline message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Decline
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Decline & hanzo.net.v1.Decline.$Shape} Decline
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Decline.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Decline();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.attemptId = value;
                                else
                                    delete message.attemptId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.retryAfterMs = value;
                                else
                                    delete message.retryAfterMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Decline;
            })();

            v1.Progress = (function() {

                /**
                 * Properties of a Progress.
                 * @typedef {Object} hanzo.net.v1.Progress.$Properties
                 * @property {string} [attemptId] Progress attemptId
                 * @property {number} [offset] Progress offset
                 * @property {string} [text] Progress text
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Progress.
                 * @memberof hanzo.net.v1
                 * @interface IProgress
                 * @augments hanzo.net.v1.Progress.$Properties
                 * @deprecated Use hanzo.net.v1.Progress.$Properties instead.
                 */

                /**
                 * Shape of a Progress.
                 * @typedef {hanzo.net.v1.Progress.$Properties} hanzo.net.v1.Progress.$Shape
                 */

                /**
                 * Constructs a new Progress.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Progress.
                 * @constructor
                 * @param {hanzo.net.v1.Progress.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Progress = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Progress attemptId.
                 * @member {string} attemptId
                 * @memberof hanzo.net.v1.Progress
                 * @instance
                 */
                Progress.prototype.attemptId = "";

                /**
                 * Progress offset.
                 * @member {number} offset
                 * @memberof hanzo.net.v1.Progress
                 * @instance
                 */
                Progress.prototype.offset = 0;

                /**
                 * Progress text.
                 * @member {string} text
                 * @memberof hanzo.net.v1.Progress
                 * @instance
                 */
                Progress.prototype.text = "";

                /**
                 * Creates a new Progress instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Progress
                 * @static
                 * @param {hanzo.net.v1.Progress.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Progress} Progress instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Progress.$Shape): hanzo.net.v1.Progress & hanzo.net.v1.Progress.$Shape;
                 *   (properties?: hanzo.net.v1.Progress.$Properties): hanzo.net.v1.Progress;
                 * }}
                 */
                Progress.create = function(properties) {
                    return new Progress(properties);
                };

                /**
                 * Encodes the specified Progress message. Does not implicitly {@link hanzo.net.v1.Progress.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Progress
                 * @static
                 * @param {hanzo.net.v1.Progress.$Properties} message Progress message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Progress.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId") && message.attemptId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.attemptId);
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && message.offset !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.offset);
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.text);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Progress message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Progress
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Progress & hanzo.net.v1.Progress.$Shape} Progress
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Progress.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Progress();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.attemptId = value;
                                else
                                    delete message.attemptId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.text = value;
                                else
                                    delete message.text;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Progress;
            })();

            /**
             * Finish enum.
             * @name hanzo.net.v1.Finish
             * @enum {number}
             * @property {number} FINISH_UNSPECIFIED=0 FINISH_UNSPECIFIED value
             * @property {number} FINISH_STOP=1 FINISH_STOP value
             * @property {number} FINISH_LENGTH=2 FINISH_LENGTH value
             */
            v1.Finish = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "FINISH_UNSPECIFIED"] = 0;
                values[valuesById[1] = "FINISH_STOP"] = 1;
                values[valuesById[2] = "FINISH_LENGTH"] = 2;
                return values;
            })();

            v1.Result = (function() {

                /**
                 * Properties of a Result.
                 * @typedef {Object} hanzo.net.v1.Result.$Properties
                 * @property {string} [attemptId] Result attemptId
                 * @property {hanzo.net.v1.Finish} [finish] Result finish
                 * @property {string} [text] Result text
                 * @property {hanzo.net.v1.Usage.$Properties} [usage] Result usage
                 * @property {hanzo.net.v1.Timings.$Properties} [timings] Result timings
                 * @property {string} [model] Result model
                 * @property {Uint8Array} [modelSha256] Result modelSha256
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Result.
                 * @memberof hanzo.net.v1
                 * @interface IResult
                 * @augments hanzo.net.v1.Result.$Properties
                 * @deprecated Use hanzo.net.v1.Result.$Properties instead.
                 */

                /**
                 * Shape of a Result.
                 * @typedef {hanzo.net.v1.Result.$Properties} hanzo.net.v1.Result.$Shape
                 */

                /**
                 * Constructs a new Result.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Result.
                 * @constructor
                 * @param {hanzo.net.v1.Result.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Result = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Result attemptId.
                 * @member {string} attemptId
                 * @memberof hanzo.net.v1.Result
                 * @instance
                 */
                Result.prototype.attemptId = "";

                /**
                 * Result finish.
                 * @member {hanzo.net.v1.Finish} finish
                 * @memberof hanzo.net.v1.Result
                 * @instance
                 */
                Result.prototype.finish = 0;

                /**
                 * Result text.
                 * @member {string} text
                 * @memberof hanzo.net.v1.Result
                 * @instance
                 */
                Result.prototype.text = "";

                /**
                 * Result usage.
                 * @member {hanzo.net.v1.Usage} usage
                 * @memberof hanzo.net.v1.Result
                 * @instance
                 */
                Result.prototype.usage = null;

                /**
                 * Result timings.
                 * @member {hanzo.net.v1.Timings} timings
                 * @memberof hanzo.net.v1.Result
                 * @instance
                 */
                Result.prototype.timings = null;

                /**
                 * Result model.
                 * @member {string} model
                 * @memberof hanzo.net.v1.Result
                 * @instance
                 */
                Result.prototype.model = "";

                /**
                 * Result modelSha256.
                 * @member {Uint8Array} modelSha256
                 * @memberof hanzo.net.v1.Result
                 * @instance
                 */
                Result.prototype.modelSha256 = $util.newBuffer([]);

                /**
                 * Creates a new Result instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Result
                 * @static
                 * @param {hanzo.net.v1.Result.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Result} Result instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Result.$Shape): hanzo.net.v1.Result & hanzo.net.v1.Result.$Shape;
                 *   (properties?: hanzo.net.v1.Result.$Properties): hanzo.net.v1.Result;
                 * }}
                 */
                Result.create = function(properties) {
                    return new Result(properties);
                };

                /**
                 * Encodes the specified Result message. Does not implicitly {@link hanzo.net.v1.Result.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Result
                 * @static
                 * @param {hanzo.net.v1.Result.$Properties} message Result message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Result.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId") && message.attemptId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.attemptId);
                    if (message.finish != null && $Object.hasOwnProperty.call(message, "finish") && message.finish !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.finish);
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.text);
                    if (message.usage != null && $Object.hasOwnProperty.call(message, "usage"))
                        $root.hanzo.net.v1.Usage.encode(message.usage, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.timings != null && $Object.hasOwnProperty.call(message, "timings"))
                        $root.hanzo.net.v1.Timings.encode(message.timings, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.model != null && $Object.hasOwnProperty.call(message, "model") && message.model !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.model);
                    if (message.modelSha256 != null && $Object.hasOwnProperty.call(message, "modelSha256") && message.modelSha256.length)
                        writer.uint32(/* id 7, wireType 2 =*/58).bytes(message.modelSha256);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Result message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Result
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Result & hanzo.net.v1.Result.$Shape} Result
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Result.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Result();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.attemptId = value;
                                else
                                    delete message.attemptId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.finish = value;
                                else
                                    delete message.finish;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.text = value;
                                else
                                    delete message.text;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.usage = $root.hanzo.net.v1.Usage.decode(reader, reader.size(), $undefined, _depth + 1, message.usage);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.timings = $root.hanzo.net.v1.Timings.decode(reader, reader.size(), $undefined, _depth + 1, message.timings);
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.model = value;
                                else
                                    delete message.model;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.modelSha256 = value;
                                else
                                    delete message.modelSha256;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Result;
            })();

            v1.Usage = (function() {

                /**
                 * Properties of a Usage.
                 * @typedef {Object} hanzo.net.v1.Usage.$Properties
                 * @property {number} [inputTokens] Usage inputTokens
                 * @property {number} [cachedInputTokens] Usage cachedInputTokens
                 * @property {number} [outputTokens] Usage outputTokens
                 * @property {number} [reasoningTokens] Usage reasoningTokens
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Usage.
                 * @memberof hanzo.net.v1
                 * @interface IUsage
                 * @augments hanzo.net.v1.Usage.$Properties
                 * @deprecated Use hanzo.net.v1.Usage.$Properties instead.
                 */

                /**
                 * Shape of a Usage.
                 * @typedef {hanzo.net.v1.Usage.$Properties} hanzo.net.v1.Usage.$Shape
                 */

                /**
                 * Constructs a new Usage.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Usage.
                 * @constructor
                 * @param {hanzo.net.v1.Usage.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Usage = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Usage inputTokens.
                 * @member {number} inputTokens
                 * @memberof hanzo.net.v1.Usage
                 * @instance
                 */
                Usage.prototype.inputTokens = 0;

                /**
                 * Usage cachedInputTokens.
                 * @member {number} cachedInputTokens
                 * @memberof hanzo.net.v1.Usage
                 * @instance
                 */
                Usage.prototype.cachedInputTokens = 0;

                /**
                 * Usage outputTokens.
                 * @member {number} outputTokens
                 * @memberof hanzo.net.v1.Usage
                 * @instance
                 */
                Usage.prototype.outputTokens = 0;

                /**
                 * Usage reasoningTokens.
                 * @member {number} reasoningTokens
                 * @memberof hanzo.net.v1.Usage
                 * @instance
                 */
                Usage.prototype.reasoningTokens = 0;

                /**
                 * Creates a new Usage instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Usage
                 * @static
                 * @param {hanzo.net.v1.Usage.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Usage} Usage instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Usage.$Shape): hanzo.net.v1.Usage & hanzo.net.v1.Usage.$Shape;
                 *   (properties?: hanzo.net.v1.Usage.$Properties): hanzo.net.v1.Usage;
                 * }}
                 */
                Usage.create = function(properties) {
                    return new Usage(properties);
                };

                /**
                 * Encodes the specified Usage message. Does not implicitly {@link hanzo.net.v1.Usage.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Usage
                 * @static
                 * @param {hanzo.net.v1.Usage.$Properties} message Usage message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Usage.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.inputTokens != null && $Object.hasOwnProperty.call(message, "inputTokens") && (typeof message.inputTokens === "object" ? message.inputTokens.low || message.inputTokens.high : message.inputTokens !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.inputTokens);
                    if (message.cachedInputTokens != null && $Object.hasOwnProperty.call(message, "cachedInputTokens") && (typeof message.cachedInputTokens === "object" ? message.cachedInputTokens.low || message.cachedInputTokens.high : message.cachedInputTokens !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.cachedInputTokens);
                    if (message.outputTokens != null && $Object.hasOwnProperty.call(message, "outputTokens") && (typeof message.outputTokens === "object" ? message.outputTokens.low || message.outputTokens.high : message.outputTokens !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.outputTokens);
                    if (message.reasoningTokens != null && $Object.hasOwnProperty.call(message, "reasoningTokens") && (typeof message.reasoningTokens === "object" ? message.reasoningTokens.low || message.reasoningTokens.high : message.reasoningTokens !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.reasoningTokens);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Usage message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Usage
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Usage & hanzo.net.v1.Usage.$Shape} Usage
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Usage.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Usage();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.inputTokens = value;
                                else
                                    delete message.inputTokens;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.cachedInputTokens = value;
                                else
                                    delete message.cachedInputTokens;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.outputTokens = value;
                                else
                                    delete message.outputTokens;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.reasoningTokens = value;
                                else
                                    delete message.reasoningTokens;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Usage;
            })();

            v1.Timings = (function() {

                /**
                 * Properties of a Timings.
                 * @typedef {Object} hanzo.net.v1.Timings.$Properties
                 * @property {number} [queueMs] Timings queueMs
                 * @property {number} [firstTokenMs] Timings firstTokenMs
                 * @property {number} [totalMs] Timings totalMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Timings.
                 * @memberof hanzo.net.v1
                 * @interface ITimings
                 * @augments hanzo.net.v1.Timings.$Properties
                 * @deprecated Use hanzo.net.v1.Timings.$Properties instead.
                 */

                /**
                 * Shape of a Timings.
                 * @typedef {hanzo.net.v1.Timings.$Properties} hanzo.net.v1.Timings.$Shape
                 */

                /**
                 * Constructs a new Timings.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Timings.
                 * @constructor
                 * @param {hanzo.net.v1.Timings.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Timings = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Timings queueMs.
                 * @member {number} queueMs
                 * @memberof hanzo.net.v1.Timings
                 * @instance
                 */
                Timings.prototype.queueMs = 0;

                /**
                 * Timings firstTokenMs.
                 * @member {number} firstTokenMs
                 * @memberof hanzo.net.v1.Timings
                 * @instance
                 */
                Timings.prototype.firstTokenMs = 0;

                /**
                 * Timings totalMs.
                 * @member {number} totalMs
                 * @memberof hanzo.net.v1.Timings
                 * @instance
                 */
                Timings.prototype.totalMs = 0;

                /**
                 * Creates a new Timings instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Timings
                 * @static
                 * @param {hanzo.net.v1.Timings.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Timings} Timings instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Timings.$Shape): hanzo.net.v1.Timings & hanzo.net.v1.Timings.$Shape;
                 *   (properties?: hanzo.net.v1.Timings.$Properties): hanzo.net.v1.Timings;
                 * }}
                 */
                Timings.create = function(properties) {
                    return new Timings(properties);
                };

                /**
                 * Encodes the specified Timings message. Does not implicitly {@link hanzo.net.v1.Timings.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Timings
                 * @static
                 * @param {hanzo.net.v1.Timings.$Properties} message Timings message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Timings.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.queueMs != null && $Object.hasOwnProperty.call(message, "queueMs") && message.queueMs !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.queueMs);
                    if (message.firstTokenMs != null && $Object.hasOwnProperty.call(message, "firstTokenMs") && message.firstTokenMs !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.firstTokenMs);
                    if (message.totalMs != null && $Object.hasOwnProperty.call(message, "totalMs") && message.totalMs !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.totalMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Timings message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Timings
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Timings & hanzo.net.v1.Timings.$Shape} Timings
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Timings.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Timings();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.queueMs = value;
                                else
                                    delete message.queueMs;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.firstTokenMs = value;
                                else
                                    delete message.firstTokenMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.totalMs = value;
                                else
                                    delete message.totalMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Timings;
            })();

            v1.Failure = (function() {

                /**
                 * Properties of a Failure.
                 * @typedef {Object} hanzo.net.v1.Failure.$Properties
                 * @property {string} [attemptId] Failure attemptId
                 * @property {string} [code] Failure code
                 * @property {string} [message] Failure message
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Failure.
                 * @memberof hanzo.net.v1
                 * @interface IFailure
                 * @augments hanzo.net.v1.Failure.$Properties
                 * @deprecated Use hanzo.net.v1.Failure.$Properties instead.
                 */

                /**
                 * Shape of a Failure.
                 * @typedef {hanzo.net.v1.Failure.$Properties} hanzo.net.v1.Failure.$Shape
                 */

                /**
                 * Constructs a new Failure.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Failure.
                 * @constructor
                 * @param {hanzo.net.v1.Failure.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Failure = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Failure attemptId.
                 * @member {string} attemptId
                 * @memberof hanzo.net.v1.Failure
                 * @instance
                 */
                Failure.prototype.attemptId = "";

                /**
                 * Failure code.
                 * @member {string} code
                 * @memberof hanzo.net.v1.Failure
                 * @instance
                 */
                Failure.prototype.code = "";

                /**
                 * Failure message.
                 * @member {string} message
                 * @memberof hanzo.net.v1.Failure
                 * @instance
                 */
                Failure.prototype.message = "";

                /**
                 * Creates a new Failure instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Failure
                 * @static
                 * @param {hanzo.net.v1.Failure.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Failure} Failure instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Failure.$Shape): hanzo.net.v1.Failure & hanzo.net.v1.Failure.$Shape;
                 *   (properties?: hanzo.net.v1.Failure.$Properties): hanzo.net.v1.Failure;
                 * }}
                 */
                Failure.create = function(properties) {
                    return new Failure(properties);
                };

                /**
                 * Encodes the specified Failure message. Does not implicitly {@link hanzo.net.v1.Failure.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Failure
                 * @static
                 * @param {hanzo.net.v1.Failure.$Properties} message Failure message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Failure.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId") && message.attemptId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.attemptId);
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.code);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Failure message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Failure
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Failure & hanzo.net.v1.Failure.$Shape} Failure
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Failure.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Failure();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.attemptId = value;
                                else
                                    delete message.attemptId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Failure;
            })();

            v1.Cancel = (function() {

                /**
                 * Properties of a Cancel.
                 * @typedef {Object} hanzo.net.v1.Cancel.$Properties
                 * @property {string} [attemptId] Cancel attemptId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Cancel.
                 * @memberof hanzo.net.v1
                 * @interface ICancel
                 * @augments hanzo.net.v1.Cancel.$Properties
                 * @deprecated Use hanzo.net.v1.Cancel.$Properties instead.
                 */

                /**
                 * Shape of a Cancel.
                 * @typedef {hanzo.net.v1.Cancel.$Properties} hanzo.net.v1.Cancel.$Shape
                 */

                /**
                 * Constructs a new Cancel.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Cancel.
                 * @constructor
                 * @param {hanzo.net.v1.Cancel.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Cancel = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Cancel attemptId.
                 * @member {string} attemptId
                 * @memberof hanzo.net.v1.Cancel
                 * @instance
                 */
                Cancel.prototype.attemptId = "";

                /**
                 * Creates a new Cancel instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Cancel
                 * @static
                 * @param {hanzo.net.v1.Cancel.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Cancel} Cancel instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Cancel.$Shape): hanzo.net.v1.Cancel & hanzo.net.v1.Cancel.$Shape;
                 *   (properties?: hanzo.net.v1.Cancel.$Properties): hanzo.net.v1.Cancel;
                 * }}
                 */
                Cancel.create = function(properties) {
                    return new Cancel(properties);
                };

                /**
                 * Encodes the specified Cancel message. Does not implicitly {@link hanzo.net.v1.Cancel.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Cancel
                 * @static
                 * @param {hanzo.net.v1.Cancel.$Properties} message Cancel message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Cancel.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.attemptId != null && $Object.hasOwnProperty.call(message, "attemptId") && message.attemptId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.attemptId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Cancel message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Cancel
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Cancel & hanzo.net.v1.Cancel.$Shape} Cancel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Cancel.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Cancel();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.attemptId = value;
                                else
                                    delete message.attemptId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Cancel;
            })();

            v1.Ping = (function() {

                /**
                 * Properties of a Ping.
                 * @typedef {Object} hanzo.net.v1.Ping.$Properties
                 * @property {number} [nonce] Ping nonce
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Ping.
                 * @memberof hanzo.net.v1
                 * @interface IPing
                 * @augments hanzo.net.v1.Ping.$Properties
                 * @deprecated Use hanzo.net.v1.Ping.$Properties instead.
                 */

                /**
                 * Shape of a Ping.
                 * @typedef {hanzo.net.v1.Ping.$Properties} hanzo.net.v1.Ping.$Shape
                 */

                /**
                 * Constructs a new Ping.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Ping.
                 * @constructor
                 * @param {hanzo.net.v1.Ping.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Ping = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Ping nonce.
                 * @member {number} nonce
                 * @memberof hanzo.net.v1.Ping
                 * @instance
                 */
                Ping.prototype.nonce = 0;

                /**
                 * Creates a new Ping instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Ping
                 * @static
                 * @param {hanzo.net.v1.Ping.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Ping} Ping instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Ping.$Shape): hanzo.net.v1.Ping & hanzo.net.v1.Ping.$Shape;
                 *   (properties?: hanzo.net.v1.Ping.$Properties): hanzo.net.v1.Ping;
                 * }}
                 */
                Ping.create = function(properties) {
                    return new Ping(properties);
                };

                /**
                 * Encodes the specified Ping message. Does not implicitly {@link hanzo.net.v1.Ping.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Ping
                 * @static
                 * @param {hanzo.net.v1.Ping.$Properties} message Ping message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Ping.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Ping message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Ping
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Ping & hanzo.net.v1.Ping.$Shape} Ping
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Ping.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Ping();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Ping;
            })();

            v1.Pong = (function() {

                /**
                 * Properties of a Pong.
                 * @typedef {Object} hanzo.net.v1.Pong.$Properties
                 * @property {number} [nonce] Pong nonce
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Pong.
                 * @memberof hanzo.net.v1
                 * @interface IPong
                 * @augments hanzo.net.v1.Pong.$Properties
                 * @deprecated Use hanzo.net.v1.Pong.$Properties instead.
                 */

                /**
                 * Shape of a Pong.
                 * @typedef {hanzo.net.v1.Pong.$Properties} hanzo.net.v1.Pong.$Shape
                 */

                /**
                 * Constructs a new Pong.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Pong.
                 * @constructor
                 * @param {hanzo.net.v1.Pong.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Pong = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Pong nonce.
                 * @member {number} nonce
                 * @memberof hanzo.net.v1.Pong
                 * @instance
                 */
                Pong.prototype.nonce = 0;

                /**
                 * Creates a new Pong instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Pong
                 * @static
                 * @param {hanzo.net.v1.Pong.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Pong} Pong instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Pong.$Shape): hanzo.net.v1.Pong & hanzo.net.v1.Pong.$Shape;
                 *   (properties?: hanzo.net.v1.Pong.$Properties): hanzo.net.v1.Pong;
                 * }}
                 */
                Pong.create = function(properties) {
                    return new Pong(properties);
                };

                /**
                 * Encodes the specified Pong message. Does not implicitly {@link hanzo.net.v1.Pong.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Pong
                 * @static
                 * @param {hanzo.net.v1.Pong.$Properties} message Pong message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Pong.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Pong message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Pong
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Pong & hanzo.net.v1.Pong.$Shape} Pong
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Pong.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Pong();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Pong;
            })();

            v1.RosterDigest = (function() {

                /**
                 * Properties of a RosterDigest.
                 * @typedef {Object} hanzo.net.v1.RosterDigest.$Properties
                 * @property {Uint8Array} [digest] RosterDigest digest
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RosterDigest.
                 * @memberof hanzo.net.v1
                 * @interface IRosterDigest
                 * @augments hanzo.net.v1.RosterDigest.$Properties
                 * @deprecated Use hanzo.net.v1.RosterDigest.$Properties instead.
                 */

                /**
                 * Shape of a RosterDigest.
                 * @typedef {hanzo.net.v1.RosterDigest.$Properties} hanzo.net.v1.RosterDigest.$Shape
                 */

                /**
                 * Constructs a new RosterDigest.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a RosterDigest.
                 * @constructor
                 * @param {hanzo.net.v1.RosterDigest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RosterDigest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RosterDigest digest.
                 * @member {Uint8Array} digest
                 * @memberof hanzo.net.v1.RosterDigest
                 * @instance
                 */
                RosterDigest.prototype.digest = $util.newBuffer([]);

                /**
                 * Creates a new RosterDigest instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.RosterDigest
                 * @static
                 * @param {hanzo.net.v1.RosterDigest.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.RosterDigest} RosterDigest instance
                 * @type {{
                 *   (properties: hanzo.net.v1.RosterDigest.$Shape): hanzo.net.v1.RosterDigest & hanzo.net.v1.RosterDigest.$Shape;
                 *   (properties?: hanzo.net.v1.RosterDigest.$Properties): hanzo.net.v1.RosterDigest;
                 * }}
                 */
                RosterDigest.create = function(properties) {
                    return new RosterDigest(properties);
                };

                /**
                 * Encodes the specified RosterDigest message. Does not implicitly {@link hanzo.net.v1.RosterDigest.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.RosterDigest
                 * @static
                 * @param {hanzo.net.v1.RosterDigest.$Properties} message RosterDigest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RosterDigest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.digest);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RosterDigest message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.RosterDigest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.RosterDigest & hanzo.net.v1.RosterDigest.$Shape} RosterDigest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RosterDigest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.RosterDigest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.digest = value;
                                else
                                    delete message.digest;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RosterDigest;
            })();

            v1.Statements = (function() {

                /**
                 * Properties of a Statements.
                 * @typedef {Object} hanzo.net.v1.Statements.$Properties
                 * @property {Array.<Uint8Array>} [statements] Statements statements
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Statements.
                 * @memberof hanzo.net.v1
                 * @interface IStatements
                 * @augments hanzo.net.v1.Statements.$Properties
                 * @deprecated Use hanzo.net.v1.Statements.$Properties instead.
                 */

                /**
                 * Shape of a Statements.
                 * @typedef {hanzo.net.v1.Statements.$Properties} hanzo.net.v1.Statements.$Shape
                 */

                /**
                 * Constructs a new Statements.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a Statements.
                 * @constructor
                 * @param {hanzo.net.v1.Statements.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Statements = function (properties) {
                    this.statements = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Statements statements.
                 * @member {Array.<Uint8Array>} statements
                 * @memberof hanzo.net.v1.Statements
                 * @instance
                 */
                Statements.prototype.statements = $util.emptyArray;

                /**
                 * Creates a new Statements instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.Statements
                 * @static
                 * @param {hanzo.net.v1.Statements.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.Statements} Statements instance
                 * @type {{
                 *   (properties: hanzo.net.v1.Statements.$Shape): hanzo.net.v1.Statements & hanzo.net.v1.Statements.$Shape;
                 *   (properties?: hanzo.net.v1.Statements.$Properties): hanzo.net.v1.Statements;
                 * }}
                 */
                Statements.create = function(properties) {
                    return new Statements(properties);
                };

                /**
                 * Encodes the specified Statements message. Does not implicitly {@link hanzo.net.v1.Statements.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.Statements
                 * @static
                 * @param {hanzo.net.v1.Statements.$Properties} message Statements message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Statements.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.statements != null && message.statements.length)
                        for (let i = 0; i < message.statements.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.statements[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Statements message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.Statements
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.Statements & hanzo.net.v1.Statements.$Shape} Statements
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Statements.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.Statements();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.statements && message.statements.length))
                                    message.statements = [];
                                message.statements.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Statements;
            })();

            v1.ReachRequest = (function() {

                /**
                 * Properties of a ReachRequest.
                 * @typedef {Object} hanzo.net.v1.ReachRequest.$Properties
                 * @property {number} [nonce] ReachRequest nonce
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReachRequest.
                 * @memberof hanzo.net.v1
                 * @interface IReachRequest
                 * @augments hanzo.net.v1.ReachRequest.$Properties
                 * @deprecated Use hanzo.net.v1.ReachRequest.$Properties instead.
                 */

                /**
                 * Shape of a ReachRequest.
                 * @typedef {hanzo.net.v1.ReachRequest.$Properties} hanzo.net.v1.ReachRequest.$Shape
                 */

                /**
                 * Constructs a new ReachRequest.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ReachRequest.
                 * @constructor
                 * @param {hanzo.net.v1.ReachRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReachRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReachRequest nonce.
                 * @member {number} nonce
                 * @memberof hanzo.net.v1.ReachRequest
                 * @instance
                 */
                ReachRequest.prototype.nonce = 0;

                /**
                 * Creates a new ReachRequest instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ReachRequest
                 * @static
                 * @param {hanzo.net.v1.ReachRequest.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ReachRequest} ReachRequest instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ReachRequest.$Shape): hanzo.net.v1.ReachRequest & hanzo.net.v1.ReachRequest.$Shape;
                 *   (properties?: hanzo.net.v1.ReachRequest.$Properties): hanzo.net.v1.ReachRequest;
                 * }}
                 */
                ReachRequest.create = function(properties) {
                    return new ReachRequest(properties);
                };

                /**
                 * Encodes the specified ReachRequest message. Does not implicitly {@link hanzo.net.v1.ReachRequest.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ReachRequest
                 * @static
                 * @param {hanzo.net.v1.ReachRequest.$Properties} message ReachRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReachRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReachRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ReachRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ReachRequest & hanzo.net.v1.ReachRequest.$Shape} ReachRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReachRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ReachRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReachRequest;
            })();

            v1.ReachReport = (function() {

                /**
                 * Properties of a ReachReport.
                 * @typedef {Object} hanzo.net.v1.ReachReport.$Properties
                 * @property {number} [nonce] ReachReport nonce
                 * @property {Array.<hanzo.net.v1.ReachResult.$Properties>} [results] ReachReport results
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReachReport.
                 * @memberof hanzo.net.v1
                 * @interface IReachReport
                 * @augments hanzo.net.v1.ReachReport.$Properties
                 * @deprecated Use hanzo.net.v1.ReachReport.$Properties instead.
                 */

                /**
                 * Shape of a ReachReport.
                 * @typedef {hanzo.net.v1.ReachReport.$Properties} hanzo.net.v1.ReachReport.$Shape
                 */

                /**
                 * Constructs a new ReachReport.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ReachReport.
                 * @constructor
                 * @param {hanzo.net.v1.ReachReport.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReachReport = function (properties) {
                    this.results = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReachReport nonce.
                 * @member {number} nonce
                 * @memberof hanzo.net.v1.ReachReport
                 * @instance
                 */
                ReachReport.prototype.nonce = 0;

                /**
                 * ReachReport results.
                 * @member {Array.<hanzo.net.v1.ReachResult>} results
                 * @memberof hanzo.net.v1.ReachReport
                 * @instance
                 */
                ReachReport.prototype.results = $util.emptyArray;

                /**
                 * Creates a new ReachReport instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ReachReport
                 * @static
                 * @param {hanzo.net.v1.ReachReport.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ReachReport} ReachReport instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ReachReport.$Shape): hanzo.net.v1.ReachReport & hanzo.net.v1.ReachReport.$Shape;
                 *   (properties?: hanzo.net.v1.ReachReport.$Properties): hanzo.net.v1.ReachReport;
                 * }}
                 */
                ReachReport.create = function(properties) {
                    return new ReachReport(properties);
                };

                /**
                 * Encodes the specified ReachReport message. Does not implicitly {@link hanzo.net.v1.ReachReport.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ReachReport
                 * @static
                 * @param {hanzo.net.v1.ReachReport.$Properties} message ReachReport message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReachReport.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.nonce != null && $Object.hasOwnProperty.call(message, "nonce") && (typeof message.nonce === "object" ? message.nonce.low || message.nonce.high : message.nonce !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nonce);
                    if (message.results != null && message.results.length)
                        for (let i = 0; i < message.results.length; ++i)
                            $root.hanzo.net.v1.ReachResult.encode(message.results[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReachReport message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ReachReport
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ReachReport & hanzo.net.v1.ReachReport.$Shape} ReachReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReachReport.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ReachReport();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = $number(reader.uint64())) === "object" ? value.low || value.high : value !== 0)
                                    message.nonce = value;
                                else
                                    delete message.nonce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.results && message.results.length))
                                    message.results = [];
                                message.results.push($root.hanzo.net.v1.ReachResult.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReachReport;
            })();

            v1.ReachResult = (function() {

                /**
                 * Properties of a ReachResult.
                 * @typedef {Object} hanzo.net.v1.ReachResult.$Properties
                 * @property {string} [address] ReachResult address
                 * @property {string} [fault] ReachResult fault
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ReachResult.
                 * @memberof hanzo.net.v1
                 * @interface IReachResult
                 * @augments hanzo.net.v1.ReachResult.$Properties
                 * @deprecated Use hanzo.net.v1.ReachResult.$Properties instead.
                 */

                /**
                 * Shape of a ReachResult.
                 * @typedef {hanzo.net.v1.ReachResult.$Properties} hanzo.net.v1.ReachResult.$Shape
                 */

                /**
                 * Constructs a new ReachResult.
                 * @memberof hanzo.net.v1
                 * @classdesc Represents a ReachResult.
                 * @constructor
                 * @param {hanzo.net.v1.ReachResult.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ReachResult = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ReachResult address.
                 * @member {string} address
                 * @memberof hanzo.net.v1.ReachResult
                 * @instance
                 */
                ReachResult.prototype.address = "";

                /**
                 * ReachResult fault.
                 * @member {string} fault
                 * @memberof hanzo.net.v1.ReachResult
                 * @instance
                 */
                ReachResult.prototype.fault = "";

                /**
                 * Creates a new ReachResult instance using the specified properties.
                 * @function create
                 * @memberof hanzo.net.v1.ReachResult
                 * @static
                 * @param {hanzo.net.v1.ReachResult.$Properties=} [properties] Properties to set
                 * @returns {hanzo.net.v1.ReachResult} ReachResult instance
                 * @type {{
                 *   (properties: hanzo.net.v1.ReachResult.$Shape): hanzo.net.v1.ReachResult & hanzo.net.v1.ReachResult.$Shape;
                 *   (properties?: hanzo.net.v1.ReachResult.$Properties): hanzo.net.v1.ReachResult;
                 * }}
                 */
                ReachResult.create = function(properties) {
                    return new ReachResult(properties);
                };

                /**
                 * Encodes the specified ReachResult message. Does not implicitly {@link hanzo.net.v1.ReachResult.verify|verify} messages.
                 * @function encode
                 * @memberof hanzo.net.v1.ReachResult
                 * @static
                 * @param {hanzo.net.v1.ReachResult.$Properties} message ReachResult message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ReachResult.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.address != null && $Object.hasOwnProperty.call(message, "address") && message.address !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.address);
                    if (message.fault != null && $Object.hasOwnProperty.call(message, "fault") && message.fault !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.fault);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ReachResult message from the specified reader or buffer.
                 * @function decode
                 * @memberof hanzo.net.v1.ReachResult
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {hanzo.net.v1.ReachResult & hanzo.net.v1.ReachResult.$Shape} ReachResult
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ReachResult.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.hanzo.net.v1.ReachResult();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.address = value;
                                else
                                    delete message.address;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fault = value;
                                else
                                    delete message.fault;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReachResult;
            })();

            return v1;
        })();

        return net;
    })();

    return hanzo;
})();

export {
  $root as default
};
