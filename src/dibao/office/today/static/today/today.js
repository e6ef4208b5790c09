// Today: the line of now moves, and findings are settled from the keyboard.
"use strict";

function now() {
  for (const line of document.querySelectorAll("line.now[data-from]")) {
    const from = new Date(line.dataset.from), to = new Date(line.dataset.to);
    const at = (Date.now() - from) / (to - from) * 100;
    line.toggleAttribute("hidden", at < 0 || at > 100);
    for (const side of ["x1", "x2"]) line.setAttribute(side, at < 0 || at > 100 ? "-9%" : `${at}%`);
  }
}
now();
setInterval(now, 20000);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const findings = [...document.querySelectorAll(".finding")];
  const here = document.activeElement.closest(".finding");
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step && findings.length && (here || event.key.length === 1)) {
    const next = findings[Math.min(Math.max(findings.indexOf(here) + (here ? step : 0), 0), findings.length - 1)];
    (here ? next : findings[0]).focus();
    event.preventDefault();
    return;
  }
  if (!here) return;
  const on = document.activeElement === here;
  if (event.key === "Enter" && on) here.querySelector("[data-key=Enter]")?.click();
  else if (event.key === "c") unfold(here.querySelector("details.ask"), "button");
  else if (event.key === "a") unfold(here.querySelector("details.accept"), "input[name=reason]");
  else if (event.key === "r") unfold(here.querySelector("details.reply"), "textarea");
  else if (event.key === "Escape") here.focus();
  else return;
  event.preventDefault();
});

function unfold(details, what) {
  if (!details) return;
  details.open = true;
  details.querySelector(what)?.focus();
}
