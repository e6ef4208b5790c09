(function () {
  "use strict";
  var root = document.documentElement, why = document.getElementById("why"), close = document.getElementById("close");
  var figures = Array.prototype.slice.call(document.querySelectorAll("a.fig"));
  var current = null;
  root.classList.add("js");
  function show(figure, focus) {
    hide();
    current = figure;
    figure.setAttribute("aria-current", "true");
    document.getElementById("src-" + figure.id).classList.add("on");
    why.classList.add("open");
    document.body.classList.add("reading");
    close.hidden = false;
    why.scrollTop = 0;
    if (focus) figure.focus({preventScroll: true});
    figure.scrollIntoView({block: "nearest"});
  }
  function hide() {
    if (!current) return;
    current.removeAttribute("aria-current");
    document.getElementById("src-" + current.id).classList.remove("on");
    why.classList.remove("open");
    document.body.classList.remove("reading");
    close.hidden = true;
    current = null;
  }
  figures.forEach(function (figure) {
    figure.addEventListener("click", function (event) { event.preventDefault(); show(figure, false); });
  });
  document.querySelectorAll("[data-figure]").forEach(function (mark) {
    var figure = document.getElementById(mark.getAttribute("data-figure"));
    if (figure) mark.addEventListener("click", function () { show(figure, false); });
  });
  close.addEventListener("click", function () { var last = current; hide(); if (last) last.focus(); });
  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && current) { var last = current; hide(); last.focus(); }
    var step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step || !current || why.contains(document.activeElement)) return;
    event.preventDefault();
    show(figures[Math.min(figures.length - 1, Math.max(0, figures.indexOf(current) + step))], true);
  });
  var named = location.hash && document.getElementById(location.hash.slice(1).replace(/^src-/, ""));
  if (named && figures.indexOf(named) >= 0) show(named, false);
}());
