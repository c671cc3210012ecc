// Autosave: a row goes to the server when its field is left. Until the server has answered, the row is in the vault.
import { COLUMNS } from "./table.js";
import * as vault from "./vault.js";

const IDLE = 3000; // A field that is not left, in milliseconds.
const RETRIES = [2000, 5000, 10000, 20000];
const AT_ONCE = 200; // Rows in one request.

const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1] ?? "";

export const isSettled = ({ outcome }) => ["saved", "unchanged"].includes(outcome);

// Whether a conflict is with what this browser has sent itself: an answer was lost, or the browser ended before it.
export const isOwn = (answer, sent = []) => answer.outcome === "conflict" && new Set(sent).has(answer.seen);

export class Saver extends EventTarget {
  constructor(table, page) {
    super();
    Object.assign(this, { table, page, waiting: new Set(), unkept: new Set(), sending: null, failures: 0, line: "online", saved: "" });
    window.addEventListener("online", () => this.retry());
    window.addEventListener("pagehide", () => this.flush({ all: true, keepalive: true }));
  }

  // Fields have other texts: their rows wait, and are safe in this browser within milliseconds.
  touch(...rows) {
    for (const row of rows) {
      row.stamp = ++this.page.stamp;
      this.draw(row, "waiting");
      if (!row.held) this.waiting.add(row);
    }
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.flush({ all: true }), IDLE);
    this.keep(...rows);
    this.tell();
  }

  // One write at a time; what was typed meanwhile goes with the next.
  keep(...rows) {
    rows.forEach((row) => this.unkept.add(row));
    this.keeping ??= (async () => {
      try {
        while (this.unkept.size) {
          const records = [...this.unkept].map((row) => this.record(row));
          this.unkept.clear();
          await vault.put(records);
        }
      } catch {
        this.page.vaultFailed = true; // A browser without storage: autosave alone protects then.
      }
      this.keeping = null;
    })();
  }

  record(row) {
    const { me, report, week } = this.page;
    const { key, texts, base, stamp } = row;
    return { id: vault.idOf(this.page, key), me, report, week, key, texts, nil: row.nil.checked, base, sent: [...row.sent], stamp };
  }

  // Sends what waits, but for a figure that is half typed; resolves when nothing is on its way any more.
  async flush({ all = false, keepalive = false } = {}) {
    if (all) this.waiting.forEach((row) => (row.typing = false));
    if (this.sending) return keepalive ? undefined : this.sending.then(() => this.flush());
    const rows = [...this.waiting].filter((row) => !row.held && !row.typing).slice(0, AT_ONCE);
    if (!rows.length || this.line === "ended") return undefined;
    this.sending = this.send(rows, keepalive);
    await this.sending;
    this.sending = null;
    return this.waiting.size && this.line === "online" ? this.flush() : undefined;
  }

  async send(rows, keepalive) {
    const sent = new Map(rows.map((row) => [row.key, row.stamp]));
    const records = rows.map((row) => ({ ...this.record(row), base: row.seenField.value }));
    for (const row of rows) {
      this.draw(row, "saving");
      row.sent.add(row.written);
    }
    this.keep(...rows);
    if (!keepalive) await this.keeping; // Whatever becomes of the answer, the next visit knows what was on its way.
    const answer = await this.post(records, keepalive);
    if (answer.rows) {
      answer.rows.forEach((found) => this.take(this.table.byKey.get(found.key), found, sent.get(found.key)));
      const settled = answer.rows.filter(isSettled).map(({ key }) => ({ id: vault.idOf(this.page, key), stamp: sent.get(key) }));
      vault.forget(settled).catch(() => {});
    } else rows.forEach((row) => this.draw(row, "waiting"));
    this.tell();
  }

  // {rows} as the server answered, or {refusal} with `line` saying what is the matter.
  async post(records, keepalive = false) {
    const { me, week, url } = this.page;
    const body = new URLSearchParams({ me, week: records[0]?.week ?? week });
    for (const { key, texts, nil, base } of records) {
      COLUMNS.forEach((column, at) => body.append(`r-${key}-${column}`, texts[at]));
      body.append(`r-${key}-seen`, base);
      if (nil) body.append(`r-${key}-nil`, "on");
    }
    const answer = await this.ask(url, body, keepalive);
    return answer ? this.become(answer.rows ? "online" : "refused", answer) : {};
  }

  // What one of the page's addresses answers; nothing when there was no answer, and then `line` says why.
  async ask(url, fields, keepalive = false) {
    const headers = { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") };
    const body = new URLSearchParams(fields);
    try {
      const response = await fetch(url, { method: "POST", body, headers, keepalive, redirect: "error" });
      if (response.status === 401 || response.status === 403) return this.become("ended");
      if (!response.headers.get("Content-Type")?.startsWith("application/json")) return this.become("offline");
      const answer = await response.json();
      this.failures = 0;
      return answer;
    } catch {
      return this.become("offline");
    }
  }

  become(line, answer = null) {
    this.line = line;
    this.refusal = answer?.refusal ?? "";
    if (line === "offline") {
      clearTimeout(this.again);
      this.again = setTimeout(() => this.retry(), RETRIES[Math.min(this.failures++, RETRIES.length - 1)]);
    }
    return answer;
  }

  retry() {
    clearTimeout(this.again);
    this.line = "online";
    this.flush({ all: true });
  }

  take(row, answer, stamp) {
    if (isOwn(answer, row.sent)) {
      row.base = row.seenField.value = answer.seen;
      return; // It stays in the queue, on top of what is stored now.
    }
    const settled = isSettled(answer);
    if (answer.seen !== undefined) row.seenField.value = answer.seen;
    if (answer.rest) row.rest = answer.rest.reduce((sum, baht) => sum + Math.round(Number(baht) * 100), 0);
    row.held = answer.outcome === "conflict";
    if (settled) {
      row.base = answer.seen;
      row.sent.clear();
    }
    if (row.stamp !== stamp && !row.held) {
      this.draw(row, "waiting"); // Typed on meanwhile: the row stays in the queue, on top of what is stored now.
      this.keep(row);
      return;
    }
    this.waiting.delete(row);
    row.left = !settled;
    row.showAnswer(answer);
    this.table.redraw(row);
    if (settled) this.show(row, answer);
    this.dispatchEvent(new CustomEvent("answered", { detail: { row, answer } }));
  }

  // What is stored now, where the field is not being typed into.
  show(row, answer) {
    this.saved = new Date().toLocaleTimeString("th-TH", { hour: "2-digit", minute: "2-digit" });
    row.nil.checked = row.nil.defaultChecked = answer.seen === "nil";
    row.seenTexts.forEach((text, at) => {
      const input = row.inputs[at];
      if (input.value !== text) input.value = text;
      input.defaultValue = text;
      this.table.read(row, at);
    });
    if (row.inputs.includes(document.activeElement)) document.activeElement.select();
  }

  draw(row, state) {
    row.showState(state, this.page.pills[state]);
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}
