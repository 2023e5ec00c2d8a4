function drawMatrix() {}
