"""dfutrace for labgrid: `imports: [dfutrace_labgrid]` in an environment makes these known there."""
from .driver import DfutraceDriver
from .resources import NetworkUSBDFUDevice, USBDFUDevice
from .strategy import DfutraceStrategy

__all__ = ["DfutraceDriver", "DfutraceStrategy", "NetworkUSBDFUDevice", "USBDFUDevice"]
