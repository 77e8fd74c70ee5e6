/** What exit codes mean, for the end of `--help`. Every command says its own; scripts may rely on them. */
export const EXIT_HELP = {
  all: `
Exit codes: 0 done · 1 incomplete or failed parts · 2 usage ·
            3 configuration or credentials · 4 budget refused ·
            5 no worker or endpoint reachable · 6 findings (--fail-on) ·
            130 interrupted`,
  dev: `
Examples: hanzo dev "review this project" --use-hanzo-net
          hanzo dev "review this project" --dry-run    what would it cost?
          hanzo dev --batch-mode --files "src/**/*.py" -o batch.md
          hanzo dev "refactor the cart" --files 'src/cart*' --patch cart.diff
          git apply cart.diff           what the gates accepted
          hanzo dev --resume last       go on where a run was interrupted
          hanzo dev --focus security -o report.html -o hanzo.sarif
          hanzo dev --focus security --baseline before.json --fail-on high
          hanzo dev                     on a terminal: a conversation
          hanzo dev --session last "now fix the second one"
          hanzo dev "review this" --watch -o report.md

Exit codes: 0 all tasks done, or the plan shown (--dry-run, --plan-only) ·
            1 incomplete, whatever was found; no to the plan · 2 usage ·
            3 configuration or credentials · 4 budget refused ·
            5 no worker or endpoint reachable ·
            6 all tasks done, and new findings as severe as --fail-on ·
            130 interrupted`,
  delegate: `
Nothing waits on a keyboard. What is sent is written down first, without what
looks like a secret: .autonomous_runs/openai_delegations/.

Examples: hanzo delegate "500 on /runs, no traceback" --files "src/main.py"
          hanzo delegate --issue "deadlock" --files "src/db.py:10-80,src/*.py"
          hanzo delegate "DELEGATE TO GPT-4O: it leaks" --dry-run
          tail -100 server.log | hanzo delegate "crashes" --logs-file -
          hanzo delegate "why?" --attempted-fixes "restarted" "new pool"
          hanzo delegate apply last

Exit codes: 0 an analysis is there, or what would be sent was shown ·
            1 refused, cut, no analysis, or failed: what came is kept ·
            2 usage · 3 configuration or credentials · 4 budget refused ·
            5 no endpoint reachable · 130 interrupted: hanzo delegate resume`,
  delegateList: `
Examples: hanzo delegate list
          hanzo delegate list --json | jq -r '.delegations[].id'

Exit codes: 0 done · 2 usage · 3 configuration`,
  delegateShow: `
Examples: hanzo delegate show last | less
          hanzo delegate show last --request       what left this machine

Exit codes: 0 done · 1 it has no analysis · 2 usage, or no such delegation ·
            3 configuration`,
  delegateApply: `
Only files that were sent are changed, and new ones beside them; all guards of
hanzo dev --enable-guardrails hold. All chosen fixes are applied, or none.

Examples: hanzo delegate apply last --dry-run
          hanzo delegate apply 20251128_133758 --model gpt-4o --fix 1,2
          hanzo changes undo             takes it back

Exit codes: 0 applied, or the files hold it already ·
            1 not applied: you said no, no exact edits, they fit no more,
              a guard or a check refuses them (--yes) ·
            2 usage, no such delegation, or nobody to ask ·
            3 configuration · 130 interrupted`,
  delegateRules: `
Examples: hanzo delegate rules cursor --write
          hanzo delegate rules claude-code >> ~/.claude/CLAUDE.md

Exit codes: 0 done · 2 usage, or no such project ·
            3 the file is a link, no text, or cannot be written`,
  delegateFollowUp: `
The files are those of before, unless you write others, and so are the models.

Examples: hanzo delegate follow-up last "It still happens. Why?"
          hanzo delegate follow-up last "Why?" --attempted-fixes "fix 1"
          hanzo delegate follow-up last "Why?" --files "src/b.py" --dry-run

Exit codes: as \`hanzo delegate --help\` tells them`,
  delegateResume: `
The flags that it was begun with hold, unless you write others; what was sent
stays as it is.

Examples: hanzo delegate resume last
          hanzo delegate resume last --again --model gpt-5
          hanzo delegate resume last --again --max-output-tokens 16000

Exit codes: 0 an analysis is there · 1 there is none · 2 usage, no such
            delegation, or it may be paid twice (--again) ·
            3 configuration or credentials · 4 budget refused ·
            5 no endpoint reachable · 130 interrupted`,
  tasks: `
Examples: hanzo tasks list --dead        what ended without an answer
          hanzo tasks why 1a2b3c4d.17    why this worker, escalated, undone
          hanzo tasks retry --dead --use-hanzo-net
          hanzo tasks list --dead --json | jq -r '.tasks[].id'

Exit codes: 0 done · 2 usage, or no such run ·
            3 configuration or unusable journal`,
  tasksOne: `
Exit codes: 0 done · 2 usage, no such task, or several ·
            3 configuration or unusable journal`,
  tasksCancel: `
Exit codes: 0 all are cancelled ·
            1 one had ended already, or was not ended within 10 s ·
            2 usage, or no such task · 3 configuration or unusable journal`,
  tasksForget: `
Examples: hanzo tasks forget 1a2b3c4d
          hanzo tasks forget --older-than 30d

Exit codes: 0 done · 2 usage, no such run, or a process works on it ·
            3 configuration or unusable journal`,
  tasksRetry: `
Examples: hanzo tasks retry 1a2b3c4d.17    with the flags that its run has
          hanzo tasks retry --dead --run 1a2b3c4d --use-hanzo-net > answers.md
A run's own flags hold, unless you write others; --local-only stays.

Exit codes: 0 all are done now · 1 not all ·
            2 usage, no such task, or another process works on its run ·
            3 configuration or credentials · 4 budget refused ·
            5 no worker or endpoint reachable · 130 interrupted`,
  mcpServe: `
Examples: hanzo mcp serve --print-config cursor
          claude mcp add hanzo -- hanzo mcp serve --max-cost 1

Exit codes: 0 the client went away · 2 usage, or the connection broke ·
            3 no such workspace · 130 interrupted`,
  netUp: `
Exit codes: 0 stopped, all accepted work finished · 1 the engine ended ·
            2 usage or name taken · 3 configuration or model ·
            130 stopped before it was up, or with work left`,
  netStatus: `
Exit codes: 0 at least one worker is there · 2 usage ·
            3 configuration, or in no mesh · 5 no worker answered`,
  netInit: `
Exit codes: 0 the mesh is founded · 2 usage, or in a mesh already ·
            3 configuration`,
  netInvite: `
Exit codes: 0 done, also when the wait was ended ·
            1 expired before anybody came · 2 usage ·
            3 configuration, in no mesh, or not an owner`,
  netJoin: `
Exit codes: 0 this home is a member · 1 an owner has not approved yet ·
            2 usage, no invite, or in a mesh already ·
            3 refused: used up, expired, cancelled ·
            5 nobody who can let it in was reached · 130 interrupted`,
  netApprove: `
Exit codes: 0 done · 2 usage, or nobody of that name waits ·
            3 configuration, in no mesh, or not an owner`,
  netMembers: `
Exit codes: 0 done · 2 usage · 3 configuration, or in no mesh`,
  netRevoke: `
Exit codes: 0 revoked, whoever was told · 2 usage, or no such member ·
            3 configuration, in no mesh, or not an owner`,
  netLeave: `
Exit codes: 0 left, whoever was told · 2 usage ·
            3 configuration, in no mesh, or the last owner`,
  netPeers: `
Exit codes: 0 at least one node is reached · 2 usage ·
            3 configuration, or in no mesh · 5 nobody is reached`,
  netPing: `
Exit codes: 0 it answers · 2 usage · 3 configuration, or in no mesh ·
            5 it is not reached · 130 interrupted`,
  netTrust: `
Workers are checked now and then by asking others the same, more often when they
are new. Wrong answers end in a ban of 24 hours. This is what the runs of this
home have seen; every home has its own opinion.

Exit codes: 0 done · 2 usage, or no such worker ·
            3 configuration or unusable journal`,
  netDoctor: `
Exit codes: 0 all well, or only warnings · 2 usage ·
            3 something here must be mended ·
            5 the peer, or everybody, is out of reach`,
  netPause: `
Exit codes: 0 paused, whether a worker runs or not ·
            1 a worker does not answer, or it is not remembered · 2 usage ·
            3 configuration`,
  netResume: `
Exit codes: 0 resumed, or nothing was paused · 1 a worker does not answer ·
            2 usage · 3 configuration`,
  netDrain: `
Exit codes: 0 the workers have ended, or none runs ·
            1 a worker does not answer or has not ended · 2 usage ·
            3 configuration · 5 no worker of that name runs`,
  netPolicy: `
Exit codes: 0 done · 1 written, but a running worker did not take it · 2 usage ·
            3 configuration`,
  netWork: `
Exit codes: 0 done, or Ctrl-C ended --live · 2 usage ·
            3 configuration or unusable journal · 5 --live: no worker runs`,
  netRotate: `
Exit codes: 0 the new key is in force, whoever was told · 2 usage ·
            3 configuration, in no mesh, or not an owner`,
  models: `
Exit codes: 0 done · 2 usage · 3 configuration`,
  modelsCheck: `
Exit codes: 0 all models in use are served · 1 one is not · 2 usage ·
            3 configuration, no key, or a key is refused ·
            5 an endpoint is not reached · 130 interrupted`,
  modelsPull: `
Exit codes: 0 the verified files are there ·
            1 download or copy failed, or wrong hash ·
            2 usage or unknown model ·
            3 configuration, no model file, nobody has it, or it does not fit ·
            5 no member reached · 130 interrupted; what has arrived is kept`,
  modelsShow: `
Exit codes: 0 done · 2 usage or unknown model · 3 configuration, or no such file`,
  modelsVerify: `
Exit codes: 0 all are good · 1 at least one is not · 2 usage or unknown model ·
            3 configuration, or not installed`,
  modelsRm: `
Exit codes: 0 removed ·
            1 not removed: you said no, or a running worker serves it ·
            2 usage · 3 not installed`,
  ledger: `
Examples: hanzo ledger show --run last    what the newest run paid, call by call
          hanzo ledger show --state uncertain
          hanzo ledger export --since 30d -o november.csv

Exit codes: 0 done, also where nothing was ever paid · 2 usage, or no such run ·
            3 configuration or unusable ledger`,
  ledgerExport: `
Exit codes: 0 done · 1 -o, and nothing was ever paid: no file is written ·
            2 usage, or the file is there already ·
            3 configuration, unusable ledger, or the file cannot be written`,
  ledgerVerify: `
Exit codes: 0 all is well, or nothing was ever paid · 2 usage ·
            3 something is wrong, and every fault is named`,
  ledgerRepair: `
What it does: the ledger is copied aside, then mended whole or not at all. A
damaged call is charged with the larger of its worst case and its charge. What
the mark beside it knows to be missing is charged as lost. Charges that ended in
the future, because a clock was wrong, end now. Sums and checksums are made
anew. No other hanzo may be using it.

A backup was copied back: move ledger.db, ledger.db-wal, -shm and .mark away
first, and only then copy it. Where the mark stayed, all that was spent since is
charged at once, as lost; --accept-loss takes that back.

Examples: hanzo ledger verify                  what is wrong
          hanzo ledger repair
          hanzo ledger repair --accept-loss --yes

Exit codes: 0 repaired, or nothing to repair · 1 you said no ·
            2 usage, or nobody to ask ·
            3 configuration, in use, or beyond repair`,
  changes: `
Runs with --auto-fix make sets of changes. A set is applied or undone whole:
no file is touched when one is not as the set expects it. Works without git.

Examples: hanzo changes show
          hanzo changes apply 1a2b3c4d5e6f --yes
          hanzo changes undo             the one that was applied last

Exit codes: 0 done ·
            1 not changed: you said no, a check refuses it (--yes),
              or a file has changed since ·
            2 usage, or no such set · 3 configuration, or an unusable book`,
  changesLook: `
Exit codes: 0 done · 2 usage, or no such set ·
            3 configuration, or an unusable book of changes`,
  changesWrite: `
Exit codes: 0 all files are changed ·
            1 none is: you said no, a check refuses it (--yes),
              or a file has changed since ·
            2 usage, no such set, nobody to ask, or there is nothing to do ·
            3 configuration, or an unusable book of changes`,
  cache: `
Kept are answers that passed their gates, by a hash over all they depend on:
model, prompt, parameters, policy, files, workspace and mesh. Nothing similar is
ever taken for the same. \`hanzo dev --no-cache\` does without; cache.enabled and
cache.maxBytes in config.json switch it off and bound it.

Exit codes: 0 done, also where nothing was ever kept · 2 usage ·
            3 configuration or unusable cache`,
  cacheClear: `
Examples: hanzo cache clear -w . --yes
          hanzo cache clear --older-than 30d

Exit codes: 0 forgotten, or there was nothing · 1 you said no ·
            2 usage, or nobody to ask ·
            3 configuration, or other processes hold the cache`,
  mcp: `
Servers come from ~/.hanzo/mcp.json, in the usual form ("mcpServers"), and from
the .mcp.json of a project that you trusted. They are started only for runs with
tools (hanzo dev --mcp-tools) and by the commands below, never through a shell.

Examples: hanzo mcp add web --preset browser
          hanzo mcp add db --env DATABASE_URL -- node /opt/db/server.js
          hanzo mcp add crm --url https://crm.example.com/mcp \\
            --header 'Authorization: Bearer \${CRM_TOKEN}'
          hanzo mcp test db             what it can do, and what has changed
          hanzo mcp trust ../shop       a project's own servers

Exit codes: 0 done · 1 you said no · 2 usage, or no such server ·
            3 configuration, not trusted, or tools that have changed ·
            5 a server did not start`,
  mcpList: `
States: ready     its tools are those that you allowed
        new       nobody has looked at its tools: hanzo mcp test <name>
        changed   it is reached in another way than when you allowed them
        damaged   what you allowed cannot be read
        disabled  its entry says so
        untrusted the project's file is: hanzo mcp trust
        shadowed  a project's; you have one of that name
        unusable  something is wrong with it, and said below

Exit codes: 0 done · 2 usage · 3 configuration`,
  mcpAdd: `
Keys do not belong into the file: --env NAME takes the variable from the
environment at each start, and \${NAME} or \${NAME:-default} may stand in args,
env, cwd, url and headers. Programs that look around for what to run (npx, uvx,
python) start in hanzo's folder: in a project they might run its code.

Examples: hanzo mcp add shop --preset sqlite --param file=shop.db
          hanzo mcp add db --env DATABASE_URL --effect query=read \\
            -- node /opt/db/server.js --read-only

Exit codes: 0 written · 1 you said no · 2 usage, name taken, or nobody to ask ·
            3 configuration · 5 it did not start, and is not written ·
            130 interrupted`,
  mcpTest: `
A server that has other tools than those that were allowed, or describes one of
them in other words, is not used until you have seen what changed.

Examples: hanzo mcp test db
          hanzo mcp test db --call query --input '{"sql": "select 1"}'

Exit codes: 0 its tools are allowed, or the call was made ·
            1 the tool failed · 2 usage, or no such server ·
            3 its tools are not allowed, or it may not be started ·
            5 it did not start · 130 interrupted`,
  mcpRemove: `
Exit codes: 0 removed · 2 usage, or no such server · 3 configuration`,
  mcpTrust: `
Nothing is started by it. What you trust is the file as it is now; of the tools
of its servers each is looked at by itself (hanzo mcp test).

Exit codes: 0 trusted · 1 you said no · 2 usage, or nobody to ask ·
            3 configuration, no such file, or not a good one`,
  mcpUntrust: `
Exit codes: 0 done · 2 usage · 3 configuration`,
  sessions: `
Examples: hanzo dev                        on a terminal: a new conversation
          hanzo dev --session last         goes on with the last one here
          hanzo dev --session 1a2b3c4d "now fix the second one"

Exit codes: 0 done · 2 usage · 3 configuration`,
  sessionsShow: `
Exit codes: 0 done · 2 usage, or no such conversation ·
            3 configuration, or its file cannot be read`,
  sessionsRm: `
Exit codes: 0 forgotten, or there was nothing · 1 you said no ·
            2 usage, no such conversation, somebody is in it, or nobody to ask ·
            3 configuration`,
  metrics: `
Examples: hanzo metrics --since 7d --by task      which kinds pass, at what cost
          hanzo metrics --orchestrator gpt-5 --by day --csv > days.csv

Exit codes: 0 done · 2 usage · 3 configuration or unusable journal`,
  route: `
Examples: hanzo route explain "find bugs in the cart" -w . --files 'src/cart*'
          hanzo route stats                    whose answers pass the gates
          hanzo route reset --model llama3.2   forget what it taught

Exit codes: 0 done · 2 usage · 3 configuration, or an unusable outcome book`,
  routeExplain: `
Without -w or --files the words alone are routed. The mesh is not asked: of its
models it is known who answered before.

Exit codes: 0 explained · 2 usage · 3 configuration, or an unusable outcome book`,
  routeStats: `
Exit codes: 0 done · 2 usage · 3 configuration, or an unusable outcome book`,
  routeReset: `
Exit codes: 0 forgotten, or there was nothing · 1 you said no ·
            2 usage, no such model, or nobody to ask ·
            3 configuration, or an unusable outcome book`,
  routeTrain: `
Models of your runs are recognised by the names that --weak and --strong have.
The profile says with which accuracy it tells tasks apart on tasks that it has
not seen (APGR; random is 0.5), and abstains where that is not certainly better
than chance.

Exit codes: 0 trained, also where it abstains ·
            2 usage, a line that is wrong, or the file is there already ·
            3 configuration, or the file cannot be written`,
  doctor: `
Exit codes: 0 all that is needed works, warnings or not · 2 usage ·
            3 something is to be mended`,
} as const;
