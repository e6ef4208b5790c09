// A figure of the sheet and where it comes from, side by side: by mouse, by keyboard. Without this the links do it.
"use strict";

document.documentElement.classList.add("js");

(function figures() {
  const why = () => document.getElementById("why");
  if (!why()) return; // a page of its own for one paragraph
  const all = () => [...document.querySelectorAll("#sheet a.fig")].filter((one) => one.offsetParent !== null || one.id === current);
  let current = new URLSearchParams(location.search).get("figure");

  function mark() {
    document.querySelectorAll("#sheet a.fig[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    const figure = current && document.getElementById(current);
    if (figure) figure.setAttribute("aria-current", "true");
    why().classList.toggle("open", Boolean(current));
    document.body.classList.toggle("reading", Boolean(current));
  }

  async function show(identity, focus) {
    const address = new URL(location.href);
    address.searchParams.set("figure", identity);
    address.hash = "";
    current = identity;
    history.replaceState(null, "", address);
    mark();
    await htmx.ajax("GET", address.pathname + address.search, { target: "#why", swap: "innerHTML" });
    why().scrollTop = 0;
    const figure = document.getElementById(identity);
    if (!figure) return;
    const folded = figure.closest("details:not([open])");
    if (folded) folded.open = true;
    if (focus) figure.focus({ preventScroll: true });
    figure.scrollIntoView({ block: "nearest" });
  }

  function close() {
    const last = current && document.getElementById(current);
    const address = new URL(location.href);
    address.searchParams.delete("figure");
    address.hash = "";
    history.replaceState(null, "", address);
    current = null;
    mark();
    if (last) last.focus();
  }

  function step(by) {
    const figures = all();
    const at = figures.findIndex((one) => one.id === current);
    const next = figures[Math.min(figures.length - 1, Math.max(0, at + by))];
    if (next && next.id !== current) show(next.id, true);
  }

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const figure = event.target.closest("#sheet a.fig");
    const drawn = event.target.closest("#sheet [data-figure]");
    if (figure || drawn) {
      event.preventDefault();
      show(figure ? figure.id : drawn.dataset.figure, false);
    } else if (event.target.closest("#why [data-step]")) {
      event.preventDefault();
      step(Number(event.target.closest("[data-step]").dataset.step));
    } else if (event.target.closest("#why [data-close]")) {
      event.preventDefault();
      close();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !current) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "Escape") close();
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!by || why().contains(document.activeElement)) return;
    event.preventDefault();
    step(by);
  });

  // The sheet loads itself again with the figure that is being looked at; never under somebody's hands.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id === "desk") event.detail.path = location.pathname + location.search;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id !== "desk" || !busy()) return;
    event.preventDefault();
    document.getElementById("held").hidden = false;
  });

  function busy() {
    const fields = [...document.querySelectorAll("#desk textarea, #desk input:not([type=hidden]), #desk select")];
    return fields.some((field) => field === document.activeElement || field.closest(".editing") || field.value !== field.defaultValue);
  }

  document.addEventListener("htmx:afterSwap", mark);
  mark();
  if (current) document.getElementById(current)?.scrollIntoView({ block: "center" });
})();

// A paragraph is edited where it stands; without this the link leads to a page for it.
(function editing() {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("#sheet a.edit");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      const block = link.closest("[data-edit]");
      await htmx.ajax("GET", link.getAttribute("href"), { target: block, swap: "outerHTML", source: link });
      return;
    }
    const cancel = event.target.closest("#sheet [data-cancel]");
    if (cancel && document.getElementById("desk")) {
      event.preventDefault();
      location.assign(cancel.href.split("#")[0] + (location.search || ""));
    }
  });

  // What the server says of a form that was not saved (409) is shown in its place.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409 && event.detail.requestConfig.elt.matches(".editing")) event.detail.shouldSwap = true;
  });

  function grow(area) {
    area.rows = 2; // rows, not a style: the policy of the pages allows none
    while (area.scrollHeight > area.clientHeight + 2 && area.rows < 60) area.rows += 1;
  }
  const ready = (inside) => inside.querySelectorAll("textarea[data-grow]").forEach((area) => {
    grow(area);
    if (area.autofocus && document.activeElement !== area) area.focus();
  });
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
  document.addEventListener("input", (event) => event.target.matches("textarea[data-grow]") && grow(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches(".editing textarea")) event.target.form.requestSubmit();
  });
  ready(document);

  const at = new URLSearchParams(location.search).get("at");
  if (at) document.getElementById(`p${at}`)?.scrollIntoView({ block: "center" });
})();
