import DFU

/// The images of all sessions, while the capture is read.
struct FollowedImages {
  /// The place of an image in the capture.
  struct Entry: Hashable {
    /// The session, from 0.
    var session: SessionID
    /// The transfer in it, from 1.
    var transfer: Int
  }

  /// An image that is over, and its place.
  struct Ended {
    var entry: Entry
    var image: KeptImage

    var isUpload: Bool { image.told.direction == .upload }
  }

  /// What an observation has brought to an end.
  struct News {
    var ended: [Ended] = []
    /// The sessions that are over, with all that is known of their transfers.
    var over: [(session: SessionID, told: [DFU.ImageTransfer])] = []
  }

  private var sessions: [(session: SessionID, collector: ImageCollector, images: Int)] = []

  /// Takes the next observation of a session.
  mutating func observe(_ observation: Observation, of session: SessionID) -> News {
    let place = session % SessionSummary.continuedLimit
    while sessions.count <= place { sessions.append((sessions.count, ImageCollector(), 0)) }
    var news = News()
    if sessions[place].session != session {
      guard sessions[place].session < session || observation.isOfDevice else { return news }
      news = finish(place, hasLoss: false)
      sessions[place] = (session, ImageCollector(), 0)
    }
    if let image = sessions[place].collector.observe(observation) {
      news.ended += end(image, at: place)
    }
    return news
  }

  /// What was not over when the capture ended.
  mutating func finish(hasLoss: Bool) -> [News] {
    sessions.indices.map { finish($0, hasLoss: hasLoss) }
  }

  private mutating func finish(_ place: Int, hasLoss: Bool) -> News {
    let image = sessions[place].collector.finish(hasLoss: hasLoss)
    return News(
      ended: image.map { end($0, at: place) } ?? [],
      over: [(sessions[place].session, sessions[place].collector.told)])
  }

  /// Numbers an image. A transfer of commands alone holds none.
  private mutating func end(_ image: KeptImage, at place: Int) -> [Ended] {
    guard image.told.blocks > 0 || image.told.commands == 0 || !image.blocks.isEmpty else {
      return []
    }
    sessions[place].images += 1
    let entry = Entry(session: sessions[place].session, transfer: sessions[place].images)
    return [Ended(entry: entry, image: image)]
  }
}
