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
                 * @property {"hello"|"advert"|"heartbeat"|"drain"|"offer"|"accept"|"decline"|"progress"|"result"|"failure"|"cancel"} [body] Frame body
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
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ body?: undefined; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "hello"; hello: hanzo.net.v1.Hello.$Shape; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "advert"; hello?: null; advert: hanzo.net.v1.Advert.$Shape; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "heartbeat"; hello?: null; advert?: null; heartbeat: hanzo.net.v1.Heartbeat.$Shape; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "drain"; hello?: null; advert?: null; heartbeat?: null; drain: hanzo.net.v1.Drain.$Shape; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "offer"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer: hanzo.net.v1.Offer.$Shape; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "accept"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept: hanzo.net.v1.Accept.$Shape; decline?: null; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "decline"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline: hanzo.net.v1.Decline.$Shape; progress?: null; result?: null; failure?: null; cancel?: null }|{ body?: "progress"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress: hanzo.net.v1.Progress.$Shape; result?: null; failure?: null; cancel?: null }|{ body?: "result"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result: hanzo.net.v1.Result.$Shape; failure?: null; cancel?: null }|{ body?: "failure"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure: hanzo.net.v1.Failure.$Shape; cancel?: null }|{ body?: "cancel"; hello?: null; advert?: null; heartbeat?: null; drain?: null; offer?: null; accept?: null; decline?: null; progress?: null; result?: null; failure?: null; cancel: hanzo.net.v1.Cancel.$Shape })
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

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Frame body.
                 * @member {"hello"|"advert"|"heartbeat"|"drain"|"offer"|"accept"|"decline"|"progress"|"result"|"failure"|"cancel"|undefined} body
                 * @memberof hanzo.net.v1.Frame
                 * @instance
                 */
                $Object.defineProperty(Frame.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["hello", "advert", "heartbeat", "drain", "offer", "accept", "decline", "progress", "result", "failure", "cancel"]),
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
             */
            v1.WorkerState = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "WORKER_STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "WORKER_STATE_READY"] = 1;
                values[valuesById[2] = "WORKER_STATE_DRAINING"] = 2;
                values[valuesById[3] = "WORKER_STATE_UNAVAILABLE"] = 3;
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

            return v1;
        })();

        return net;
    })();

    return hanzo;
})();

export {
  $root as default
};
