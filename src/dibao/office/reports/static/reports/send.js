// Sending with a browser that runs scripts: files can be dropped anywhere on the box, a folder keeps its names, and a
// form is sent once. Without scripts the same form works as it stands.
"use strict";

for (const form of document.querySelectorAll("form[data-send]")) {
  const files = form.querySelector("input[type=file]:not([webkitdirectory])");
  const folder = form.querySelector("input[webkitdirectory]");
  const paths = form.querySelector("input[name=paths]");
  const box = form.querySelector(".drop") || form;

  for (const kind of ["dragenter", "dragover"]) {
    box.addEventListener(kind, (event) => { event.preventDefault(); box.classList.add("over"); });
  }
  for (const kind of ["dragleave", "drop"]) box.addEventListener(kind, () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    files.files = event.dataTransfer.files;
    files.focus();
  });

  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (paths && folder && folder.files.length) {
      const loose = Array.from(files.files, (file) => file.name);
      const inside = Array.from(folder.files, (file) => file.webkitRelativePath || file.name);
      // In the order in which the browser sends them: that of the form.
      paths.value = (files.compareDocumentPosition(folder) & Node.DOCUMENT_POSITION_FOLLOWING ? [...loose, ...inside] : [...inside, ...loose]).join("\n");
    }
    const button = form.querySelector("button[data-busy]");
    if (button) button.textContent = button.dataset.busy;
  });
  // Coming back by the browser's own button, the form can be sent again.
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}
