/// Steps of two sequences that stand beside each other: `count` from `a` on and from `b` on.
struct AlignedRun: Hashable {
  var a: Int
  var b: Int
  var count: Int
}
