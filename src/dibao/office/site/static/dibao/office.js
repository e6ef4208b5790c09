// What every page shares: what a colleague did shows without reloading, the clock to the cut-off, copying a message.
"use strict";

// Every few seconds: has anything been written? Regions with hx-trigger="changed from:body" then load themselves again.
(function live() {
  const state = document.body.dataset;
  if (!state.live) return;
  let known = null;
  async function ask() {
    try {
      const answer = await fetch(state.live, { headers: { Accept: "application/json" } });
      if (answer.redirected) return;
      const { at } = await answer.json();
      if (known !== null && at !== known) htmx.trigger(document.body, "changed");
      known = at;
    } catch { /* the connection is away for a moment; the next round asks again */ }
  }
  ask();
  setInterval(() => document.hidden || ask(), 4000);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
})();

// <time data-until="2026-02-03T11:00:00+08:00">: how long there is still.
function clocks() {
  for (const node of document.querySelectorAll("time[data-until]")) {
    const left = Math.round((new Date(node.dataset.until) - Date.now()) / 1000);
    const seconds = Math.max(left, 0);
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    node.textContent = left > 0 ? parts.map((part) => String(part).padStart(2, "0")).join(":") : node.dataset.over;
  }
}
clocks();
setInterval(clocks, 1000);

// <button data-copy="#id">: the text of that element goes to the clipboard.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  const text = source.value ?? source.textContent;
  try {
    await navigator.clipboard.writeText(text.trim());
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand("copy");
  }
  button.textContent = button.dataset.done;
});

// A region that loads itself again takes nothing from under the hand: while somebody types in it, it waits; what was
// typed and which parts were unfolded outlive it; and words whose place has gone are shown, not lost.
(function typing() {
  const FIELDS = "textarea, select, input:not([type=hidden]):not([type=file]):not([type=password])";
  const WORDS = "textarea, input:not([type]), input[type=text], input[type=search]";
  let kept = null, waiting = false;
  const ticked = (field) => field.type === "checkbox" || field.type === "radio";
  function changed(field) {
    if (ticked(field)) return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
    return field.value !== field.defaultValue;
  }
  const path = (field) => field.id || `${field.form?.getAttribute("action")} ${field.name} ${ticked(field) ? field.value : ""}`;

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const region = event.detail.target, cause = event.detail.requestConfig?.elt, hand = document.activeElement;
    if (cause === region && region.contains(hand) && hand.matches(WORDS) && changed(hand)) {
      event.detail.shouldSwap = false;
      waiting = true;
      return;
    }
    const sent = cause?.closest("form");
    kept = {
      lost: (region.matches("[data-lost]") ? region : region.querySelector("[data-lost]"))?.dataset.lost,
      open: [...region.querySelectorAll("details[id]")].filter((one) => !one.contains(sent ?? null)).map((one) => [one.id, one.open]),
      fields: [...region.querySelectorAll(FIELDS)].filter((field) => changed(field) && !(sent && field.form === sent))
        .map((field) => ({ at: path(field), value: field.value, checked: field.checked, words: field.matches(WORDS) })),
    };
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    if (!kept) return;
    const { lost, open, fields } = kept, now = [...document.querySelectorAll(FIELDS)];
    kept = null;
    for (const [id, was] of open) {
      const one = document.getElementById(id);
      if (one) one.open = was;
    }
    for (const { at, value, checked, words } of fields) {
      const field = now.find((one) => path(one) === at);
      if (field) Object.assign(field, ticked(field) ? { checked } : { value });
      else if (lost && words) tell(lost, value);
    }
  });
  document.body.addEventListener("focusout", () => {
    if (!waiting) return;
    waiting = false;
    setTimeout(() => htmx.trigger(document.body, "changed"), 200);
  });

  function tell(lost, words) {
    const note = document.createElement("div"), quote = document.createElement("blockquote");
    note.className = "note bad";
    note.setAttribute("role", "alert");
    quote.textContent = words;
    note.append(lost, quote);
    document.getElementById("main").prepend(note);
  }
})();
