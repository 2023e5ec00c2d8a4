/// What the program reports, as plain values.
///
/// Read `Document` first, the report of one run. `Model` holds the values that it consists of;
/// `Text`, `Markdown`, `JSON` and `JUnit` write it; `Replay` is the report of a replay. The module
/// never judges: the values come from `Suite`. Its one decision is the exit status (`ExitStatus`).
///
/// The values know nothing of the checker, so that the published schema
/// (`specs/schemas/report.schema.json`) changes only when somebody means it to.
public enum Report {}
