// Sends the JSON array of events in a file as one batch and repeats it until it is accepted (Node 18 or later):
// POSTWATCH_URL=http://127.0.0.1:8081 POSTWATCH_SECRET=... node send-events.mjs events.json
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const ATTEMPTS = 10;
const { POSTWATCH_URL, POSTWATCH_SECRET } = process.env;
const body = await readFile(process.argv[2]);

async function send() {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    let wait = Math.min(2 ** attempt, 30);
    try {
      const response = await fetch(`${POSTWATCH_URL}/v1/events`, {
        method: "POST",
        headers: {
          "Content-Type": "application/cloudevents-batch+json",
          Authorization: `Bearer ${POSTWATCH_SECRET}`,
        },
        body,
        signal: AbortSignal.timeout(10_000),
      });
      if (response.status === 202) {
        return await response.json();
      }
      if (response.status !== 429 && response.status !== 503) {
        console.error(`HTTP ${response.status}: ${await response.text()}`);
        process.exit(1);
      }
      wait = Number(response.headers.get("Retry-After") ?? wait);
    } catch (error) {
      // No connection, or no answer: it is not known whether the events were accepted. To send them again is harmless.
      console.error(`${error}; trying again`);
    }
    await sleep(wait * 1000);
  }
  console.error("not accepted, keep the events and try again later");
  process.exit(1);
}

const { accepted, results } = await send();
console.log(`accepted: ${accepted}`);
// A batch is accepted when at least one of its events is. To send a rejected event again does not help.
for (const result of results.filter((each) => each.status === "rejected")) {
  console.error(`rejected: ${result.id}: ${result.reason}: ${result.detail}`);
  process.exitCode = 1;
}
