function drawStates() {}
