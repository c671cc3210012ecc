// Signing out clears what is typed and not saved from this browser, and says before how much that is.
import { clear, kept } from "./entry/vault.js";

const form = document.getElementById("sign-out");

const rows = await kept(form.dataset.me).catch(() => []);
if (rows.length) {
  form.querySelector("[data-count]").textContent = rows.length;
  form.querySelector("[data-unsaved]").hidden = false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await clear().catch(() => {});
  form.submit();
});
