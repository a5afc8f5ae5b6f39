"""Executors: run the jobs of a sweep side by side, on this machine or on a Dask cluster.

>>> list(on_machine({}, {}, jobs=2))
[]
>>> address_problems("tcp://127.0.0.1:8786")
[]
>>> print(*address_problems("http://127.0.0.1:8787/status"))
cluster: 'http://127.0.0.1:8787/status' is no address of a Dask scheduler; write it as tcp://127.0.0.1:8786
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from stancebook.core.problems import UserError, one_line
from stancebook.core.processes import temporary
from stancebook.pipeline import job

if TYPE_CHECKING:
    from distributed import Client, Future

ANSWER = 10  # seconds that a scheduler has to answer

Bundle = Mapping[str, Any]
Runs = Mapping[str, Mapping[str, Any]]  # a run's name, and its parameters
Outcomes = Generator[tuple[str, dict[str, Any]], None, None]  # a run's name, and the outcome of its job


def on_machine(bundle: Bundle, runs: Runs, jobs: int, machine: Path | None = None) -> Outcomes:
    """Yield each run's name and outcome as it ends; at most `jobs` processes run on this machine at a time."""
    stop, pool = threading.Event(), ThreadPoolExecutor(jobs)
    try:
        names = {pool.submit(job.run, bundle, run, machine, stop): name for name, run in runs.items()}
        for future in as_completed(names):
            yield names.pop(future), future.result()
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


def on_cluster(bundle: Bundle, runs: Runs, address: str) -> Outcomes:
    """Yield each run's name and outcome as it ends on a Dask cluster; raise UserError if the cluster is lost.

    If a worker dies, the scheduler gives its run to another one.
    """
    distributed, cloudpickle = _dask()
    # by value, because a worker may have another stancebook or none; a module's function would go by its name
    for module in (job, temporary):
        cloudpickle.register_pickle_by_value(module)
    run_job = job.run

    def run_of_sweep(bundle: Bundle, parameters: Mapping[str, Any]) -> dict[str, Any]:
        return run_job(bundle, parameters)

    with quiet(), _client(distributed, address) as client:
        # a task, because scattered data would be lost with the workers that hold it
        sent = client.submit(dict, bundle, pure=False)
        names = {client.submit(run_of_sweep, sent, run, pure=False): name for name, run in runs.items()}
        try:
            for future in distributed.as_completed(names, loop=client.loop):
                yield names[future], _outcome(distributed, future, address)
                future.release()
        finally:
            client.cancel(list(names))


@contextlib.contextmanager
def client(address: str) -> Iterator[Client]:
    """Give a Client of a Dask cluster whose workers have this package; raise UserError if the cluster is lost."""
    if problems := address_problems(address):
        raise UserError(problems[0])
    distributed, _ = _dask()
    with quiet(), _client(distributed, address) as found:
        try:
            yield found
        except distributed.CancelledError:
            raise UserError(f"cluster: {address} has gone away; the same command begins anew") from None
        except (distributed.KilledWorker, ImportError) as error:
            message = f"cluster: its workers could not do it ({type(error).__name__}: {error})"
            raise UserError(f"{message}; give them the environment of requirements.lock") from None


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Log nothing meanwhile: what Dask logs with a traceback reaches the user as a sentence."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _dask() -> tuple[ModuleType, ModuleType]:
    """Return the packages of the extra `dask`; raise UserError if they are not installed."""
    try:
        import cloudpickle  # here, because no run on this machine needs them
        import distributed
    except ImportError:
        raise UserError("a cluster needs Dask: pip install 'stancebook[dask]', or leave the cluster out") from None
    return distributed, cloudpickle


def address_problems(address: str) -> list[str]:
    """Return a problem if this is neither empty nor the address of a scheduler."""
    with contextlib.suppress(ValueError):
        parts = urlsplit(address)
        if not address or (parts.scheme in ("tcp", "tls") and parts.hostname and parts.port and not parts.path):
            return []
    return [f"cluster: '{one_line(address)}' is no address of a Dask scheduler; write it as tcp://127.0.0.1:8786"]


def _client(distributed: ModuleType, address: str) -> Client:
    """Return a Client of the scheduler at this address; raise UserError if none answers."""
    try:
        # asked first, because a Client waits for ever if the server is no scheduler
        kind = asyncio.run(asyncio.wait_for(_kind(address), ANSWER))
        if kind == "Scheduler":
            return distributed.Client(address, timeout=ANSWER, set_as_default=False)
        message = f"the server at {address} is no Dask scheduler, but a {kind}"
    except Exception as error:
        message = f"no Dask scheduler answers at {address} within {ANSWER} s ({type(error).__name__})"
    raise UserError(f"cluster: {message}; start one, or leave the cluster out")


async def _kind(address: str) -> str:
    """Return what kind of Dask server is at this address."""
    from distributed.core import rpc
    from distributed.security import Security

    async with rpc(address, connection_args=Security().get_connection_args("client")) as server:
        return (await server.identity())["type"]


def _outcome(distributed: ModuleType, future: Future, address: str) -> dict[str, Any]:
    """Return the outcome of a run's job; raise UserError if the cluster itself is gone."""
    try:
        return future.result()
    except distributed.CancelledError:
        raise UserError(f"cluster: {address} has gone away; the same command goes on from here") from None
    except distributed.KilledWorker as error:
        return {"failure": f"every worker that ran it died ({error.allowed_failures + 1} in all)", "files": {}}
    except Exception as error:
        return {"failure": f"its worker could not run it: {type(error).__name__}: {error}", "files": {}}
