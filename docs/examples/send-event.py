#!/usr/bin/env python3
"""Sends the event in a file, signed as Standard Webhooks says, and repeats it until it is accepted.

POSTWATCH_URL=http://127.0.0.1:8081 POSTWATCH_SECRET=... send-event.py event.json
"""
import base64
import hashlib
import hmac
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

ATTEMPTS = 10


def signature_headers(secret, body):
    message_id = "msg_" + uuid.uuid4().hex
    timestamp = str(int(time.time()))
    key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()
    signed = message_id.encode() + b"." + timestamp.encode() + b"." + body
    digest = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": "v1," + digest}


def send(url, secret, body):
    for attempt in range(ATTEMPTS):
        # The signature has a time: it is made again for each attempt. The body stays the same.
        headers = {"Content-Type": "application/cloudevents+json", **signature_headers(secret, body)}
        request = urllib.request.Request(url + "/v1/events", data=body, headers=headers, method="POST")
        wait = min(2 ** attempt, 30)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.read().decode()
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503):
                sys.exit(f"HTTP {error.code}: {error.read().decode()}")
            wait = int(error.headers.get("Retry-After", wait))
        except OSError:
            # No connection, or no answer: it is not known whether the event was accepted. To send it again is harmless.
            pass
        time.sleep(wait)
    sys.exit("not accepted, keep the event and try again later")


with open(sys.argv[1], "rb") as file:
    print(send(os.environ["POSTWATCH_URL"], os.environ["POSTWATCH_SECRET"], file.read()))
