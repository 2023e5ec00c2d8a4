function drawDescriptors() {}
