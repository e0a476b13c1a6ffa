// The front desk: keeps every touch on this tablet until an instance has recorded it, and says loudly when it cannot.
// A touch gets its id and its time at once, by the clock of the instance, and is sent unchanged until it is answered.
// Between two answers performance.now() measures the time: no correction of the tablet's clock changes it. It may stop while the
// tablet sleeps. So when Date.now() moves away from it, the tablet slept or its clock was corrected, and the next answer decides.
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

let offset = 0; // how far the clock of the instance is ahead of performance.now()
let wallOffset = 0; // and how far it is ahead of Date.now()
let mustAsk = false; // for the time of the instance, before anything is sent
let openSince; // since when this page is in sight without a break, by the clock of the instance
let connected = null;
let lostAt = 0;
let shownAt = Number(document.querySelector("#now > div").dataset.now);
let storageFails = false;
let lastTick = performance.now();
let due = { deliver: 0, heartbeat: 0, refresh: 0 };
let busy = false;

class Refusal extends Error {}

const byId = (id) => document.getElementById(id);
const now = () => Math.round(performance.now() + offset);
const drift = () => Date.now() + wallOffset - now(); // since the last answer
const isJump = (time) => Math.abs(time) > ASLEEP_MS;
const clockOf = (time) => new Date(time).toLocaleTimeString("en-GB", { timeZone: desk.dataset.zone, hour: "2-digit", minute: "2-digit" });
const dayOf = (time) => new Date(time).toLocaleDateString("en-GB", { timeZone: desk.dataset.zone });

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

function retime(touched, time) {
  const { doubt, ...certain } = { ...touched, time };
  keep("touch", touched.id, certain);
  kept("last").filter((one) => one.id === touched.id)
    .forEach((one) => keep("last", one.subject, { ...one, time, doubt: undefined }));
}

// Date.now() was ahead of performance.now() by drift when it was touched. What Date.now() is wrong by now is its correction, and
// the rest of the drift is sleep.
function sleepBefore(doubt, serverNow) {
  const wallError = serverNow - Date.now() - doubt.wallOffset;
  return Math.min(Math.max(doubt.drift + wallError, 0), doubt.drift);
}

function synchronise(time) {
  const serverNow = Number(time);
  waiting().filter((one) => one.doubt)
    .forEach((one) => retime(one, Math.min(one.time + sleepBefore(one.doubt, serverNow), serverNow)));
  openSince = isJump(serverNow - now()) ? serverNow : Math.min(openSince, serverNow);
  offset = serverNow - performance.now();
  wallOffset = serverNow - Date.now();
  mustAsk = false;
}

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
      const waits = "waits to be sent" + (last.doubt ? "; its time is not certain until then" : "");
      const states = { waiting: waits, recorded: "recorded", rejected: "NOT RECORDED: " + last.detail };
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
  if (drift() > ASLEEP_MS) {
    one.doubt = { drift: drift(), wallOffset };
  }
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

function settle(result, sent, serverNow) {
  if (result.status === "ahead") { // never recorded, so its time may still change
    retime(sent.find((one) => one.id === result.id), serverNow);
    return true;
  }
  if (result.status === "waiting") {
    return false;
  }
  const last = kept("last").find((one) => one.id === result.id);
  if (last) {
    keep("last", last.subject, { ...last, status: result.status, detail: result.detail });
  }
  if (result.status === "rejected") {
    const lost = sent.find((one) => one.id === result.id);
    openSince = now(); // what was touched before is not complete
    byId("said").textContent = "Not recorded: " + lost.label + ", " + lost.subject + ": " + result.detail;
  }
  drop("touch", result.id);
  return true;
}

async function send(path, body) {
  const before = drift();
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
  const text = await response.text();
  if (isJump(drift() - before)) {
    throw new Error("the tablet slept, or its clock was corrected, so the time of the answer is not that of now");
  }
  return text;
}

async function deliver() {
  const sent = waiting().slice(0, MAX_BATCH);
  const answer = JSON.parse(await send("/touches", { touches: sent.map(({ label, ...one }) => one) }));
  synchronise(answer.now);
  due.heartbeat = 0; // the feed is complete again
  if (!answer.results.map((result) => settle(result, sent, answer.now)).every(Boolean)) {
    throw new Refusal("Postwatch cannot record anything now. What you touch is kept on this tablet and sent later.");
  }
}

// Sent only while nothing waits: it says that everything between the two times was sent.
async function heartbeat() {
  synchronise(JSON.parse(await send("/heartbeats", { since: openSince, at: now() })).now);
  due.heartbeat = performance.now() + HEARTBEAT_MS;
}

async function refresh() {
  const holder = document.createElement("template");
  holder.innerHTML = await send("/now");
  const fresh = holder.content.firstElementChild;
  const shown = document.querySelector("#now > div");
  synchronise(fresh.dataset.now);
  shownAt = Number(fresh.dataset.now);
  due.refresh = performance.now() + REFRESH_MS;
  const isTyping = document.activeElement?.matches("input");
  if (fresh.dataset.version !== shown.dataset.version && waiting().length === 0 && !isTyping) {
    location.reload();
  }
  fresh.dataset.version = shown.dataset.version;
  shown.replaceWith(fresh);
}

function nextStep() {
  const time = performance.now();
  if (mustAsk || isJump(drift()) || waiting().some((one) => one.doubt)) {
    return time >= due.deliver ? refresh : null;
  }
  if (waiting().length > 0) {
    return time >= due.deliver ? deliver : null;
  }
  if (document.visibilityState === "visible" && time >= due.heartbeat) {
    return heartbeat;
  }
  return time >= due.refresh ? refresh : null;
}

async function tick() {
  if (performance.now() - lastTick > ASLEEP_MS || document.visibilityState !== "visible") {
    openSince = now(); // nobody could touch anything meanwhile
  }
  lastTick = performance.now();
  const step = busy ? null : nextStep();
  if (step) {
    busy = true;
    try {
      await step();
      showConnection(true);
    } catch (failure) {
      const later = performance.now() + RETRY_MS;
      mustAsk = true;
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
