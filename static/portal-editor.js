// Enhances the forms in which clauses are written; all of it can be done without this file.
// 1. A rich-text editor in place of each Markdown box; it posts HTML in a field of its own.
// 2. Links found on this page go in where the cursor is.
// 3. Words are kept every few seconds, outside the draft, until they are saved.

const form = document.querySelector("form[data-engine]");
const editors = [];
let current = null;

// --- 1. rich text ---

const KINDS = [
  ["Bold", "bold", (c) => c.toggleBold()],
  ["Italic", "italic", (c) => c.toggleItalic()],
  ["List", "bulletList", (c) => c.toggleBulletList()],
  ["Numbered list", "orderedList", (c) => c.toggleOrderedList()],
  ["Quote", "blockquote", (c) => c.toggleBlockquote()],
];

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function button(label, act) {
  const made = element("button", { type: "button", class: "btn btn-secondary" }, label);
  made.addEventListener("click", act);
  return made;
}

function enrich(engine, box) {
  const html = form.elements[`${box.name}_html`];
  if (!html) return;
  const label = form.querySelector(`label[for="${box.id}"]`);
  const place = element("div", { class: "rich" });
  box.before(place);
  const described = box.getAttribute("aria-describedby");
  const editor = new engine.Editor({
    element: place,
    injectCSS: false,
    content: html.value,
    extensions: [
      engine.Document, engine.Paragraph, engine.Text, engine.HardBreak, engine.Bold, engine.Italic,
      engine.BulletList, engine.OrderedList, engine.ListItem, engine.Blockquote,
      engine.History, link(engine),
    ],
    editorProps: {
      attributes: {
        id: box.id, role: "textbox", "aria-multiline": "true", class: "rich__text clause__body",
        "aria-label": label ? label.textContent.trim() : "Text",
        ...(described ? { "aria-describedby": described } : {}),
        ...(box.classList.contains("is-invalid") ? { "aria-invalid": "true" } : {}),
      },
    },
  });
  box.removeAttribute("id");
  box.disabled = true;
  box.hidden = true;
  html.disabled = false;
  html.value = editor.getHTML();
  if (label) label.addEventListener("click", () => editor.commands.focus());
  editor.on("update", () => {
    html.value = editor.getHTML();
    html.dispatchEvent(new Event("input", { bubbles: true }));
  });
  editor.on("focus", () => { current = editor; });
  place.prepend(toolbar(editor, label));
  editors.push(editor);
}

// A link that carries nothing but its address.
function link(engine) {
  return engine.Mark.create({
    name: "link",
    inclusive: false,
    addAttributes: () => ({ href: { default: null } }),
    parseHTML: () => [{ tag: "a[href]" }],
    renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
  });
}

function toolbar(editor, label) {
  const bar = element("div", {
    class: "rich__bar", role: "group", "aria-label": `Layout of ${label ? label.textContent.trim() : "text"}`,
  });
  const switches = KINDS.map(([name, kind, act]) => {
    const made = button(name, () => act(editor.chain().focus()).run());
    bar.append(made);
    return [made, () => editor.isActive(kind)];
  });
  const address = linkRow(editor);
  const opener = button("Link", () => address.open());
  switches.push([opener, () => editor.isActive("link")]);
  bar.append(
    opener,
    button("Undo", () => editor.chain().focus().undo().run()),
    button("Redo", () => editor.chain().focus().redo().run()),
    address.row,
  );
  const show = () => {
    for (const [made, active] of switches) made.setAttribute("aria-pressed", String(active()));
  };
  editor.on("transaction", show);
  show();
  return bar;
}

function linkRow(editor) {
  const id = `address-${editors.length}`;
  const input = element("input", { id, class: "form-control", type: "text", autocomplete: "off" });
  const row = element("div", { class: "rich__link" });
  const close = () => {
    row.hidden = true;
    editor.commands.focus();
  };
  const set = () => {
    const href = input.value.trim();
    row.hidden = true;
    if (href) insertLink(editor, href, href);
    else selectLink(editor).unsetMark("link").run();
  };
  row.hidden = true;
  row.append(
    element("label", { for: id, class: "form-label" }, "Address of the link (empty: no link)"),
    input,
    button("Set the link", set),
    button("Cancel", close),
  );
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      set();
    } else if (event.key === "Escape") close();
  });
  const open = () => {
    input.value = editor.getAttributes("link").href || "";
    row.hidden = false;
    input.focus();
  };
  return { row, open };
}

function selectLink(editor) {
  const chain = editor.chain().focus();
  return editor.isActive("link") ? chain.extendMarkRange("link") : chain;
}

function insertLink(editor, href, words) {
  const chain = selectLink(editor);
  if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: words, marks: [{ type: "link", attrs: { href } }] }).run();
  } else chain.setMark("link", { href }).run();
}

async function start() {
  const boxes = [...form.querySelectorAll("textarea[data-rich]")];
  if (!boxes.length) return;
  const engine = await import(form.dataset.engine);
  for (const box of boxes) enrich(engine, box);
  if (!editors.length) return;
  [current] = editors;
  for (const panel of document.querySelectorAll("[data-plain]")) panel.hidden = true;
  for (const panel of document.querySelectorAll("[data-rich-only]")) panel.hidden = false;
}

// --- 2. links found on this page ---

function offer(found) {
  if (!current) return;
  for (const made of found.querySelectorAll("button[data-insert]")) {
    made.hidden = false;
    made.addEventListener("click", () => insertLink(current, made.dataset.insert, made.dataset.words));
  }
  for (const hint of found.querySelectorAll("[data-plain]")) hint.hidden = true;
}

function pick(panel) {
  const input = panel.querySelector("input[name=find]");
  const found = panel.querySelector("#found");
  const look = async () => {
    const answer = await fetch(`${panel.dataset.picker}?find=${encodeURIComponent(input.value)}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.querySelector("#found");
    found.replaceChildren(...(news ? news.childNodes : ["Nothing could be looked up. Try again."]));
    offer(found);
  };
  panel.querySelector("button[name=look]").addEventListener("click", (event) => {
    event.preventDefault();
    look();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      look();
    }
  });
  offer(found);
}

// --- 3. words kept before they are saved ---

const KEEP_AFTER = 5000;
const SEEN_EVERY = 60000;

function keep() {
  const says = form.querySelector("[data-keep-says]");
  const waits = form.hasAttribute("data-keep-waits");
  let [dirty, busy, done] = [false, null, false];
  const say = (words) => { if (says.textContent !== words) says.textContent = words; };

  async function send(only) {
    const data = new FormData(form);
    if (only) data.set("only", only);
    else dirty = false;
    busy = new AbortController();
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: data, signal: busy.signal });
      const { kept, changed, problem } = await answer.json();
      if (!answer.ok) dirty = dirty || answer.status === 429;
      if (changed) say("Somebody else changed this clause. Your words are kept; when you save, you see both texts.");
      else if (problem && answer.status !== 429) say(problem);
      else if (kept) say(`Kept at ${kept}, not saved in the draft yet.`);
      else if (!only) say("");
    } catch {
      if (!only && !done) {
        dirty = true;
        say("Your words could not be kept just now. They stay on this page; save them soon.");
      }
    }
    busy = null;
  }

  form.addEventListener("input", () => {
    dirty = !waits;
    if (waits) say("Nothing is kept until you use or drop the unsaved words above.");
  });
  form.addEventListener("submit", () => {
    done = true;
    busy?.abort();
  });
  window.addEventListener("pagehide", () => {
    if (dirty && !done) navigator.sendBeacon(form.dataset.keep, new FormData(form));
  });
  setInterval(() => { if (dirty && !busy && !done) send(); }, KEEP_AFTER);
  setInterval(() => { if (!busy && !done) send("seen"); }, SEEN_EVERY);
}

if (form) {
  start().then(() => {
    for (const panel of document.querySelectorAll("[data-picker]")) pick(panel);
    if (form.dataset.keep) keep();
  });
}
