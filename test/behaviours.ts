/* oxlint-disable max-lines -- one list, so that every promise is found in one place and none is listed twice */
/**
 * What hanzo promises, as data: area, id, sentence. Each is proved by at least one test whose title is `verifies('area.id')`
 * (see CONTRIBUTING.md); `npm run check` lists those that no test proves.
 */
export const BEHAVIOURS = {
  wire: {
    'handshake-v1': 'Steps of the handshake recorded from version 1 are read and written the same for ever.',
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
    'fence-code': 'The first bytes of a connection can only be made with the key of the mesh, and do not give it away.',
    links: 'Listening nodes keep few links among themselves, and by them everybody hears of everybody.',
    'stranger-nothing':
      'A stranger, an expired, a revoked or a wrong-mesh peer gets no connection: no stream, no advert, no name.',
    'told-why': 'Somebody who was a member learns why it is refused; a stranger learns nothing.',
    'revoked-live': 'A revocation closes the live connections of the member within a second, and tells it why.',
    'expired-live': 'A member whose time is over loses its live connections.',
    spreads: 'What one member knows of the membership, all connected members know.',
    'one-is-enough': 'One reachable member is enough to find all others.',
    remembered: 'A node that starts again finds its peers by the addresses that it remembers.',
    twin: 'A second machine or process with a copy of a home is refused while the first one is connected.',
    'role-checked': 'A member cannot run a node that its role does not allow.',
    rotation:
      'After a rotation members go on and come back with the new key; the old key opens nothing when its time is over.',
    'join-by-invite': 'A home that redeems an invite is let in at once by nodes that have never heard of it.',
    'join-refused': 'A home whose invite is refused learns why, and stays out.',
    'in-step': 'Two nodes come to hold the same statements, and stop sending them.',
    'news-flood': 'A member that keeps bringing news loses its session before it fills disks.',
    'made-up-peers': 'Peers made up on the LAN take bounded memory and do not hide real ones.',
    'back-at-once': 'A peer that shows a sign of life after it was given up is tried at once.',
    'no-scan': 'Nobody makes a node look at ports of its own machine or of third ones.',
    claims: 'What a member writes into its card can neither stop a node nor hide the nodes of others.',
    'host-ban': 'A host from which invites are tried again and again in vain is shut out for a while.',
    floods: 'A member that floods a session with frames loses it.',
    ping: 'A ping measures the time to a peer and back.',
    'dial-back': 'A peer says which of our addresses it can connect to.',
    heartbeat: 'Peers exchange heartbeats, and a peer that leaves is noticed.',
    'comes-back': 'A worker that left and came back is found again.',
    'silent-socket': 'A socket that says nothing is dropped, and others are served meanwhile.',
    'identity-kept': 'A node keeps its identity in a file that only its owner can read.',
    'identity-once': 'Two processes never run under one identity.',
    'lock-unusable': 'A lock file that cannot be used is named, and never taken for a running node.',
    addresses: 'An address that nobody could dial or listen on is refused, with what is wrong with it.',
    'peer-scores': 'A peer that misbehaves is disconnected, then banned for a time, and forgiven when it stops.',
    rates: 'A rate limit lets a burst pass, and after it a steady flow.',
    'half-open': 'A flood of sockets that prove nothing never keeps out a newcomer who speaks at once.',
    'same-machine': 'Nodes of one machine know that they share it, and in another mesh it cannot be recognised.',
  },
  policy: {
    'quiet-hours':
      'In its quiet hours a worker takes nothing, across midnight and on the weekdays that its owner named.',
    'daylight-saving': 'Quiet hours follow the clock on the wall when it is put forward or back.',
    reasons: 'A paused worker says why in words for people, and when asking again makes sense.',
    members: 'The owner says for whom the machine works, and whose tasks weigh more.',
    'load-calm': 'A worker makes way for other programs, and does not come back in every short break of theirs.',
    'exact-boundary': 'Quiet hours begin and end at their minute.',
    'in-use':
      'A worker stops within seconds when somebody uses the machine, and returns when it was left alone for long enough.',
    'only-needed': 'Only the sensors that the policy needs are read, and not often.',
    unknowable: 'A rule that the machine gives no way to keep is said aloud, and not pretended to be kept.',
    sensors: 'Battery, person and load are read from what the system itself says.',
    settings: 'Every rule can be written in config.json, and one with a typing error is refused with the mend.',
    edit: 'Changing the policy keeps everything else in config.json, and its mode; the file is whole or as it was.',
    command:
      'hanzo net policy shows each rule, where it comes from and what follows, and changes it for running workers.',
  },
  control: {
    remembered:
      'A pause is remembered: a worker that starts again stays paused until its time is over or it is resumed.',
    outcome: 'Whoever pauses or drains a worker hears how many tasks were handed back and how many will be finished.',
    drain: 'A drained worker finishes what runs, hands back the rest at the timeout, and ends with exit code 0.',
    hostile: 'Whatever bytes a control client sends, it hears an error, and the worker and other clients go on.',
    slow: 'A client that does not read costs a worker neither time nor unbounded memory.',
    stale: 'Sockets of dead workers are cleaned away, and a worker that does not answer is named.',
    'long-path': 'A home with a path too long for a socket works all the same, and other users cannot reach it.',
    watch: 'Somebody who watches sees the state about once a second, and each task as it ends.',
    commands:
      'hanzo net pause, resume and drain reach every running worker of the home, and say what became of its tasks.',
  },
  'work-journal': {
    kept: 'What ran for whom is in the journal after a clean stop, by several workers of one home.',
    bounded: 'The journal stays within its limits of rows and age.',
    'disk-full':
      'A journal that cannot be written never stops a worker, is said once, and goes on when it can be written.',
    command: 'hanzo net work lists what ran here and adds it up, without prompts or answers.',
  },
  lend: {
    'several-models': 'A worker serves several models within its memory, each loaded when a task asks for it.',
    fits: 'A worker whose model does not fit its memory does not come up, and says what would.',
    gpu: 'A GPU backend that does not work here is refused by name, with what does work.',
    priority: 'Inference runs at low priority unless its owner says otherwise.',
    server: 'A server that runs already is lent like a model of our own; its key is shown nowhere.',
    'idle-flags': 'A flag that a lent server would not hear of is refused.',
    'data-class': "Text of a class that a worker's owner does not let in never goes there.",
  },
  worker: {
    drain: 'A worker stopped by its owner finishes what it has accepted and exits 0.',
    'shut-out': 'A worker whose home is put out of the mesh hands back its tasks and ends with the reason.',
    'early-stop': 'A signal that arrives while a worker starts stops it as well.',
    'name-taken': 'A second worker of the same name is refused; an unnamed one gets a name of its own.',
    fair: 'A coordinator that floods a worker delays the others by at most one task per turn.',
    weighted: 'Members share a worker by their weights, measured in work and not in tasks.',
    'shared-turns': 'A coordinator gets its turns at a worker that another one keeps busy.',
    'speed-first': 'Before it serves, a worker measures its model alone, on a prompt that no cache holds.',
    'speed-measured': 'A worker advertises the speeds that it measured, by how many tasks ran at once.',
    'hands-back':
      'A paused worker hands its tasks back at once, or finishes what runs where its owner says so, and takes nothing.',
    'members-only':
      'A worker takes nothing from a member, and nothing of a class of data, that its owner does not want.',
    'models-on-demand':
      'A model is loaded when a task asks for it; the least recently used one makes room, one in use never does.',
    'model-turns': 'A busy model cannot keep another one out of memory for ever.',
    'model-back': 'A model that was not usable for a while is advertised again when it can be tried again.',
    rests: 'A pause frees the memory of models: what is unused at once, the rest as soon as it is let go.',
    renewed: 'A change that needs a new start reaches a model in use too, before anybody new uses it.',
    'threads-shared': 'Models in use at the same time share the CPU threads that the owner allows.',
    'advert-survives': 'Nothing that one member is called can end the worker or keep adverts from the others.',
    'model-broken': 'A model that does not load fails its task, is advertised no more, and leaves the others alone.',
    declines: 'A worker declines what it cannot or may not run, with the reason.',
    'stop-told': 'A worker that is stopped tells every coordinator, so that the tasks go elsewhere.',
    slots: 'No more attempts run than there are slots, and all are finished.',
    cancel: 'A cancelled run is cancelled at the worker too.',
    resumes:
      'An answer that another worker has begun is gone on from where it was lost, and nothing of it is sent again.',
    'resumes-not': 'A worker whose engine cannot go on from a beginning says so, and writes the answer from its start.',
    'tells-all': 'Whatever an attempt has written is told before its failure, so that it can go on elsewhere.',
    'stops-for-the-lost': 'Nothing runs on for a coordinator that is gone.',
  },
  dispatch: {
    'offer-answered': 'A worker that neither takes nor declines a task within five seconds loses it.',
    'not-held-for-ever':
      'A task that waits for a fast worker goes to a slow one when the fast one does not come free as it should.',
    'paused-is-left': 'A worker that hands a task back is not asked again while there is another one.',
    'busy-is-no-failure': 'A task waits for workers that are busy, however often they decline it.',
    'slowness-heals': 'A worker that was slow once is given another chance.',
    'copies-ask-again': 'A worker that had no time for a copy may have it later.',
    'weights-as-advertised': 'A worker that answers with other weights than it advertised is not believed.',
    'small-claims': 'What could not be served saves up no claim on the workers.',
    'goes-on':
      'A task whose worker is lost goes on elsewhere from the text that was accepted, where the weights are the same.',
    'other-weights-start-anew': 'A worker with other weights starts a lost task anew.',
    reconnected: 'A worker that connects anew has nothing left of what it held before.',
    poison: 'A task that brings down the engines of two workers is kept from the others.',
    'says-why-it-waits': 'A task that waits says why.',
    breaker: 'A worker that fails task after task rests, is tried with one task, and is used again when that is done.',
    hedged:
      'A task that is slow beside others like it is tried a second time; the first answer counts, and the other is withdrawn.',
    'hedge-budget': 'Second tries cost at most a twentieth of the work.',
    'fair-users': 'A user with many tasks or many runs does not delay another one with few.',
    priorities: 'Tasks of higher priority go first, and those of low priority are not starved.',
    warm: 'A task goes where the beginning of its prompt was read before.',
    copies: 'An answer of which several copies are wanted counts only when most of the workers agree.',
    'no-agreement': 'Workers that do not agree are no answer.',
    'other-model': 'A further try goes to another model, and where there is none, that is said at once.',
    'models-agree': 'Where different models must agree, each is asked once, and most must mean the same.',
    'models-weigh':
      'Where different models must agree, the vote of each weighs what experience says of it, and that is told.',
    'models-hopeless': 'Where no majority can be found any more, nobody is waited for.',
    'models-aliases': 'A model counts once, also when a worker comes later and offers it under another name.',
    'models-differ': 'An answer that different models do not agree on is refused, with who said what.',
    'models-too-few': 'Where fewer different models are there than must agree, none is asked, and that is said.',
    streams: 'An answer is streamed and names the worker that gave it.',
    'killed-worker': 'A task whose worker is killed with -9 is finished elsewhere, without text of the dead attempt.',
    'frozen-worker':
      'A task whose worker freezes is finished elsewhere; what the frozen one sends later is dropped, and it is used again.',
    'run-survives': 'A run goes on to its end when a worker is killed in the middle of a task.',
    'engine-crash': 'An engine crash moves the task to another worker; an error that stays is not tried again.',
    fenced: 'What a worker still says for an attempt that was taken back is never shown.',
    'pause-over': 'A worker that is back from a pause is used at once, whatever it said when it declined.',
    'time-limit': 'An attempt is taken back when its time is up, whatever its worker says.',
    patient: 'An attempt that is alive but silent, or waits for a slot, keeps its lease while others stream.',
    'nobody-fits': 'When no worker fits, the reason of each is given.',
  },
  sim: {
    holds:
      'Whatever seed the simulator plays, every accepted task ends exactly once, no text is mixed, and nothing hangs or is left behind.',
    replays: 'A seed of the simulator plays the same events every time.',
    planted: 'A fault that is planted into the protocol is seen by the simulator within 100 seeds.',
  },
  chaos: {
    'coordinator-killed':
      'A coordinator killed at any point, again and again under load, loses no task, does none twice, and mixes no text.',
    'workers-struck':
      'Workers that are killed, frozen, swallowed by the network or never answer cost attempts, and no task and no text.',
    'frozen-mid-answer':
      'An answer whose worker freezes in the middle is finished elsewhere, with no token lost or doubled.',
    partition: 'A coordinator and workers that a partition keeps apart go on when it is over, and nothing is lost.',
  },
  journal: {
    'before-said': 'A task is on disk before anyone is told that it is accepted.',
    interrupted: 'What a killed coordinator left behind is called interrupted.',
    'foreign-file': 'A file that is no journal, or a newer one, is refused by name.',
    cache: 'Answers of the cache are in the journal with who gave them and when, count as done, and cost nothing.',
    'every-attempt': 'Every attempt leaves a row: who did it, how it ended, what it cost.',
    'killed-anywhere':
      'A coordinator may be killed at any point: every task that it had accepted is done in the end, exactly once.',
    'one-owner':
      'Of several processes that claim a run at once exactly one gets it, and nobody gets that of a living one.',
    fenced: 'A process whose run was taken over writes nothing to it any more.',
    'done-once': 'Only the first end of a task counts.',
    'done-answered': 'No task is recorded as done whose answer could not be recorded.',
    complete: 'No run is recorded as complete while a task of it has no recorded end.',
    forgotten: 'A run that is forgotten leaves nothing in the journal, and never goes while somebody works on it.',
    kept: 'What a full disk refused of a task under way is recorded as soon as there is room.',
    locked: 'While another process holds the journal for a moment, nothing is lost, reordered or held up.',
    'old-tasks': 'What earlier processes accepted can be read back and gone on with: tasks, outcomes, half answers.',
    'cancel-request': 'A task is cancelled from another process: at once when nobody works on it, else by who does.',
    retry: 'An undone or cancelled task can be queued again; one that is done cannot.',
    'task-book': 'Tasks and runs are found by the beginnings of their ids, and what comes near is named.',
  },
  cascade: {
    reserve: 'A free engine that experience speaks against is tried all the same when whoever is paid gives no answer.',
    listener: 'Whoever listens to a run may fail at it: an answer that has passed counts all the same.',
    'first-passed': 'The cascade stops at the first answer that passes its gate.',
    escalates: "A weak answer escalates with the gate's reason, a failed attempt with its error.",
    strong: "What the API model of a task's tier fails goes to a stronger one, with the reason and the failed attempt.",
    tries: 'Several models of the mesh may try, each another one, before anything is paid.',
    'refused-known-after-resume': 'After a resume, too, no model is asked again whose answer was refused.',
    'judged-not-paid-again':
      'An answer whose gate came to no verdict is judged when its task is taken up again, and not paid for once more.',
    'clock-set-back': 'A clock that is set back makes no task forget who was asked.',
    'stand-in-not-twice': 'A model that answered in place of another one is not paid for the same task again.',
    'evidence-fits': 'Where the refused answer does not fit beside the task, the task is asked without it.',
    'evidence-of-commands':
      "Of what the project's tests print only the lines that name files of the task leave for an API.",
    evidence: 'A paid model sees the refused answer and why, bounded, masked, and marked as data.',
    'not-paid-twice': 'No API model is paid for the same task again after its answer was refused.',
    agreement: 'Where different models must agree and do not, others are asked, and then a paid one.',
    watched: 'Whoever learns from attempts may fail at it: an answer that has passed counts all the same.',
    'local-only': 'A run that is local only never reaches a paid rung.',
    undone: 'A task that no rung delivers is undone, with every reason.',
    deadline: 'A task that is not done by its deadline is undone, and says so.',
    'cancel-one': 'A task that somebody wants cancelled stops alone.',
    'taken-over': 'What is under way stops when another process has taken the run over.',
    'not-again': 'A task that has ended is not done again.',
    'goes-on': 'A task that was interrupted goes on with the text that it had.',
    extra: 'An attempt beside the one that counted is on the receipt, and shows no text.',
  },
  backlog: {
    flat: 'However many tasks a run has, only those under way are in memory.',
    'rest-kept': 'What an aborted run had not begun stays queued on disk, and is done when the run is taken up again.',
    'journal-broken': 'When the journal fails, no more tasks are begun, and nothing hangs.',
    'so-many': 'No more tasks are under way than allowed, whatever is allowed at the time.',
  },
  openai: {
    streams: 'Streamed pieces join to the whole text, with usage and the model that served it.',
    'no-usage': 'Without a usage report the worst case is charged.',
    sampling: 'Sampling parameters are never sent to models that refuse them.',
    redirects: 'No request is sent on to an address that nobody named, whoever says so.',
    abort: 'Aborting hangs up at once, before the first byte and in the middle.',
    'key-redacted': 'An API key that an answer echoes never reaches a message.',
    tools: 'A model asks for tools, hears what they gave, and gets its sealed reasoning back as it was.',
    'cut-turn': 'Of an answer that its cap has cut, nothing goes back that the API would refuse.',
    capabilities: 'A parameter that a model does not take is left out, and tools that it does not take are refused.',
    tier: 'A service tier is asked for by name, and the one that really served is told.',
    cache: 'Input that was read from the cache, and what was written to it, are told apart.',
    'flex-full': 'A full flex tier costs nothing and may be asked again.',
    'call-named': 'Every answer, and every error after its first byte, names the call as the bill does.',
    'words-json':
      'A model that cannot be bound to a schema is asked in words, and its JSON is cut out of what it says.',
    batch: 'Every request of a batch has its result, whatever becomes of the batch, and only what was done is charged.',
    'batch-odd': 'An answer of a batch that is paid for is never lost, whatever else its files say.',
    'usage-parts': 'Of usage that is told in parts, the most of each count is the bill.',
    'batch-checked': 'What a batch cannot be is refused before anything is sent.',
    models: 'The models that an endpoint serves are listed.',
    contract: 'What our provider sends, and what the stand-in answers, follows the description that OpenAI publishes.',
  },
  'stand-in': {
    bill: 'The stand-in keeps a bill, call by call, with the tier and the model that served.',
    strict: 'The stand-in refuses what the real servers refuse.',
    cache: 'The stand-in finds the beginning of a prompt in its cache when it has seen it with the same key.',
    'rate-limit': 'The stand-in tells who comes too often when to come back.',
    batch: 'A batch at the stand-in ends when the script says so, and is billed in its own tier.',
    background: 'An answer in the background at the stand-in ends by its pace or by the script, and is billed once.',
  },
  anthropic: {
    streams: 'Streamed pieces join to the whole text, with usage, tier, request id and the model that served it.',
    tools: 'Tools go to and fro, and a model gets its sealed thinking back as it was.',
    'cut-turn': 'Of an answer that its cap has cut, nothing goes back that the API would refuse.',
    json: 'An answer keeps to a schema: by the output format, by a forced tool, or asked for in words.',
    capabilities: 'Nothing that a model refuses is sent to it.',
    caching: 'What is read from the cache and what is written to it are told apart, and priced so.',
    refused: 'What could not be answered rightly is refused before it is sent, and costs nothing.',
    charged:
      'Every failure says whether it cost money; what was counted before a stream broke is not taken for the bill.',
    redirects: 'No request is sent on to an address that nobody named, whoever says so.',
    abort: 'Aborting hangs up at once, before the first byte and in the middle.',
    'key-hidden': 'The key is in no error, at any depth, whatever fails.',
    proxies: 'A base URL with a path works, and a web page in place of an answer is called one.',
    batch: 'Every request of a batch has its result, and only what succeeded is charged.',
    'batch-odd': 'An answer of a batch that is paid for is never lost, whatever else its results say.',
    'usage-parts': 'Of usage that is told at both ends of a stream, the most of each count is the bill.',
    models: 'All models that the key may use are listed, page by page.',
    'stand-in': 'The stand-in answers as Anthropic’s own client expects, and refuses what the real servers refuse.',
  },
  llama: {
    'ctrl-c': 'Ctrl-C in a terminal does not take the model away from work that its worker finishes.',
    streams: 'Streamed pieces join to the answer, and no character is cut in two.',
    'same-seed': 'The same seed gives the same text.',
    'trained-tokens': 'Our own model is trained on the very tokens that the engine makes of a text.',
    schema: 'A local answer has the shape of the schema, whatever the model would rather say.',
    'too-long': 'A prompt that does not fit is refused with the numbers.',
    batches: 'Sequences are decoded together, so that batches are full.',
    'child-killed': 'The engine survives kill -9 of its child; only running work fails.',
    'no-keys': 'The inference process has no keys.',
    hang: 'An engine that hangs is killed and replaced.',
    'damaged-model': 'A damaged model file is refused with a code, whatever byte is wrong.',
    'stop-texts': 'A stop text ends the answer, and nothing of it is ever shown.',
    resumes: 'A beginning is gone on from as if it had been written here.',
    'resume-cap': 'A beginning counts towards the cap of tokens, and one that has used it up is the whole answer.',
    'resume-refused': 'A beginning that cannot be gone on from is refused, never changed and never ignored.',
    embeds: 'Embeddings have unit length, and the same text has the same one.',
    threads: 'The processor share of a running engine can be changed, and stays so after a restart.',
    humble: 'The inference process gives way to the programs of the owner.',
    'no-backend': 'A backend that does not work here is refused, and what does work is named.',
    'prefix-anywhere': 'What one slot has read of a prompt, no other slot reads again, and the answer is the same.',
    'prefix-once': 'Of prompts with the same beginning that come at once, one is read and the others wait for it.',
    'prefix-cleared':
      'States of prompts are readable by their owner alone and do not outlive the engine, even a killed one.',
    'abort-soon': 'After an abort at most one more piece of work is done.',
    'hostile-files':
      'Whatever is changed in a model file, the node survives, and the file works or is refused with a code.',
    'load-limits': 'A model that takes too long or too much memory to load is ended and refused.',
    fenced: 'Once a model is loaded, the inference process reads no files and starts no processes.',
    'memory-need': 'What an engine will take at most is known before it is started.',
    'memory-short': 'A model that finds no memory is refused for now, and never called damaged.',
    'loaded-once': 'A model file that has loaded once is not called damaged when it does not load later on.',
    'given-up': 'An engine that is given up leaves nothing running, and can be started anew.',
    'waits-alive': 'Whoever waits for a slot hears each second that the engine is well.',
  },
  compatible: {
    kinds: 'A server that is there already is recognised, with the context and the slots that are really in force.',
    'no-server': 'An address that serves no models is refused with what is wrong there and how to mend it.',
    'key-kept': 'The key of a server goes to that server only, and never into an error or a log.',
    streams: 'Pieces of an answer come as the server sends them, with usage and times, whatever kind of server it is.',
    sampling: 'Temperature, seed, stop texts and the cap reach the server as they were asked for.',
    reasoning: 'Reasoning is no part of the answer, and a sign of life.',
    'usage-estimated': 'Text never costs 0 tokens where a server does not count.',
    schema: 'The schema binds the server; one that refuses schemas is asked in words from then on.',
    'cut-prompt': 'A prompt that a server would cut, or has cut, is never answered as if it were whole.',
    faults: 'Every way in which a server fails has its code.',
    stuck: 'A server that is silent for too long fails the request, although its socket lives.',
    abort: 'Aborting hangs up on the server at once, and frees the place.',
    turns: 'No more requests than slots reach the server; the rest waits in order.',
    'waits-alive': 'Whoever waits for a turn hears each second that the server is there.',
    'comes-back': 'A server that goes away fails what runs at once, and serves again when it is back.',
    closed: 'Only disposing ends the engine, and whatever runs or waits learns it.',
    embeddings: 'Embeddings come in order and of unit length.',
    resumes: 'Plain text is gone on from its beginning by servers that say that they can.',
    'resumes-doubt': 'A server that fails to go on from a beginning is asked from the start from then on.',
    'resumes-not': 'A beginning is refused where the server would not go on from it for sure.',
  },
  'models-pull': {
    verified: 'A download is verified before it gets its name.',
    resumes: 'A stalled download continues with the rest.',
    'wrong-hash': 'A file with another hash is set aside, and both hashes are named.',
    disk: 'The disk is checked before a byte is asked for.',
    memory: 'What will not fit the memory is refused before a byte is fetched, with what would fit.',
    several: 'Several models are got at once; one that cannot be had does not stop the others.',
    repository: 'A repository without a file is answered with the files to choose from.',
    own: "A file of one's own is copied or linked in, verified as a download is.",
    mirror: 'A mirror is used where one is named; a token goes to the host it belongs to and nowhere else.',
  },
  models: {
    show: 'A model is shown with its header, hash, memory for several sizes and where it came from.',
    verify: 'Files are read again: what differs from the catalogue or from what was installed is named, with the mend.',
    rm: 'A model is removed with all that belongs to it, after a question; not while a worker serves it.',
  },
  'embedded-model': {
    prompt: 'hanzo-embedded is asked in the form that it was trained on, without a system text.',
    pinned:
      'The model that comes with hanzo is loaded only while its file is the one that was published; another one is named with the mend.',
    named: 'hanzo-embedded works by its name wherever a local model can be named, without a download, and only by it.',
    'damaged-package':
      'A damaged package of hanzo-embedded stops nothing but the use of that model; what replaces its files is said.',
    skew: 'A package of hanzo-embedded that belongs to another version of hanzo is refused as such.',
    copy: 'A copy of hanzo-embedded in the models folder is used by nobody who names no model, and only while it is whole.',
    'left-out': 'Without the package of hanzo-embedded everything else works, and hanzo says how to get it.',
    card: "The catalogue's card of hanzo-embedded and its package name the same file.",
    doctor: 'hanzo doctor says what the model that comes with hanzo is good for, and whether its file is whole.',
    text: 'The text that hanzo-embedded is trained on is made by this project: the same seed gives the same text, in the form of real tasks.',
    'text-true':
      'What hanzo-embedded is taught passes the gates that its answers must pass, and says of code what its syntax says.',
    'text-without':
      'Names that hanzo-embedded is measured on, as they are spelled, stand in nothing that it is trained on.',
    'held-out':
      'hanzo-embedded is measured on hundreds of functions of real shape whose names and types it never met as they are spelled.',
    unmet:
      'The text that hanzo-embedded is trained on spells no function and no type of the held-out set; whose words it has are listed.',
    measured:
      'What hanzo-embedded writes is measured by the gates of production, and so are a template and one that is tuned to them.',
    worker:
      'A worker with hanzo-embedded is up without a download; what it was not made for ends at once, with the reason.',
  },
  'model-kinds': {
    mesh: 'A worker whose model was made for some kinds of tasks gets no others, under whatever name its weights go.',
    local: 'A model of this machine that was made for some kinds of tasks gets no others.',
    said: 'Who gets nothing because all models there were made for other kinds is told so, by plans too.',
    second:
      'A model that was made for some kinds of tasks gets them only where nobody else who is there could do them, or who could has failed at it, unless it is named.',
    judges: 'A model that was made for other kinds is refused as a critic, and for delegated issues.',
    own: "Cards of a user's own say for which kinds their models are.",
  },
  'models-copy': {
    whole: 'A member of any role copies a model from another member, chunk by chunk verified.',
    resumes: 'A copy that was cut goes on with what is good of it, wherever the holes are.',
    switches: 'A member that leaves in the middle is replaced by another one, and nothing is fetched twice.',
    liar: 'A member that gives wrong bytes is named and another one is used; the bytes are not kept.',
    cut: 'A copy survives a cut after every frame.',
    'share-off': 'A member whose sharing is off tells and gives nothing.',
    places: 'A member serves so many transfers at once; others are told to come back.',
    command: 'A model is pulled from a member of the mesh, and it is said from whom, how much and how fast.',
    killed: 'A copy survives kill -9 of the member that gives it.',
    fallback: 'The mesh is asked first; where nobody has the file, it comes from the internet.',
    'session-lives': 'Heartbeats and pings get through while a model is copied.',
    hostile: 'A member that sends nonsense, floods or stalls costs a copy only time.',
    pace: 'Copies keep to the bytes per second that they are allowed.',
  },
  keys: {
    'file-private': 'A key file that others can read is refused with the mend, and is never written like that.',
    'file-whole': 'A key file is whole or as it was, whatever happens while it is written, and other keys stay in it.',
    'keychain-absent':
      'A missing, silent or failing keychain neither hangs nor breaks anything: the next place is tried.',
    'keychain-lazy': 'The keychain is asked only for what was put there, and only by commands that need a key.',
    'shape-refused': 'What cannot be a key is refused with a hint, and not shown.',
    'not-inherited': 'No key of the environment is inherited by a child process.',
    'set-list-rm': 'A key is set from standard input, listed by its last four characters with its limits, and removed.',
    'two-places': 'When two places hold different keys, the list says which one counts.',
    test: 'A key is tried at its endpoint for nothing; valid, rejected and unreachable have exit codes of their own.',
    'test-said':
      'Of a key that is not looked at, forbidden or asked too often nothing is claimed; where a wrong one comes from is said.',
    doctor: 'Keys that go unencrypted, to two providers, or in headers, and limits that bind nobody, are told of.',
    'run-says-where': 'A run says first where it goes and who said so, and goes there with the one key alone.',
    'host-kept':
      'With an endpoint of their own for gpt-5 models, no model elsewhere stands in for one unless it was named.',
    'prompts-masked': 'A key of this process that stands in a prompt is masked before the prompt leaves.',
    canary: 'No key stands in any output, file or child environment, whatever fails, at full verbosity.',
    'crash-masked': 'A crash prints no key.',
    'shape-by-host': 'Whose key it must be follows from where it is used: gateways take any.',
    'file-together': 'Processes that set keys at once lose none.',
    'file-odd': 'A key file that is a pipe, a folder, a link or far too large hangs nothing, and is said or followed.',
    'keychain-away': 'A key of a keychain that is away can be set elsewhere and be removed; what stays there is said.',
    'keychain-emptied': 'A key that is gone from the keychain is said to be.',
    'keychain-noted-last': 'Whoever is stopped at the window of the keychain has changed nothing.',
    'keychain-locked': 'A locked or silent keychain is no missing one: no key goes to a file unasked.',
    'argument-hidden': 'A key that was typed where it does not belong is repeated by no sentence.',
    'words-stay': 'A key that reads like a word or a number breaks no JSON, no CSV and no name of a field.',
    'lines-stay': 'A key of several lines is masked without moving the lines behind it.',
    'headers-not-sent': 'Headers that clients would read from the environment go to no host, no child and no output.',
    'flag-base-url': 'A base URL of the command line is where everything goes, whatever else is configured.',
    'proxy-password': 'The password of a proxy is hidden in every form in which programs take one.',
  },
  ledger: {
    'overspend-zero': 'Processes that race for a $1 cap overspend exactly 0.',
    'one-dollar':
      '64 callers in 4 processes with $1, also when processes are killed: nothing is overspent, and call by call the ledger is never below the bill of the API.',
    'killed-process': 'What a killed process had sent is charged in full and shown; what it only held is released.',
    'never-below-bill': 'Killed at any point, the ledger is never below the bill.',
    'not-sent': 'A request that never left costs nothing.',
    'busy-or-spent': 'A refusal says "busy" while open calls hold the rest, and "spent" when they have cost it.',
    'call-by-call':
      'Each request has its own call in the ledger, which is never below what the provider bills for it, whatever happens to it.',
    'answer-kept': 'An answer that is paid for is kept when the ledger cannot record its cost; it is charged in full.',
    'alone-exceeds': 'A call that alone exceeds a cap is told so, with the way out.',
    rolling: 'Hours and days are the last 60 minutes and 24 hours, to the millisecond, however many calls there are.',
    'key-and-member':
      'Each key and each member has caps of its own; a refusal names whose, how much, until when, and what to raise.',
    'event-loop': 'Waiting for the disk or for the lock of another process does not hold up the event loop.',
    together: 'Calls that come together share one commit, and a refused one fails alone.',
    'thread-died':
      'When the thread of the ledger dies, whoever waits is told, and what was on its way is charged in full.',
    'idle-exit': 'An idle ledger keeps no process alive.',
    damage: 'Torn, cut and flipped, a ledger opens consistent and not below the bill, or is refused with a sentence.',
    'lost-commits': 'What a torn journal took away is charged as one uncertain call that says so.',
    'flipped-row': 'A row that was changed by anybody but the ledger is found, and its call is named.',
    'odd-texts': 'Whatever text a server sends, the ledger keeps it, and stays whole.',
    'absurd-amounts': 'An absurd bill is refused or charged, and never makes the ledger unusable.',
    'missing-told': 'A look at the ledger tells what it has lost since it was last written, before anybody opens it.',
    'refusal-reasons': 'A refusal names what of a full window was lost in damage, or ended in the future.',
    'by-any-name': 'A link to the ledger is the ledger.',
    'reader-fresh': 'A reader that stays open sees what has become of the file, whoever wrote it meanwhile.',
    'old-checksums':
      'Calls of an older hanzo get checksums when the ledger is opened; until then a look says that they have none.',
    repair:
      'A damaged ledger is repaired on demand: a copy is kept, what cannot be read is charged in full, and all agrees again.',
    'state-rules': 'A call in a state that it cannot be in is found, and the sentence says what is wrong.',
    'older-hanzo': 'A hanzo that is too old for the ledger cannot write to it while a newer one does.',
    'reads-only': 'Looking at a ledger makes and changes nothing, in use or not, of this version or an earlier one.',
  },
  retry: {
    'own-hold': 'Each try is a request, a hold and an attempt of its own; text of a failed one is void.',
    'as-asked': 'A provider that asks to wait is waited for, however long that is.',
    bounded: 'A wait that would end after the time limit is not begun, and the failure says so.',
    never: 'What no second try can mend is not tried again.',
    'no-credit': 'A key whose account has no credit left is not used again in the run.',
    'others-wait': 'While a provider asks to wait, no other call of the run is sent to that model.',
  },
  provider: {
    down: 'A provider that fails five times in a row is not asked for a while, and nothing is held for it meanwhile.',
    passing: 'An outage that passes costs no task: who is to be asked again soon is waited for.',
    'no-money': 'Who waits for room in the budget does not keep others from finding out that a provider is well again.',
  },
  fallback: {
    chain: 'Where a model is not available the next one of its chain is asked, and that is said each time it happens.',
  },
  toolLoop: {
    answers:
      'A model behind an API that asks for tools is told what they gave, in its order, and asked again until it answers; usage, cost and times are those of all requests.',
    'only-offered':
      'Only calls that the API itself names as calls count: no text of a model, whatever dialect it is in, calls a tool.',
    steps: 'After its last step a model is asked once more without tools, and must answer.',
    money: 'Once its requests cost what tools may cost, no tool is called, and one request ends it.',
    time: 'Once the time for tools is over none is called; waiting for a person is not counted.',
    room: 'What tools tell never makes a conversation longer than its limit or than the context of its model.',
    'must-answer':
      'Who gives no answer, or asks for tools after they are over, has failed, and the failure tells all costs.',
    'many-calls': 'Of one answer at most 16 calls are made, and each further one is told that it was not.',
    'odd-calls':
      'Calls without an id, with one twice, or with a name that is none, are told back as every provider takes them.',
    text: 'Of a loop only the text of its answer is heard.',
    retries: 'A request that fails in the middle is made again by itself: no earlier step is repeated or paid twice.',
    budget:
      'Where the budget has no room for another request with tools, the model must answer with as much of what they told as there is room for, or without tools; only then it fails, and the failure tells what was charged.',
    'too-long':
      'A conversation that its provider finds too long goes on with less, at last with the prompt alone, within what was shown before; what that was charged is told.',
    made: 'A call that was made and may have changed something is told as made, whatever else there is no room for.',
    'cut-call': 'An answer that was cut off in a call of a tool is none.',
    'call-ids':
      'Ids of calls are strings, no two of a conversation alike, and in a form that the provider takes that is asked.',
    provided: 'What a plan or a verdict cost includes its tries that were lost.',
    'critic-limits':
      'A critic may take less with tools than who plans: four steps, a tenth of the money, a third of the time.',
    aborted: 'Who stops a loop stops the tool that is being called.',
    'who-can':
      'Models of a chain that take no tools are passed over, and where none does it is asked without, which is said.',
    'at-once': 'A loop is never asked in a batch.',
    'worst-case': 'What is shown before is never less than what a question with tools is charged.',
    interfaces: 'Tools and an answer by schema work together over each interface, with what each wants back.',
    'not-kept': 'The answer to a task that uses tools is never one of before, and is not kept.',
    'hostile-workers':
      'Whatever a worker writes, no tool is called for it, and no file changes that its task is not about: 500 hostile answers.',
    'no-workers': 'Only API models get tools: workers and local models get the task as it is.',
  },
  devTools: {
    planner:
      'With --mcp-tools the orchestrator uses tools before it plans; each call is told, reported, and kept with the run.',
    facts:
      'What the orchestrator found out with tools goes, marked as data, into the prompts of the tasks that it is for, and no further.',
    resumed: 'A run that is taken up again has its facts, its calls of tools, and its flags of them.',
    critics:
      'With --mcp-tools critics of an API may look things up before they judge, and their tasks are others than without.',
    consent:
      'A call that needs consent is shown with its tool, its effect and its input, nothing of it unseen, before it is made.',
    'consent-forged':
      'Whatever a model writes into a call, the question fits the screen, names the tool in its last line, and shows no other one.',
    'rules-in-words':
      'Before a run it is said which tools are called, asked for and never called, by the rule that counts for each.',
    'allowed-today':
      'A conversation that is taken up again allows no tool by itself: --allow-tools counts where it is written.',
    unattended: 'Where nobody can be asked, what needs consent is refused; --yes agrees to no tool.',
    undo: 'What a tool writes is a set of changes of its own: undone like any other, refused when the file has changed.',
    'covers-written':
      'A run that must look at all files counts what tools wrote, moved and deleted while it was planned, and is not complete without it.',
    untrusted: "A project's own MCP servers are started by no run before they are trusted.",
    servers:
      'A server that --tools names and that fails ends the run before anything is paid; any other is said, and left out.',
    'not-offered':
      'Which tools requests do without is said; a server of which nothing was offered in a whole run is named with the flag that helps.',
    'slow-servers': 'Servers that take longer than a second to start are named while they are waited for.',
    idle: 'Flags of tools that could do nothing are refused, and nothing is started where no model may use tools.',
    limits: '--tool-steps, --tool-seconds and --tool-budget end the use of tools.',
    'not-remembered': 'A plan that was made with tools is neither taken from the cache nor kept there.',
    money: 'The receipt of a run with tools comes to what the ledger was charged for it.',
    'dry-run': 'A dry run says which tools a run would have, and what they may cost, and starts none.',
    report: 'Reports tell each call of a tool, and whatever stands in it is nothing but text there.',
    program: 'A program that uses hanzo is asked before a tool is called that needs consent.',
    slash: '/tools says which tools there are, and what was called in the last turn.',
  },
  receipt: {
    rungs: 'The receipt says how many tasks each rung resolved, and what a resolved task cost.',
    'as-ledger': 'The receipt of a run comes to what the ledger was charged for it, failed tries included.',
    answers: 'The receipt says how many answers of models passed the gates, of all that were judged, and by engine.',
    candidates: 'The receipt says how many refused tasks no API model was asked to do, and what stood in the way.',
  },
  price: {
    tier: 'A call is charged at the price of the tier that served it; until then the dearest that it may be is held.',
    'worst-case': 'Whatever a request holds counts in its worst case: schema, tools, earlier turns.',
  },
  batch: {
    together: 'Requests that come together are one batch, and each caller gets its own answer.',
    cancelled: 'A batch that nobody waits for is cancelled, and what was done by then is paid and kept.',
    'one-failure': 'A batch that cannot be sent is one failure, and the next try is one batch again.',
    unanswered: 'A batch that its provider does not name ends with the run all the same, charged in full.',
    left: 'A batch whose answers nobody asks for any more is ended, and what was done by then is paid and no more.',
    resumed: 'A batch that outlives its process is waited for by whoever takes the run up again, and not paid twice.',
  },
  budget: {
    waits: 'A call for which other calls hold the rest of the budget waits until one of them ends.',
  },
  metrics: {
    documented: 'Every metric has a name of ours and a sentence that says what it counts.',
    loopback: 'Metrics are served at /metrics and /healthz only, to this machine.',
    'port-taken': 'A metrics port that is taken is an error that says how to mend it.',
    'known-work': 'Of work and money that is known, every figure is right: work by the journal, money by the ledger.',
    groups: 'Figures are added up by engine, model, node, kind of task, member, orchestrator or day.',
    'orchestrator-money': 'Figures of one orchestrator hold the money of its runs alone.',
    window: 'Figures of a window hold what ended in it, work and money alike.',
    unattended:
      'Money that no attempt tells of counts, and is named: plans, critics, calls cut off, runs that are forgotten.',
    savings: 'What was saved against everything on the orchestrator model is estimated as in the receipt of a run.',
    'ledger-figures':
      'Prometheus text has the money by model, key, member and certainty, and what is left of each limit.',
    series: 'What was done over time is shown in at most 24 pieces of the window, empty ones included.',
  },
  config: {
    'home-secret':
      'The secret of a home is made once, also by several processes, for its owner only; one that others may read is refused.',
    'interface-chosen': 'A model is called through an interface that it takes and its endpoint speaks, or not at all.',
    'own-provider': "Any number of endpoints of the user's own, each with a key of its own that goes to no other.",
    'unknown-provider': 'A model of a provider that is not configured is refused with the setting that is missing.',
    calls:
      'How API models are called is set by flags, else by config.json; a mistyped setting is refused with the mend.',
    tools:
      'What models may do with tools is set in the user’s config.json alone; its limits also by flags, and all of it is shown.',
    'limits-named': 'Limits of single keys and members are exact, and shown.',
    'key-order': 'A key comes from the environment, else the keychain, else the key file, else config.json.',
    order: 'Flags win over the environment, which wins over the file.',
    'unknown-key': 'An unknown key is named, with its place and what was meant.',
    'broken-key': 'A key in a damaged file is quoted by no error, with or without its quotes.',
    'names-of-objects': 'Names that objects have by themselves are refused, not dropped.',
    'key-variable': 'A variable of the system is no place for a key.',
    'key-fault': 'What can be no key fails only who needs it.',
    'key-in-clear': 'A key that would cross a network unencrypted is told of.',
    'keys-hidden': 'Settings are shown with their source; of keys only the last four characters.',
    'endpoint-conflict': 'Two endpoint variables that differ are refused, unless something else decides.',
    'dead-models': 'A model that is gone is not sold; a living one is offered.',
  },
  catalogue: {
    'tier-prices': 'A model is priced in each service tier that its provider sells, and in no other.',
    abilities: 'The catalogue says per model what a request may hold: interfaces, efforts, sampling, stop texts.',
    'tiers-live': 'Every tier still has a living API model after the ends that are announced.',
    ends: 'The shipped catalogue says which models end when, and what takes their place.',
    'fallback-chain':
      'What is tried where a model is not served is stated: the own chain, else the card’s, else its replacements.',
    'fallbacks-checked': 'A fallback that is unknown, local, named twice or the model itself is refused.',
    'prices-checked': 'Prices of service tiers that contradict the model’s own are refused.',
    'same-model': 'A dated state or an alias of a model is that model; anything else is shown as requested → served.',
    'override-parts': 'The user changes any part of an entry; abilities and tier prices one by one, null takes away.',
    'own-server': 'A model of an own server needs few lines, and may be free.',
    'override-faults': 'A wrong override is refused with the file, the model, the field and the mend.',
    'override-report': 'Overrides in force are listed, with what they only repeat.',
    age: 'A catalogue knows how old it is.',
    list: 'hanzo models shows prices, tiers, life and fallbacks within 100 columns; models that are gone come last.',
    show: 'hanzo models show tells all about an API model, with what a job of known size costs in each tier.',
    check: 'hanzo models check asks the endpoints which models they serve, and fails when one in use is not served.',
    doctor: 'hanzo doctor warns of models in use that end within 60 days, of stale overrides and of an old catalogue.',
  },
  placement: {
    slowness: 'A worker that is slower than it says is measured by what it does.',
    why: 'Every placement says in a sentence what spoke for the worker.',
    unfit: 'When nobody can take a task, what stands against each worker is said.',
    'up-to-date': 'Whatever changed in whatever order, a placement is what the workers are now.',
    logarithmic: 'Placing a task looks at a few workers, however many there are.',
    warm: 'A worker that has read the beginning of a prompt gets the next task with it, unless another one is done sooner.',
    tail: 'The last tasks wait for a fast worker rather than start on a slow one that would be done later.',
    busy: 'While much work waits, every worker is used.',
    makespan:
      'On workers of different speed all tasks are done within 5 % of the shortest time possible, sooner than in turn or at random.',
  },
  hedge: {
    straggler:
      'An attempt that takes longer than 95 % of those before it, measured by what was expected, is a straggler.',
    budget: 'Second attempts beside stragglers cost at most 5 % of the work.',
  },
  breaker: {
    opens: 'A worker that fails three times in a row rests, twice as long each time, and says so.',
    'half-open':
      'After its rest exactly one task finds out whether a worker is well; its success brings it back at once.',
    restarted: 'A worker that was restarted is used again within 5 seconds, and cannot get all tasks by restarting.',
  },
  trust: {
    banned: 'A worker whose answers are wrong is banned for 24 hours, and comes back on probation.',
    soon: 'A worker that was honest for long and turns bad is banned almost as soon as a new one.',
    usual: 'A worker is measured by what other workers with the same model fail.',
    gates: "A run's own gates bring a worker under suspicion and never ban it.",
    fades: 'What was seen of a worker fades, the good as well as the bad.',
    forgiven: 'A person can forgive a worker.',
    kept: 'Reputations outlive the process.',
    schedule:
      'New workers are checked early and often, known ones rarely, suspected ones with each task; none can foresee it.',
    'liar-banned':
      'A worker whose answers nobody else gives is found out by asking others the same, and gets no more work.',
    'checks-are-few':
      'A coordinator that knows its workers has about a twentieth of the tasks done twice, and no more.',
    'banned-loses-work': 'What a banned worker holds is taken away from it, and its text with it.',
    liars: 'A worker that always lies is banned within 60 tasks of its own, and no honest one ever.',
    'by-lot':
      'Who is asked the same is drawn by lot, one lot for each member, and nobody is wrong before two of them agree.',
    'fast-liars':
      'Liars that say the same and claim to be fastest confirm each other nowhere, and no honest worker is banned.',
    'part-time': 'A worker that lies now and then is banned too: in half of its answers soon, in one of five mostly.',
    lazy: 'To say what is nearly always right counts for next to nothing.',
    mild: 'An answer that differs from the others only in part counts only if the next one differs as well.',
    'same-weights': 'What other weights say to the same is held against nobody.',
    alone: 'That nobody else has its model is said of a worker, and only nonsense is held against it.',
    leaves: 'A worker that leaves nonsense behind and goes is banned, and few go on from what it left.',
    'known-answers': 'A known answer that two reliable workers contradict is dropped, and harms nobody.',
    member: 'While a worker is banned, an unknown one of the same member begins on probation; those known before stay.',
    limit: 'A check of a worker ends, however long somebody sits on it.',
    quorum: 'Of several copies the minority is held against it where reliable workers are the majority.',
    'told-once': 'A ban is told once.',
    versions: 'Reputations that another version wrote are read as far as they make sense.',
    cheap: 'Where all workers are known and agree, at most 5 % of the tasks are done twice to check them.',
  },
  agreement: {
    shape: 'What departs from its schema is said with its place.',
    agree: 'Answers that say the same agree, whatever their order, their layout and their last words.',
    differ: 'Answers that say different things do not agree, nor does noise, silence, a refusal or the prompt itself.',
    values:
      'Values, short answers, code and edits agree only when they are equal but for layout and quotes; texts that contradict each other never do.',
    votes:
      'Each vote weighs how often its model is right, and while that is not known of one of them all weigh the same.',
    'no-single-voice': 'What a single voice says is no agreement, whatever it weighs.',
    majority: 'Of several answers the one counts that more than half of those asked agree on.',
    bounded: 'Comparing two answers takes a moment, however they are made.',
  },
  routing: {
    'policy-checked':
      'A policy for tiers and kinds that contradicts itself is refused with the file, the place in it and what is allowed.',
    overrides:
      "The user's and a project's file change single values of the policy; the project wins, and each value's file is known.",
    'project-trust':
      "A project's own file counts only with the content that its user has trusted; changed, it is untrusted again.",
    'project-limits':
      'A project may change tiers, kinds, commands and delegate, and is told where anything else belongs.',
    'project-file': "A project's file that is a link, no plain file or too large is trusted by nobody.",
    tier: '--tier gives every task its tier.',
    'max-tier': 'With --max-tier no model of a higher tier is asked: not for a plan, a task, or when something fails.',
    kinds: 'Tasks carry the gates, tries and agreement of their kind, and keep those when their run is taken up again.',
    'local-first': 'A run that no API model plans tries free engines first, whatever tier its tasks have.',
    'named-models': 'Where a file names the models of a tier, no other one gets its tasks.',
    'said-departure':
      'Where no model of the shipped policy can be called, the cheapest that is good enough does it, and that is said before anything is paid.',
    'prefer-local': 'With --prefer-local a run without a mesh loads a model of this machine, or says how to get one.',
    confidential: 'Confidential work goes to no API, unless the command that starts it names an API model that plans.',
    'doctor-plans':
      'hanzo doctor fails where every run would: an orchestrator that nobody knows, has, or has a key for.',
    'trust-shown':
      "Whoever is asked to trust a project's file sees its programs last, whole, and nothing that could hide or fake them.",
    doctor:
      "hanzo doctor tells whether the policy holds, whether a project's file counts, and which tier has no model.",
  },
  router: {
    fits: 'A task is never placed on a worker that cannot take it, and never refused while one can.',
    best: 'No other worker that fits would finish earlier than the chosen one.',
    why: 'Every choice of a rung says why.',
    somebody: 'Whatever experience advises: where somebody may do a task, somebody does.',
    'max-tier': 'No model of a higher tier than the run allows gets a task, at first or by escalation.',
    'mesh-start': 'What the policy starts at the mesh is done on this machine by a run without one, which says so.',
  },
  syntax: {
    outline: 'What a file declares and imports is read from its syntax tree, in twelve languages.',
    'never-throws': 'No text breaks the parser: what cannot be parsed is cut by its lines.',
    bounded: 'A file that is no code is not parsed: no file keeps the parser busy for more than moments.',
    'type-imports': 'Imports of types alone are known as such.',
    'python-faults': 'A Python file that is no Python is a finding with the line, without Python being there.',
    'newer-python': 'Python that is newer than the parser is never called a fault.',
    undocumented:
      'Which functions and members of TypeScript, JavaScript and Python have no doc comment is read from the syntax tree.',
    'function-facts':
      'What a doc comment must speak of is read from the code: parameters, what is given back and thrown, what is called and changed.',
    'comment-place':
      'A doc comment goes where its language has it, above decorators or first in the body, and never between a comment for a tool and its line; where there is no such place, none is asked for.',
    'same-code':
      'Texts that differ in comments, docstrings and free white space alone are known as the same code, and no others are.',
  },
  graph: {
    'real-imports': 'Which file imports which is told from their real imports, as the languages resolve them.',
    cycles: 'Modules that need each other are told, each group once, by the shortest way round; types make no circle.',
    mermaid: 'Modules and their imports are drawn as Mermaid, cycles marked.',
    'mermaid-hostile': 'No name of a file can be anything but a label in a diagram.',
    'mermaid-large': 'A large workspace is drawn by its folders, in at most as many nodes as are wanted.',
    drawn:
      '--generate-diagrams puts the modules and their imports into the report, and draws them in the terminal where they have room, without asking a model.',
  },
  units: {
    cut: 'Files are cut into functions, classes and blocks with their comments and decorators, never within a string or comment of several lines.',
    'syntax-members': 'Classes are cut into their members, each with what stands above it, as the syntax says.',
    'syntax-lossless':
      'Cut along the syntax, no character is lost, no piece is too long, and the same text gives the same pieces.',
    stable: 'A change in one function leaves all other functions of its file the pieces that they were.',
    'stable-chunks': 'A change early in a file leaves most of the later chunks what they were.',
    exact: 'White space is taken off only where it is known that no literal can hold it.',
    'long-lines': 'Lines of any length are read in a moment.',
  },
  packing: {
    'by-tier': 'Tasks are cut to the window of the engines that get them first, and not to the smallest of all.',
    windows:
      'Tiers that begin on an API model are cut to what all models that may be asked then take, up to a moderate size; whatever may begin on a free engine is cut to the smallest of these.',
    unfit: 'An engine that a task is too long for is passed over before it is tried, with that as the reason.',
    resumed: 'A run that is taken up again makes its tasks of the same windows and of the same declarations.',
    outline:
      'A review is shown how that is used which its code imports from other files of the workspace, with file and line.',
    'outline-bounded':
      'That takes what a task leaves free, a quarter of its room at most, and no task becomes too long by it.',
    'outline-stable': 'The same files give the same prompts, byte for byte.',
    'outline-data': 'What is declared elsewhere is data between marks, and nothing that is reported can rest on it.',
    'outline-remembered':
      'Where a signature changes, what mentions it is looked at again, and nothing else; a change of a body is none.',
  },
  remembered: {
    'never-twice':
      'A function that was reviewed is not reviewed again while it is unchanged, whatever changes around it.',
    'no-calls': 'A run over an unchanged workspace does no task, is complete, and says who had looked at it and when.',
    anchored: 'Findings from memory stand at the lines where their code is now.',
    'same-code': 'The same function in another file is not reviewed again.',
    'any-change': 'A function that differs in one character is reviewed again.',
    'wishes-count': 'Other instructions, gates or engines make everything new.',
    'accepted-only': 'Only accepted answers are remembered; what a gate refused is asked again.',
    'judged-only': 'An answer that nobody judged although the policy wants it is not remembered.',
    'place-bound': 'A finding that speaks of its file, its line or code beside it is not served elsewhere.',
    'no-wrong-hits': 'None of 10,000 functions that nearly are the same as one that was reviewed is taken for it.',
    'checked-again': 'An entry of the memory that is not what was found in this very code is not used.',
    'checks-exact': 'A check is remembered for the exact bytes that were checked.',
    resumed: 'A run that is taken up again makes the same tasks, and keeps what it had from memory.',
    interrupted: 'What an interrupted run got is remembered.',
    'no-cache': 'Without a cache everything is reviewed.',
    full: 'An answer that has as many findings as one may have says so, and nothing of it is remembered as clean.',
    twins: 'What was found in one place is never denied by the same code that looked clean in another.',
    imports: 'A security review of a function counts only while its file imports the same.',
    repeatable: 'Reviews that chance would change are not remembered.',
    'never-fails': 'A review that cannot be remembered costs a warning, and never the run.',
  },
  tools: {
    unmatched: 'What was named to be looked at and is not there, or is ignored, is told by its name.',
    confined: 'Nothing outside the workspace is read, by path or by link.',
    'no-execution': 'What is checked is never executed.',
    free: 'A tool answers in findings, free of charge.',
    'skips-said': 'Files that are skipped are reported, with the reason.',
    'tracked-said': 'Files that git tracks and an ignore file names are left out, and reported.',
    formats: "What the project's trusted formatter makes of a file is the answer, exactly and free of charge.",
    'lints-read': 'A linter whose words cannot be read finds nothing out, and that is an error, not "0 found".',
    lints: "What the project's trusted linter says of a task's lines are its findings.",
  },
  ignore: {
    'as-git': 'A pattern of an ignore file means what git takes it to mean.',
    bounded: 'No pattern of an ignore file, and none that a plan names, makes anybody wait.',
    above: 'In a folder of a repository its ignore files above count, too, and so does what only this clone ignores.',
    unsure: 'A folder whose ignore file cannot be read is left out, with the reason.',
  },
  'built-in': {
    inputs: 'A tool says what is wrong with its input, and what it takes.',
    reads: 'Files are read with numbered lines, cut to a limit with how to read on; what is no text is said.',
    lists:
      'Folders are listed and files found as the rest of hanzo sees the project: ignored, hidden and secret ones are not there.',
    searches:
      'Text is searched with ripgrep, and what is told is read again inside the workspace; it ends with its time, its output or its signal.',
    looks: 'Git is looked at: state, differences, history, files of commits, who changed which line.',
    'looks-only':
      'No setting, filter, hook, link or object of a repository starts a program or shows files of elsewhere.',
    confined: 'No path, however it is written, leads a tool outside the workspace or to what is hidden in it.',
    race: 'A link that is put in the place of a folder while tools read, search or write leads them nowhere.',
    'no-shell': 'No text of a model starts a program, becomes an option of one, or makes a file.',
    writes: 'Writes keep line ends, byte order mark and all other bytes, and can be undone.',
    secrets: 'Lines that look like a secret are not told, wherever reading begins, and it is said how many there are.',
    'rules-kept': 'No tool writes what decides which files are ignored.',
    'settings-kept': 'No tool writes settings that start programs, or choose what judges the code.',
    cut: 'Of history and differences it is said what was left out, and that a mode changed.',
    mode: 'A file that is moved, or put back, may be read by nobody who could not read it before.',
    masked: 'What a model is not shown of a file, such as a key, is not replaced by what it was shown instead.',
    light: 'Tools load neither the search program nor anything else heavy before they need it.',
  },
  toolbox: {
    'no-writes': 'Who judges something is offered no tool that writes.',
    'not-offered': 'A tool that does not exist, or that a request was not offered, is never called.',
    arguments: 'Arguments that are no JSON object, too long or too deep are answered in words, and nothing is called.',
    'hostile-model':
      'Whatever calls a model asks for, none is made of a tool that was not offered, not allowed or not agreed to.',
    rules:
      'Whether a tool is called, asked for or refused says the most exact rule: its name, its kind, its server, its effect.',
    'nobody-there':
      'What must be asked while nobody is there is refused, says what would allow it, and is not offered.',
    'one-question':
      'Questions come one at a time; "always" is remembered for the tool, and nobody is asked twice about what was refused.',
    'wait-not-counted': 'Waiting for somebody’s consent counts against no limit of time.',
    'time-limit':
      'A call that takes longer than its tool, the user or the conversation allows is ended, and that is said.',
    stuck:
      'A tool that does not end when it is told to keeps nobody waiting; until it has it is not called again, and nothing is changed beside it.',
    cancelled: 'Cancelling ends a call with its reason, wherever it stands, and is recorded.',
    'write-order': 'Calls that change something are made alone, and in the order in which the model wrote them.',
    'errors-in-words': 'What goes wrong in a tool is told in words, without a stack.',
    recorded: 'Every call is recorded: for whom, with what, what became of it and how long it took.',
    repeats:
      'The very same call is made three times while its answer stays the same, and then refused until something may have changed.',
    marked: 'What a tool returned stands between marks that it cannot contain, and is called data.',
    seen: 'Control, direction and unseen characters of what a tool returned are shown as such.',
    secrets: 'No secret of this process is told to a model, recorded, or shown to whoever is asked.',
    cut: 'What is over the limit is cut between two characters, and how much is said.',
    nearest:
      'A request gets our tools that look, those nearest to it, and what goes with them; nothing of other servers, but all where its words say nothing of tools.',
    room: 'Descriptions of tools take no more tokens than there is room for, the most useful ones first.',
    'same-order': 'The same tools come in the same order, however they were listed.',
    selection: '--tools takes kinds, servers and single tools, and only servers that are named are started.',
    'unknown-name': 'A name that no tool and no server has is refused, with the nearest one that is known.',
    'idle-rules': 'A rule of the user under a name that no tool and no configured server has is told of, in each run.',
    allow:
      '--allow-tools allows effects, kinds, servers and tools for one run; a more exact rule of the user still counts.',
  },
  images: {
    sent: 'Pictures reach the model that plans, each task that looks and one about themselves, bit for bit; what they may cost is set aside first, they are paid once, and a resumed run sends the same.',
    refused:
      'Pictures that are damaged, too large, of another format, or that nobody in the run could look at, are refused before anything is spent.',
    metadata: 'What only tells about a picture (place, camera, texts) stays here, and no pixel changes.',
    hostile: 'Whatever bytes stand in a file, reading it as a picture ends in a picture or in a sentence.',
    tokens: 'No vendor counts more tokens for a picture than are set aside for it.',
    bytes: 'Each interface gets the bytes of a picture as its vendor wants them.',
    who: 'Pictures go with tasks that look or write where these are few, else with one task; edits, tools, critics and fixes get none, and neither do workers and local models.',
    kept: 'Tasks, plans and the journal name pictures by their hash; the bytes are on disk once, and checked when they are read.',
    cache: 'Two pictures are never taken for each other in what is kept.',
  },
  orchestrator: {
    'fallback-plan': 'An unusable plan falls back to rules and says why.',
    'plan-coverage':
      'Code that no planned task looks at is named with the reason, and the verdict says how much it is.',
    'contents-stay': 'The planner sees names and sizes as data, never contents.',
    'plan-repaired':
      'A plan that cannot be used is asked for once more, with what is wrong with it; both calls are on the bill, and people are told.',
    'large-listed':
      'A large workspace is shown to the planner by folders and patterns, each file counted once, in a short list.',
    'plan-patterns': 'A planned task may name folders and patterns; they mean files of the workspace, and no others.',
    batch:
      'A batch has one task for each file that was named, whatever it holds and however many, by folder, without the planner.',
    'batch-files': 'The report of a batch says of each file what came of it: state, findings, who, cost.',
    'batch-resumed':
      'A batch that was interrupted goes on with the files that are left, and ends in one report of all.',
    estimates: 'Tasks are estimated before anybody is asked: tokens of the prompt and most tokens of the answer.',
    aborted: 'An aborted run returns what was done.',
    resumed: 'A run that was interrupted and taken up again gives the same report, and does nothing twice.',
    incomplete: 'A run in which a gate refuses or an engine fails is incomplete and says so.',
  },
  findings: {
    'one-defect':
      'Findings of one category whose quotes overlap on a line are one finding, whichever tasks found them, and also within one answer.',
    'two-in-a-line':
      'Defects of one category at two places of a line stay two findings, each with its own fingerprint.',
    finders: 'A merged finding knows all models that found it, also in later runs.',
    'quote-trimmed': 'Empty lines around a quote do not move a finding.',
    'category-names':
      'A category is known by its usual names, in whatever case; what is none of these is nobody’s fault.',
    'surest-words':
      'A merged finding has the words of whoever is surest, and the median severity; what a tool says stands as it is.',
    'looks-counted':
      'A finding says how many looks found it, of how many were made at its line: two make it surer, one of three less sure.',
    'fingerprint-stays':
      'The fingerprint of a finding stays when other lines come or go, its line is indented anew, or other words are used.',
    'fingerprint-apart': 'No two findings of a run have the same fingerprint.',
    'lines-exist': 'Whatever an answer says, each finding of it has a line that exists, and quotes it.',
    'common-quote':
      'A quote that names nothing of its own and stands several times thereabouts counts only at the line that was said.',
  },
  looks: {
    asked: '`hanzo dev --instances N` has N different looks at each piece of code, and reports each defect once.',
    'first-alone': 'The first of several looks is the very task of a run of one look.',
    apart: 'Each further look has another angle, another seed and some chance, and its prompt still fits.',
    models: 'With several looks the worker models take turns; with one look a task may go to any of them.',
    'tools-once': 'What tools do exactly is looked at once.',
    capped: 'Looks do not count as planned tasks.',
    range: 'There are 1 to 8 looks at the same code; anything else is refused.',
    'found-together': 'What several looks find is reported once, with how many of them found it.',
    'one-text': 'Texts of several looks become one text.',
    'text-unmerged': 'Where texts cannot be merged, the longest one stands, and the report says so.',
    'edits-once':
      'Edits are looked at again only while none was accepted, and everything that was tried is on the bill.',
    resumed: 'A run of several looks that is taken up again makes the same tasks.',
    remembered: 'What several looks found together is remembered for as many looks, and for no other number.',
    'remembered-first': 'The first of several looks is remembered as the look of a run of one.',
  },
  guardrails: {
    size: 'Changes that nobody could look through, files emptied or mostly deleted, and text that no person writes are refused.',
    secrets: 'What a change adds and looks like a key, token, password or private key is refused, and never repeated.',
    licences: 'Licence files stay, notices stay as they are, and foreign ones do not come.',
    dependencies: 'Dependencies of manifests do not change, and no import comes of a package that no manifest names.',
    scripts:
      'Scripts, hooks, continuous integration and settings of package managers, editors, git and MCP do not change.',
    paths: 'Lockfiles, and files that no task was given, do not change.',
    settings: 'Settings of test runners, linters and compilers come and change only where a task was given them.',
    'tests-run': 'Edits after which fewer tests run are refused, and what was cut off is not judged.',
    'still-allowed': 'What may be run is asked again before each command, not only when a run begins.',
    always: 'Guards against harm refuse edits of every run and kind; the others with --enable-guardrails.',
    degraded: 'A command that fails before any change refuses edits that add failures, and no others.',
    flaky:
      'With guardrails, a command that fails with edits alone is run once more, and counts only when it fails again.',
    whole:
      'With guardrails all commands of the project judge all changes together, whatever the policy of a kind says.',
    told: 'How the commands ended before and after stands in the report of every form, also where nothing is changed.',
    said: 'Before a run it is said which commands guard it and which are missing.',
    detected: 'Commands are detected in manifests without running anything.',
    consent: 'A detected command is never run before a person has allowed it as it is now.',
    doctor: 'hanzo doctor says which guardrails the folder has.',
  },
  gates: {
    noise: 'Noise never passes a gate.',
    comment:
      'A doc comment is accepted when it says what the name says and more, names each parameter, and invents no result, error or name.',
    evidence: 'An answer most of whose quotes are not in the source is refused.',
    grounded:
      'Who edits what stands in the source, or names one thing of the code that a finding quotes rightly, has read it: a short answer is not refused for being short.',
    flood: 'A flood of text is judged within a moment.',
    order: 'Gates that cost nothing are asked first, and no other one after the first refusal.',
    'cached-again': 'An answer from the cache passes every gate again but the critic that has judged it.',
    stopped: 'A task that is stopped stops its gates: no further one is begun, and what was cut off refuses nothing.',
    'not-judged': 'What a gate cannot judge passes, and that it was not judged is said once.',
    'no-worse': 'A file whose syntax was broken before may stay so; one that was right may not break.',
    'baseline-first': 'A command that fails without the edits judges nothing, and that is said.',
    'edits-judged':
      'Edits that the formatter, the linter, the types or the tests of the project refuse are refused, with what they said.',
    'critic-not-own': 'A critic never judges the answer of its own model.',
    'critic-unclear':
      'A critic that fails, or says nothing clear, has not judged: it is asked once more where that may help, and then the answer neither counts nor goes to a dearer model.',
    'critic-gives-up':
      'A critic that fails three times in a row is asked no more, and no answer is made that nobody would judge.',
    'critic-no-worker':
      'The model that judges gets no task; where nobody else is left, the run is refused before it spends.',
    'critic-said': 'Who judges, where and until when is said before anything is spent.',
    'critic-room': 'Tasks are cut so that a local critic can read them with their answers.',
    'critic-data': 'Neither task nor answer can instruct the critic.',
  },
  edits: {
    once: 'An edit finds its text exactly once in what was shown, or is refused.',
    confined: 'Edits change the files of their task and make new ones beside them, and nothing else.',
    'bytes-kept': 'Line endings, byte order marks and all bytes outside an edit stay as they are.',
    applicable: 'The patch of a run is taken by git, and makes what the edits say.',
    conflict: 'Of two tasks that change the same text, the later one is left out of the patch, and that is said.',
    'workspace-kept': 'Nothing in the workspace is changed by a patch, nor by a command that judges it.',
    'no-key': 'A patch holds no key.',
    makeable: 'New files of a patch can all be made together, on any file system, and none behind a link.',
    together: 'Edits that were fine alone and are refused together with earlier ones are left out, and that is said.',
    'bounded-work': 'No text, however repetitive, is compared for minutes.',
    'nothing-changed': 'An answer that changes nothing is told as that, and never passes for tests.',
    'as-judged':
      'A patch is made of the texts that were judged; edits of a file that was saved meanwhile are left out of it.',
    visible: 'Edits add no character that hides or reorders text, and a diff shows those that stand there.',
  },
  trial: {
    scrubbed: 'A command that judges edits sees no key of the environment.',
    bounded: 'A command that hangs, is killed or floods its output ends within its limits, with all its children.',
    'put-right': 'Whatever a command does to the copy is undone before the next one.',
    'real-kept':
      'What stands behind links of the copy is never deleted when the copy is put right, and a change of it by a command is said.',
    'as-now': 'What is judged is the workspace as it is now, not as it was at the first use.',
    'in-place': 'Python packages that are installed in place are taken from the copy, or judge nothing.',
    swept: 'Copies of processes that were killed are taken away by the next one that makes one.',
    'no-shell': 'Commands are run without a shell, and no path is taken for an option.',
    'own-modules': 'Packages of the workspace that are linked to each other are linked in the copy, too.',
    'no-follow': 'Nothing is written through a link of a copy into the workspace: such edits are refused.',
    'tracked-packages': 'Packages that belong to the project are copied, and those beside them linked.',
  },
  report: {
    'passed-after': 'What was done only after refused answers or failures is in the report, with each of them.',
    'not-forged': 'A report cannot be forged by models, file names, peers or gates.',
    'cut-off':
      'What a process that died had paid, or may have, stands in the receipt of the run, with what is known of it.',
    'never-clean': 'A report never reads as clean when something is missing.',
    'undone-shown': 'Undone tasks are shown with their reasons and attempts.',
    forms:
      'A report is Markdown, JSON, SARIF or HTML by the extension of its file; others are refused before the work.',
    'json-schema': 'A JSON report keeps to its published schema, and every field of it is documented there.',
    'sarif-valid': 'A SARIF report is valid SARIF 2.1.0, and all its places are relative to the workspace.',
    'sarif-incomplete': 'SARIF of an incomplete run says that it did not succeed, and which tasks are not done.',
    'html-inert': 'Whatever models and files say, an HTML report keeps its structure, runs nothing and loads nothing.',
    'judged-shown':
      'A report says how many looks found something, what critics said of it, and why it is below the line.',
    'baseline-quiet': 'What a baseline has is marked, counts for nothing and is asked of no critic.',
    'no-source': 'A report that hanzo wrote is no source of a later run.',
    'baseline-gone': 'What a baseline has is called gone only where its file was looked at again in whole.',
    'baseline-ours':
      'A baseline that is missing, damaged or foreign is refused before the work, with the way to make one.',
    'fail-on':
      'A complete run with new findings as severe as --fail-on exits with 6; an incomplete one never does, and says both.',
  },
  comments: {
    written:
      'A doc comment is written as its language has it, wrapped, indented, its parameters in the order of the signature.',
    contained: 'Whatever a model writes can neither end its comment nor begin a tag in it.',
    placed:
      'A doc comment stands above its function and the comments for tools there, or first in its body, wherever the same lines stand elsewhere.',
    only: 'What changes more than comments is refused, and so is what does not parse any more.',
    each: 'Each function that has no doc comment is one task, as many as --max-tasks allows, whichever files they are in; what is left out is said.',
    none: 'Files without a function to document are named, with the reason.',
    there: 'Changes count as applied only where the files hold them as often as there are places for them.',
    patch: 'Doc comments become one patch in which nothing but comments changes, line ends included.',
    resumed: 'A run of doc comments that is taken up again has the same tasks.',
    once: 'A function that did not change and has an accepted comment is not asked for again.',
    words:
      'Words that want doc comments or docstrings written plan doc comments; words for docs plan docs, and so do words for doc comments that are there: remove, check, translate, explain.',
  },
  changes: {
    whole: 'A set of changes is written whole, or no file of it is touched.',
    undo: 'What was applied is taken back byte for byte, with files and folders that were new, and can be applied again.',
    conflict: 'A file that has changed since is named and left alone, with what to do about it.',
    confined: 'No change is written outside the workspace, through a link, or to what belongs to git or hanzo.',
    race: 'A link that is put in the place of a folder while changes are written redirects nothing.',
    crash:
      'A process that is killed while it applies or undoes leaves all files as before or as after, once the next one starts.',
    kept: 'Sets are kept in a file that only its owner can read; the oldest are forgotten, never the last of a project.',
    mends: 'Findings above the line that are new are mended file by file, and what is not mended is named.',
    given:
      'Findings that a person names are mended where they stand now, and nothing is planned, looked for or judged for that; one whose line is gone is named.',
    touched: 'A finding counts as mended only where an edit changes its lines, or its function.',
    worktree: 'Changes are tried together in a git worktree of the project as it is now, which is gone afterwards.',
    commands: 'Sets of changes are listed, shown as diffs that git takes, applied, undone and redone by command.',
    'own-entry': "Of a repository's worktrees only hanzo's own entry is taken away.",
    'whole-project':
      'Where git does not see the project, or sees another place, changes are tried in a copy, and that is said.',
    'said-settled':
      'What a killed process had begun is finished or given up aloud; looking at changes settles nothing.',
    'kept-refused': 'What a command refuses, or none could be tried on, is not applied by --yes alone.',
    'not-noted': 'Changes that are applied and could not be noted are not called unapplied.',
    damage: 'A set whose texts are damaged is named, and all others work.',
  },
  cli: {
    'auto-fix':
      'With --auto-fix findings are mended in a worktree; the edits are applied once a person agrees, and can be undone.',
    patch:
      'A run with --patch writes what its gates accepted as one diff that git takes; what they refuse goes to the next model.',
    'patch-applied':
      'The command that is printed with a patch applies it from any folder, in a part of a repository too; without changes there is none.',
    'ci-examples': 'The examples for CI use commands and flags that exist.',
    'bad-input': 'Bad input gets a clear sentence and the documented exit code.',
    flags: 'Every flag of every command does what its help says.',
    'not-over-too-soon': 'A command is over when it has said how it ended, not when nothing else happens.',
    'no-keyboard': 'A command never waits for a keyboard.',
    summary:
      'On a terminal a run without --output shows findings with why and fix, and texts, wrapped; Markdown goes to pipes, files and --output -.',
    'same-home': 'Where a run was given a home, the commands that it names are about that home.',
    'undone-reason': 'Why a task is not done stands after the receipt, in full and wrapped.',
    wrapped: 'Sentences for people end at words on a terminal, and are one line in a log.',
    'brief-start': 'Who is asked, and where, takes two lines before a run; --verbose names who stands in.',
    'review-words': 'Flags of a review without words mean a review of the project, where no prompt asks for words.',
    'json-errors': 'With --json errors are JSON too.',
    budget: 'A call over the budget is refused before it is sent.',
    'wrong-key': 'A wrong key ends the run and is not printed.',
    interrupted: 'Ctrl-C ends a run with 130 and a report that says what is missing.',
    'local-only': 'hanzo dev never calls the API when the run is local only.',
    'mesh-run':
      'hanzo dev reviews a project on workers that are processes of their own, and says when it is incomplete.',
    'any-provider': 'Any provider that there is a key for can plan and do tasks.',
    'paid-who':
      'A run says before anything leaves which models get paid tasks, at which host, and what stands in for them.',
    'plan-watch': 'While a model plans, it is said now and then that it still does, and for how long.',
    panel:
      'What is replaced stands below what is printed, fits the terminal, also a resized one, and leaves nothing behind.',
    'question-alone': 'Lines of others wait while a person is asked something, and none is lost.',
    'no-flicker': 'However much happens, at most about ten times a second is drawn, in one write, only what changed.',
    'panel-restores': 'However a command ends, or is stopped by Ctrl-Z, the cursor is back and nothing drawn is left.',
    'forced-end': 'A second Ctrl-C ends a process that hangs, after two seconds, and nobody who is done by then.',
    'panel-nowhere': 'Nothing is replaced in a dumb terminal, in CI, for a screen reader, or where nobody watches.',
    'live-run': 'A person watching a run sees how far it is, who does what, what was found and what it costs.',
    'live-findings': 'Findings are told as they come: grave ones in a line each, all of them with --verbose.',
    monitor:
      'With --monitor workers, calls, limits, tokens, the cache and escalations are seen live, as they really are.',
    'monitor-log': '--monitor prints a line every ten seconds where nobody watches, and an event with --json.',
    'screen-reader':
      'For a screen reader a run is told in sentences: nothing is drawn, replaced or told by colour alone.',
    receipt: 'A run ends with one receipt that fits the terminal.',
    'escalates-paid':
      'What a paid model fails goes to a stronger one, said before, with the refused answer; why and for how much is kept.',
    'charged-on-failure': 'A run that fails before its receipt says what it was charged with all the same.',
    'paid-by-permission':
      'A run that is given to a local model pays an API only up to a stated --budget, and says at its start which it is.',
    'reader-gone': 'When the reader of its output goes away, a command ends quietly and starts nothing more.',
    'no-control': 'Text of models, files and peers cannot steer the terminal.',
    metrics: 'hanzo metrics shows what was done as tables, CSV, JSON and Prometheus text, added up as was asked for.',
    'metrics-reads': 'hanzo metrics makes nothing in a home, and works in one where nothing can be made.',
    'metrics-view': 'hanzo metrics is read by people at 80 columns: a summary, charts over time, a table by group.',
    'plain-glyphs': 'Charts are drawn with blocks where the locale has them, and with plain characters elsewhere.',
    '80-columns': 'Help, tables and sentences fit 80 columns; only a name or a path that is longer goes beyond.',
    'table-fits': 'A table is not wider than the terminal: columns are left out, then names are cut.',
    csv: 'Comma-separated values are quoted as RFC 4180 says, and no name becomes a formula.',
    'bad-flags': 'Flags that contradict each other, or mean nothing, are refused with what is meant.',
    'ledger-show': 'hanzo ledger show tells limits, open, uncertain and last calls, those that were asked for.',
    'ledger-room': 'hanzo ledger show tells which limit has no room, when there is more, and how to raise it.',
    'ledger-open': 'hanzo ledger show tells which process holds money, and for how long.',
    'ledger-export':
      'hanzo ledger export writes every call exactly, to nobody but its owner, over no file that is there.',
    'ledger-verify': 'hanzo ledger verify looks through everything, and names every fault and the mend.',
    'ledger-repair': 'hanzo ledger repair says what it will do, asks, keeps a copy, and leaves a ledger that is well.',
    'ledger-none': 'hanzo ledger says so where nothing was ever paid, and makes nothing.',
    'reach-me': 'An address that hanzo net prints to be copied is a whole one, with the peer id.',
    'doctor-first':
      'hanzo doctor leaves nothing behind that another command trips over: every command works after it on a fresh home.',
    variables: 'hanzo doctor warns of mistyped HANZO_ variables.',
  },
  tasks: {
    list: 'hanzo tasks list shows what became of each task, the newest first, and what ended without an answer apart.',
    show: 'hanzo tasks show tells everything about one task, and what the engines were given only when asked for it.',
    why: 'hanzo tasks why says in sentences why a task went where it went and ended as it did, from the journal alone.',
    ids: 'A task is named by its run and number, its whole id or a unique beginning; what is unclear says what to write.',
    cancel:
      'A task is cancelled at once, or within seconds by the process that works on it; one that has ended says so.',
    retry:
      'hanzo tasks retry does once more what ended without an answer, nothing else, and prints the answers; its exit code says whether all are done.',
    busy: 'What another process works on is left alone, and the process is named.',
    'failed-start': 'An attempt to go on that fails before anything begins leaves the run as it was.',
    'keeps-its-word': 'What is taken up again keeps what its run was started with: a local run stays local.',
    resume:
      'A run that was killed is gone on with: nothing is planned, done or paid twice, and the report is that of the whole run.',
    'go-on': 'A run that was interrupted says how to go on, for people and for programs.',
    forget: 'hanzo tasks forget deletes runs by name or by age, and never one that is under way.',
    'take-over': 'A run whose process hangs can be taken over, and that process can write nothing any more.',
    fixed: 'What made the tasks of a run cannot be changed when it is taken up again, and is refused.',
    doctor: 'hanzo doctor says whether runs can be recorded, what was interrupted and what is without an answer.',
    trust: 'hanzo net trust shows what the answers of each worker were worth, and lifts a ban.',
  },
  start: {
    light: 'A command that joins no mesh loads no libp2p, and one that starts no model no llama.',
    'no-orphans':
      'npm start leaves no worker behind when one fails to start, it is stopped, or nobody reads it any more.',
    'no-key':
      'npm start shows a mesh of three processes at work, offline: doc comments as a patch, and how many answers passed.',
    'no-model': 'npm start says how to get the model that comes with hanzo where its package was left out.',
    'exit-code': 'npm start without arguments ends with 0 only where at least half of the answers passed.',
    'only-one': 'A second npm start says so before it loads anything.',
    arguments:
      'npm start says nothing for somebody who says it: other instructions, a run to take up, an orchestrator.',
    'safe-words': 'What npm start shows of a patch is that of this run, and nothing in it steers the terminal.',
  },
  layers: {
    hold: 'Packages import only what the layer table gives them, and no files import each other in a circle.',
    caught: 'Every kind of breach of the layers is caught.',
  },
  bench: {
    'real-code': 'Stored outcomes are replayed by the real router, cascade and gates, and paid to the micro-dollar.',
    'held-out': 'What is measured is of tasks that no choice has seen.',
    bars: 'Beside what routing does stand the strong model, the best cheap and local ones, chance and the oracle.',
    abstains: 'Where prompts say nothing of who is better, the pre-router does not route.',
    'bad-file': 'A file of outcomes that is wrong is refused with the line and the field.',
  },
  net: {
    init: 'hanzo net init founds a mesh with this home as its owner, and never a second one.',
    'looking-founds-nothing': 'Commands that only look leave a home without a mesh as it is, and say how to get one.',
    invite: 'An invite that is pasted or piped makes another home a member, and both know of each other.',
    'invite-waits':
      'hanzo net invite waits for its guests when no other node of its home listens, and says who comes; Ctrl-C ends only the wait.',
    'invite-bounds': 'An invite lets in as many as it says, for as long as it says, in the role that it says.',
    refusals: 'An invite that is not good any more, or was changed, is refused in one sentence with its exit code.',
    approve: 'Whoever has to be approved waits, and an owner lets it in or turns it away.',
    members: 'hanzo net members shows who belongs, in which role and until when, and with --all who does not any more.',
    revoke: 'A revocation takes effect at once, and says who was told and who was not, and why.',
    leave: 'A home that leaves tells the others, keeps what it knew aside, and can join again.',
    'last-owner': 'The last owner does not leave members without one.',
    peers: 'hanzo net peers shows which nodes are reached, how and how fast, and why others are not.',
    ping: 'hanzo net ping measures the way to one node, and says why there is none.',
    rotate: 'A new network key reaches whoever is there, and the old one works as long as it says.',
    status: 'hanzo net status names the mesh and what this home is in it.',
    doctor: 'hanzo doctor says what this home is in its mesh, and warns before that ends.',
    'rotate-at-once': 'A key that is changed without grace reaches whoever is there all the same.',
    'join-while-running': 'A home does not join another mesh while it still serves its own.',
    'no-engine': 'A node without an engine lets in, passes on and relays, and is given no tasks.',
    'net-doctor': 'hanzo net doctor says why a peer is invisible, and what to do about it.',
    'doctor-causes': 'Every way in which a peer can be out of reach has a cause of its own, and a mend.',
  },
  membership: {
    'clock-ahead': 'A home whose clock was ahead once is not locked out when it is right again.',
    'exact-uses': 'An invite lets in exactly as many as it says, however many processes race for it.',
    'invite-refused': 'A used, expired, cancelled, changed, foreign or guessed invite lets nobody in, and says why.',
    'invite-text': 'The text of an invite survives mail and double clicks, and a damaged one says what is wrong.',
    'secret-not-kept': 'The secret of an invite stands in its text only, in no file of the home that made it.',
    'lost-reply': 'A joiner that lost the reply asks again, is let in by the same grant, and is not counted twice.',
    approval: 'Where an invite asks for it, nobody is in before an owner has said yes.',
    'inviter-proved': 'A joiner shows the secret of its invite to nobody but the owner who made it.',
    'killed-joining':
      'A home that is killed at any point while it joins, founds or leaves is a member or not, never half of one.',
    'own-mesh-aside':
      'A mesh of its own with nobody else in it does not keep a home from joining another, and is not lost.',
    admission: 'A peer is judged by its chain and its card alone, also by a node that has never heard of it.',
    expiry: 'A membership that is not renewed ends at its date.',
    renewal: 'A member that is alive stays one: any owner answers its renewal, without a connection between the two.',
    revocation: 'Any owner puts any member out for ever, the founder too.',
    'kept-acts': 'What a revoked owner had signed stays as far as its revoker knew it; nothing else of it counts.',
    'first-seen': 'Of two owners who revoke each other each home believes the one that it heard first.',
    powerless: 'Who is no owner cannot invite, grant, revoke or change the key.',
    'any-order': 'Statements end in the same members, whatever the order in which they arrive.',
    'no-forgery': 'A statement that was changed anywhere counts nowhere.',
    'hostile-statements': 'Whatever statements a peer sends, taking them in ends within limits and without an error.',
    bounded: 'What a home keeps of its mesh does not grow by time, and homes that have dropped things stay in step.',
    'shared-home': 'Every process of a home sees what the others did.',
    'fence-key': 'After a change of key the older one opens the door until its time is over.',
    leaving: 'A member that leaves is out at once for all; the last owner cannot leave others behind.',
    'key-kept': 'The member key lies in a file that only its owner can read, and one that others can read is closed.',
    names: 'A member is found by its name or the beginning of its id; a mistyped name brings near ones.',
    'recorded-v1': 'Statements and invites recorded from version 1 are still read, and their signatures hold.',
  },
  hosts: {
    doctor: 'hanzo net doctor sees from one machine whether another one can connect back, and that a link is down.',
    'join-by-multicast':
      'A home on another host joins and serves its first task with no address given, by multicast alone.',
    'join-by-address': 'Where there is no multicast, the address in the invite is enough to find everybody.',
    'meshes-apart': 'Two meshes on one network never have a session with each other.',
    'join-at-once': 'As many homes join at once by one invite as it has uses, and not one more.',
    'redeem-races':
      'Homes that race for invites over the network become members exactly as often as the invites allow.',
    'bad-invites': 'An invite that is used up, expired, cancelled, changed or of another mesh lets nobody in.',
    'join-under-flood': 'A newcomer joins within seconds while strangers flood the node with sockets.',
    'link-lost': 'A cable that is pulled costs no task, and its worker serves again by itself when it is back.',
    'address-changed': 'A worker whose address changes is found again at the new one.',
    'revoked-worker': 'A revoked worker gets no task any more, and those that it had are done elsewhere.',
    'revoked-coordinator': 'A revoked coordinator is cut off, and told so.',
    'rotation-under-load':
      'Rotations of the key cost no task and no session, and who was away for less than the grace comes back.',
    'old-key': 'A key whose time is over opens nothing.',
    relayed: 'Hosts that cannot reach each other work through a relay, as soon as and as long as there is one.',
    'relayed-to-direct':
      'A coordinator uses the direct way to a worker that it knew through a relay when there is one.',
    'loss-noticed': 'A worker that freezes, dies or is unplugged is given no work within seconds.',
  },
  learning: {
    kept: 'What the gates said of each answer is kept over runs, by model and kind of task.',
    bounded: 'The outcome book keeps the newest 20,000 outcomes.',
    shared: 'Several processes write one outcome book at once, and none of them loses an outcome.',
    'no-text': 'No text of a task is in the outcome book, and only its owner can read it.',
    'judged-only': 'Only judged answers of models are learned from: no errors, no tools, nothing out of the cache.',
    'never-in-the-way':
      'An outcome book that is damaged or cannot be written is said once, and the run goes on without.',
    'switched-off': 'With routing.learn off nothing that was learned is used, and nothing is added.',
    'wish-first': 'With --prefer-local free engines are tried first, whatever was learned of them.',
    'never-spends':
      'A run that no API model plans gives each task to its local model first, whatever was learned of it.',
    skips: 'A rung whose models were refused again and again is passed over, and tasks why says so with numbers.',
    'never-pays': 'What was learned never sends a task to a paid model where the run may not pay.',
    reset: 'hanzo route reset forgets what was learned, of all models or of one.',
    stats: 'hanzo route stats shows how often answers of each model passed, by kind of task.',
    profiles:
      'Profiles in the home folder decide for the models they name; one that cannot be used is named and left out.',
    train: 'hanzo route train makes a profile of a data file, and says how good it is and when it abstains.',
    'train-lines': 'A line of a data file that is wrong is named by its number.',
    explain: 'hanzo route explain prints the ladder that a run with the same setting takes, and calls nobody.',
    'explain-why': 'hanzo route explain says which words, policy, prices and outcomes a route comes from.',
    doctor: 'hanzo doctor says when the outcome book or a profile cannot be used.',
  },
  cache: {
    'no-second-call': 'The same run once more makes no call and costs nothing.',
    'asked-anew': 'What was changed, --no-cache and a cleared cache ask anew, and only what has to be.',
    'no-wrong-hit': 'Ten thousand requests that are nearly the same never get an answer of each other.',
    'own-scope': 'What one workspace or mesh keeps is never read in another.',
    'as-put': 'What comes back is what was put, also from another process and after a restart.',
    bounded: 'A cache never takes more room than it may; what was not used for longest goes first.',
    'set-aside': 'A damaged cache is set aside with a warning, and a new one made; a damaged entry is never used.',
    'never-fails': 'A cache that cannot be read or written holds up no run and fails none; it says so once.',
    'several-processes': 'Several processes use one cache at once, and lose nothing.',
    'trusted-only': 'What a worker said that is banned or revoked now is forgotten.',
    'counts-questions': 'A question that may be answered from several places counts once.',
    fast: 'A thousand keys are looked up within 20 ms.',
    'no-keys': 'No key of the process lands in the cache.',
    'gated-again': 'An answer from the cache goes through the gates; a refused one is forgotten and the climb goes on.',
    'only-passed': 'Only answers that a model gave and gates let pass are kept, and none that chance would change.',
    'plan-once': 'A plan that was usable is not asked for again, one that was not is.',
    cleared: 'What is cleared is gone: all, of one workspace, or what is older.',
    'no-noise': 'A task that is not in the cache shows no trace of it: no attempt, no reason, no rung in its route.',
  },
  'pre-router': {
    reachable: 'The threshold of a profile that speaks can be reached by a task.',
    curve:
      'The area under the PGR curve is exactly 0.5 for equal scores, about 0.5 for random ones, and largest for the oracle.',
    folds: 'The fold of an id depends on nothing but the id and the seed.',
    interval: 'A bootstrap interval holds the true value about as often as it says.',
    learns: 'A profile learned on one part of the tasks ranks the others by what the strong model gains.',
    abstains: 'Where nothing can be learned a profile abstains, and says the same of every task.',
    kept: 'A profile survives its file, and is refused when it is damaged, foreign or of another version.',
    explained: 'The features that moved a gain are named in the words of the task.',
    bounded: 'However long a task is, only so much of its beginning and end is read.',
  },
  experience: {
    apart: "What workers of the mesh did with a model says nothing of one's own engine.",
    skips: 'A rung is passed over only when each of its models has failed the gates of such tasks often enough.',
    honest: 'Few judged answers give a wide interval, and no advice.',
    similar: 'A model that fails one sort of tasks and passes another is judged by what the task looks like.',
    explores: 'One task in twenty tries every rung, so that a model which got better is noticed.',
    forgets: 'A model that got better is asked again.',
    profile:
      'A profile for exactly these models passes over the weak one where the gain is large, unless it does well here.',
    explained: 'The numbers and the strongest features behind an advice can be read.',
  },
  store: {
    'looked-through':
      'A damaged file is found when it is opened; a large one that was sound is looked through once a day.',
    'owner-only': 'A store and its folder are made for their owner only.',
    'on-disk': 'Every store flushes each commit to the disk before it returns (WAL, synchronous FULL).',
    'whole-file': 'A store appears whole or not at all, however many processes make it at once.',
    migrated: 'An older store is brought up to date in place, by one of several processes, whole or not at all.',
    'refused-unharmed': 'A damaged, foreign or newer store is refused with its name and the mend, and left as it is.',
    'lost-file': 'What is left of a lost store is refused, never taken for a new one.',
    'full-disk': 'A full disk is called a full disk, and what was on it stays.',
    'row-fault': 'A row that breaks a rule of the tables is our fault, and does not make the store unusable.',
    transaction: 'What fails in a transaction leaves nothing behind, and its own error is told.',
    'earlier-files': 'Ledgers and journals of earlier versions still open, with what they hold.',
  },
  focus: {
    evidence:
      'With a focus, findings that are about something else or lack what it wants as evidence drop below the line, with the reason.',
    flag: '--focus decides what a run plans, asks, counts and reports.',
    plan: 'A focus decides which tasks are planned, what they go through, and what is looked at first.',
    facts:
      'What a focus can look up is looked up: circles in the real imports, names in tests, comments above a declaration.',
  },
  'dev-plan': {
    'dry-run':
      'A dry run needs no key, asks nobody, spends nothing and writes no run: it shows tasks, tokens, who would get them and the worst case.',
    'dry-run-json': 'A dry run for programs is one JSON object in one line.',
    'dry-run-budget': 'A dry run says when the worst case does not fit the budget.',
    bounds:
      'What a dry run says a plan costs at most is never below what a run of it sets aside, in any focus, tier and effort, and neither is what planning costs.',
    'covers-all':
      'With --fail-on, --baseline or --batch-mode all code is looked at, also what the model that plans left out, or the run is incomplete; every other run says in its first words how much was not.',
    'worst-case': 'The worst case of a plan is what would be set aside for all paid tries of its tasks.',
    width: 'A plan is shown in 80 columns, and a large one by groups unless all is wanted.',
    'plan-only': 'A plan that was only made is kept, and taken up later without planning again.',
    asked:
      'Before money is spent, a person at the terminal sees the plan and is asked once; no leaves the plan, and nothing else.',
    unasked: 'Nobody is asked who cannot answer, has said yes already, or pays nothing.',
    batch: '--batch-mode does each file of --files, without a planning model, and one report says what came of each.',
    refused: 'Flags of planning that contradict each other, or could do nothing, are refused with the mend.',
  },
  critics: {
    most: 'What most critics confirm stays, what most of them refute drops below the line with the count and the reason.',
    adjust: 'A critic that would give another severity confirms with that one: the median of all that confirm counts.',
    tie: 'What critics are divided about drops below the line as unconfirmed.',
    silence:
      'A finding goes below the line by what critics say, never by their silence: the run is incomplete and says which critic said nothing.',
    'once-each': 'Verdicts judge every finding that is asked about exactly once, and no other.',
    apart: 'Critics begin from different angles, and are not told who found something.',
    'in-turn': 'Critics are the named models in turn, and several names without a number are a panel of that many.',
    'not-own': 'No model judges what it found itself while another one may; when it has to, the report says so.',
    'same-ids': 'The same findings are the same question to the same critic, so that a verdict is not paid twice.',
    'other-claim': 'A verdict counts for the very claim that it was given on, and for the models that were asked.',
    'same-later': 'What is remembered of an earlier run is put to critics in the same words as when it was found.',
    receipt: 'What critics did and cost stands in the receipt as theirs.',
    limits: 'Tasks of critics travel as far, wait as long and cost as much at most as the run allows its other tasks.',
    room: 'What critics are asked fits the context of the engines.',
    stopped: 'A run that is stopped before its critics have judged is incomplete, and loses no finding.',
    'known-left':
      'Critics are not asked about what tools found, what a baseline knows, or what is below the line already.',
    proof:
      'With critics that are right nine times in ten, a reviewer of planted defects keeps at least 95% of the true findings and loses at least 90% of the noise.',
    'one-gate':
      'Where a panel judges findings, the critic that judges whole answers leaves them alone: nothing is judged twice.',
    resumed: 'A run that was killed while critics judged is gone on with, and pays no verdict twice.',
    'end-to-end':
      '`hanzo dev --critic-instances` asks the critics, shows what they refuted below the line, and names them in the receipt.',
  },
  'task-models': {
    router: 'A task that names its models goes only to rungs that have one of them.',
    local: 'A model of this machine does no task that names others.',
    mesh: 'Workers without one of the models that a task names are not asked.',
    api: 'Of the API models that a task names one that can be called does it, the others stand in for it, and nobody else.',
    cache: 'An answer to a task that names its models is no answer to one that names others.',
    refused: 'Names of models that nobody could be asked by are refused before anything is spent, with the mend.',
    flag: '`--worker-models` does the planned tasks with these models and no others, and says so.',
  },
  talk: {
    'first-contact': 'Without a key and without a model the prompt says at once what is missing, and each way out.',
    instructions:
      'Instructions come from the argument, a file, standard input, or of the focus; a file that can be none is refused.',
    context:
      'A turn knows the words of those before it, what came of them, and the last findings by their numbers; bounded, as data.',
    mentioned:
      'Whoever speaks of the second one means the second of the last findings, and only its file is looked at.',
    flags: 'Flags given at the start hold for all turns, and the budget for all of them together.',
    'goes-on': 'A turn that fails is said and kept, and the conversation goes on.',
    commands: 'Every command of the prompt does what the help says; an unknown one names the nearest.',
    'several-lines': 'Pasted lines, lines that end with a backslash, and fenced blocks are one input.',
    prompt: 'The prompt edits, completes and recalls lines, and Ctrl-C clears before it ends.',
    'typed-before': 'What was typed before a question about money or changes was asked is no answer to it.',
    history:
      'What was typed is recalled in the next conversation, without keys, bounded, and readable by its owner only.',
    sessions:
      'A conversation is kept after each turn, whole or as it was, and listed, shown, gone on with and forgotten.',
    'one-process': 'Two processes are never in one conversation.',
    interrupted: 'A turn whose process died is known by its run, and its rest can be done.',
    terminal: 'On a terminal without words hanzo dev talks: it does what is typed, and what was said is kept.',
  },
  profile: {
    node: 'A command of Node is measured in a copy of the workspace, with the processes that it starts; its hot functions have the lines of the workspace.',
    python: 'A Python command is measured, also where it fails, and what it calls of C counts for who called it.',
    'out-of-time':
      'A command whose time is up is asked to end first, so that what it did until then is measured, and said.',
    go: 'What the profiler of Go prints is read; packages of others are left out.',
    words: 'A command is split into words as a shell would, and what only a shell could do is refused.',
    'nothing-seen':
      'A command without a profiler, or in which no code of the workspace is seen, is refused before a model is paid.',
    facts: 'What is hot is told to the planner and to the tasks as facts, and looked at first.',
    heat: 'Findings in hot code are believed more, and those in cold code are marked.',
    report: 'The profile stands in every form of the report, and nothing that it names can be more than text.',
    command: '`--profile` measures what is named, or the trusted tests; what it cannot mean is refused with the mend.',
    resumed: 'A run that is taken up again has its profile, and measures nothing.',
  },
  suggestions: {
    optimizations:
      'What is slow gets optimisations written down: by hot functions, and by findings; nothing slow, none, and said.',
    patterns:
      'Patterns are suggested from the modules and their imports; those that name made-up modules are dropped, and counted.',
    resumed: 'Suggestions that were paid are not paid again when a run is taken up.',
    flags:
      '`--suggest-optimizations` and `--suggest-patterns` write their sections, and a plan says what they may cost.',
  },
  watch: {
    batch: 'Changes that come together are one round, however many; what never rests is looked at all the same.',
    rounds: 'Only what changed is looked at again, and what is new, gone and left is told.',
    'deleted-files': 'Findings of a file that is gone go with it.',
    incomplete: 'What a round could not look at is owed to the next one, and what was found there stays.',
    survives: 'A round that fails does not end the watch, unless every other would fail as well.',
    budget: 'The budget and the time are those of the whole watch: each round gets what is left.',
    'exit-code': 'The watch ends with the exit code of how things stand.',
    files: 'Files are watched without what ignore files leave out and what is written by the watch itself.',
    whole: 'Reports have the whole state after each round, and the receipt all rounds together.',
    texts: 'Texts, suggestions and the plan of earlier rounds stay until their files are looked at again or gone.',
    refused: 'Ways to start a run that do not go together are refused.',
  },
  presets: {
    browser: "A page is opened in the machine's own Chromium, clicked and read, and nothing of this machine besides.",
    sqlite: 'Rows of a SQLite file come back; nothing is written unless the user said so, and no other file is opened.',
    postgres: 'Rows of a PostgreSQL database come back; no statement changes it unless the user said so.',
    fetch: 'A page is fetched as Markdown.',
    'fetch-public':
      'What fetches pages gets to no address of this machine or a private network unless the user said so.',
    openapi: 'Operations of an OpenAPI document are tools, and each is a call of the network.',
    probe:
      'A database that does not answer, or a file that is none, is told when its server is added or tested, and nothing is written.',
    parameters: 'A wrong parameter of a preset is said, with an example, before anything is installed.',
    confined: 'A server of a preset starts no program, and reads no file but its own and those that it is for.',
    needs: 'What a preset needs is looked for on this machine, and never downloaded.',
    install: "A preset's package is installed once, runs nothing meanwhile, and needs no network after it.",
    'install-integrity': 'What is installed for a preset is what was tried, by its hash.',
    'install-own':
      "A preset's package is taken from what hanzo installed, and never from whatever folder Node would look in.",
    'install-whole': 'A package of a preset is there as a whole or not at all.',
    'install-faults': 'Why a package could not be installed is said, and nothing of it is left.',
  },
  mcp: {
    'servers-file':
      "MCP servers come from ~/.hanzo/mcp.json, in the usual form of `mcpServers`, with keys of hanzo's own.",
    'servers-file-faults': 'A fault in the file of servers is told with its place and a way to mend it.',
    'server-faults':
      'A server that is wrong, or of a kind that hanzo does not know, is said to be, and the others are there.',
    'server-scripts':
      "A server's script is the user's, and never a file of that name in whatever project is worked on.",
    names: "No server passes for another one, nor for tools of hanzo's own.",
    'keys-of-others':
      'What other programs write into the file of servers does no harm, and is said to be of no use where somebody may rely on it.',
    'file-mode': 'A file of servers that others can write, or read a secret in, is refused.',
    'servers-folder': "A user's server starts in a project only where its configuration says so.",
    'no-shell-lines': 'A command of an MCP server is a program, and never a line for a shell.',
    'no-shells-of-projects': "A project's server cannot have a shell run a line.",
    variables: 'Variables in a file of servers are put in from the environment, once; one that is missing is told.',
    'secrets-hidden': 'Secrets of MCP servers are in no output.',
    'project-trust': "A project's own MCP servers count only with the content of .mcp.json that its user trusted.",
    'project-faults': "A project's .mcp.json that cannot be trusted is no reason to do without the user's servers.",
    'users-first': "A project's server never takes the place of the user's of that name, in whatever letters.",
    'keys-kept-from-projects': "A project's server gets no key that hanzo pays with, under whatever name.",
    'effects-of-projects':
      "Neither a project's file nor its servers can say of their tools that they do less than reach the network.",
    'file-kept': 'A file of servers is changed whole or not at all, and all else in it stays.',
    add: 'A server is written once it has started and its tools are allowed; one that does not start is not written.',
    'add-together':
      'Commands that write the file of servers at the same time lose no server, and none replaces one unasked.',
    'add-flags':
      'Flags of a server that contradict each other are refused, before anybody is asked, and nothing is started or written.',
    'add-secrets': "A secret is not written into a project's file, and said to be when it is written into the user's.",
    list: 'What is known of each server is listed without starting one; only tools that models may get are counted.',
    shown:
      'Whoever allows tools sees every word that a model gets of them: descriptions and schemas, and nothing hidden in them.',
    test: 'Tools that have changed are shown line by line, and are not allowed until somebody says so.',
    call: "A server's tool can be called by hand, once its tools are allowed; one that fails fails the command.",
    trust: "Whoever trusts a project's servers sees what each would start, and with what; nothing is started by it.",
    'trust-in-sight':
      'Nothing that a file of servers holds pushes what it would start off the screen, or begins a line of its own.',
    'never-started': "A repository's own servers are never started without trust.",
    remove: 'A server that is removed is forgotten with what was allowed of it, and a mistyped name is guessed.',
    'project-written': "A project's file that its user has hanzo change stays trusted if it was, and no other.",
    'command-line':
      'MCP servers are added, listed, tried, trusted and removed by commands; secrets and keys are in no output.',
    doctor: 'The doctor tells which servers cannot be used, and why, and starts none.',
  },
  'mcp-client': {
    started:
      'A server is started or reached, whatever version of MCP it speaks, and its tools are called by names of their own.',
    'never-seen': 'A server whose tools nobody has looked at is not started.',
    pinned:
      'A server whose tools differ in anything from those that were allowed is not used, and the difference is told.',
    'pinned-live': 'Tools that change while a server runs are not called any more.',
    reordered: 'Another order of tools or fields is no change.',
    'pins-kept':
      'What was allowed of a server is kept whole, for this way to reach it, and a damaged record allows nothing.',
    diff: 'A difference is told in lines that hide nothing and steer nothing.',
    faults: 'A server that fails is told with its last words and a way to mend it, and the others are there.',
    hostile: 'A server that is silent, talks nonsense or floods ends in an error, in bounded memory and time.',
    'no-shell': 'Arguments reach a server as they are written: no character of theirs starts a program.',
    'own-folder':
      'A server starts in a folder of its own, where nothing lies that could say what is run, and PATH leads into none like it.',
    'clean-environment': "A server's program gets its own variables and what every program needs, and no key.",
    'nothing-left':
      'Nothing of a server is left when it is not needed any more: neither its program nor what that started.',
    'orphans-end': 'Servers end when hanzo is killed.',
    cancelled: 'A call that is cancelled or takes too long ends here at once, and the server is told.',
    restarted: 'A server that dies is started again once, and its tools are held against what was allowed again.',
    stuck:
      'A program that answers nothing after a call that took too long is ended, and the next call finds it started again.',
    'nothing-given': 'A server that asks for a model, for a person or for folders gets none.',
    names: 'Tools have names that every model takes, and no two of them the same.',
    effects:
      "What a tool may do is what the user says, else what its hints say at worst, and never 'read' for another machine.",
    schemas: 'A schema that is too large, or refers to another place, is offered to no model, and the reason is told.',
    'schema-hidden':
      'A schema that hides characters in its names or values is offered to no model, and no model gets what is no part of a schema.',
    output: 'What a tool told is text: pictures and files are named with their kind and size.',
    http: 'A server is reached over HTTP with its headers, which go to no other host.',
    'http-bounded': 'A server on the network cannot send a message that fills memory.',
    'http-refused': 'A server on the network that wants a key is told, with where to write it.',
    'clear-text': 'A server that is reached unencrypted on another machine is warned of.',
  },
  'delegate-words': {
    config:
      'Which model is asked, where requests and results are kept, and what a delegation may cost stands in config.json.',
    'config-project':
      'A trusted project names the model and the folder of delegations; of what is spent and sent the lower counts.',
    'config-faults': 'A folder of delegations lies inside the workspace and is its own, whoever writes it.',
    phrase:
      'DELEGATE TO GPT-4O: at the beginning of a line, in whatever marks of Markdown, names a model and an issue.',
    'phrase-around': 'What stands above the phrase and below its paragraph goes with the issue.',
    'phrase-none': 'Code blocks and sentences that only sound alike delegate nothing.',
    'phrase-faults': 'A phrase without an issue is refused, and so are two of them, with their lines.',
    'phrase-model':
      'The phrase names any model of the catalogue as people write it; an unknown one is told with the nearest.',
    files: '--files takes paths and globs between commas, ! for what is left out, and lines behind a colon.',
    named: 'Files are sent in the order in which they were named, each once.',
    'named-literally': 'A path that hanzo knows is a path, whatever characters are in it.',
    'named-lines': 'Lines of a file are put together, and end where the file does, with a warning.',
    'named-missing': 'A file that cannot be sent is a warning with the reason and the nearest file of the workspace.',
    'named-outside': 'What leads outside the workspace is refused.',
    excluded: 'What ! names is not sent, however it is named otherwise.',
    rules:
      'hanzo delegate rules prints what makes Cursor, Claude Code or Codex delegate at the phrase, and where it belongs.',
    'rules-write': "--write puts the rule into the assistant's file and keeps all else that is in it.",
    'rules-refused': 'A file that is a link, no text or not as it was written is left alone.',
  },
  'delegate-gather': {
    traces:
      'Frames of stack traces and messages of compilers, of whatever language and machine, lead to files and lines of the workspace.',
    innermost: 'The frame in which it happened counts most, and frames of dependencies do not count.',
    named:
      'Paths, modules and imports that a text names lead to their files, and a path that is written whole to no other.',
    defined: 'A name leads to the file that defines it before those that use it, and to its lines.',
    quoted: 'A message or a route leads to the file that holds it literally.',
    words:
      'Where nothing is named, words of the issue lead to the files that fit them best, tests and changelogs last.',
    changed: 'Files that were changed lately, committed or not, come before others that fit as well.',
    imported: 'What a strong candidate imports is a candidate, too.',
    confined: 'Nothing that is ignored, secret, excluded or behind a link is gathered, whatever the clues say.',
    hostile: 'Logs of any size and pattern are read in time that grows with their size only, up to a cap.',
    noise: 'Versions of what is installed and the hints of an issue template lead nowhere.',
    uncommitted:
      'The uncommitted changes are a unified diff of staged, unstaged and new files, without ignored and secret ones.',
    'uncommitted-bounds': 'Huge uncommitted changes are cut with a word, and a repository that may lie is refused.',
    recent: 'The latest commits name the files that they changed, each with its age.',
    recall: 'What a fix touches is found in the context that is sent, by the lines that it changes.',
  },
  'delegate-request': {
    undone: 'A fix that was applied and undone is told as undone to whoever is asked next.',
    'named-first': 'Named files are sent first and whole, or the lines that were named of them.',
    'named-lines-alone':
      'Of a file of which lines were named no other line is sent: not for want of room, and not for a model that wants more.',
    'named-cut': 'A named file that does not fit is cut along its functions to what matters, and that is told.',
    'named-many': 'Where many named files do not fit, small ones are whole and the others share the room.',
    gathered: 'What the clues lead to fills the room, the best first, and no file takes all of it.',
    wanted:
      'Files that a model asks for come before gathered ones, found by paths or ends of paths, and never from outside.',
    lines: 'What is sent of a file has the line numbers of the file, whatever ends its lines.',
    budget: 'Files take no more tokens than they may, whatever they are.',
    encodings: 'UTF-16, Latin-1 and Windows-1252 are read, and that is said.',
    huge: 'Of a file too long to be read whole the named lines are read, and what is around them.',
    'left-out': 'Binary, ignored, secret, linked, missing and excluded files are left out, with the reason.',
    redacted: 'No secret is sent, wherever it stands, and each place is listed with what it looks like.',
    'redacted-kinds': 'Secrets are known in addresses, headers, environments, logs and keys of many lines.',
    'redacted-reasons': 'Why a file is sent does not name what stands on a hidden line, of the clues or of the file.',
    'redacted-parts':
      'Of a private key nothing is sent, whatever stands before its lines, and where only a part is in sight.',
    'redacted-passwords': 'What is named or placed like a password is not sent, however short and plain it is.',
    'redacted-diff': 'Lines of a difference are held to the rules of their files, whatever they look like.',
    'redacted-unseen': 'Characters that nobody sees hide no secret.',
    'not-redacted': 'Ordinary code and logs are sent as they are.',
    document: 'The request has the sections of the guide in its order, and says what is left out and redacted.',
    hostile: 'Nothing in what is sent can end its block, look like a part of the request or steer a terminal.',
    same: 'The same request gives the same bytes: UTF-8 with line feeds.',
    empty: 'A request of which nothing is known is a document all the same.',
    'texts-budget':
      'The issue, and all other texts together, keep to the room for files, and to no less than 2,000 tokens.',
    'diff-limits':
      'Uncommitted changes are those of files and lines that may be sent; what is left out of them is told.',
    'named-needed':
      'Where files were named and none can be sent nothing is, and the reason and the nearest file are told.',
    'earlier-limits':
      'Where files were named only the delegation that is followed up is told, and what only local models were asked goes to no API.',
    'hidden-fits': 'A short text is whole, though characters that nobody sees make it longer.',
    'long-texts': 'Logs and other texts that are far too long keep their beginning and their end, and that is told.',
    prepared: 'Files that are named are sent alone, and what the clues lead to only where it may be gathered.',
    followed: 'A follow-up tells what was found and tried before, with the files of then.',
    alike: 'Earlier delegations on the same problem are told, and unrelated ones are not.',
    counted: 'A dry run knows the tokens of each file and of all that is sent.',
  },
  'delegate-result': {
    shape: 'A model is asked for an analysis by a schema in which everything is required, and its answer is read back.',
    judged: 'An answer that is no analysis, has no root cause, or is too long is told apart, with the reason.',
    forgiven:
      'Words around an analysis, fields that matter less and edits that cannot be made do not spoil what was paid for.',
    unsure: 'An analysis that does not say how sure it is counts as unsure.',
    'schema-file':
      'The JSON file of a result follows docs/delegation-result.schema.json, and is held to it when it is read.',
    sections:
      'The Markdown file of a result has the sections of the guide in its order, with fixes numbered by priority.',
    'no-analysis': 'A result without an analysis says what happened, shows what came, and how to mend it.',
    hostile: 'Whatever a model writes, the Markdown of its result has no heading, table, link or HTML of it.',
    'compare-agree':
      'Models that name the same cause, and change the same text, are seen to agree, however they word it.',
    'compare-half': 'Models that name the same cause, and mend it elsewhere, agree by half.',
    'compare-contradict':
      'Models that name different causes in different files, or of which one denies what the other says, are seen not to agree.',
    'compare-edits':
      'Edits are the same only where they do the same at the same place; what stands in many places is no place.',
    'compare-many': 'Answers of more than two models are grouped, and models without an answer do not count.',
    'compare-words':
      'A comparison tells for each model what it found, what they share, and what only one of them says.',
    'compare-fair': 'A comparison of any answers is the same each time and in either order, and loses no fix.',
  },
  'delegate-folder': {
    names:
      'Requests, results and comparisons are named as the guide names them, by local time; both files of a result share a name.',
    'one-name-each': 'Delegations that begin in the same second, in several processes too, have names of their own.',
    'saved-first': 'A request is on the disk before anybody is asked, and is byte for byte what is sent.',
    private: 'Only their owner can read what was delegated, and git leaves it out.',
    'stays-inside': 'Nothing is written or read through a link that leads out of the workspace.',
    'disk-full': 'A full disk is told, and leaves nothing half.',
    'edited-request': 'A request that was changed after it was saved is not sent in place of the saved one.',
    'checked-results': 'A result file that was damaged or changed is told, not trusted.',
    'only-announced':
      'After a crash only a result is taken up that the lost process had announced, byte for byte: no other file is.',
    foreign:
      'What this home did not write, or wrote in another folder, is marked, is never the last delegation, is not gone on with, and changes nothing of its own.',
    found: 'A delegation is found by its id, a beginning of it that is unique, or as the last one.',
    'damaged-log': 'A log that was damaged loses the damaged lines only, and tells which.',
    newer: 'What a newer version adds to the log is left out, and the rest is read.',
    crash:
      'A delegation whose process dies at any step goes on: a result per model and round, each answer paid once, no file lost.',
    'one-worker': 'One process at a time works on a delegation; a killed one holds nothing.',
    kept: 'Whatever comes of asking is kept: answers, refusals, cut and invalid ones, failures.',
    cancelled: 'What arrives after a delegation was cancelled is kept, and what does not is asked when it is resumed.',
    'others-stay': 'A model that fails does not take the answers of others away.',
    'nobody-asked': 'When nobody could be asked, the reason is the error; what is known is kept.',
    rounds:
      'An unsure answer is followed by further rounds, each with its own request, and at most as many as are allowed.',
    best: 'The surest answer comes first, then that of the later round, then that of the model named first.',
    compared: 'Answers of several models are compared, and the comparison is kept.',
    again: 'Models that gave no analysis are asked again where that is wanted, and the last result counts.',
    'left-open': 'A question whose answer may still come has no result, and takes no answer of another model away.',
  },
  delegate: {
    'kept-without-secrets':
      'Whatever is kept of a delegation, on this machine too, is without the secrets of what was said.',
    'log-encodings': 'Logs in UTF-16 are read as such, with a mark or without, whole or their end.',
    done: 'hanzo delegate saves the request, asks the model for it byte for byte, and saves the result as Markdown and JSON.',
    'killed-plain':
      'Killed between request and answer, a delegation names what may be paid twice and asks again only where it is told to.',
    'killed-background':
      'Killed while a provider answers in the background, a delegation takes that answer up, and it is charged once.',
    'killed-answered':
      'An answer that came before its process died is taken from the journal, whatever became of its request: nobody is asked again.',
    'left-open':
      'While a provider keeps an answer that cannot be fetched, its question stays open, and the answer is had later, whatever the flags.',
    'own-fault': 'A fault of our own store loses no answer that was paid for, and ends no question.',
    'each-asked':
      'With the budget that hanzo recommends each of --models is asked, and one without an analysis is named at the end.',
    'says-money':
      'resume says whom it asks, where and for how much at most, and never that it is finished before it asks.',
    'long-terms':
      'A delegation with long logs goes on with its own flags, and its further rounds get the end of the logs.',
    refused: 'A model that refuses is a result that says so, with its cost.',
    truncated: 'An answer cut at its cap is kept as it came, with the flag that allows more.',
    invalid:
      'An answer that is no analysis is kept as it came, was paid for, and is asked again only where it is told to.',
    late: '--timeout ends a delegation; what nobody knows the cost of is charged in full, and told.',
    'rate-limited':
      'Too many requests are a result that costs nothing; --retry-on-rate-limit waits as long as is asked for.',
    'bad-key': 'A key that is rejected is told with how to keep another one.',
    lost: 'A connection that breaks in the middle of an answer is charged in full, and asked again only where it is told to.',
    budget: 'What may cost more than --budget is refused before anything is written; all rounds and models share it.',
    'no-key': 'Without a key the variable is named before anything is gathered, and --dry-run works.',
    models:
      'Each of --models is asked the same; one that fails does not take the other answer away, and answers are compared.',
    'model-names': 'Dead and unknown models are refused with the one to name; the chosen one and why are told.',
    fallback: 'Nobody stands in for a model that is not available, unless --fallback names somebody.',
    unsure:
      'An unsure answer is followed by a stronger model with more context, within the budget, or why not is told.',
    issue:
      'The issue comes as an argument, by --issue or on standard input, with or without the phrase, and never from a keyboard.',
    'named-files':
      'Files that are named are all that is sent; one that is missing is a warning with the nearest match.',
    'named-none':
      'Where files are named and none can be sent, nothing is written or paid, and the nearest one is told.',
    earlier:
      'What earlier delegations found on a like issue is told where files are gathered, is said, and can be left out.',
    'follow-up-limits': 'A follow-up sends no more lines and files than its parent might, unless they are named.',
    flags: 'Every flag of hanzo delegate reaches the request: evidence, caps, effort, tier, endpoint and interface.',
    'dry-run':
      '--dry-run shows files with tokens and why, what is left out, models and worst-case costs, and writes nothing.',
    render: '--render prints byte for byte the document that is sent.',
    interrupted: 'Ctrl-C ends a delegation with 130; the charge and the command that goes on with it are told.',
    looking: 'Delegations are listed, shown as Markdown or JSON, and their requests shown, wherever flags stand.',
    next: 'What a delegation names as the next step works as it stands: with the model that counts, and the folders that were meant.',
    foreign:
      'A delegation that was not made here is listed as such and shown; it is not resumed or followed up, costs nothing, and is told to no model.',
    'other-endpoint': 'A delegation that goes on at another endpoint than the configured one says so.',
    'follow-up-files': 'A follow-up that only leaves files out goes on with those of its parent, and gathers none.',
    'follow-up':
      'A follow-up sends the files of its parent as they are now, tells what was answered, and asks the same model.',
    json: '--json tells each step as a JSON line, and nothing else on standard output.',
    doctor: 'hanzo doctor says whom issues go to, and names delegations of this folder that were not finished.',
    local: 'local:<name> has a model of this machine answer, for free.',
    'worst-case':
      'What a try may cost at most is priced in the tier that is asked for by name, and in the dearest where none can be named.',
    'logs-once':
      'A file of logs that lies in the workspace is sent as logs alone: it is not gathered, and no part of a diff.',
    mends:
      'Where there is no analysis, whole commands are told that ask again, ask for more or ask somebody else, and what was charged.',
    wishes:
      'A service tier or an effort that a named model does not have is refused before anything is kept, and told by --dry-run.',
    'resume-others':
      'resume --again --model asks that model the same request instead, and keeps its result; without --again it is refused.',
  },
  'delegate-apply': {
    foreign:
      'Fixes of a delegation that was not made here are applied by its id only, after a word, and unasked only with --foreign.',
    standing:
      'A fix that still stands in the files is not offered again, however it was applied; of what is half taken back that is said, and --yes does not apply it.',
    'seen-whole':
      'All of the diff is shown before somebody is asked, and a question about a longer one says how much is not.',
    applied:
      'The exact edits of the first fix that has some become a set of changes, which is noted and can be undone byte for byte.',
    chosen: 'Fixes are chosen by number and model, and are applied together or not at all.',
    'no-edits': 'A fix without exact edits is not applied, and that is said.',
    stale: 'Edits that no longer fit are named with the reason, and nothing is written.',
    'by-hand': 'A fix that somebody has made by hand is there already; an edit that does nothing is refused.',
    'dry-run': 'A dry run of applying prints the diff, and keeps and writes nothing.',
    asked: 'Nothing is applied unasked: somebody agrees on the terminal, or --yes was written.',
    tried: 'What the trusted commands of the project refuse in a worktree is applied only when that is asked for.',
    hostile: 'A fix that reaches for other files, hooks, scripts, keys or too much is refused whole.',
  },
  'delegate-dev': {
    phrase:
      'What hanzo dev is told with the magic phrase, as an argument, a file or piped, is delegated: nothing is planned.',
    'phrase-flags':
      'Flags that promise what a delegation does not do are refused, idle ones are said, and what is to stay local goes to no API.',
    'phrase-outside':
      'A text that hanzo dev reads delegates on its first line alone, and never in place of what somebody asks for besides.',
    talk: 'In a conversation the phrase and /delegate take along what went before and what failed, and the turn is kept with its cause, fixes and cost.',
    'talk-apply': 'After a delegation /apply, and words such as "apply fix 1", have its fixes applied.',
    'talk-ends':
      'A delegation that fails, is stopped or loses its process is told as such, with what it cost and how to go on.',
    offer:
      'Where something failed again and again, whoever sits at the prompt is asked whether it shall be delegated; nobody else is.',
    after:
      '--delegate-after delegates tasks that failed so often at the end of the run, within its budget; they stay undone.',
    'after-once':
      'A run that is taken up again delegates no task twice, spends no more than its budget on it, and tells what was delegated before.',
    'after-few': 'A run delegates few of its tasks by itself, and says which it leaves out and why.',
    'after-stays':
      'Nothing is delegated by itself that must stay local, that nobody allowed money for, or that ended for another cause.',
    hint: 'A task that failed three times, or in three runs, is named with the command that delegates it.',
    task: 'hanzo delegate --task makes an issue of a task that is not done, with what was answered and why that was refused.',
    'one-question':
      'A question of a delegation is no run to go on with: --resume last, --dead and hints leave it out, and say who does.',
    'task-stays':
      'A task of a run that is local only, or confidential, is neither hinted at nor delegated unless the command names a model.',
    report: 'Each report tells which tasks were delegated, what came of it, and that they are still not done.',
    money:
      'The end of a run tells what its delegations cost besides the receipt, and what all of it cost, for people and programs.',
    stopped: 'A delegation that a program or a client stops ends as CANCELLED, with its id and what it has cost.',
    sdk: 'A program delegates by hanzo/dev as hanzo delegate does: the same files, money and errors, without a terminal.',
  },
  'delegate-mcp': {
    whole:
      'The MCP tool delegate does what hanzo delegate does: the same files, the analysis as text and as data, and its cost.',
    phrase: 'The issue of the MCP tool delegate may hold the magic phrase; a model that is named counts for more.',
    clues:
      'Context, logs, attempted fixes, uncommitted changes and a delegation of before go with what a client delegates.',
    models: 'A client may have several models asked: each answer and a comparison come back.',
    unanswered:
      'A delegation without an analysis is an error that says what came instead, what it cost and where it is kept.',
    cancel: 'A delegation that its client cancels keeps its request, pays once, and is named with how to go on.',
    workspace:
      'A client that names a folder of the workspace has only its files, and changes in it, looked at and sent.',
    hints: 'The MCP tool delegate tells its clients that it writes files.',
    'no-tools':
      'Who is delegated to has no tools, whatever the server allows: what is sent is the request that is kept.',
  },
  'delegate-ci': {
    workflow: 'The example for CI delegates the log of failed tests once, within a budget, and strangers get no key.',
    'job-once': 'Whatever becomes of a delegation, the job has failed once, for the reason that its tests have.',
    summary: "The analysis is shown in the job's summary, and what was sent and answered is kept as an artifact.",
  },
  'background-answers': {
    api: 'An answer in the background has a name at once, by which any process gets it until it is forgotten.',
    errors: 'What goes wrong with an answer in the background has the code and the charge that it has elsewhere.',
    cancel: 'An answer in the background that is cancelled is charged with what its provider tells, else in full.',
    unsupported: 'An endpoint without a background is asked as always, and that costs nothing more.',
    noted: 'The name of an answer is on disk before anybody waits for it.',
    'taken-up': 'An answer that outlives its process is had by whoever takes the task up, and charged once.',
    killed: 'A process that is killed while it waits is charged once: its answer is fetched by the next one.',
    'any-words':
      'An answer to a task that is one question is taken up whatever that would be asked with now, and over the interface of then.',
    'disk-full': 'A disk without room leaves the names of the answers that were noted before.',
    lost: 'An answer whose name never came, or that is gone, is charged in full and not asked anew by itself.',
    looks: 'Trouble with looking at an answer is waited out, and nothing is charged anew.',
    stopped: 'An abort cancels the answer, and what was done by then is kept and charged as told.',
    told: 'A person hears of an answer in the background what is not as it should be, with --verbose the rest, and programs all.',
    left: 'What is kept at the provider is deleted there once the journal has it, and what nobody wants is ended.',
  },
  'mcp-serve': {
    tools:
      'hanzo mcp serve offers review, delegate, mesh_run, mesh_status and metrics, each with what it takes and costs.',
    review: 'A review that a client asks for is a real run: findings, verdict, receipt; and it changes no file.',
    incomplete: 'A review of which not all was done is an error that names what is undone, and never reads as clean.',
    named: 'A review that was to look at a file and did not is incomplete; all other files that it left out are told.',
    cancel: 'A call that its client cancels ends; what is done is kept, and the client can go on with it.',
    progress:
      'A client that wants progress hears of tasks, findings, cost and the run, and never falls silent for long.',
    several: 'Several calls go on at once, and each is told its own.',
    delegate:
      'A delegated question is asked once of the model that is named, with the named files, and paid from the ledger.',
    'delegate-files': 'Nothing that is ignored, secret or outside the workspace goes with a delegated question.',
    'mesh-run':
      'A task for the mesh is done by a worker for nothing, and says by whom; without one it says how to mend that.',
    'mesh-status': 'A client sees who is in the mesh, as hanzo net status does.',
    metrics: 'A client sees what was done and spent, as hanzo metrics does.',
    money: 'No call and no server spends more than was allowed, and what is refused has cost nothing.',
    'local-pays': 'Work of a local model pays nobody because of a default or of what a client wants.',
    'tools-off':
      'Models use tools in what a client has done only where the server was started so, and change no file by them.',
    workspace: 'Clients look only into the workspace that is served.',
    input: 'Arguments that are wrong are refused with a code and how to mend them, and nothing is done.',
    shown: 'Nothing that a client is told hides a character or holds a key, and texts of others are marked as data.',
    stdio: 'Standard output has nothing but the protocol, whatever a library prints.',
    gone: 'A client that goes away, and a signal, end the server and all its calls; what is done is kept.',
    config: 'hanzo mcp serve prints what the settings of each client need, with the flags that it was given.',
    http: 'Over HTTP only who has the token is served, on this machine alone, and no web page of another site.',
  },
  docs: {
    links: 'Links of the documentation lead somewhere, and its commands are read by the real program.',
  },
  sdk: {
    run: 'HanzoDevOrchestrator does what `hanzo dev` does, with its models, money and gates, in a program that keeps its own signals and keys.',
    resume: 'HanzoDevOrchestrator goes on with a run that was interrupted, and pays nothing twice.',
    models: 'The worker models given to HanzoDevOrchestrator do the tasks, and nobody else.',
    options:
      'An option of HanzoDevOrchestrator that is wrong or unknown is refused by its name, and never taken for the default.',
    refused:
      'HanzoDevOrchestrator refuses what `hanzo dev` refuses, before anything is done, and never reads standard input.',
    listener: 'What a listener of a program throws is logged once, and ends no paid work.',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

type Areas = typeof BEHAVIOURS;

/** `area.id` of a behaviour: a mistyped one does not compile. */
export type BehaviourId = { [Area in keyof Areas]: `${Area}.${keyof Areas[Area] & string}` }[keyof Areas];
