"""The strategy: a DFU device of the lab, reserved by tags, and given back whatever happens."""
import contextlib
import enum

import attr
from labgrid.factory import target_factory
from labgrid.resource.remote import RemotePlace
from labgrid.step import step
from labgrid.strategy import Strategy, StrategyError

from .driver import DfutraceDriver
from .reservation import ReservedPlace, shared_session


class Status(enum.Enum):
    """Whether the target has a place of the lab."""

    released = 0
    reserved = 1


@target_factory.reg_driver
@attr.s(eq=False)
class DfutraceStrategy(Strategy):
    """Reserves a place, and puts its device and a DfutraceDriver into the target.

    A target reserves once; for the next run take a new environment.

    tags: what the place must have, such as {board: dac}; {name: dac} asks for the place itself
    wait: for how many seconds to wait until a place is free
    options, limit: those of the DfutraceDriver
    """

    bindings = {}
    tags = attr.ib(validator=attr.validators.deep_mapping(
        attr.validators.instance_of(str), attr.validators.instance_of(str),
        attr.validators.instance_of(dict)))
    wait = attr.ib(default=600.0, converter=float)
    options = attr.ib(factory=list, validator=attr.validators.instance_of(list))
    limit = attr.ib(default=600, validator=attr.validators.instance_of(int))
    status = attr.ib(default=Status.released, init=False)
    place = attr.ib(default=None, init=False)

    @step(args=["status"])
    def transition(self, status, *, step):  # pylint: disable=redefined-outer-name
        """Goes to `reserved` or to `released`."""
        status = status if isinstance(status, Status) else Status[status]
        if status == self.status:
            step.skip("nothing to do")
        elif status == Status.reserved:
            self._reserve()
        else:
            self._release()

    @contextlib.contextmanager
    def device(self):
        """The driver of a reserved device; the place is given back at the end of the block."""
        self.transition(Status.reserved)
        try:
            yield self.target.get_driver(DfutraceDriver)
        finally:
            self.transition(Status.released)

    def _reserve(self):
        if self.place is not None:
            raise StrategyError("this target has had its place; make a new environment")
        self.place = ReservedPlace(shared_session(self.target.env), self.tags)
        self.place.acquire(self.wait)
        self.status = Status.reserved
        try:
            RemotePlace(self.target, name=self.place.name)
            driver = DfutraceDriver(
                self.target, name=None, options=self.options, limit=self.limit)
            self.target.activate(driver)
        except BaseException:
            self._release()
            raise

    def _release(self):
        self.status = Status.released
        self.place.release()
