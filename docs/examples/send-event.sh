#!/bin/sh
# Sends the event in a file and repeats it until it is accepted: POSTWATCH_URL=http://127.0.0.1:8081 POSTWATCH_SECRET=... send-event.sh event.json
set -eu
# --retry repeats after 408, 429, 500, 502, 503 and 504, and waits as Retry-After says. The secret is not in the list of processes.
printf 'header = "Authorization: Bearer %s"\n' "$POSTWATCH_SECRET" |
  curl --silent --show-error --fail-with-body --config - \
    --retry 10 --retry-connrefused --retry-max-time 300 --max-time 10 \
    --header 'Content-Type: application/cloudevents+json' \
    --data-binary "@$1" "$POSTWATCH_URL/v1/events"
