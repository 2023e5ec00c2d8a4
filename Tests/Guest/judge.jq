# What is wrong with a scenario's run: a line for each complaint; nothing when it is as expected.
# In: the scenario. Given: $base, $profile and $record, the reports (lists of one) on the guest's
# recording under DFU 1.1 and under the profile, and on the device's own; $onDevice and $onModel, those
# on vectors that were run through libusb and on the model; $replay, the recording replayed against every
# model; $run, what happened; $shown, the recording as `dfutrace show` prints it.

def findings($report; $actor; $column):
  [$report[0].captures[]?.sessions[]?.findings[]
    | select(.actor == $actor and (.[$column] | IN("violation", "warning"))) | .rule]
  | unique;

# A rule that ends in "?" may be missing: it depends on the moment at which something is cut off.
def against($what; $expected; $seen):
  ($expected | map(select(endswith("?") | not))) as $must
  | ($expected | map(rtrimstr("?"))) as $may
  | (($must - $seen)[] | "\($what): \(.) is missing"),
    (($seen - $may)[] | "\($what): \(.) is not expected");

def verdicts($report):
  [$report[0].captures[]?.sessions[]?.findings[]
    | select(.verdict | IN("violation", "warning")) | "\(.actor) \(.verdict) \(.rule)"]
  | sort;

def transfers($report): [$report[0].captures[]?.sessions[]?.transfers] | add // 0;

def statuses:
  (.exits // []) as $exits
  | if ($exits | length) != ($run.statuses | length)
    then "\($run.statuses | length) of \($exits | length) commands were run"
    else range($exits | length) as $at
      | select($exits[$at] != null and $exits[$at] != $run.statuses[$at])
      | "command \($at + 1) ended with status \($run.statuses[$at]), not \($exits[$at])"
    end;

# Each of these patterns has to be in a line of the recording.
def seen:
  (.shown // [])[] as $pattern | select($shown | test($pattern) | not)
  | "the recording does not show \($pattern)";

def content:
  select(.read != null and .read != $run.read) | "what was read: \($run.read), not \(.read)";

# What `dfutrace firmware` makes of the recording is the file that was sent. It is there as a whole
# where the host has read it back, and where the scenario says so.
def rebuilt:
  select(.vectors == null and (.commands // [] | join(" ") | test("\\bsent\\b")))
  | (select($run.sent == "different") | "a download in the recording is not what was sent"),
    (select((.sent == "equal" or (.read | IN("equal", "padded"))) and $run.sent == "nothing")
      | "no whole download is in the recording");

# Where records are lost, nothing may be called broken; but it has to be known that they are.
def loss:
  if .lossy then
    (select(verdicts($base) != []) | "false findings: \(verdicts($base) | join(", "))"),
    (select(($base[0].captures[0].dropped // 0) == 0) | "no record was lost")
  else empty end;

# Behind a proxy the two recordings differ by the fault: the device's own shows no fault of its own.
def soundBehindTheProxy:
  select(.between != null) | findings($record; "device"; "verdict")[]
  | "the device's own record: \(.) is broken";

def untimed: select(.rule | startswith("dfu/time/") | not);

# What is said of each vector, by its name; of time, which is the machine's, nothing.
def byVector($report):
  [$report[0].captures[]?.sessions[]? | select(.vector != null)
    | {key: "\(.vector)", value: ([.findings[] | untimed | "\(.actor) \(.verdict) \(.rule)"] | unique)}]
  | from_entries;

# What is said of the recording that was made beside the vectors.
def unvectored($report):
  [$report[0].captures[]?.sessions[]? | select(.vector == null) | .findings[]
    | untimed | "\(.actor) \(.verdict) \(.rule)"]
  | unique;

def parity:
  select(.vectors != null) | byVector($onDevice) as $there | byVector($onModel) as $here
  | (select($there == {}) | "no vector was run on the device"),
    ($here + $there | keys[] | select($there[.] != $here[.])
      | "vector \(.): through libusb \($there[.]), on the model \($here[.])"),
    (([$there[][]] | unique) as $vectors | unvectored($onDevice) as $recorded
      | select($vectors != $recorded)
      | "libusb\u0027s account: \($vectors), usbmon\u0027s: \($recorded)");

def sameInTheRecord:
  select($run.recorded and .record != false and .between == null)
  | (verdicts($base) - verdicts($record), verdicts($record) - verdicts($base)) as $more
  | select($more != []) | "the device's record differs: \($more | unique | join(", "))";

# Told nothing of the device, a replay finds its model, or an equal, and predicts 95 %.
def found:
  select(.replayed) | .model as $model
  | (select(($replay[0].sessions // []) == []) | "nothing was replayed"),
    ($replay[0].sessions[]? | .runs[0] as $best | .runs[] | select(.model == $model)
      | (select([.diverged, .predicted] != [$best.diverged, $best.predicted])
          | "replay: \($best.model) comes before \($model)"),
        (select(100 * .predicted < 95 * (.compared + .notComparable))
          | "replay: \(.predicted) of \(.compared + .notComparable) predicted"));

$run.trouble[],
(select(transfers($base) == 0) | "no DFU transfer was recorded"),
statuses, seen, content, rebuilt, loss, sameInTheRecord, soundBehindTheProxy, parity, found,
(select(.lossy | not)
  | (select(.device != null) | against("device"; .device; findings($base; "device"; "verdict"))),
    (select(.host != null) | against("host"; .host; findings($base; "host"; "verdict"))),
    (select(.profile != null)
      | against("device under \(.profile)"; .undeclared // [];
          findings($profile; "device"; "profileVerdict")))),
(select($run.ms > 1000 * (.within // 60)) | "it took \($run.ms / 1000) s, not \(.within // 60) s")
