function words(text: string): readonly string[] {
  return text.split(' ');
}

/** Verbs by what they do with their object: the class decides what a comment says of parameters and results. */
export const VERBS = {
  /** They give something that is there. */
  get: words('get get get get get fetch fetch load load read read retrieve obtain select pick take grab pull query'),
  /** They give something that may not be there. */
  find: words('find find find find lookup search locate resolve match detect discover peek pop'),
  /** They give something new. */
  make: words(
    'create create create make make build build build generate generate construct compose new produce derive assemble prepare allocate clone copy draw design invent compile render spawn forge mint',
  ),
  /** They give a number or a judgement. */
  compute: words(
    'compute compute calculate calculate calc count count sum estimate measure average total evaluate score rank predict infer guess integrate differentiate interpolate extrapolate approximate',
  ),
  /** They give one thing in another form. */
  convert: words(
    'parse parse parse format format convert transform serialize deserialize encode decode normalize sanitize escape unescape trim strip split join merge flatten group sort filter map reduce reverse rotate scale shift round clamp truncate compress decompress encrypt decrypt hash sign tokenize translate stringify render unwrap wrap extract shuffle sample slice chunk batch partition invert expand shorten pad quote capitalize pluralize slugify dedupe minify prettify mask redact resize crop blend simplify canonicalize cast coerce collapse combine concat diff annotate abbreviate adapt adjust aggregate align alphabetize amplify anonymize arrange assemble beautify bundle bucket capitalize categorize chain classify clamp classify cluster compact compile compose condense correct cut decompose decorate deduplicate deepen densify descend detokenize dissect distill divide double downsample elide embed encapsulate enrich enumerate equalize exclude factor fill filter fold fuse generalize hydrate indent inflate inline intersect interleave intersperse isolate join keep label lemmatize lift limit linearize localize lowercase mangle mark match modulate multiply negate omit orient outline overlay pack paginate partition permute pipe pivot plot polish prefix preprocess postprocess print prioritize prune quantize randomize rearrange recompute reformat reindex relabel remap reorder repair replace reshape resample resolve reword rewrap scramble segment separate simulate skip smooth snap solve spell square squash stem strengthen stretch strip subset substitute subtract suffix summarize swap tag tally thin threshold tile titleize trace transliterate transpose truncate tweak unfold unite unpack unquote unroll unzip upcase uppercase upsample vectorize weave weigh widen zip annotate highlight interpret lower rewrite project zip',
  ),
  /** They do something with it and give nothing back. */
  act: words(
    'save save store write write update update update process process handle run execute apply start stop open close reset clear refresh reload render draw show hide enable disable lock unlock mount unmount register unregister schedule cancel pause resume retry abort commit rollback flush sync install uninstall deploy upload download import export move rename archive restore backup init initialize configure setup load unload activate deactivate attach detach bind unbind connect disconnect acquire release grant revoke approve reject accept decline assign mark track record print log dump warm prune rebuild rotate shuffle swap toggle trigger invoke visit traverse walk scan crawl index migrate seed spawn kill abandon absorb accelerate acknowledge admit advertise advise alert amend announce arm ask assist assume award balance ban begin bill blink boost bounce brake bring broadcast buffer bury calm carry catch chase choose claim climb close collect color command commence compensate complain complete compose conclude conduct consume contact continue cool count crash credit cross debug deal declare dedicate defend degrade demand demonstrate deny depart deprecate describe detach dial dig dim discuss dismiss display dispose distribute double downvote eject embark emphasize employ empty enroll enter erase escalate escape establish evacuate examine exchange exclude exit explain explode expose extend fail fetch fight finalize finish fix flag flash flip fly fold fork free fulfill gain gather give glow grab grow guide halt hand hang harvest help highlight hit hold host ignore ignite illuminate impose inform inject insist inspire insure interrupt introduce invert irrigate isolate issue jam jump keep kick label lay lead learn leap lengthen level lift listen lock loop lose maintain manage manipulate meet mend merge mirror mix moderate mute name negotiate nudge observe occupy omit operate orbit organize overwrite own pair park pass penalize perform permit persist pick pin pitch place plant plug point poke polish preload prepare present preserve press prevent proceed promise propagate protect provision provoke publish pull punish purchase pursue quarantine question quit race raise randomize ration reach react reassign reboot rebuild recall recharge reclaim reconcile reconnect recover recycle reduce reenter reindex reinforce reinstall relax release relocate remember remind remount renew reopen reorder repaint replay replicate reply request requeue rescue reserve resign resist resize resolve respond rest restock restrict resubmit return reuse reveal reverse revisit ring rinse roll rotate sail salute sanction satisfy scare scatter scold scratch seal search secure sell serve settle shake shape sharpen shelter shine shoot shorten shout shrink sign silence sing sink skate sketch slide slow smash smell solve speak speed spill spin spray spread stack stage stamp stand stash stay steal step stir stretch strike submit subscribe suggest suspend sweep switch tap teach tear tease terminate thank throw tighten tilt tip toast touch tow trade train transfer transmit transport trap travel treat trim trust try turn type unblock undo unfreeze unhide unload unmark unmute unpin unplug unseal unsubscribe untag upvote use validate vanish vote wake warn wash waste water wave weaken wear welcome whisper whistle win wind wipe wire wish withdraw withhold wrap yell yield zip terminate restart shut drain touch tick step advance rewind seek skip repeat watch observe monitor poll probe ping wait sleep delay defer debounce throttle queue train fit tune play pay refund charge ship deliver book order cook paint launch land park water feed heat cool close select deselect focus blur expand collapse drag drop scroll zoom fill bump increment decrement increase decrease adjust calibrate align center drive steer fire hire promote ban block unblock follow forget freeze thaw greet guard invite join kick leave lend rent borrow share split unify upgrade downgrade patch repair fix build clean purge wipe evict expire invalidate truncate optimize analyze inspect audit review benchmark profile simulate animate transition navigate route redirect',
  ),
  add: words('add add add append insert push prepend enqueue include attach register put'),
  remove: words('remove remove delete delete drop discard erase unset detach unregister dequeue exclude pop'),
  send: words(
    'send send post publish emit notify broadcast dispatch forward submit deliver transmit report announce push stream relay',
  ),
  check: words('validate validate check check verify assert ensure require confirm enforce'),
  set: words('set set set set change assign replace update override'),
} as const;

export type VerbClass = keyof typeof VERBS;

/** Verbs of abilities and duties: `canEdit`, `should_retry`. */
export const ABLE_VERBS: readonly string[] = words(
  'edit view read write delete create update retry skip run start stop send receive open close move publish approve cancel load save merge split fly swim access use handle accept reject render parse undo redo attack build pay refund join leave resize scroll share export import log cache ignore fail reuse continue proceed notify escape wrap proxy upgrade restart',
);

/** `contains(item)`, `supports_feature(name)`. */
export const TELLING_VERBS: readonly string[] = words(
  'contains includes matches equals supports accepts allows needs requires exists covers overlaps intersects knows owns uses holds fits handles wants implements extends satisfies exceeds',
);

export const ALL_VERBS: ReadonlySet<string> = new Set(Object.values(VERBS).flat());
