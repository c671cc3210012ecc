// Reads amounts as reporting/amounts.py does, in satang; a test holds the two against each other.

const AROUND = /^[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+$/g;
const MAX_CHARACTERS = 60;
const MAX_SATANG = 100_000_000_000n; // A billion baht.
const WHOLE = "(0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)";
const UNITS = { ร้อย: 100n, พัน: 1_000n, หมื่น: 10_000n, แสน: 100_000n, ล้าน: 1_000_000n };
const AMOUNT = new RegExp(`^${WHOLE}(?:\\.([0-9]{1,2}))?$`);
const WITH_UNIT = new RegExp(`^${WHOLE}(?:\\.([0-9]{1,8}))?[ \\u00a0]?(${Object.keys(UNITS).join("|")})$`);

// The number row of the Thai keyboard; only a Thai letter gives the layout away.
const KEDMANEE = "ๅ/-ภถ\u0e38\u0e36คตจมใ";
const KEDMANEE_TEXT = /^(?=.*[ๅภถ\u0e38\u0e36คตจ])[ๅ/\-ภถ\u0e38\u0e36คตจมใ.,]+$/;

const ONE_UNIT = "กรุณาพิมพ์ตัวเลขกับหน่วยเดียว เช่น 2.5 แสน หรือพิมพ์จำนวนเต็มทุกหลัก เช่น 250,000";
const ONLY_DIGITS = "กรุณาพิมพ์เฉพาะตัวเลข เช่น 1230 หรือ 1,230.50";
const TOO_LONG = "จำนวนนี้มากเกินไป ช่องหนึ่งพิมพ์ได้ไม่เกิน 999,999,999.99 บาท กรุณาตรวจจำนวนหลักอีกครั้ง";
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

// What is wrong, and what to type; the first pattern that is found answers.
const REFUSALS = [
  [/^[-–—−]+$/, "หากไม่มียอด กรุณาพิมพ์ 0 แทนเครื่องหมายขีด"],
  [/[0-9๐-๙][^\n]*(?:ร้อย|พัน|หมื่น|แสน|ล้าน)/, ONE_UNIT],
  [/บาท|สตางค์|฿|thb|baht/i, "กรุณาพิมพ์เฉพาะตัวเลข ไม่ต้องใส่คำว่าบาทหรือ ฿ เช่น 1,230.50"],
  [/^[0-9๐-๙.,]+[eE][-+]?[0-9๐-๙]+$/, "กรุณาพิมพ์จำนวนเต็มทุกหลัก ไม่ใช้ตัว e เช่น 12000 หรือ 12,000"],
  [/^[-+–—−]|[-+–—−]$|^\([^\n]*\)$/, "กรุณาพิมพ์จำนวนเงินโดยไม่มีเครื่องหมายบวก ลบ หรือวงเล็บ เช่น 1,230.50"],
  [/(?![0-9๐-๙])\p{Nd}/u, "กรุณาพิมพ์เลข 0–9 หรือ ๐–๙ แบบปกติ เช่น 1,230.50 หรือ ๑,๒๓๐.๕๐"],
  [/[\u200b-\u200f\u2060\ufeff]/, "มีอักขระที่มองไม่เห็นปนอยู่ กรุณาลบแล้วพิมพ์ใหม่ เช่น 1,230.50"],
  [new RegExp(`^[0-9๐-๙.,]+(?:${SPACE}+[0-9๐-๙.,]+)+$`), "กรุณาพิมพ์ตัวเลขติดกัน ไม่เว้นวรรค เช่น 1230 หรือ 1,230"],
  [/[^0-9๐-๙.,]/u, ONLY_DIGITS],
  [/[0-9].*[๐-๙]|[๐-๙].*[0-9]/, "กรุณาใช้เลขไทยหรือเลขอารบิกอย่างเดียวทั้งจำนวน เช่น 1,230.50 หรือ ๑,๒๓๐.๕๐"],
  [/^[.,]+$/, ONLY_DIGITS],
  [/\..*\./, "ใส่จุดทศนิยมได้จุดเดียว และคั่นหลักพันด้วยจุลภาค เช่น 1,230.50"],
  [/^\./, "กรุณาพิมพ์ 0 หน้าจุดทศนิยม เช่น 0.50"],
  [/\.$/, "หลังจุดทศนิยมต้องมีตัวเลข 1–2 หลัก เช่น 1,230.50 หากไม่มีสตางค์ ไม่ต้องพิมพ์จุด"],
  [/\.[^,]{3,}$/, "ทศนิยมมีได้ไม่เกิน 2 หลัก เช่น 1,230.50 หากเป็นหลักพัน กรุณาคั่นด้วยจุลภาค เช่น 1,230"],
  [/^[0๐][0-9๐-๙,]/, "กรุณาตัดเลข 0 ที่อยู่ข้างหน้าออก เช่น 1,230 หรือ 0.50"],
  [/,/, "เครื่องหมายจุลภาคต้องคั่นทีละสามหลัก เช่น 1,230 หรือ 1,230.50"],
];

const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x0e50 + 48));
const refusal = (text) => (REFUSALS.find(([pattern]) => pattern.test(text)) || [null, ONLY_DIGITS])[1];
const refused = (error) => ({ satang: null, rescued: false, error });

const amount = (whole, part, unit, rescued) => {
  const scaled = BigInt(whole.replaceAll(",", "") + (part || "").padEnd(8, "0")) * unit;
  const [satang, rest] = [scaled / 1_000_000n, scaled % 1_000_000n];
  if (satang >= MAX_SATANG) return refused(TOO_LONG);
  return rest ? refused(ONE_UNIT) : { satang: Number(satang), rescued, error: "" };
};

// {satang, rescued, error}: satang is null when nothing was typed or the text cannot be read.
export const readAmount = (text) => {
  const typed = text.replace(AROUND, "");
  if (!typed) return refused("");
  if ([...typed].length > MAX_CHARACTERS) return refused(/^\p{Nd}/u.test(typed) ? TOO_LONG : ONLY_DIGITS);
  if (/[0-9]/.test(typed) && /[๐-๙]/.test(typed)) return refused(refusal(typed));
  const plain = arabic(typed);
  let match = AMOUNT.exec(plain);
  if (match) return amount(match[1], match[2], 1n, false);
  match = WITH_UNIT.exec(plain);
  if (match) return amount(match[1], match[2], UNITS[match[3]], true);
  if (!KEDMANEE_TEXT.test(typed)) return refused(refusal(typed));
  const keys = [...typed].map((key) => "1234567890,."[KEDMANEE.indexOf(key)] || key).join("");
  match = AMOUNT.exec(keys);
  if (match) return amount(match[1], match[2], 1n, true);
  return refused(`แป้นพิมพ์เป็นภาษาไทยอยู่ อ่านได้ว่า ${keys}: ${refusal(keys)}`);
};

// 123050 → "1,230.50"
export const formatSatang = (satang) => {
  const [baht, rest] = [Math.floor(satang / 100), satang % 100];
  return `${String(baht).replace(/\B(?=(\d{3})+$)/g, ",")}.${String(rest).padStart(2, "0")}`;
};

const DIGITS = ["", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"];
const PLACES = ["แสน", "หมื่น", "พัน", "ร้อย"];

const numberWords = (number) => {
  const millions = Math.floor(number / 1_000_000);
  const digits = [...String(number % 1_000_000).padStart(6, "0")].map(Number);
  let words = millions ? `${numberWords(millions)}ล้าน` : "";
  PLACES.forEach((place, at) => (words += digits[at] ? DIGITS[digits[at]] + place : ""));
  if (digits[4]) words += `${{ 1: "", 2: "ยี่" }[digits[4]] ?? DIGITS[digits[4]]}สิบ`;
  return words + (digits[5] === 1 && words ? "เอ็ด" : DIGITS[digits[5]]);
};

// 12500000 → "หนึ่งแสนสองหมื่นห้าพันบาทถ้วน"
export const bahtWords = (satang) => {
  const [baht, rest] = [Math.floor(satang / 100), satang % 100];
  if (!rest) return `${numberWords(baht) || "ศูนย์"}บาทถ้วน`;
  return `${baht ? `${numberWords(baht)}บาท` : ""}${numberWords(rest)}สตางค์`;
};
