"""A place of the lab for as long as it is needed: what `labgrid-client reserve`, `acquire`,
`release` and `cancel-reservation` do, in one session with the coordinator."""
import asyncio
import os
import time

import grpc
from labgrid.remote.client import ServerError, UserError, start_session
from labgrid.remote.generated import labgrid_coordinator_pb2 as messages
from labgrid.resource.remote import RemotePlaceManager

# Seconds between two questions whether a place has become free; each keeps the reservation alive.
PATIENCE = 1.0


class ReservationError(Exception):
    """No place could be had, or it could not be given back."""


def shared_session(env):
    """The session that labgrid's remote places use; it is begun when it is first asked for."""
    manager = RemotePlaceManager.get()
    if manager.session is None:
        url = os.environ.get("LG_COORDINATOR", "127.0.0.1:20408")
        if env:
            url = env.config.get_option("coordinator_address", url)
        manager.env, manager.url = env, url
        try:
            manager.session = start_session(url, extra={"env": env})
        except ServerError as error:
            raise ReservationError(
                f"no coordinator answers at {url}; LG_COORDINATOR names another") from error
        manager.loop = manager.session.loop
    return manager.session


class ReservedPlace:
    """A place with tags, reserved and acquired by `acquire` and given back by `release`."""

    def __init__(self, session, tags):
        self.session = session
        self.tags = tags
        self.name = None
        self._token = None
        self._acquired = False

    def acquire(self, wait):
        """Waits for at most `wait` seconds until a place is free. Gives back what it has when it
        fails."""
        self._check_tags()
        try:
            self._token = self._reserve()
            self.name = self._await_place(time.monotonic() + wait, wait)
            self._check_resources()
            self._call("AcquirePlace", messages.AcquirePlaceRequest(placename=self.name))
            self._acquired = True
            self._sync()
        except BaseException:
            self.release()
            raise

    def release(self):
        """Gives the place back. Does nothing when there is none."""
        token, self._token = self._token, None
        try:
            if self._acquired:
                self._acquired = False
                self._call("ReleasePlace", messages.ReleasePlaceRequest(placename=self.name))
        finally:
            if token:
                self._call("CancelReservation", messages.CancelReservationRequest(token=token))

    def _reserve(self):
        chosen = {"main": messages.Reservation.Filter(filter=self.tags)}
        request = messages.CreateReservationRequest(filters=chosen, prio=0.0)
        return self._call("CreateReservation", request).reservation.token

    def _await_place(self, deadline, wait):
        """The name of the place that the coordinator gives to the reservation."""
        request = messages.PollReservationRequest(token=self._token)
        while True:
            reservation = self._call("PollReservation", request).reservation
            if "main" in reservation.allocations:
                return reservation.allocations["main"]
            if time.monotonic() >= deadline:
                raise ReservationError(
                    f"no place with {self._text} became free within {wait:g} s: {self._holders()}")
            self.session.loop.run_until_complete(asyncio.sleep(PATIENCE))

    def _check_tags(self):
        self._sync()
        if not self._places():
            raise ReservationError(f"the lab has no place with {self._text}")

    def _check_resources(self):
        """A place without its device would be acquired all the same."""
        try:
            self.session.check_matches(self.session.places[self.name])
        except UserError as error:
            raise ReservationError(f"{self.name}: {error}; is its exporter running?") from error

    def _places(self):
        """All places with these tags, whoever has them; `name` is a place's own name."""
        return [place for place in self.session.places.values()
                if self.tags.items() <= {**place.tags, "name": place.name}.items()]

    def _holders(self):
        self._sync()
        return ", ".join(
            f"{place.name} is {'acquired by ' + place.acquired if place.acquired else 'reserved'}"
            for place in self._places())

    @property
    def _text(self):
        return " ".join(f"{key}={value}" for key, value in self.tags.items())

    def _sync(self):
        """Learns what has changed in the lab."""
        if not self.session.loop.run_until_complete(self.session.sync_with_coordinator()):
            raise ReservationError("the coordinator cannot be reached")

    def _call(self, name, request):
        async def call():
            return await getattr(self.session.stub, name)(request)
        try:
            return self.session.loop.run_until_complete(call())
        except grpc.aio.AioRpcError as error:
            raise ReservationError(f"{name}: {error.details()}") from error
