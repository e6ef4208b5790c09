// A report beside its original, by keyboard and by click: the figure in hand is marked on both sides, and what is known
// of it is loaded beside. Without scripts every figure is a link that does the same.
"use strict";

(function reader() {
  const rows = Array.from(document.querySelectorAll("tr[data-f]"));
  if (!rows.length) return;
  const list = document.querySelector(".rows");
  const looks = document.getElementById("looks");
  let at = Math.max(rows.findIndex((row) => row.hasAttribute("aria-current")), 0);
  let later = 0;
  let asked = new AbortController();

  function into(node, box) {
    if (!node || !box) return;
    const [inner, outer] = [node.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 40) box.scrollTop += inner.top - outer.top - outer.height / 2;
  }

  // Beyond the ends of the table the next page of figures goes on.
  function turned(place) {
    const on = document.getElementById(place < 0 ? "figures-before" : "figures-after");
    if (on) location.assign(on.href);
    return Boolean(on);
  }

  function take(place, { load = true } = {}) {
    if ((place < 0 || place >= rows.length) && turned(place)) return;
    at = Math.min(Math.max(place, 0), rows.length - 1);
    for (const node of document.querySelectorAll("[data-f][aria-current]")) node.removeAttribute("aria-current");
    const figure = rows[at].dataset.f;
    const mark = document.getElementById(`f${figure}`);
    rows[at].setAttribute("aria-current", "true");
    if (mark) mark.setAttribute("aria-current", "true");
    into(rows[at], list);
    into(mark, mark && (mark.closest(".scroll, .original")));
    into(mark, document.querySelector(".original"));
    if (!load) return;
    history.replaceState(null, "", `?f=${figure}`);
    clearTimeout(later);
    later = setTimeout(() => inspect(figure), 120);
  }

  // What is known of a figure comes from the same page; of several on their way the last one counts.
  async function inspect(figure) {
    asked.abort();
    asked = new AbortController();
    try {
      const headers = { "HX-Request": "true", "HX-Target": "inspector" };
      const answer = await fetch(`?f=${figure}`, { signal: asked.signal, headers });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("inspector");
      if (found) document.getElementById("inspector").replaceWith(found);
    } catch { /* another figure is in hand by now, or the connection is away: its link still leads there */ }
  }

  async function confirm() {
    const button = rows[at].querySelector(".tick button");
    if (button) {
      const form = new FormData(looks);
      form.set("figure", rows[at].dataset.f);
      const answer = await fetch(looks.action, { method: "POST", body: form, headers: { "HX-Request": "true" } });
      if (!answer.ok) { button.click(); return; }
      const tick = button.parentElement;
      tick.textContent = "✓";
    }
    take(at + 1);
  }

  function focus(selector) {
    const node = document.querySelector(selector);
    if (!node) return;
    node.scrollIntoView({ block: "nearest" });
    node.focus();
    if (node.select) node.select();
  }

  document.addEventListener("click", (event) => {
    const marked = event.target.closest("[data-f]");
    if (!marked || marked.id === "inspector" || event.target.closest("button, input, select, textarea, summary") || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    take(rows.findIndex((row) => row.dataset.f === marked.dataset.f));
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, textarea, select");
    if (typing) {
      if (event.key === "Escape") typing.blur();
      return;
    }
    const busy = event.target.closest("a, button, summary");
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step) { event.preventDefault(); take(at + step); }
    else if (event.key === "Enter" && !(busy && !busy.closest("[data-f]"))) { event.preventDefault(); confirm(); }
    else if (event.key === "e") { event.preventDefault(); focus(rows[at].querySelector(".pill.warn") && !document.querySelector("#inspector #value") ? "#inspector #indicator" : "#inspector #value, #inspector #indicator"); }
    else if (event.key === "r" && document.getElementById("return")) { event.preventDefault(); document.getElementById("return").open = true; focus("#message"); }
    else if (event.key === "[") document.querySelector("a[rel=prev]")?.click();
    else if (event.key === "]") document.querySelector("a[rel=next]")?.click();
  });

  take(at, { load: false });
})();
