// The entry desk: puts the parts together on the page of the weekly table. Without this script the table is a
// plain form; with it, every row is saved when it is left.
import { bahtWords, formatSatang, readAmount } from "./amounts.js";
import { Keys } from "./keys.js";
import { Notes } from "./notes.js";
import { plan, preview } from "./paste.js";
import { Saver, isOwn, isSettled } from "./saving.js";
import { Sum } from "./sum.js";
import { COLUMNS, Table } from "./table.js";
import * as vault from "./vault.js";

const form = document.getElementById("entry");
const byId = (id) => document.getElementById(id);
const { me, report, url, here } = form.dataset;
const pills = Object.fromEntries(["waiting", "saving"].map((name) => [name, byId(`pill-${name}`).content]));
const page = { me, report, url, pills, week: form.elements.week.value, stamp: Date.now() };

const table = new Table(form.querySelector("table.grid"));
const saver = new Saver(table, page);

// Says it unless it is said already: text is laid out anew, and read aloud, whenever it is written.
const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

// ---- changing fields ----

const unNil = (row) => {
  if (row.nil.checked && row.texts.some(Boolean)) row.nil.checked = false;
};

const change = (edits) => {
  const changed = new Set();
  for (const { row, column, text } of edits) {
    if (row.inputs[column].value === text) continue;
    row.inputs[column].value = text;
    table.read(row, column);
    table.tidy(row, column);
    unNil(row);
    changed.add(row);
  }
  saver.touch(...changed);
  saver.flush();
};

const notes = new Notes(byId("note"), table, saver);
const sum = new Sum(byId("sum"), (edits) => keys.put(edits));
const keys = new Keys(table, change, { note: (row) => notes.open(row), sum: (place) => sum.open(place) });

// ---- what is said about the field with the focus ----

const [echo, about] = [byId("echo"), byId("about")];
let focused = null;

const explain = () => {
  const { satang, rescued, error } = readAmount(focused?.value ?? "");
  const text = error || (satang === null ? "" : `${rescued ? `= ${formatSatang(satang)} ` : ""}${bahtWords(satang)}`);
  say(echo, text);
  echo.classList.toggle("is-error", Boolean(error));
  echo.hidden = !text;
};

// What this channel sold before: "สัปดาห์ก่อน 1,000.00", as far as it is known.
const before = ({ row, column }) => {
  const seasons = row.tr.dataset.before.split(";").map((amounts) => amounts.split("|")[column]);
  return ["สัปดาห์ก่อน", "เดือนก่อน", "เดือนเดียวกันปีก่อน"].flatMap((word, at) => (seasons[at] ? `${word} ${seasons[at]}` : []));
};

// The window that adds products up, for the field that had the focus last: for a mouse or a finger the key is none.
const addUp = document.querySelector("[data-open=sum]");
let latest = null;
addUp.addEventListener("click", () => sum.open(latest));

table.element.addEventListener("focusin", ({ target }) => {
  const place = table.at(target);
  if (!place) return;
  focused = target;
  latest = place;
  addUp.disabled = false;
  target.after(echo);
  explain();
  say(about, [place.row.name, ...before(place)].join(" · "));
});

table.element.addEventListener("input", ({ target }) => {
  const place = table.at(target);
  if (!place) return;
  table.read(place.row, place.column);
  requestAnimationFrame(explain); // With the sums, when the browser has done its own part.
  unNil(place.row);
  place.row.typing = true;
  saver.touch(place.row);
});

table.element.addEventListener("focusout", ({ target }) => {
  const place = table.at(target);
  if (!place) return;
  focused = null;
  explain();
  place.row.typing = false;
  table.tidy(place.row, place.column);
  saver.flush();
});

table.element.addEventListener("change", ({ target }) => {
  const row = target.closest("td.nil") && table.byKey.get(target.closest("tr").id.slice("line-".length));
  if (!row) return;
  if (target.checked) keys.put(COLUMNS.map((_, column) => ({ row, column, text: "" })));
  saver.touch(row);
  saver.flush();
});

// ---- blocks ----

table.element.addEventListener("paste", async (event) => {
  const place = table.at(event.target);
  const text = event.clipboardData.getData("text/plain");
  if (!place || !/[\t\n]/.test(text.replace(/(\r\n|\r|\n)+$/, ""))) return;
  event.preventDefault();
  const edits = await preview(byId("paste"), plan(table, place, text));
  if (edits.length) keys.put(edits);
  place.row.inputs[place.column].focus();
});

// ---- a conflict: the author chooses for each cell ----

// The other person's figure goes into the field, or the whole of the other row where one of the two has no figures.
const giveWay = (row, value) => {
  const column = value.slice(row.key.length + 1);
  row.inputs.forEach((input, at) => {
    if (column && column !== COLUMNS[at]) return;
    input.value = row.seenTexts[at];
    table.read(row, at);
  });
  if (!column) row.nil.checked = row.seenField.value === "nil";
};

form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-choose]");
  const row = button && table.byKey.get(button.dataset.choose);
  if (!row) return;
  event.preventDefault();
  for (const tr of row.hints) tr.querySelectorAll("input[name=take]:checked").forEach((box) => giveWay(row, box.value));
  row.held = false;
  row.base = row.seenField.value;
  saver.touch(row);
  saver.flush();
});

// ---- saving all, and saying how it stands ----

const [status, signIn] = [byId("saving"), byId("sign-in")];

const sentence = () => {
  const waiting = saver.waiting.size;
  const left = table.rows.filter((row) => row.left || row.held).length;
  if (saver.line !== "online" && page.vaultFailed) return ["bad", `ไม่มีการเชื่อมต่อ และเครื่องนี้เก็บตัวเลขให้ไม่ได้ โปรดอย่าปิดหน้านี้ ยังไม่ได้บันทึก ${waiting} แถว`];
  if (saver.line === "offline") return ["warn", `ไม่มีการเชื่อมต่อ เก็บไว้ในเครื่องนี้แล้ว ${waiting} แถว จะบันทึกเองเมื่อต่อได้`];
  if (saver.line === "ended") return ["warn", `หมดเวลาการใช้งาน เก็บไว้ในเครื่องนี้แล้ว ${waiting} แถว`];
  if (saver.line === "refused") return ["bad", saver.refusal];
  if (waiting) return ["info", `กำลังบันทึก ${waiting} แถว`];
  if (left) return ["bad", `ยังไม่ได้บันทึก ${left} แถว โปรดดูแถวที่มีข้อความสีแดงหรือสีเหลือง`];
  return saver.saved ? ["ok", `บันทึกครบแล้ว ${saver.saved}`] : ["", ""];
};

saver.addEventListener("change", () => {
  const [level, text] = sentence();
  if (status.dataset.level !== level) status.dataset.level = level;
  say(status, text);
  signIn.hidden = saver.line !== "ended"; // It takes no focus: whoever is typing goes on typing.
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  document.activeElement?.blur();
  await saver.flush();
  const unsaved = saver.waiting.size || table.rows.some((row) => row.left || row.held);
  if (unsaved) table.rows.find((row) => row.left || row.held)?.inputs[0].focus();
  else {
    status.dataset.level = "ok";
    status.textContent = `การบันทึกข้อมูลสมบูรณ์ ${saver.saved || "(ไม่มีค่าที่เปลี่ยนแปลง)"}`;
  }
});

// ---- signing in again, in a window of its own; what waits is sent as soon as that is done ----

new BroadcastChannel("otop").addEventListener("message", ({ data }) => {
  if (data === "signed-in") saver.retry();
});
signIn.querySelector("[data-retry]").addEventListener("click", () => saver.retry());

// ---- what an earlier visit has left in this browser ----

const restore = (row, kept) => {
  row.inputs.forEach((input, column) => {
    input.value = kept.texts[column];
    table.read(row, column);
  });
  row.nil.checked = kept.nil;
  row.base = row.seenField.value = kept.base;
  row.sent = new Set(kept.sent);
  saver.touch(row);
};

const sendElsewhere = async (rows, left = []) => {
  const again = [];
  for (const week of new Set(rows.map((row) => row.week))) {
    const own = rows.filter((row) => row.week === week);
    const answers = new Map(((await saver.post(own)).rows ?? []).map((found) => [found.key, found]));
    for (const row of own) {
      const answer = answers.get(row.key) ?? {};
      if (isSettled(answer)) await vault.forget([row]);
      else if (isOwn(answer, row.sent)) again.push({ ...row, base: answer.seen });
      else left.push(row);
    }
  }
  if (again.length) return sendElsewhere(again, left);
  if (!left.length) return;
  const notice = byId("left-over");
  const links = [...new Set(left.map((row) => row.week))].map((week) =>
    Object.assign(document.createElement("a"), { href: `?week=${week}`, textContent: `สัปดาห์ ${week}` }),
  );
  notice.querySelector("[data-where]").replaceChildren(...links.flatMap((link) => [link, " "]));
  notice.querySelector("[data-what]").textContent = left.map((row) => row.texts.filter(Boolean).join(" / ") || "ไม่มียอด").join(" · ");
  notice.querySelector("button").addEventListener("click", async () => {
    await vault.forget(left);
    notice.hidden = true;
  });
  notice.hidden = false;
};

const replay = async () => {
  const elsewhere = [];
  for (const kept of await vault.kept(me, report)) {
    const row = kept.week === page.week && table.byKey.get(kept.key);
    if (row && !row.locked) restore(row, kept);
    else elsewhere.push(kept);
  }
  await saver.flush();
  if (elsewhere.length) await sendElsewhere(elsewhere);
};

document.querySelector("[data-open=keys]").addEventListener("click", () => byId("keys").showModal());

// ---- finding rows, and who else is here ----

byId("filter")?.addEventListener("input", ({ target }) => {
  const wanted = target.value.trim().toLowerCase();
  for (const row of table.rows) {
    row.tr.hidden = !row.tr.querySelector(".who").textContent.toLowerCase().includes(wanted);
    row.hints.forEach((tr) => (tr.hidden = row.tr.hidden));
  }
  table.number();
});

const meet = async () => {
  if (document.hidden || saver.line !== "online") return;
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const body = new URLSearchParams({ week: page.week });
  const answer = await fetch(here, { method: "POST", body, headers, redirect: "error" }).then((got) => (got.ok ? got.json() : {}), () => ({}));
  byId("others").textContent = answer.says ?? "";
};

if (here) {
  meet();
  setInterval(meet, 30000);
}

// After an answer the browser looks at every field of the form. Those out of view are styled beforehand, body by
// body while the page has just been opened and is idle, instead of all of them then.
const ONE_BODY = 10; // Milliseconds on a slow machine: a key never waits longer for it.
const bodies = [...table.element.tBodies];
const prepare = (idle) => {
  while (bodies.length && idle.timeRemaining() > ONE_BODY) getComputedStyle(bodies.pop().rows[0]).getPropertyValue("color");
  if (bodies.length) requestIdleCallback(prepare);
};
window.requestIdleCallback?.(prepare);

replay().catch(() => {}); // A browser without storage keeps nothing to be replayed.
form.dataset.ready = "true";
