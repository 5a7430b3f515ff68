"""Import MLflow once, then fork a tracking server for each connection.

It runs in a directory with a migrated database, mlflow.db, listens on a port of the loopback address and prints that port. The client of
a connection sends one line, TOKEN DIRECTORY, where TOKEN is the value of MMP_WARM_TOKEN. The server that is forked for it moves to
that directory, writes all its output to server.log there, answers one line, PID PORT, and serves the mlflow.db that it finds there. It
never closes the connection, so that its end tells the client of the server's end; it ends when the client closes the connection, and is
killed when this process is gone.

It comes behind renew_experiment.py, in one program.
"""

import contextlib
import ctypes
import gc
import os
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
import traceback

import uvicorn
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto
from mlflow.server import app as flask_app
from mlflow.server import handlers
from mlflow.server.fastapi_app import app

PR_SET_PDEATHSIG = 1
BACKLOG = 2048
SECONDS_FOR_THE_REQUEST = 10
READY_PATH = "/api/2.0/mlflow/experiments/search?max_results=1"


def main():
    token = os.environ.pop("MMP_WARM_TOKEN")
    open_stores()
    if len(os.listdir("/proc/self/task")) > 1:
        sys.exit("this MLflow runs threads, and a process with threads cannot be forked safely")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the servers
    gc.freeze()  # a collection in a server would write to, and so copy, the pages that it shares with this process
    parent = os.getpid()
    control = listen()
    print(f"Warm parent listens on port {port_of(control)}", flush=True)
    while True:
        connection, _ = control.accept()
        if os.fork() == 0:
            try:
                control.close()
                die_with(parent)
                serve(connection, token)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)  # neither back into this loop nor through the exit handlers of this process
        connection.close()


def open_stores():
    """Make what each server would otherwise do before its first answer.

    The stores stay open: their address leads through /proc/self/cwd to the database of whichever process connects.
    """
    response = flask_app.test_client().get(READY_PATH, headers={"Host": "127.0.0.1"})
    if response.status_code != 200:
        sys.exit(f"MLflow answered {response.status}: {response.text}")
    for store in (handlers._get_tracking_store(), handlers._get_model_registry_store()):
        store.engine.dispose()  # no connection may be on both sides of a fork


def listen():
    listener = socket.socket()
    # asyncio does it for the sockets that it makes; without it each answer waits 40 ms for the client's acknowledgement
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(BACKLOG)
    return listener


def port_of(listener):
    return listener.getsockname()[1]


def die_with(parent):
    """Let the kernel kill this process when the parent ends, however it does."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def serve(connection, token):
    connection.settimeout(SECONDS_FOR_THE_REQUEST)
    sent_token, _, directory = connection.makefile(encoding="utf-8").readline().rstrip("\n").partition(" ")
    if sent_token != token:
        return  # a check whether this process listens, or a stranger
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(directory)
    os.environ["TMPDIR"] = tempfile.tempdir = directory
    log = os.open("server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)
    with contextlib.suppress(sqlite3.DatabaseError):  # what is no database stays as it is: the first answer says so
        renew_experiment()
    listener = listen()
    connection.sendall(f"{os.getpid()} {port_of(listener)}\n".encode())
    threading.Thread(target=end_with, args=[connection], daemon=True).start()
    uvicorn.Server(uvicorn.Config(app)).run(sockets=[listener])


def end_with(connection):
    """End this process when the client closes the connection, as one does that was interrupted before it knew of this process."""
    connection.settimeout(None)
    with contextlib.suppress(ConnectionError):
        connection.recv(1)
    os.kill(os.getpid(), signal.SIGTERM)


main()
