import DFU
import DeviceModel
import USB

/// How many exchanges were compared, and how that went.
struct ReplayTally: Hashable {
  var compared = 0
  var predicted = 0
  /// Exchanges whose end the capture does not show, or before the device's state was known.
  var uncompared = 0
  /// Exchanges and events that the model did not predict.
  var diverged = 0
  /// Polls that one side made and the other did not.
  var repeatedPolls = 0
  /// Descriptor sets that show the model's bcdDevice.
  var releasesAlike = 0

  /// Whether there was anything to hold the model against.
  var hasCompared: Bool { compared > 0 || diverged > 0 }
}

/// A place where the device in the capture and the model part.
struct Divergence {
  var at: Moment
  var what: What
  /// How the replay went on.
  var afterwards: String

  enum What {
    /// An exchange, what the model answered, and its state before.
    case exchange(ControlTransfer, ModelReply, State)
    /// Something that is no exchange: what the capture shows, and the model.
    case event(String, String)
  }
}
