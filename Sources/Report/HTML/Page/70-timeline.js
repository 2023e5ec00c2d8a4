function drawTimeline() {}
