// Every page works without this file. It only shows what a page cannot do alone: open the print window.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
