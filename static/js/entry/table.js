// The weekly table as the page's script sees it: rows of three fields, their satang, and the sums that follow them.
import { formatSatang, readAmount } from "./amounts.js";

export const COLUMNS = ["regular", "transfer", "online"];
const DASH = "–";
const satangOf = (text) => readAmount(text).satang ?? 0;
const figureOf = (satang) => (satang ? formatSatang(satang) : DASH);

// Text that is written although it is the same would be laid out and painted anew.
const write = (node, text) => {
  if (node.data !== text) node.data = text;
};

class Row {
  constructor(tr) {
    this.tr = tr;
    this.key = tr.id.slice("line-".length);
    this.inputs = [...tr.querySelectorAll("input.m")];
    this.locked = !this.inputs.length;
    this.nil = tr.querySelector("td.nil input");
    this.seenField = tr.querySelector("input[type=hidden]");
    this.sumCell = tr.querySelector("td.sum");
    this.stateCell = tr.querySelector("td.state .now");
    this.satang = this.inputs.map((input) => satangOf(input.value));
    this.rest = satangOf(this.sumCell.textContent) - this.satang.reduce((sum, one) => sum + one, 0);
    this.base = this.seenField?.value ?? ""; // What the server has, as far as this page knows.
    this.sent = new Set(); // What was sent since then: the server may have it although its answer was lost.
    this.state = ""; // What showState has drawn, until the server's answer stands there.
    this.stamp = 0; // Grows with every change, so that an answer knows whether it is still about this text.
  }

  get name() {
    return `${this.tr.querySelector(".who").firstChild.data} · ${this.tr.querySelector(".cat").textContent}`;
  }

  get texts() {
    return this.inputs.map((input) => input.value);
  }

  // What is stored as far as this page was told, as texts for the three fields.
  get seenTexts() {
    const parts = this.seenField.value.split("|");
    return COLUMNS.map((_, at) => (parts.length > 1 ? parts[at].replace(/\B(?=(\d{3})+\.)/g, ",") : ""));
  }

  // The row as the server writes it, "100.00|20.00|5.50", "nil" or nothing; undefined while it cannot be read.
  get written() {
    const readings = this.texts.map(readAmount);
    if (readings.some(({ error }) => error)) return undefined;
    if (this.nil.checked) return "nil";
    if (readings.every(({ satang }) => satang === null)) return "";
    return readings.map(({ satang }) => ((satang ?? 0) / 100).toFixed(2)).join("|");
  }

  showSum() {
    const total = this.rest + this.satang.reduce((sum, one) => sum + one, 0);
    write(this.sumCell.firstChild, figureOf(total));
    this.sumCell.classList.toggle("zero", !total);
  }

  // A state that the server does not know of, waiting or on its way; at once, for nothing unsaved may look saved.
  showState(state, pill) {
    if (this.state === state) return;
    this.state = state;
    this.stateCell.replaceChildren(pill.cloneNode(true));
  }

  // The state as the server has drawn it.
  showAnswer({ css, pill, weeks, hints }) {
    this.state = "";
    this.tr.className = css;
    this.stateCell.innerHTML = pill;
    this.tr.querySelector(".wks").outerHTML = weeks;
    this.showHints(hints);
  }

  // The rows of hints that stand under this one, replaced by `markup`.
  showHints(markup) {
    while (this.tr.nextElementSibling?.classList.contains("hint-row")) this.tr.nextElementSibling.remove();
    if (markup) this.tr.insertAdjacentHTML("afterend", markup);
    for (const field of [...this.inputs, this.nil]) {
      if (markup) field.setAttribute("aria-describedby", `hint-${this.key}`);
      else field.removeAttribute("aria-describedby");
    }
  }

  get hints() {
    const found = [];
    for (let tr = this.tr.nextElementSibling; tr?.classList.contains("hint-row"); tr = tr.nextElementSibling) found.push(tr);
    return found;
  }
}

export class Table {
  constructor(element) {
    Object.assign(this, { element, changed: new Set() });
    this.rows = [...element.querySelectorAll("tbody tr[id^=line-]")].map((tr) => new Row(tr));
    this.byKey = new Map(this.rows.map((row) => [row.key, row]));
    this.place = new Map();
    this.rows.forEach((row) => row.inputs.forEach((input, column) => this.place.set(input, { row, column })));
    this.footers = [...element.querySelectorAll("tfoot tr")].map((tr) => {
      const cells = [...tr.querySelectorAll("td.num")];
      return { cells, satang: cells.map((cell) => satangOf(cell.lastChild.data)) };
    });
    this.number();
  }

  // The rows in view, in their order; a hidden row is passed over by keys and pasting.
  number() {
    this.shown = this.rows.filter((row) => !row.tr.hidden);
    this.shown.forEach((row, index) => (row.index = index));
  }

  at(target) {
    return this.place.get(target);
  }

  // Reads a field again after its text has changed; the sums move by the difference.
  read(row, column) {
    const input = row.inputs[column];
    const reading = readAmount(input.value);
    const difference = (reading.satang ?? 0) - row.satang[column];
    input.classList.toggle("is-invalid", Boolean(reading.error));
    if (reading.error) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    if (difference) {
      row.satang[column] += difference;
      for (const { satang } of this.footers) for (const at of [column, COLUMNS.length]) satang[at] += difference;
      this.redraw(row);
    }
    return reading;
  }

  // Sums are drawn with the next frame, once, however many fields change until then.
  redraw(row) {
    if (!this.changed.size) requestAnimationFrame(() => this.draw());
    this.changed.add(row);
  }

  draw() {
    this.changed.forEach((row) => row.showSum());
    this.changed.clear();
    for (const { cells, satang } of this.footers) cells.forEach((cell, at) => write(cell.lastChild, figureOf(satang[at])));
  }

  // The text as it will be stored, once the field is left.
  tidy(row, column) {
    const { satang } = readAmount(row.inputs[column].value);
    if (satang !== null) row.inputs[column].value = formatSatang(satang);
  }
}
