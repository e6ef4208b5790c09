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
