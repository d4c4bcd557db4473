// Says aloud what htmx did: an answer that failed is told in words, and keyboard focus follows what was swapped in.
"use strict";
(() => {
  const region = () => document.getElementById("toast");

  // The sentences stand in the page, in the reader's language: <… id="toast" data-lost="…" data-failed="…">.
  const tell = (kind) => {
    const toast = region();
    if (!toast) return;
    toast.querySelector("[data-text]").textContent = toast.dataset[kind];
    toast.classList.add("shown");
  };

  const quiet = () => region()?.classList.remove("shown");

  document.addEventListener("htmx:before:request", quiet);
  document.addEventListener("htmx:error", () => tell("lost"));
  document.addEventListener("htmx:response:error", (event) => {
    // A form sent back with its errors (422) is an answer, shown where the form stands.
    if (event.detail.ctx.response.raw.status !== 422) tell("failed");
  });

  // After a swap: the first field in error, else whatever asks for focus by data-focus.
  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx?.target;
    const place = target?.isConnected ? target : document;
    const wanted = place.querySelector('[aria-invalid="true"], [data-focus]');
    if (wanted) wanted.focus();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-quiet]")) quiet();
    if (event.target.closest("[data-print]")) window.print();
    // The phone's "More" closes when one taps beside it.
    for (const menu of document.querySelectorAll(".nav details[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    quiet();
    for (const menu of document.querySelectorAll(".nav details[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
})();
