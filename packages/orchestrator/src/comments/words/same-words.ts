import { stem } from './stem.ts';

/** Words that stand for each other in names and in prose, group by group: short forms, and what people say for them. */
const ALIKE = `addr address; alloc allocate; app application program; arg args argument; arr array list; attr attribute;
  auth authenticate authentication authorize authorization; async asynchronous; avg average mean; btn button; buf buffer; calc calculate;
  cb callback; cfg conf config configuration configure settings; char character; cls class; cmd command; cmp compare comparison;
  col column; conn connection connect; coord coordinate; ctor constructor; ctx context; cur curr current; db database; decl declaration;
  def default; def definition define; del delete; deps dep dependency; desc description describe; dest dst destination target;
  dict dictionary mapping map; diff difference; dim dimension; dir directory folder; doc document; docs documentation; dt date time;
  el elem element; enc encode encoding; eq equal equality same; err error exception failure; eval evaluate; ev evt event;
  exec execute; expr expression; ext extension; fd descriptor; fmt format; fn func function; freq frequency; gen generate generator;
  hdr header; idx index position; img image picture; impl implementation; info information detail; init initial initialize;
  int integer; iter iterate iterator iteration; kw keyword; kwargs keyword; lang language; lib library; len length size number count;
  lhs left; rhs right; loc location; lvl level; max maximum largest most highest greatest; min minimum smallest least lowest;
  mem memory; meta metadata; mgr manager; mod module; modified changed; msg message; mul multiply; nav navigation navigate;
  net network; num number count; nums numbers; obj object; ok valid success successful; op operation operator; opt option; opts options;
  org organization; orig original; params param parameter; pct percent percentage; perf performance; perm permission; pkg package;
  pos position; pred predicate; pref preference; prev previous; proc process procedure; prod production; prop property; props properties;
  ptr pointer; pwd password; qty quantity; rand random; rec record; recv receive; ref reference; regex regexp pattern expression;
  rel relative; repo repository; repr representation string text; req request; res resp response result; ret return; rng range; sec second;
  seg segment; sel select selection; sep separator delimiter; seq sequence; sig signature; spec specification; src source; stat statistic;
  std standard; stmt statement; str string text; sub subtract; sum total; svc service; sync synchronize synchronous; sys system;
  tbl table; temp tmp temporary; tok token; ts timestamp; tx txn transaction; txt text; uid user identifier; id identifier identity key;
  url uri address link; usr user; util utility; uuid identifier; val value; vars var variable; vec vector; ver version; win window;
  ws whitespace space; ms millisecond; secs seconds; lt less; gt greater; le less; ge greater; ne different unequal differ; xml markup;
  getitem get item return key look; setitem set item store key assign; delitem delete remove item key; enter context; exit context;
  bool boolean true whether; abs absolute; concat concatenate join; deduplicate dedupe unique duplicate; uniq unique duplicate;
  unique distinct duplicate; empty nothing; email mail; first start; last end final; noop nothing`;

/** What the first word of a name may be called in a sentence: the verb that says the same. */
const VERBS = `get return give fetch read load look find retrieve obtain access yield provide produce pull search query locate resolve take
  select pick receive; is has have can should must may check tell whether determine test verify report return decide see indicate
  contain include; make create build construct generate new initialize produce instantiate form prepare set assemble;
  set assign change update store replace put save configure modify; update change modify refresh replace set apply;
  remove delete drop clear discard erase forget unregister evict strip take purge pop; add append insert push register put attach include
  store join enqueue place; compute calculate count sum total derive determine work measure estimate evaluate return;
  convert turn transform parse format to from translate map make change decode encode cast build read;
  start open begin run launch initialize boot set connect execute enter trigger; stop close end shut cancel halt terminate release finish
  abort dispose quit; send post publish emit deliver dispatch transmit submit forward notify; write save store print persist output
  record put; handle process on react respond deal run call take; validate check verify ensure assert test confirm reject;
  filter keep select remove restrict narrow; sort order arrange rank; list enumerate return show name get; show display render print
  draw present; render draw produce display build return; log record write print report; merge combine join unite put mix;
  split divide separate break cut; copy clone duplicate; reset restore clear return set; parse read interpret analyze extract decode
  convert; format render turn present write convert; init initialize set prepare create construct start; setup set prepare configure
  initialize; teardown tear clean dispose release; main run start program entry; run execute perform start do process carry;
  exec execute run perform; do perform carry run execute; wait pause sleep delay block; retry try repeat attempt; try attempt;
  next advance move step return; iterate iter yield walk loop go; walk traverse visit go iterate; use apply employ; enable turn activate
  allow switch; disable turn deactivate switch; toggle switch flip turn; increment increase raise add bump count; decrement decrease
  lower reduce subtract; group collect gather bucket; collect gather; encode convert turn; decode convert turn; subscribe register
  listen add; unsubscribe remove stop; connect open join; disconnect close end; move shift relocate; rename change; swap exchange;
  match compare test check fit; equals equal compare same check; compare order tell check; ensure make guarantee check create;
  assert check raise throw ensure; raise throw; throw raise; require demand ensure load; exists exist check there;
  contains contain include hold check; includes contain hold check; hash compute; lookup look find; clamp limit restrict keep bound;
  limit restrict cap; round; normalize bring clean unify; sanitize clean remove escape; clean remove clear tidy; trim remove strip cut;
  escape replace; wrap enclose surround put; unwrap extract take; flatten; extract take pull get; import load read; export write;
  download fetch get; upload send; install set; mount attach; create make build; visit handle process walk; consume take read process;
  with copy return; call invoke run; invoke call run; apply use run; schedule plan queue arrange; flush write empty send; free release;
  acquire take get lock obtain; release free unlock give; lock acquire; ping check; watch observe monitor; track record follow;
  bind attach connect; dump write serialize; serialize turn convert write; deserialize turn convert read; describe return say tell`;

function groupsOf(table: string): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [index, group] of table.split(';').entries())
    for (const word of group.trim().split(/\s+/)) {
      const own = groups.get(stem(word)) ?? [];
      groups.set(stem(word), [...own, `${index}`]);
    }
  return groups;
}

const ALIKE_GROUPS = groupsOf(ALIKE);
const VERB_GROUPS = groupsOf(VERBS);

/** What two words have in common when they say the same. */
export function keysOf(word: string): readonly string[] {
  const root = stem(word);
  return [root, ...(ALIKE_GROUPS.get(root) ?? []).map((group) => `alike ${group}`)];
}

/** The same for what a function does. */
export function verbKeysOf(word: string): readonly string[] {
  return [...keysOf(word), ...(VERB_GROUPS.get(stem(word)) ?? []).map((group) => `verb ${group}`)];
}
