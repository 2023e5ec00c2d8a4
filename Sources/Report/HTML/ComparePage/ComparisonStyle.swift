/// The style of the page of a comparison. Each colour has a contrast of at least 4.5 to its ground
/// in both themes; a verdict is always a word too.
enum ComparisonStyle {
  static let css = """
    :root {
      color-scheme: light dark;
      --ground: #fff; --ink: #1b1f24; --quiet: #57606a; --line: #d0d7de; --head: #f6f8fa;
      --accent: #0757ba; --pass: #116329; --note: #0757ba; --inconclusive: #6639ba;
      --warning: #7d4e00; --violation: #b3141f; --bad: #ffebe9; --good: #dafbe1;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #0d1117; --ink: #e6edf3; --quiet: #9da7b3; --line: #3d444d; --head: #161b22;
        --accent: #79b8ff; --pass: #56d364; --note: #79b8ff; --inconclusive: #d2a8ff;
        --warning: #e3b341; --violation: #ff8f86; --bad: #3d1a1d; --good: #12331e;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 90rem; padding: 1.5rem; background: var(--ground);
      color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums;
    }
    h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
    h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
    p { max-width: 70ch; overflow-wrap: anywhere; }
    .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
    .scroll:focus-visible, summary:focus-visible {
      outline: 2px solid var(--accent); outline-offset: 2px;
    }
    table { border-collapse: collapse; width: 100%; }
    th, td {
      padding: .4rem .75rem; border-bottom: 1px solid var(--line); text-align: left;
      vertical-align: top;
    }
    tbody tr:last-child > * { border-bottom: 0; }
    thead th { background: var(--head); min-width: 8rem; overflow-wrap: anywhere; }
    td span { white-space: nowrap; }
    tbody th {
      font-weight: 400; font-family: ui-monospace, monospace; font-size: .875rem;
      position: sticky; left: 0; background: var(--ground);
    }
    thead th:first-child { position: sticky; left: 0; }
    small { display: block; color: var(--quiet); }
    .none { color: var(--quiet); font-style: italic; }
    .pass { color: var(--pass); } .note, .declared { color: var(--note); }
    .inconclusive { color: var(--inconclusive); } .warning { color: var(--warning); }
    .violation { color: var(--violation); font-weight: 600; }
    .regression, .new { background: var(--bad); } .fix { background: var(--good); }
    .regression small, .new small, .fix small { color: var(--ink); font-weight: 600; }
    summary { cursor: pointer; margin: 2rem 0 .5rem; font-weight: 600; }
    @media (max-width: 40rem) {
      body { padding: .75rem; }
      th, td { padding: .3rem .5rem; }
      tbody th { min-width: 8rem; overflow-wrap: anywhere; border-right: 1px solid var(--line); }
      thead th { min-width: 7rem; }
    }
    @media print {
      body { max-width: none; padding: 0; } .scroll { overflow: visible; }
      thead { display: table-header-group; } tr { break-inside: avoid; }
    }
    """
}
