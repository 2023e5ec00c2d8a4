function drawProvenance() {}
