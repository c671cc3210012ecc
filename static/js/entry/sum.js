// Many products of one category are one figure (one line of the table): a window that adds them up.
import { bahtWords, formatSatang, readAmount } from "./amounts.js";

// "น้ำพริก 1,200" → 120000; the amount is the line's last word, or its last two ("1.5 พัน"); an empty line is nothing.
const amountOf = (line) => {
  const words = line.trim().split(/\s+/);
  for (const count of [2, 1]) {
    const reading = readAmount(words.slice(-count).join(" "));
    if (reading.satang !== null || !line.trim()) return reading;
  }
  return readAmount(words.at(-1));
};

export class Sum {
  constructor(dialog, put) {
    Object.assign(this, { dialog, put });
    this.text = dialog.querySelector("textarea");
    this.text.addEventListener("input", () => this.show());
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) dialog.querySelector("[value=put]").click();
    });
    dialog.addEventListener("close", () => this.close());
  }

  open(place) {
    this.place = place;
    this.dialog.querySelector("[data-who]").textContent = place.row.name;
    this.text.value = place.row.inputs[place.column].value;
    this.show();
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.text.setSelectionRange(this.text.value.length, this.text.value.length);
  }

  show() {
    const readings = this.text.value.split("\n").map(amountOf);
    const wrong = readings.findIndex(({ error }) => error);
    this.total = readings.reduce((sum, { satang }) => sum + (satang ?? 0), 0);
    const count = readings.filter(({ satang }) => satang !== null).length;
    this.dialog.querySelector("[data-total]").textContent = `${formatSatang(this.total)} บาท`;
    this.dialog.querySelector("[data-words]").textContent = `${count} รายการ · ${bahtWords(this.total)}`;
    this.dialog.querySelector("[role=alert]").textContent = wrong < 0 ? "" : `บรรทัดที่ ${wrong + 1}: ${readings[wrong].error}`;
    this.dialog.querySelector("[value=put]").disabled = wrong >= 0 || !count;
  }

  close() {
    const input = this.place.row.inputs[this.place.column];
    if (this.dialog.returnValue === "put") this.put([{ ...this.place, text: formatSatang(this.total) }]);
    input.focus();
  }
}
