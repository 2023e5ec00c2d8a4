import DFU
import DeviceModel
import USB

/// Counts the results of comparing a capture with a model.
struct ReplayTally: Hashable {
  var compared = 0
  var predicted = 0
  /// Exchanges that were not compared: the capture does not show their end, or the device's state
  /// was not yet known.
  var uncompared = 0
  /// Exchanges and events that the model did not predict.
  var diverged = 0
  /// Polls that the capture or the model has more than the other, in the same state.
  var repeatedPolls = 0
  /// Fields of the device's descriptors that are the model's own: bcdDevice and bmAttributes.
  var fieldsAlike = 0

  /// Whether anything could be compared with the model.
  var hasCompared: Bool { compared > 0 || diverged > 0 }
}

/// A place where the device in the capture and the model behave differently.
struct Divergence {
  var at: Moment
  var what: What
  /// How the replay continued after it, in words.
  var afterwards: String

  enum What {
    /// An exchange, the model's answer, and the model's state before it.
    case exchange(ControlTransfer, ModelReply, State)
    /// An event that is no exchange: first what the capture shows, then what the model does.
    case event(String, String)
  }
}
