// The note of a line, in a window over the table: what looks unusual, and the place to say why.
export class Notes {
  constructor(dialog, table, saver) {
    Object.assign(this, { dialog, table, saver });
    this.form = dialog.querySelector("form");
    table.element.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-note]");
      if (!link || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const tr = link.closest("tr");
      this.open(table.rows.find((row) => row.tr === tr || row.hints.includes(tr)));
    });
    this.form.addEventListener("submit", (event) => this.submit(event));
    dialog.addEventListener("close", () => this.back?.focus());
  }

  // What was typed goes first, so that the note meets the line it is about.
  async open(row) {
    this.row = row;
    this.back = document.activeElement;
    await this.saver.flush({ all: true });
    const hint = (name) => row.hints.map((tr) => tr.querySelector(name)).find(Boolean)?.textContent ?? "";
    this.dialog.querySelector("[data-who]").textContent = row.name;
    this.dialog.querySelector("[data-what]").textContent = hint("[data-doubts]");
    this.form.elements.note.value = hint("[data-note-text]");
    this.say("");
    this.dialog.showModal();
  }

  say(text) {
    this.dialog.querySelector("[role=alert]").textContent = text;
  }

  async submit(event) {
    if (event.submitter?.value === "") return; // Closes the window.
    event.preventDefault();
    const answer = await this.saver.ask(this.row.tr.querySelector("a[data-note]").href, { note: this.form.elements.note.value });
    if (answer?.hints === undefined) {
      this.say(answer?.refusal || "ยังบันทึกไม่ได้ เพราะไม่มีการเชื่อมต่อ ข้อความที่พิมพ์ยังอยู่ที่นี่");
      return;
    }
    if (!this.row.held && !this.row.left) this.row.showHints(answer.hints);
    this.dialog.close();
  }
}
