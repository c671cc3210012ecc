// Small comforts for every page; nothing here is needed to use the portal.
(() => {
  "use strict";

  const closeMenus = (except) => {
    document.querySelectorAll("details.drop[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  };

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.drop")));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.drop[open]");
    closeMenus();
    if (menu) menu.querySelector("summary").focus();
    const nav = document.getElementById("nav-open");
    if (nav && nav.checked) {
      nav.checked = false;
      nav.focus();
    }
  });

  const release = (form) => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  };

  // A second press while the first is on its way would only show "done already"; spare the wait.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-repeat")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
    window.setTimeout(() => release(form), 10000); // an answer that never came, or a file that was downloaded
  });

  // Coming back with the browser's arrow shows the page as it was: let it be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach(release);
  });

  // "Tick all" boxes: <input type="checkbox" data-tick-all="line"> ticks every enabled box named "line".
  document.addEventListener("change", (event) => {
    const name = event.target.dataset && event.target.dataset.tickAll;
    if (!name) return;
    document.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(name)}"]:not(:disabled)`).forEach((box) => {
      box.checked = event.target.checked;
    });
  });
})();
