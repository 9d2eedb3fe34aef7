"""The measure of all things: Flask-SocketIO on eventlet, doing nothing but answer and broadcast.

python bench/bare.py PORT
"""

import sys
import warnings

warnings.simplefilter("ignore")

import eventlet  # noqa: E402  # warns when it is imported

eventlet.monkey_patch()

import eventlet.wsgi  # noqa: E402  # after the patch, like everything
from flask import Flask  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(app, async_mode="eventlet")
plain = app.wsgi_app


def without_compression(environ, start_response):
    """As Tabletop does it, so that the two can be compared."""
    environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
    return plain(environ, start_response)


app.wsgi_app = without_compression


@socketio.on("command")
def command(_said):
    """An ack that promises nothing."""
    return {"ok": True, "seq": 1, "head": 1}


@socketio.on("broadcast")
def broadcast(said):
    """The same to everybody."""
    socketio.emit("documents", said)


listener = eventlet.listen(("127.0.0.1", int(sys.argv[1])), backlog=4096)
eventlet.wsgi.server(listener, app, max_size=20_000, log_output=False)
