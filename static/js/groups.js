// Adding a row to the month: the register is found by typing a part of a name, and the keys 1–5 choose a category.
// Without this script the register is a plain list, and the categories are plain radio buttons.

const REST = 150; // So many milliseconds without a key, and what was typed is looked up.

const make = (name, properties = {}, attributes = {}) => {
  const element = Object.assign(document.createElement(name), properties);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
};

// A combobox in front of the list, which stays in the form and carries what is chosen.
class Finder {
  constructor(select, url) {
    Object.assign(this, { select, url, hits: [], active: -1 });
    this.label = document.querySelector(`label[for="${select.id}"]`);
    this.list = make("ul", { id: `${select.id}-list`, hidden: true }, { role: "listbox", "aria-label": "กลุ่มที่พบ" });
    this.hint = make("p", { id: `${select.id}-hint`, className: "hint" }, { role: "status" });
    const described = [this.hint.id, select.getAttribute("aria-describedby")].filter(Boolean).join(" ");
    this.input = make(
      "input",
      { id: `${select.id}-find`, type: "text", autocomplete: "off", placeholder: "พิมพ์บางส่วนของชื่อ" },
      {
        role: "combobox",
        class: `form-control${select.classList.contains("is-invalid") ? " is-invalid" : ""}`,
        "aria-autocomplete": "list",
        "aria-controls": this.list.id,
        "aria-describedby": described,
        "aria-expanded": "false",
      },
    );
    this.box = make("div", { className: "finder" });
    this.box.append(this.input, this.list);
    select.before(this.box, this.hint);
    select.hidden = true;
    this.label.htmlFor = this.input.id;
    const [chosen] = select.selectedOptions;
    if (chosen?.value) this.show({ id: chosen.value, ...chosen.dataset });
    this.listen();
  }

  listen() {
    this.input.addEventListener("input", () => {
      this.select.value = "";
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.look(), REST);
    });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // The focus stays in the field.
    this.list.addEventListener("click", ({ target }) => {
      const at = [...this.list.children].indexOf(target.closest("li"));
      if (at >= 0) this.choose(this.hits[at]);
    });
  }

  get open() {
    return !this.list.hidden;
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (this.open) this.move(key === "ArrowDown" ? this.active + 1 : Math.max(this.active, 0) - 1);
      else this.look();
    } else if (key === "Enter" && this.open && this.active >= 0) this.choose(this.hits[this.active]);
    else if (key === "Escape" && this.open) this.close();
    else if (key === "Escape" && this.input.value) this.show({ id: "", name: "", taken: "" });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async look() {
    clearTimeout(this.resting);
    this.asking?.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const query = new URLSearchParams({ q: this.input.value });
      const headers = { Accept: "application/json" };
      const answer = await fetch(`${this.url}?${query}`, { headers, signal, redirect: "error" });
      const { groups } = await answer.json();
      if (document.activeElement === this.input) this.offer(groups);
    } catch {
      if (!signal.aborted) this.giveUp();
    }
  }

  offer(hits) {
    this.hits = hits;
    this.list.replaceChildren(
      ...hits.map(({ name, place, taken }, at) => {
        const item = make("li", { id: `${this.list.id}-${at}` }, { role: "option", "aria-selected": "false" });
        const rest = [place, taken && `มีแล้ว: ${taken}`].filter(Boolean).join(" · ");
        item.append(make("b", { textContent: name }), " ", make("small", { textContent: rest }));
        return item;
      }),
    );
    this.list.hidden = !hits.length;
    this.input.setAttribute("aria-expanded", String(this.open));
    this.hint.textContent = hits.length ? `พบ ${hits.length} กลุ่ม` : "ไม่พบชื่อนี้ในทะเบียน เพิ่มเป็นกลุ่มใหม่ได้";
    this.active = -1;
    if (hits.length && this.input.value.trim()) this.move(0);
    else this.input.removeAttribute("aria-activedescendant");
  }

  move(to) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = (to + this.hits.length) % this.hits.length;
    const item = this.list.children[this.active];
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item.id);
  }

  choose(hit) {
    this.close();
    this.show(hit);
  }

  show({ id, name, taken }) {
    // Somebody may have registered it after this page was made.
    if (id && ![...this.select.options].some((option) => option.value === String(id))) this.select.add(new Option(name, id));
    this.select.value = id;
    this.input.value = name;
    this.hint.textContent = taken ? `มีแล้ว: ${taken}` : "";
  }

  close() {
    clearTimeout(this.resting);
    this.asking?.abort();
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    if (!this.select.value) this.hint.textContent = "";
  }

  // A name that was typed to its end counts without being chosen.
  leave() {
    const typed = this.input.value.trim();
    const same = this.select.value ? [] : this.hits.filter(({ name }) => name === typed);
    this.close();
    if (same.length === 1) this.show(same[0]);
  }

  // Nothing can be looked up: the plain list does it.
  giveUp() {
    const focused = document.activeElement === this.input;
    this.box.remove();
    this.hint.remove();
    this.label.htmlFor = this.select.id;
    this.select.hidden = false;
    if (focused) this.select.focus();
  }
}

// The number keys by their place, because a Thai keyboard has letters on them.
const digit = ({ code, key }) => Number(/^(?:Digit|Numpad)([1-5])$/.exec(code)?.[1] ?? "12345".indexOf(key) + 1);

const takeKeys = (form) => {
  const radios = [...form.querySelectorAll('input[type="radio"][name$="-category"]')];
  radios.forEach((radio, at) => {
    radio.setAttribute("aria-keyshortcuts", String(at + 1));
    radio.labels[0].dataset.key = String(at + 1);
  });
  form.addEventListener("keydown", (event) => {
    if (!radios.includes(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    const radio = radios[digit(event) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
  });
};

for (const form of document.querySelectorAll("form.adding")) {
  takeKeys(form);
  const select = form.querySelector('select[name$="-group"]');
  if (select) new Finder(select, form.dataset.find);
  form.dataset.ready = "true";
}
