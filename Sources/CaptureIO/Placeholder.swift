enum CaptureIOPlaceholder {}
