// The library product: `import DFUTrace` gives everything that is public. Nothing is declared here.
//
// Report has the values and writers, Suite judges, DFU and USB have the terms. What may change, and
// when, is told in docs/library.md.

@_exported public import DFU
@_exported public import Report
@_exported public import Suite
@_exported public import USB
