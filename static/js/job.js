// Asks how far a document is, and shows the page anew when there is an end. A lost line is asked again later.
(() => {
  "use strict";

  const meter = document.getElementById("job");

  async function look() {
    try {
      const answer = await fetch(meter.dataset.state, { headers: { Accept: "application/json" } });
      const state = answer.ok ? await answer.json() : { over: true };
      if (state.over) {
        location.reload();
        return;
      }
      meter.querySelector("progress").value = state.progress;
      const sentence = meter.querySelector("[role=status]");
      if (sentence.textContent !== state.sentence) sentence.textContent = state.sentence;
    } catch {
      // Not reached: the next look tries again.
    }
    setTimeout(look, 1000);
  }

  setTimeout(look, 700);
})();
