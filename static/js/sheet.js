// The box in the head of a tick column follows the boxes of its rows; base.js ticks the rows when it is pressed.
(() => {
  "use strict";

  const head = document.querySelector("input[data-tick-all]");
  if (!head) return;
  const rows = [...document.querySelectorAll(`input[type="checkbox"][name="${head.dataset.tickAll}"]`)];
  // Without JavaScript the head's box itself is sent and means the whole page; with it the rows say everything.
  head.removeAttribute("name");

  const follow = () => {
    const ticked = rows.filter((row) => row.checked).length;
    head.checked = rows.length > 0 && ticked === rows.length;
    head.indeterminate = ticked > 0 && ticked < rows.length;
  };

  rows.forEach((row) => row.addEventListener("change", follow));
  window.addEventListener("pageshow", follow);
  follow();
})();
