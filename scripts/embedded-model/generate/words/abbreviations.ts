/** Short forms in names, in full. */
export const FULL_FORMS: Readonly<Record<string, string>> = {
  ctx: 'context', req: 'request', res: 'response', resp: 'response', idx: 'index', cb: 'callback', fn: 'function', func: 'function',
  opts: 'options', opt: 'option', cfg: 'configuration', conf: 'configuration', config: 'configuration', msg: 'message', err: 'error',
  buf: 'buffer', src: 'source', dst: 'destination', dest: 'destination', num: 'number', str: 'string', el: 'element', elem: 'element',
  prev: 'previous', cur: 'current', curr: 'current', tmp: 'temporary', db: 'database', env: 'environment', dir: 'directory', len: 'length',
  val: 'value', arr: 'array', obj: 'object', params: 'parameters', param: 'parameter', args: 'arguments', arg: 'argument', attr: 'attribute',
  attrs: 'attributes', btn: 'button', img: 'image', doc: 'document', pos: 'position', ptr: 'pointer', ref: 'reference', addr: 'address',
  auth: 'authentication', info: 'information', lang: 'language', max: 'maximum', min: 'minimum', avg: 'average', temp: 'temporary',
  evt: 'event', qty: 'quantity', desc: 'description', spec: 'specification', repo: 'repository', acc: 'accumulator', char: 'character',
  cmd: 'command', col: 'column', cols: 'columns', conn: 'connection', ext: 'extension', int: 'integer', lib: 'library', loc: 'location',
  mgr: 'manager', nav: 'navigation', org: 'organization', perm: 'permission', perms: 'permissions', pkg: 'package', proc: 'process',
  prop: 'property', props: 'properties', pwd: 'password', seq: 'sequence', srv: 'server', stats: 'statistics', svc: 'service',
  sys: 'system', tbl: 'table', ts: 'timestamp', tx: 'transaction', usr: 'user', var: 'variable', vec: 'vector', mat: 'matrix',
}; // prettier-ignore

/** Written in capitals in prose. */
export const ACRONYMS: ReadonlySet<string> = new Set(
  'html url uri json xml csv http https api sql css ui cpu gpu ip tcp udp dns ssl tls utc uuid pdf svg png yaml ast rpc sdk cli jwt io os dom ascii utf crc md sha aes rsa hmac ttl fps gps rgb usb lan vat iban smtp ftp ssh html5 llm cdn orm acl eof iso toml ui ux'.split(
    ' ',
  ),
);

/** Single letters are no words: what they most often stand for. */
export const LETTERS: Readonly<Record<string, string>> = {
  s: 'text', n: 'number', i: 'index', e: 'event', f: 'function', p: 'point', q: 'query', t: 'time', l: 'list', g: 'graph', k: 'key',
}; // prettier-ignore

/** Nouns and units in names of numbers: `timeoutMs`. */
export const UNITS: Readonly<Record<string, string>> = {
  ms: 'milliseconds', millis: 'milliseconds', seconds: 'seconds', secs: 'seconds', sec: 'seconds', minutes: 'minutes', hours: 'hours',
  days: 'days', weeks: 'weeks', bytes: 'bytes', kb: 'kilobytes', mb: 'megabytes', px: 'pixels', pixels: 'pixels', meters: 'meters',
  km: 'kilometers', percent: 'percent', degrees: 'degrees', cents: 'cents', chars: 'characters', tokens: 'tokens', lines: 'lines',
  ns: 'nanoseconds', us: 'microseconds', celsius: 'degrees Celsius', kg: 'kilograms', hz: 'hertz', dollars: 'dollars', usd: 'dollars',
}; // prettier-ignore
