import CLinux

/// Memory that the program has freed.
package enum FreedMemory {
  /// Lets the program keep it for what it needs next, up to 32 MiB. The system clears what it gets
  /// back, page by page, and that takes longer than most of what the memory is for.
  package static func keep() { keep_freed_memory(1 << 25) }
}
