/**
 * What hanzo promises, as data: area, id, sentence. Each is proved by at least one test whose title is `verifies('area.id')`
 * (see CONTRIBUTING.md); `npm run check` lists those that no test proves.
 */
export const BEHAVIOURS = {
  wire: {
    'round-trip': 'Every kind of message comes over the wire unchanged.',
    'any-cut': 'The same frames are read however the network cuts the bytes.',
    'oversized-refused':
      'A frame over its cap is refused when only its length has arrived, before memory is allocated for it.',
    'hostile-bytes': 'Whatever bytes arrive, reading them ends in a message or an error with a code.',
    'recorded-v1': 'Frames recorded from version 1 are still read.',
    'newer-peer': 'Fields that a newer peer adds are skipped.',
    'no-control-characters': 'A peer cannot write control characters to our terminal.',
  },
  mesh: {
    discovery: 'Nodes of one mesh find each other without configuration.',
    bootstrap: 'A worker is reached by its address alone where discovery does not work.',
    fence: 'Nobody gets in without the key of the mesh.',
    heartbeat: 'Peers exchange heartbeats, and a peer that leaves is noticed.',
    'comes-back': 'A worker that left and came back is found again.',
    'silent-socket': 'A socket that says nothing is dropped, and others are served meanwhile.',
    'identity-kept': 'A node keeps its identity in a file that only its owner can read.',
    'identity-once': 'Two processes never run under one identity.',
    'lock-unusable': 'A lock file that cannot be used is named, and never taken for a running node.',
    addresses: 'An address that nobody could dial or listen on is refused, with what is wrong with it.',
  },
  worker: {
    drain: 'A worker stopped by its owner finishes what it has accepted and exits 0.',
    'early-stop': 'A signal that arrives while a worker starts stops it as well.',
    'name-taken': 'A second worker of the same name is refused; an unnamed one gets a name of its own.',
    fair: 'A coordinator that floods a worker delays the others by at most one task per turn.',
    declines: 'A worker declines what it cannot or may not run, with the reason.',
    'stop-told': 'A worker that is stopped tells every coordinator, so that the tasks go elsewhere.',
    slots: 'No more attempts run than there are slots, and all are finished.',
    cancel: 'A cancelled run is cancelled at the worker too.',
  },
  dispatch: {
    streams: 'An answer is streamed and names the worker that gave it.',
    'killed-worker': 'A task whose worker is killed with -9 is finished elsewhere, without text of the dead attempt.',
    'frozen-worker':
      'A task whose worker freezes is finished elsewhere; what the frozen one sends later is dropped, and it is used again.',
    'run-survives': 'A run goes on to its end when a worker is killed in the middle of a task.',
    'engine-crash': 'An engine crash moves the task to another worker; an error that stays is not tried again.',
    fenced: 'What a worker still says for an attempt that was taken back is never shown.',
    'time-limit': 'An attempt is taken back when its time is up, whatever its worker says.',
    patient: 'An attempt that is alive but silent, or waits for a slot, keeps its lease while others stream.',
    'nobody-fits': 'When no worker fits, the reason of each is given.',
  },
  journal: {
    'before-said': 'A task is on disk before anyone is told that it is accepted.',
    interrupted: 'What a killed coordinator left behind is called interrupted.',
    'foreign-file': 'A file that is no journal, or a newer one, is refused by name.',
    'every-attempt': 'Every attempt leaves a row: who did it, how it ended, what it cost.',
  },
  cascade: {
    'first-passed': 'The cascade stops at the first answer that passes its gate.',
    escalates: "A weak answer escalates with the gate's reason, a failed attempt with its error.",
    'local-only': 'A run that is local only never reaches a paid rung.',
    undone: 'A task that no rung delivers is undone, with every reason.',
  },
  openai: {
    streams: 'Streamed pieces join to the whole text, with usage and the model that served it.',
    'no-usage': 'Without a usage report the worst case is charged.',
    sampling: 'Sampling parameters are never sent to models that refuse them.',
    abort: 'Aborting hangs up at once, before the first byte and in the middle.',
    'key-redacted': 'An API key that an answer echoes never reaches a message.',
  },
  llama: {
    streams: 'Streamed pieces join to the answer, and no character is cut in two.',
    'same-seed': 'The same seed gives the same text.',
    schema: 'A local answer has the shape of the schema, whatever the model would rather say.',
    'too-long': 'A prompt that does not fit is refused with the numbers.',
    batches: 'Sequences are decoded together, so that batches are full.',
    'child-killed': 'The engine survives kill -9 of its child; only running work fails.',
    'no-keys': 'The inference process has no keys.',
    hang: 'An engine that hangs is killed and replaced.',
    'damaged-model': 'A damaged model file is refused with a code, whatever byte is wrong.',
  },
  'models-pull': {
    verified: 'A download is verified before it gets its name.',
    resumes: 'A stalled download continues with the rest.',
    'wrong-hash': 'A file with another hash is set aside, and both hashes are named.',
    disk: 'The disk is checked before a byte is asked for.',
  },
  ledger: {
    'overspend-zero': 'Processes that race for a $1 cap overspend exactly 0.',
    'killed-process': 'What a killed process had sent is charged in full and shown; what it only held is released.',
    'never-below-bill': 'Killed at any point, the ledger is never below the bill.',
    'not-sent': 'A request that never left costs nothing.',
    'busy-or-spent': 'A refusal says "busy" while open calls hold the rest, and "spent" when they have cost it.',
    'alone-exceeds': 'A call that alone exceeds a cap is told so, with the way out.',
  },
  metrics: {
    documented: 'Every metric has a name of ours and a sentence that says what it counts.',
    loopback: 'Metrics are served at /metrics and /healthz only, to this machine.',
    'port-taken': 'A metrics port that is taken is an error that says how to mend it.',
  },
  config: {
    order: 'Flags win over the environment, which wins over the file.',
    'unknown-key': 'An unknown key is named, with its place and what was meant.',
    'keys-hidden': 'Settings are shown with their source; of keys only the last four characters.',
    'endpoint-conflict': 'Two endpoint variables that differ are refused, unless something else decides.',
    'dead-models': 'A model that is gone is not sold; a living one is offered.',
  },
  router: {
    fits: 'A task is never placed on a worker that cannot take it, and never refused while one can.',
    best: 'No other worker that fits would finish earlier than the chosen one.',
    why: 'Every choice of a rung says why.',
  },
  tools: {
    confined: 'Nothing outside the workspace is read, by path or by link.',
    'no-execution': 'What is checked is never executed.',
    free: 'A tool answers in findings, free of charge.',
    'skips-said': 'Files that are skipped are reported, with the reason.',
  },
  orchestrator: {
    'fallback-plan': 'An unusable plan falls back to rules and says why.',
    'contents-stay': 'The planner sees names and sizes as data, never contents.',
    aborted: 'An aborted run returns what was done.',
    incomplete: 'A run in which a gate refuses or an engine fails is incomplete and says so.',
  },
  gates: {
    noise: 'Noise never passes a gate.',
    evidence: 'An answer most of whose quotes are not in the source is refused.',
    flood: 'A flood of text is judged within a moment.',
  },
  report: {
    'not-forged': 'A report cannot be forged by models, file names, peers or gates.',
    'never-clean': 'A report never reads as clean when something is missing.',
    'undone-shown': 'Undone tasks are shown with their reasons and attempts.',
  },
  cli: {
    'bad-input': 'Bad input gets a clear sentence and the documented exit code.',
    flags: 'Every flag of every command does what its help says.',
    'no-keyboard': 'A command never waits for a keyboard.',
    'json-errors': 'With --json errors are JSON too.',
    budget: 'A call over the budget is refused before it is sent.',
    'wrong-key': 'A wrong key ends the run and is not printed.',
    interrupted: 'Ctrl-C ends a run with 130 and a report that says what is missing.',
    'local-only': 'hanzo dev never calls the API when the run is local only.',
    'mesh-run':
      'hanzo dev reviews a project on workers that are processes of their own, and says when it is incomplete.',
    'paid-by-permission':
      'A run that is given to a local model pays an API only up to a stated --budget, and says at its start which it is.',
    'reader-gone': 'When the reader of its output goes away, a command ends quietly and starts nothing more.',
    'no-control': 'Text of models, files and peers cannot steer the terminal.',
    metrics: 'hanzo metrics shows what was done as tables, JSON and Prometheus text.',
    'reach-me': 'An address that hanzo net prints to be copied is a whole one, with the peer id.',
    'doctor-first':
      'hanzo doctor leaves nothing behind that another command trips over: every command works after it on a fresh home.',
    variables: 'hanzo doctor warns of mistyped HANZO_ variables.',
  },
  start: {
    'no-orphans': 'npm start leaves no worker behind when one fails to start or it is stopped.',
    'no-key': 'npm start shows a mesh of three processes at work, offline, and says honestly what came of it.',
  },
  layers: {
    hold: 'Packages import only what the layer table gives them, and no files import each other in a circle.',
    caught: 'Every kind of breach of the layers is caught.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

type Areas = typeof BEHAVIOURS;

/** `area.id` of a behaviour: a mistyped one does not compile. */
export type BehaviourId = { [Area in keyof Areas]: `${Area}.${keyof Areas[Area] & string}` }[keyof Areas];
