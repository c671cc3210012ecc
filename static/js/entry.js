// Asks before the weekly table is left with figures that are typed and not saved, whatever leads away from it.
(() => {
  "use strict";

  const form = document.getElementById("entry");
  if (!form) return;

  const isTyped = (field) =>
    field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;

  // data-unsaved: the page shows again what could not be saved. data-sent: base.js has seen it being saved.
  const isUnsaved = () =>
    !form.dataset.sent && ("unsaved" in form.dataset || [...form.querySelectorAll("input")].some(isTyped));

  window.addEventListener("beforeunload", (event) => {
    if (!isUnsaved()) return;
    event.preventDefault();
    event.returnValue = true; // what browsers before 2023 ask for
  });
})();
