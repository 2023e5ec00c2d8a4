/// Requests that look like DFU, to a device of which nothing proves DFU.
package struct UnprovedRequests: Hashable, Sendable {
  /// How many they are.
  package var count: Int
  /// The interface that they went to, which is not of the class of DFU; nil where the capture does
  /// not show it.
  package var interface: DescriptorSet.Interface?
}
