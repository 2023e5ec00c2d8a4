/// The report of the program, as plain values.
///
/// Read `Document` first: it is the report of one run. The folder `Model` has the values that a
/// report consists of, `Descriptors` the descriptors of devices. `Text`, `Markdown`, `JSON`,
/// `JUnit` and `HTML` write a report, `Annotation` the comments of a copy of its capture. `Gate`
/// has what waivers and a baseline make of it. `Reading` reads a report again, `Comparison` puts
/// several side by side, and `Sharding` joins the parts of one run. `Replay`, `Diff` and
/// `Firmware` have the reports of these commands. The module never judges: the values come from
/// `Suite`. It decides only the exit status (`ExitStatus`).
///
/// The values do not use types of the checker. So a change of the checker does not change the
/// published schema (`specs/schemas/report.schema.json`) by accident.
public enum Report {}
