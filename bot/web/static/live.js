// Makes the chat live: requests without loading a page, messages as they arrive, forms in a dialog, tables that sort.
// Without it everything still works by posting forms. It never builds HTML: the server sends fragments.
"use strict";

const byId = (id) => document.getElementById(id);
const messages = byId("messages");
const dialog = byId("dialog");
const title = document.title;
let unread = 0;

// Fragments

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

/** Puts fragments where they belong; gives the last message among them, as it stands on the page. */
function place(fragments) {
  let last = null;
  for (const fragment of fragments) {
    if (fragment.matches(".message")) {
      last = byId(fragment.id); // it may have arrived by itself already, and say something else now
      if (!last) last = addMessage(fragment);
      else if (+last.dataset.number < +fragment.dataset.number) revise(last, fragment);
    } else if (fragment.matches(".day")) {
      if (!byId(fragment.id)) homeOf(fragment).append(fragment);
    } else if (fragment.matches("[data-questions]")) {
      openForm(fragment);
    } else {
      replace(fragment);
    }
    makeSortable(fragment);
  }
  return last;
}

/** Puts a part of the page in the place of the one before it. Who was on a named part of that is on it again. */
function replace(part) {
  const before = byId(part.id);
  if (!before || before.isEqualNode(part)) return;
  const on = before.contains(document.activeElement) ? document.activeElement.id : "";
  before.replaceWith(part);
  if (on) (byId(on) || part).focus();
  if (part.dataset.announce !== before.dataset.announce) say(part.dataset.announce);
}

/** Where a message stands, or the day above it: in its thread, else in the conversation. */
function homeOf(part) {
  return (part.dataset.thread && document.querySelector(`[data-replies="${part.dataset.thread}"]`)) || messages;
}

function addMessage(message) {
  const atEnd = scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight < 200;
  holdingStill(() => homeOf(message).append(message));
  if (atEnd) message.scrollIntoView({ block: "nearest" });
  if (working) arrivedMeanwhile.set(message.id, scroller().scrollTop);
  below.push(message);
  tellOfThoseBelow();
  say(message.dataset.announce);
  return message;
}

/**
 * Lets a message say what it says now, where it stands; its thread stays. Who was on a button of it is on that button
 * again, else on the message. It is announced when its title is another one: so a piece of work is when it is done.
 */
function revise(message, revised) {
  const [before, now] = [message, revised].map((each) => each.querySelector(".card"));
  const [was, is] = [before, now].map((each) => each.querySelector(".card-title").textContent);
  const focused = before.contains(document.activeElement) && document.activeElement;
  holdingStill(() => {
    before.replaceWith(now);
    makeSortable(now);
  });
  message.dataset.number = revised.dataset.number;
  if (focused) {
    const again = [...now.querySelectorAll(focused.localName)].find((each) => each.textContent === focused.textContent);
    (again || message).focus({ preventScroll: true });
  }
  if (was !== is) say(revised.dataset.announce);
}

// Messages that arrived while somebody was reading further up

let below = [];
const newer = byId("newer");

function tellOfThoseBelow() {
  const end = Math.min(messages.getBoundingClientRect().bottom, innerHeight);
  below = below.filter((each) => each.getBoundingClientRect().top > end - 40);
  newer.hidden = !below.length;
  newer.textContent = below.length === 1 ? "1 new message below" : `${below.length} new messages below`;
}

newer?.addEventListener("click", () => {
  const [first] = below;
  first.scrollIntoView({ block: "start" });
  first.focus({ preventScroll: true });
});

document.addEventListener("scroll", () => below.length && tellOfThoseBelow(), { capture: true, passive: true });

/** What scrolls the messages: their own box where there is room for one, else the page. */
function scroller() {
  return getComputedStyle(messages).overflowY === "auto" ? messages : document.scrollingElement;
}

/**
 * Changes messages while what is being read stays where it is. We do so and not the browser (not all can), so that
 * nobody's own scrolling is taken for ours, or ours for theirs.
 */
function holdingStill(change) {
  const top = Math.max(messages.getBoundingClientRect().top, 0);
  const all = [...messages.querySelectorAll(".message")];
  const read = all.find((each) => each.getBoundingClientRect().top >= top) || all.at(-1);
  const was = read.getBoundingClientRect().top;
  change();
  const before = scroller().scrollTop;
  scroller().scrollTop += read.getBoundingClientRect().top - was;
  for (const [id, at] of arrivedMeanwhile) arrivedMeanwhile.set(id, at + scroller().scrollTop - before);
}

function say(words) {
  const line = document.createElement("p");
  line.textContent = words;
  byId("announcer").append(line);
  while (byId("announcer").childElementCount > 20) byId("announcer").firstChild.remove();
}

// Requests

let working = 0;
const arrivedMeanwhile = new Map(); // by themselves, before their answer did: how far was scrolled then

/** Whether a part of an answer is a message that arrived by itself already, and somebody has scrolled since. */
function isLeftBehind(part) {
  return arrivedMeanwhile.has(part.id) && Math.abs(arrivedMeanwhile.get(part.id) - scroller().scrollTop) > 2;
}

async function send(form, button) {
  const fields = new FormData(form, button);
  const typed = form.querySelector("[data-enter-sends]");
  const address = button?.getAttribute("formaction") || form.getAttribute("action");
  const file = form.enctype === "multipart/form-data";
  if (typed) typed.value = ""; // so that the next line can be typed while this one is answered
  renew(form);
  tell("");
  working += 1;
  const slow = setTimeout(() => tell("Working on it…"), 400);
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-Live": "1" },
      body: file ? fields : new URLSearchParams(fields),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    done(form, button, parse(text));
  } catch (error) {
    if (typed && !typed.value) typed.value = fields.get("text");
    renew(form, fields.get("receipt")); // sent again, it is still answered once
    const why = error instanceof TypeError ? "The server cannot be reached." : error.message;
    tell(`${why} Nothing you typed is lost.`, true);
  } finally {
    clearTimeout(slow);
    working -= 1;
    if (!working) arrivedMeanwhile.clear();
    if (!working && byId("status").textContent === "Working on it…") tell("");
  }
}

/** Gives a form the receipt of its next sending: each is answered once. */
function renew(form, receipt = crypto.randomUUID()) {
  if (form.elements.receipt) form.elements.receipt.value = receipt;
}

function tell(words, wrong = false) {
  for (const status of [byId("status"), dialog.querySelector(".status")]) {
    if (!status) continue;
    status.textContent = words;
    status.classList.toggle("wrong", wrong);
  }
}

function done(form, button, fragments) {
  const asked = form.matches("[data-questions]");
  const again = fragments.some((each) => each.matches("[data-questions]"));
  if (asked && !again) dialog.close();
  if (form.enctype === "multipart/form-data") form.reset();
  const hadFocus = document.activeElement;
  const leftBehind = fragments.some(isLeftBehind);
  const newest = place(fragments);
  const lost = document.activeElement === document.body && hadFocus !== document.body;
  if (newest && !leftBehind) newest.scrollIntoView({ block: "start" });
  if (newest && ((asked && !again) || lost)) newest.focus({ preventScroll: true });
  else if (asked && !again && button?.matches("[data-keep]")) byId("text").focus();
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!messages || !form.matches("[data-live]")) return;
  event.preventDefault();
  const pressed = event.submitter || form;
  if (pressed.ariaBusy === "true" || (form.id === "say" && !form.elements.text.value.trim())) return;
  if (form.id !== "say") pressed.ariaBusy = "true";
  await send(form, event.submitter);
  pressed.ariaBusy = null;
});

document.addEventListener("keydown", (event) => {
  const sends = event.target.matches?.("[data-enter-sends]");
  if (!sends || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// Forms

function openForm(form) {
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-labelledby", form.getAttribute("aria-labelledby"));
  if (!dialog.open) dialog.showModal();
  const first = form.querySelector(".question");
  const field = first?.querySelector(":checked") || first?.querySelector("input, select, textarea");
  (form.querySelector(".mistakes") || field)?.focus();
  dialog.scrollTop = 0;
}

document.addEventListener("click", async (event) => {
  const mistake = event.target.closest?.(".mistakes a");
  if (mistake) {
    event.preventDefault();
    byId(mistake.hash.slice(1)).focus();
  }
  const link = event.target.closest?.("a[data-form]");
  if (link && dialog) {
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { "X-Live": "1" } });
    if (answer.ok) place(parse(await answer.text()));
    else location.reload();
  }
});

// Escape puts a form aside as its own button does, so that nothing typed is lost.
dialog?.addEventListener("cancel", (event) => {
  event.preventDefault();
  dialog.querySelector("[data-keep]")?.click();
});

// Messages that arrive by themselves

function follow() {
  const events = new EventSource(document.querySelector("[data-stream]").dataset.stream);
  events.onmessage = (event) => {
    const fragments = parse(event.data);
    const news = fragments.some((each) => each.matches(".message") && !byId(each.id));
    place(fragments.filter((each) => each.id !== "home" || !byId("home").contains(document.activeElement)));
    if (news && document.hidden) document.title = `(${++unread}) ${title}`;
  };
  events.onerror = () => {
    if (events.readyState !== EventSource.CLOSED) return;
    tell("New messages no longer arrive here. Reload the page to go on.", true);
  };
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = title;
});

// Tables

function makeSortable(part) {
  for (const table of part.querySelectorAll("table[data-sortable]")) {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.append(button);
    }
  }
}

function sort(table, head) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const key = (row) => row.cells[head.cellIndex].dataset.order ?? row.cells[head.cellIndex].textContent.toLowerCase();
  const order = (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (down ? -1 : 1);
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort(order));
}

makeSortable(document);
if (messages) {
  follow();
  if (!location.hash) messages.lastElementChild.scrollIntoView({ block: "start" });
}
