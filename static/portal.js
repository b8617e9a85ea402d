// Every page works without this file. It only shows what a page cannot do alone: open the print window.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// On the page of a comment: put the words selected in the clause into the quote.
for (const button of document.querySelectorAll("button[data-quote-to]")) {
  const clause = document.querySelector("[data-quote-from]");
  const quote = document.getElementById(button.dataset.quoteTo);
  let words = "";
  button.hidden = false;
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (selection.isCollapsed || !clause.contains(selection.anchorNode) || !clause.contains(selection.focusNode)) return;
    words = selection.toString().trim();
  });
  button.addEventListener("click", () => {
    if (words) quote.value = words;
    quote.focus();
  });
}

// On the page of a document that is being read: show how far it is, and the page itself once it is read.
for (const status of document.querySelectorAll("[data-refresh]")) {
  const look = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-refresh]");
      if (!now) return location.reload();
      status.replaceChildren(...now.childNodes);
    } catch {
      // The portal does not answer: ask again later.
    }
    setTimeout(look, status.dataset.refresh * 1000);
  };
  setTimeout(look, status.dataset.refresh * 1000);
}
