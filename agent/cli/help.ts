export const HELP = `Plumbline keeps a Mesos + Marathon + ScaleIO cluster true to a git repository.

Usage: plumbline VERB [options]

Verbs
  validate [DIR]  check the files in DIR (default: here); needs no configuration
  render [DIR]    print every document as it results: included, patched, variables put in
  render rexray   print the configuration of REX-Ray for the declared pools; --check FILE
                  says what in FILE differs from it or is dangerous
  explain [WHAT]  what a kind or a field is, such as App or App.spec.mem
  schema [KIND]   print the JSON Schema of a kind, or of all of them in one
  plan            show what differs between git and the cluster; changes nothing
  apply           show the plan, then make it, and wait until it has come about
  run             keep the cluster true until stopped
  status          show the status that the agent last committed
  approve CHANGE  push a branch that approves a planned change once it is merged
  hold [OBJECT]   stop writing to an object (default: to everything) for a time
  resume [OBJECT] end a hold

Options
  --config FILE     the agent's configuration (default: plumbline.yaml); validate and render
                    of a DIR take only limits and the names of secrets from it, and only if named
  --ref REF         a branch, tag or commit instead of the tracked branch's newest commit or of DIR
  --check FILE      of render rexray: a configuration of REX-Ray to hold against the declared pools
  --only KIND/NAME  only this object; may be repeated
  -o, --output FMT  text, md or json (default: text); of validate text, json or sarif
  --cluster         of validate: DIR is a whole cluster's folder, so it must have a Cluster document
  --wait TIME       of apply: how long to wait, such as 90s or 10m (default: 10m; 0: one pass)
  --for TIME        of hold and approve: how long it counts, such as 2h (approve: default 24h)
  --reason TEXT     of hold and approve: why, for whoever reads it later
  --no-color        no colours
  -h, --help        this text
  -V, --version     the version

Exit codes
  0  in sync, or done        2  changes, or something waits
  1  error, or unread        3  a person is needed
`;
