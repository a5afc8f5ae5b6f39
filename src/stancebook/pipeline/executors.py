"""An engine: what takes runs on and gives back what came of each, as they end: this machine, or a Dask cluster.

>>> list(on_machine({}, {}, jobs=2))
[]
>>> unlike_an_address("tcp://127.0.0.1:8786")
[]
>>> print(*unlike_an_address("http://127.0.0.1:8787/status"))
CLUSTER: 'http://127.0.0.1:8787/status' is no address of a Dask scheduler; write it as tcp://127.0.0.1:8786
"""

import asyncio
import contextlib
import logging
import time
from urllib.parse import urlsplit

from stancebook.core.problems import UserError, one_line
from stancebook.pipeline import job

ANSWER = 10  # seconds that a scheduler has to answer


def on_machine(bundle, runs, jobs, machine=None):
    """Each run's name and what came of it, as they end: processes of this machine, so many side by side."""
    waiting, under_way = list(runs.items()), {}
    try:
        while waiting or under_way:
            while waiting and len(under_way) < jobs:
                name, parameters = waiting.pop(0)
                under_way[name] = job.Job(bundle, parameters, machine)
            for name in [name for name, sent in under_way.items() if sent.process.poll() is not None]:
                outcome = under_way[name].outcome()
                under_way.pop(name).stop()
                yield name, outcome
            time.sleep(0.05)
    finally:
        for sent in under_way.values():
            sent.stop()


def on_cluster(bundle, runs, where):
    """Each run's name and what came of it, as they end on the workers of a Dask cluster.

    A run whose worker dies is taken on by another: the scheduler sees to it, and keeps the bundle for it.
    """
    distributed, cloudpickle = _dask()
    # by value, for who takes it on may have another stancebook, or none; a function of a module would go by its name
    cloudpickle.register_pickle_by_value(job)
    send = job.run

    def run_of_sweep(bundle, parameters):
        return send(bundle, parameters)

    with quiet(), _client(distributed, where) as client:
        # a task and not data scattered, which would be lost with the workers that hold it
        sent = client.submit(dict, bundle, pure=False)
        futures = {client.submit(run_of_sweep, sent, run, pure=False): name for name, run in runs.items()}
        try:
            for future in distributed.as_completed(futures, loop=client.loop):
                yield futures[future], _outcome(distributed, future, where)
                future.release()
        finally:
            client.cancel(list(futures))


@contextlib.contextmanager
def quiet():
    """While nothing is logged: what Dask would tell of in traces comes as a sentence."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _dask():
    """The packages of the extra; raises UserError where they are not there."""
    try:
        import cloudpickle  # here, because no run on this machine needs them
        import distributed
    except ImportError:
        raise UserError("CLUSTER needs Dask: pip install 'stancebook[dask]', or leave CLUSTER out") from None
    return distributed, cloudpickle


def unlike_an_address(given):
    """A complaint where this is no address of a scheduler; nothing is none to complain about."""
    try:
        parts = urlsplit(given)
        if not given or parts.scheme in ("tcp", "tls") and parts.hostname and parts.port and not parts.path:
            return []
    except ValueError:
        pass
    return [f"CLUSTER: '{one_line(given)}' is no address of a Dask scheduler; write it as tcp://127.0.0.1:8786"]


def _client(distributed, where):
    """A Client of the scheduler there; raises UserError where none answers."""
    try:
        # asked beforehand, for a Client waits without end for an answer from what is no scheduler
        kind = asyncio.run(asyncio.wait_for(_kind(where), ANSWER))
        if kind == "Scheduler":
            return distributed.Client(where, timeout=ANSWER, set_as_default=False)
        wrong = f"what answers at {where} is no Dask scheduler, but a {kind}"
    except Exception as error:
        wrong = f"no Dask scheduler answers at {where} within {ANSWER} s ({type(error).__name__})"
    raise UserError(f"CLUSTER: {wrong}; start one, or leave CLUSTER out")


async def _kind(where):
    """What kind of Dask server is there."""
    from distributed.core import rpc
    from distributed.security import Security

    async with rpc(where, connection_args=Security().get_connection_args("client")) as server:
        return (await server.identity())["type"]


def _outcome(distributed, future, where):
    """What came of a run; raises UserError where the cluster itself has gone."""
    try:
        return future.result()
    except distributed.CancelledError:
        raise UserError(f"CLUSTER: {where} has gone away; the same command goes on from here") from None
    except distributed.KilledWorker as error:
        return {"failure": f"every worker that took it on died ({error.allowed_failures + 1} in all)", "files": {}}
    except Exception as error:
        return {"failure": f"its worker could not run it: {type(error).__name__}: {error}", "files": {}}
