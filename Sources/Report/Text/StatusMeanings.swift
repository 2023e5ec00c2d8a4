/// What a device means by an error code of bStatus (DFU 1.1, 6.1.2); nil for OK and other names.
func statusMeaning(_ name: String) -> String? {
  switch name {
  case "errTARGET": "the file is not meant for this device"
  case "errFILE": "the file fails a test of the vendor"
  case "errWRITE": "the device cannot write memory"
  case "errERASE": "erasing memory failed"
  case "errCHECK_ERASED": "the memory is not erased"
  case "errPROG": "programming memory failed"
  case "errVERIFY": "the programmed memory failed verification"
  case "errADDRESS": "an address is out of range"
  case "errNOTDONE": "the end of the data came before the device had all of it"
  case "errFIRMWARE": "the firmware is corrupt; the device cannot return to run-time mode"
  case "errVENDOR": "a vendor's own error, told by iString"
  case "errUSBR": "an unexpected bus reset"
  case "errPOR": "an unexpected power-on reset"
  case "errUNKNOWN": "the device does not know what failed"
  case "errSTALLEDPKT": "the device stalled an unexpected request"
  default: nil
  }
}
