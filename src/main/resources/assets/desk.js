// The front desk: keeps every touch on this tablet until an instance has recorded it, and says loudly when it cannot.
// A touch gets its id and its time at once, by the clock of the instance, and is sent unchanged until it is answered.
const desk = document.getElementById("desk");
const base = desk.dataset.base;
const prefix = "postwatch " + base + " ";
const HEARTBEAT_MS = 20_000;
const REFRESH_MS = 15_000;
const RETRY_MS = 3_000;
const REQUEST_MS = 8_000;
const ASLEEP_MS = 10_000;
const MAX_BATCH = 50;
const LATER = "What you touch is kept on this tablet and sent when the connection is back.";

let offset = 0; // how far the clock of the instance is ahead of this tablet's
let openSince; // since when this page is in sight without a break, by the clock of the instance
let connected = null;
let lostAt = 0;
let shownAt = Number(document.querySelector("#now > div").dataset.now);
let storageFails = false;
let lastTick = Date.now();
let due = { deliver: 0, heartbeat: 0, refresh: 0 };
let busy = false;

class Refusal extends Error {}

const byId = (id) => document.getElementById(id);
const now = () => Date.now() + offset;
const clockOf = (time) => new Date(time).toLocaleTimeString("en-GB", { timeZone: desk.dataset.zone, hour: "2-digit", minute: "2-digit" });
const dayOf = (time) => new Date(time).toLocaleDateString("en-GB", { timeZone: desk.dataset.zone });
const synchronise = (serverNow) => { offset = Number(serverNow) - Date.now(); };

// What is kept: one entry for each touch, so that two pages on one tablet cannot overwrite each other's.
const memory = new Map();

function keep(kind, id, value) {
  const key = prefix + kind + " " + id;
  memory.set(key, value);
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    storageFails = true;
  }
}

function drop(kind, id) {
  memory.delete(prefix + kind + " " + id);
  try {
    localStorage.removeItem(prefix + kind + " " + id);
  } catch {
    storageFails = true;
  }
}

function kept(kind) {
  const all = new Map(memory);
  try {
    Object.entries(localStorage).filter(([key]) => key.startsWith(prefix))
      .forEach(([key, value]) => all.set(key, JSON.parse(value)));
  } catch {
    storageFails = true;
  }
  return [...all].filter(([key]) => key.startsWith(prefix + kind + " ")).map(([, value]) => value);
}

const waiting = () => kept("touch").sort((a, b) => a.time - b.time);

// What is shown. A text that stays the same is not written again: a screen reader would read it again.
function show(element, className, text) {
  if (element.textContent !== text || element.className !== className) {
    element.className = className;
    element.textContent = text;
  }
}

function showConnection(works, why) {
  if (!works && connected !== false) {
    lostAt = now();
  }
  connected = works;
  byId("now").classList.toggle("stale", !works);
  byId("stale").hidden = works;
  show(byId("stale"), "bad", "What is shown below is as of " + clockOf(shownAt) + " and may have changed since.");
  show(byId("connection"), works ? "good" : "bad loud",
    works ? "Connected." : "NOT CONNECTED since " + clockOf(lostAt) + ". " + why);
}

function showKept() {
  const count = waiting().length;
  byId("waiting").hidden = count === 0 && !storageFails;
  show(byId("waiting"), storageFails ? "bad" : "wait", storageFails
    ? "This tablet cannot keep touches. Do not close this page before everything is recorded."
    : count + (count === 1 ? " touch waits" : " touches wait") + " to be sent.");
  const today = dayOf(now());
  for (const last of kept("last")) {
    const card = [...document.querySelectorAll("[data-subject]")].find((one) => one.dataset.subject === last.subject);
    if (dayOf(last.time) !== today) {
      drop("last", last.subject);
    } else if (card) {
      const states = { waiting: "waits to be sent", recorded: "recorded", rejected: "NOT RECORDED: " + last.detail };
      const styles = { waiting: "wait", recorded: "good", rejected: "bad" };
      show(card.querySelector("[data-last]"), "state " + styles[last.status],
        last.label + (last.where ? " to " + last.where : "") + " at " + clockOf(last.time) + ", " + states[last.status]);
    }
  }
}

function touch(button) {
  const card = button.closest("[data-subject]");
  const input = button.dataset.action === "called-away" ? card.querySelector("[data-where]") : null;
  const one = {
    id: crypto.randomUUID(), action: button.dataset.action, subject: card.dataset.subject,
    where: input ? input.value.trim() : "", time: now(), label: button.textContent.trim(),
  };
  if (input) {
    input.value = "";
  }
  keep("touch", one.id, one);
  keep("last", one.subject, { ...one, status: "waiting" });
  byId("said").textContent = one.label + ": " + one.subject;
  due.deliver = 0;
  showKept();
  tick();
}

function settle(result, sent) {
  if (result.status === "waiting") {
    return false;
  }
  const last = kept("last").find((one) => one.id === result.id);
  if (last) {
    keep("last", last.subject, { ...last, status: result.status, detail: result.detail });
  }
  if (result.status === "rejected") {
    const lost = sent.find((one) => one.id === result.id);
    byId("said").textContent = "Not recorded: " + lost.label + ", " + lost.subject + ": " + result.detail;
  }
  drop("touch", result.id);
  return true;
}

async function send(path, body) {
  const response = await fetch(base + path, {
    method: body ? "POST" : "GET", body: body && JSON.stringify(body), cache: "no-store", redirect: "error",
    headers: body ? { "Content-Type": "application/json" } : {}, signal: AbortSignal.timeout(REQUEST_MS),
  });
  if (response.status === 401) {
    throw new Refusal("This tablet is not enrolled any more. Reload the page to enrol it again.");
  }
  if (!response.ok) {
    throw new Refusal("Postwatch cannot record anything now. What you touch is kept on this tablet and sent later.");
  }
  return response;
}

async function deliver() {
  const sent = waiting().slice(0, MAX_BATCH);
  const answer = await (await send("/touches", { touches: sent.map(({ label, ...one }) => one) })).json();
  synchronise(answer.now);
  due.heartbeat = 0; // the feed is complete again
  if (!answer.results.map((result) => settle(result, sent)).every(Boolean)) {
    throw new Refusal("Postwatch cannot record anything now. What you touch is kept on this tablet and sent later.");
  }
}

// Sent only while nothing waits: it says that everything between the two times was sent.
async function heartbeat() {
  synchronise((await (await send("/heartbeats", { since: openSince, at: now() })).json()).now);
  due.heartbeat = Date.now() + HEARTBEAT_MS;
}

async function refresh() {
  const holder = document.createElement("template");
  holder.innerHTML = await (await send("/now")).text();
  const fresh = holder.content.firstElementChild;
  const shown = document.querySelector("#now > div");
  synchronise(fresh.dataset.now);
  shownAt = Number(fresh.dataset.now);
  due.refresh = Date.now() + REFRESH_MS;
  if (fresh.dataset.version !== shown.dataset.version && waiting().length === 0 && document.activeElement.value === undefined) {
    location.reload();
  }
  fresh.dataset.version = shown.dataset.version;
  shown.replaceWith(fresh);
}

function nextStep() {
  const time = Date.now();
  if (waiting().length > 0) {
    return time >= due.deliver ? deliver : null;
  }
  if (document.visibilityState === "visible" && time >= due.heartbeat) {
    return heartbeat;
  }
  return time >= due.refresh ? refresh : null;
}

async function tick() {
  if (Date.now() - lastTick > ASLEEP_MS || document.visibilityState !== "visible") {
    openSince = now(); // nobody could touch anything meanwhile
  }
  lastTick = Date.now();
  const step = busy ? null : nextStep();
  if (step) {
    busy = true;
    try {
      await step();
      showConnection(true);
    } catch (failure) {
      const later = Date.now() + RETRY_MS;
      due = { deliver: later, heartbeat: later, refresh: later };
      showConnection(false, failure instanceof Refusal ? failure.message : LATER);
    } finally {
      busy = false;
    }
    showKept();
  }
}

synchronise(shownAt);
openSince = now();
desk.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (button) {
    touch(button);
  }
});
document.addEventListener("visibilitychange", () => { openSince = now(); });
window.addEventListener("offline", () => showConnection(false, LATER));
window.addEventListener("online", () => { due = { deliver: 0, heartbeat: 0, refresh: 0 }; });
setInterval(tick, 1_000);
showKept();
tick();
