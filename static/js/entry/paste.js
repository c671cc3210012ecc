// A block from Excel, LibreOffice or Google Sheets: laid over the rows, shown first, put in when it is confirmed.
import { readAmount } from "./amounts.js";
import { COLUMNS } from "./table.js";

const SHOWN = 8; // Rows of the preview.
const isFigure = (text) => !text.trim() || !readAmount(text).error;
const plain = (text) => text.normalize("NFC").replace(/[\s\u200b-\u200d\ufeff]/g, "").replaceAll("เเ", "แ").toLowerCase();

// "a<tab>b<line>…" → rows of texts. A quoted cell may hold line ends, as spreadsheets write them.
export const cellsOf = (text) => {
  const rows = [[]];
  const lexer = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  const source = text.replace(/(\r\n|\r|\n)+$/, "");
  for (let at = 0; at <= source.length; ) {
    lexer.lastIndex = at;
    const match = lexer.exec(source);
    rows.at(-1).push(match[1] === undefined ? match[2] : match[1].replaceAll('""', '"'));
    at = lexer.lastIndex;
    if (source.startsWith("\r\n", at)) at += 1;
    else if (at >= source.length) break;
    if (/[\r\n]/.test(source[at])) rows.push([]);
    at += 1;
  }
  return rows;
};

// Which columns of the block hold names, which figures, and how many rows on top are headings.
const shapeOf = (rows) => {
  const width = Math.max(...rows.map((row) => row.length));
  const isHead = (row) => row.some((text) => !isFigure(text)) && !row.some((text) => text.trim() && isFigure(text));
  let heads = 0;
  while (heads < rows.length - 1 && isHead(rows[heads])) heads += 1;
  const body = rows.slice(heads);
  const figures = [];
  for (let column = 0; column < width; column++) {
    const filled = body.filter((row) => (row[column] ?? "").trim());
    if (filled.filter((row) => isFigure(row[column])).length * 2 >= filled.length) figures.push(column);
  }
  const first = figures.find((column) => column > 0 && !figures.includes(column - 1)) ?? figures[0] ?? 0;
  const names = [...Array(first).keys()].filter((column) => !figures.includes(column));
  return { heads, body, names, first: names.length ? first : 0, width };
};

// Where each pasted row goes: to the row of that name, or one after the other from the field with the focus.
export const plan = (table, place, text) => {
  const { heads, body, names, first, width } = shapeOf(cellsOf(text));
  const start = names.length ? 0 : place.column;
  const wide = Math.max(width - first - (COLUMNS.length - start), 0);
  const found = { edits: [], lines: [], heads, wide, locked: 0, strange: [], unread: 0, same: 0, beyond: 0 };
  body.forEach((texts, at) => {
    if (!texts.some((one) => one.trim())) return;
    const named = names.map((column) => texts[column]).join(" ").trim();
    const row = names.length ? byName(table, named, names.map((column) => texts[column])) : table.shown[place.row.index + at];
    if (!row) names.length ? found.strange.push(named) : (found.beyond += 1);
    else if (row.locked) found.locked += 1;
    else lay(found, row, texts.slice(first, first + COLUMNS.length - start), start);
  });
  return found;
};

const lay = (found, row, texts, start) => {
  const line = { row, cells: [] };
  texts.forEach((raw, at) => {
    const column = start + at;
    const [old, text] = [row.inputs[column].value, raw.replace(/^[ \t\u00a0]+|[ \t\u00a0]+$/g, "")];
    const [was, is] = [readAmount(old), readAmount(text)];
    if (!text || (!is.error && was.satang === is.satang)) found.same += 1;
    else {
      if (is.error) found.unread += 1;
      found.edits.push({ row, column, text });
      line.cells.push({ column, old, text, error: is.error });
    }
  });
  if (line.cells.length) found.lines.push(line);
};

// A name that stands on one row only, or together with its category; without one answer there is none.
const byName = (table, named, parts) => {
  table.names ??= table.rows.map((row) => {
    const who = row.tr.querySelector(".who");
    return { row, name: plain(who.firstChild.data), category: plain(who.querySelector(".cat").textContent) };
  });
  const texts = parts.map(plain);
  const rows = table.names.filter(({ name }) => texts.includes(name) || name === plain(named));
  const exact = rows.filter(({ category }) => texts.includes(category));
  const chosen = exact.length ? exact : rows;
  return chosen.length === 1 ? chosen[0].row : undefined;
};

const said = (found) =>
  [
    found.heads && `ข้ามหัวตาราง ${found.heads} แถว`,
    found.wide && `คอลัมน์เกินมา ${found.wide} คอลัมน์ ไม่ได้วาง`,
    found.same && `ว่างหรือเท่าเดิม ${found.same} ช่อง`,
    found.locked && `แถวที่ล็อกอยู่ ${found.locked} แถว ไม่ได้แก้`,
    found.beyond && `เกินท้ายตาราง ${found.beyond} แถว ไม่ได้วาง`,
    found.strange.length && `ไม่พบชื่อ ${found.strange.length} แถว: ${found.strange.slice(0, 3).join(", ")}`,
    found.unread && `อ่านตัวเลขไม่ได้ ${found.unread} ช่อง จะวางไว้ให้แก้`,
  ].filter(Boolean);

// Shows what would change and resolves with the edits, or with nothing.
export const preview = (dialog, found) => {
  const [list, body] = [dialog.querySelector("ul"), dialog.querySelector("tbody")];
  dialog.querySelector("[data-count]").textContent = `จะเปลี่ยน ${found.edits.length} ช่อง ใน ${found.lines.length} แถว`;
  list.replaceChildren(...said(found).map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  body.replaceChildren(
    ...found.lines.slice(0, SHOWN).map(({ row, cells }) => {
      const tr = document.createElement("tr");
      tr.insertCell().textContent = row.tr.querySelector(".who").firstChild.data;
      COLUMNS.forEach((_, column) => {
        const cell = cells.find((one) => one.column === column);
        const td = tr.insertCell();
        td.className = cell?.error ? "num hint-bad" : "num";
        td.textContent = cell ? `${cell.old || "ว่าง"} → ${cell.text}` : "";
      });
      return tr;
    }),
  );
  dialog.querySelector("[data-more]").textContent = found.lines.length > SHOWN ? `และอีก ${found.lines.length - SHOWN} แถว` : "";
  dialog.querySelector("[value=paste]").disabled = !found.edits.length;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "paste" ? found.edits : []), { once: true });
  });
};
