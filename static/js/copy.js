// Buttons that copy a text: <button data-copy="…" hidden>. Without JavaScript they stay hidden.
(() => {
  "use strict";

  if (!navigator.clipboard) return;

  document.querySelectorAll("button[data-copy]").forEach((button) => {
    const words = button.innerHTML;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "คัดลอกแล้ว";
      window.setTimeout(() => {
        button.innerHTML = words;
      }, 2000);
    });
  });
})();
