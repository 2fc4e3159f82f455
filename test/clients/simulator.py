"""Where the simulator is, and what its private routes tell."""

import json
import os
import urllib.request

URL = os.environ["AWS_ENDPOINT_URL_CONNECT"]
INSTANCE = "11111111-2222-3333-4444-555555555555"


def ask(method, path, body=None):
    """Calls a private route and gives its answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + "/_simulator/" + path, data=data, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read())


def table(name):
    """A table as it is stored."""
    return ask("GET", "dump")["tables"].get(name)


def operations():
    """The operations that were asked for since the log was cleared."""
    return {request["operation"] for request in ask("GET", "requests")["requests"]}
