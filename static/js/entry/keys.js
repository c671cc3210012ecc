// The keyboard: one field at a time or a block of them, as in a spreadsheet. No key and no wheel changes a figure
// by itself; only typing, pasting, filling down and clearing do, and each of the last three can be undone.
import { COLUMNS } from "./table.js";

const FAR = 10; // Rows of a page key.

export class Keys {
  constructor(table, change, windows) {
    Object.assign(this, { table, change, windows, anchor: null, head: null, caret: false, undo: [] });
    const { element } = table;
    element.addEventListener("focusin", (event) => this.enter(event));
    element.addEventListener("keydown", (event) => this.press(event));
    element.addEventListener("mousedown", (event) => this.click(event));
    element.addEventListener("input", () => (this.typed = true));
    element.addEventListener("copy", (event) => this.copy(event));
  }

  enter({ target }) {
    const place = this.table.at(target);
    if (!place) return;
    this.caret = this.typed = false;
    this.before = target.value;
    if (!this.extending) this.select(place, place);
    target.select();
  }

  // A second click into the field that has the focus moves the caret there; with shift it makes a block.
  click(event) {
    const place = this.table.at(event.target);
    if (!place) return;
    if (event.shiftKey && this.anchor) {
      event.preventDefault();
      this.extend(place);
    } else if (event.target === document.activeElement) this.caret = true;
    else {
      event.preventDefault(); // The caret of the mouse would undo the selection of the whole figure.
      event.target.focus();
    }
  }

  select(anchor, head) {
    this.block?.forEach(({ row, column }) => row.inputs[column].classList.remove("sel"));
    Object.assign(this, { anchor, head });
    this.block = this.cells();
    if (this.block.length > 1) this.block.forEach(({ row, column }) => row.inputs[column].classList.add("sel"));
  }

  cells() {
    const [top, bottom] = [this.anchor.row.index, this.head.row.index].sort((a, b) => a - b);
    const [left, right] = [this.anchor.column, this.head.column].sort((a, b) => a - b);
    const found = [];
    for (const row of this.table.shown.slice(top, bottom + 1)) {
      for (let column = left; !row.locked && column <= right; column++) found.push({ row, column });
    }
    return found;
  }

  extend(place) {
    this.select(this.anchor, place);
    this.extending = true;
    place.row.inputs[place.column].focus();
    this.extending = false;
  }

  // The next row, up or down, that can be typed into; the last one when there is none.
  step(row, by) {
    const { shown } = this.table;
    const way = Math.sign(by);
    let at = Math.min(Math.max(row.index + by, 0), shown.length - 1);
    while (shown[at]?.locked) at += way;
    return shown[at] ?? row;
  }

  edge(last) {
    const { shown } = this.table;
    return last ? shown.findLast((row) => !row.locked) : shown.find((row) => !row.locked);
  }

  target({ key, shiftKey, ctrlKey, metaKey }, { row, column }) {
    const far = ctrlKey || metaKey;
    const last = COLUMNS.length - 1;
    switch (key) {
      case "ArrowUp": return { row: far ? this.edge(false) : this.step(row, -1), column };
      case "ArrowDown": return { row: far ? this.edge(true) : this.step(row, 1), column };
      case "Enter": return { row: this.step(row, shiftKey ? -1 : 1), column };
      case "PageUp": return { row: this.step(row, -FAR), column };
      case "PageDown": return { row: this.step(row, FAR), column };
      case "ArrowLeft": return this.caret ? null : { row, column: Math.max(column - 1, 0) };
      case "ArrowRight": return this.caret ? null : { row, column: Math.min(column + 1, last) };
      case "Home": return this.caret ? null : { row: far ? this.edge(false) : row, column: 0 };
      case "End": return this.caret ? null : { row: far ? this.edge(true) : row, column: last };
      case "Tab": return this.tab(row, column, shiftKey ? -1 : 1);
      default: return null;
    }
  }

  // From the end of a row to the next row's first field; out of the table at its ends.
  tab(row, column, by) {
    if (COLUMNS[column + by]) return { row, column: column + by };
    const next = this.step(row, by);
    return next === row ? null : { row: next, column: by > 0 ? 0 : COLUMNS.length - 1 };
  }

  press(event) {
    const place = this.table.at(event.target);
    if (!place || event.isComposing || event.altKey) return;
    const wanted = this.target(event, place);
    if (wanted) {
      event.preventDefault();
      if (event.shiftKey && !["Tab", "Enter"].includes(event.key)) this.extend(wanted);
      else wanted.row.inputs[wanted.column].focus();
    } else if (this.act(event, place)) event.preventDefault();
  }

  act(event, { row, column }) {
    const input = row.inputs[column];
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "F2" && event.shiftKey) this.windows.note(row);
    else if (event.code === "Equal" && !event.shiftKey && !control) this.windows.sum({ row, column });
    else if (event.key === "F2") {
      this.caret = true;
      input.setSelectionRange(input.value.length, input.value.length);
    } else if (event.key === "Escape") {
      this.change([{ row, column, text: this.before }]);
      this.select({ row, column }, { row, column });
      input.select();
    } else if (control && event.code === "KeyD") this.fill();
    else if (control && event.code === "KeyZ") return this.back();
    else if (event.key === "Delete" && event.shiftKey) row.tr.querySelector("a.x-btn").click();
    else if (["Delete", "Backspace"].includes(event.key) && this.block.length > 1) this.put(this.block.map((cell) => ({ ...cell, text: "" })));
    else if (event.code === "KeyN" && !control) row.nil.click();
    else return false;
    return true;
  }

  // Changes a block at once, so that one press takes all of it back.
  put(edits) {
    const rows = new Set(edits.map(({ row }) => row));
    this.undo.push([...rows].flatMap((row) => row.texts.map((text, column) => ({ row, column, text }))));
    this.change(edits);
  }

  back() {
    if (!this.undo.length || this.typed) return false; // The browser takes back what is being typed.
    this.change(this.undo.pop());
    return true;
  }

  // The first row of the block goes to all of it; a single field takes the one above it.
  fill() {
    const single = this.block.length === 1;
    const sources = new Map();
    const edits = [];
    const block = single ? [{ ...this.head, row: this.step(this.head.row, -1) }, this.head] : this.block;
    for (const { row, column } of block) {
      if (!sources.has(column)) sources.set(column, row.inputs[column].value);
      else edits.push({ row, column, text: sources.get(column) });
    }
    this.put(edits);
  }

  copy(event) {
    if (!this.table.at(event.target) || this.block.length < 2) return;
    const lines = new Map();
    for (const { row, column } of this.block) lines.set(row, [...(lines.get(row) ?? []), row.inputs[column].value]);
    event.clipboardData.setData("text/plain", [...lines.values()].map((texts) => texts.join("\t")).join("\n"));
    event.preventDefault();
  }
}
