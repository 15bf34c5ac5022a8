// The page's half of the workbench: shows what the session sends, sends what the reader does.
// Nothing here makes markup out of text: HTML comes from the session, which has escaped it.
"use strict";
(() => {
  const part = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- Showing: the old tree is changed into the new one, so that focus, scroll and open parts stay. ---
  function parsed(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  }
  const keyOf = (node) => node.nodeType === 1 ? node.id || node.dataset.key || null : null;
  function attributes(old, fresh) {
    for (const { name } of [...old.attributes]) {
      const users = name === "open" && old.nodeName === "DETAILS";
      if (!fresh.hasAttribute(name) && !users) old.removeAttribute(name);
    }
    for (const { name, value } of [...fresh.attributes]) {
      if (name === "open" && old.nodeName === "DETAILS") continue;
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    if (old === document.activeElement && old.matches("textarea, input[type=text], input[type=range]")) return;
    if ("value" in fresh && old.nodeName !== "BUTTON" && old.nodeName !== "LI" && old.value !== fresh.value) old.value = fresh.value;
    if ("checked" in fresh && old.checked !== fresh.checked) old.checked = fresh.checked;
  }
  // A stub stands for what is there already; if it is not, the whole page is asked for.
  let lost = false;
  function morph(old, fresh) {
    const kept = new Map(), wanted = new Set([...fresh.childNodes].map(keyOf));
    for (const child of [...old.childNodes]) {
      const key = keyOf(child);
      if (key && wanted.has(key)) kept.set(key, child); else if (key) child.remove();
    }
    let at = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      const key = keyOf(child);
      let match = key ? kept.get(key) : at;
      // Without a key, the next of its kind: what stands before it and is not wanted any more is taken away at the end.
      while (!key && match && (keyOf(match) || match.nodeName !== child.nodeName)) match = match.nextSibling;
      if (match && match.nodeName !== child.nodeName) match = null;
      const same = child.nodeType === 1 && "same" in child.dataset;
      if (!match) { if (same || (child.nodeType === 1 && child.querySelector("[data-same]"))) lost = true; else old.insertBefore(child, at); continue; }
      if (match !== at) old.insertBefore(match, at); else at = at.nextSibling;
      if (same) continue;
      if (match.nodeType !== 1) { if (match.nodeValue !== child.nodeValue) match.nodeValue = child.nodeValue; continue; }
      attributes(match, child);
      if (match.nodeName !== "TEXTAREA") morph(match, child);
      else if (match !== document.activeElement) match.value = child.value;
    }
    while (at) { const next = at.nextSibling; at.remove(); at = next; }
  }
  function show(parts, note, waits) {
    const active = document.activeElement;
    for (const [id, html] of Object.entries(parts)) if (part(id)) morph(part(id), parsed(html));
    if (lost) { lost = false; ask("whole"); }
    // A node that is moved loses the focus, though it is still there.
    if (active && active !== document.activeElement && active.isConnected && !active.disabled) active.focus({ preventScroll: true });
    relight();
    quiet();
    if (reasonWanted) { const reason = document.querySelector("#why .reason"); if (reason) reveal(reason); reasonWanted = false; }
    if (note) say(note);
    const dialog = part("dialog");
    if (dialog && "dialog" in parts) openDialog(dialog);
    document.documentElement.classList.toggle("waits", Boolean(waits));
    if (!waits) document.documentElement.dataset.shown = String(Number(document.documentElement.dataset.shown || 0) + 1);
  }
  // What failed inside is told beside the page, which goes on.
  function trouble(text) {
    const box = part("trouble"), words = document.createElement("p"), away = document.createElement("button");
    words.textContent = text;
    away.textContent = "Close";
    away.className = "button small";
    away.onclick = () => box.replaceChildren();
    box.replaceChildren(words, away);
  }
  // The framework's own bar for page loads has no name; it says nothing that the page does not.
  function quiet() { for (const bar of all(".q-loading-bar")) bar.setAttribute("aria-label", "Loading"); }
  function say(text) { part("said").textContent = text; }
  let opener = null, reasonWanted = false; // a verdict was chosen: its reason is to be seen
  function openDialog(dialog) {
    const inner = dialog.querySelector("[role=dialog]");
    document.body.classList.toggle("has-dialog", Boolean(inner));
    for (const id of ["top", "line", "panes", "foot"]) if (part(id)) part(id).inert = Boolean(inner);
    if (!inner) { if (opener && opener.isConnected) opener.focus(); opener = null; return; }
    if (!inner.contains(document.activeElement)) {
      opener = opener || document.activeElement;
      (inner.querySelector("[autofocus]") || inner.querySelector("input, textarea, select, button") || inner).focus();
    }
  }

  // --- Asking ---
  // A text field cannot lay out millions of characters in good time: a long paste is kept aside and told in a line.
  const stash = new WeakMap(), LONG = 200000;
  document.addEventListener("paste", (event) => {
    const text = event.target.matches && event.target.matches("textarea") && event.clipboardData.getData("text/plain");
    if (!text || text.length < LONG) return;
    event.preventDefault();
    const told = `${text.slice(0, 300)} … (${text.length.toLocaleString("en")} characters pasted)`;
    stash.set(event.target, { text, told });
    event.target.value = told;
  });
  let waiting = [];
  function ask(name, more) {
    const message = { act: name, ...more };
    if (window.did_handshake) sendOff(message);
    else { waiting.push(message); setTimeout(flush, 30); }
  }
  // The line between page and session takes short messages only; a long report goes by itself.
  function sendOff(message) {
    const long = Object.values({ ...message, ...message.fields }).some((one) => typeof one === "string" && one.length > LONG);
    if (!long) return emitEvent("act", message);
    const desk = new URL(location.href).searchParams.get("desk");
    fetch(`act/${encodeURIComponent(desk)}`, { method: "POST", body: JSON.stringify(message) })
      .then((answer) => { if (!answer.ok) say("That is too long: a report has at most 10 million characters."); })
      .catch(() => say("The workbench does not answer: is `winset serve` still running?"));
  }
  function flush() {
    if (!window.did_handshake) return setTimeout(flush, 30);
    const now = waiting; waiting = [];
    for (const message of now) sendOff(message);
  }
  function fields(control) {
    const form = control.closest("[data-form]");
    if (!form) return {};
    const values = {};
    for (const one of all("[name]", form)) {
      if (one.type === "checkbox") { (values[one.name] = values[one.name] || []); if (one.checked) values[one.name].push(one.value); }
      else if (one.type !== "radio" || one.checked) values[one.name] = stash.has(one) && one.value === stash.get(one).told ? stash.get(one).text : one.value;
    }
    return { fields: values };
  }
  function sent(control, more) {
    const args = control.dataset.args ? JSON.parse(control.dataset.args) : {};
    ask(control.dataset.act, { ...args, ...fields(control), ...more });
  }
  const typed = "input, select, textarea";
  document.addEventListener("click", (event) => {
    const lit = event.target.closest("[data-claim], [data-claims], [data-line]");
    const control = event.target.closest("[data-act]");
    if (lit && (!control || control === lit || "lights" in control.dataset)) select(lit);
    if (control && !control.matches(typed) && !control.disabled && control.getAttribute("aria-disabled") !== "true") sent(control);
    reasonWanted = Boolean(control) && control.dataset.act === "why";
    const tab = event.target.closest("[role=tab]");
    if (tab) part(tab.getAttribute("aria-controls")).scrollTop = 0;
    const own = event.target.closest("[data-own]");
    if (own) owns[own.dataset.own](own);
  });
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.type === "file") return picked(control);
    if (control.matches(`${typed}`) && control.dataset.act) sent(control, { value: control.type === "checkbox" ? control.checked : control.value });
  });
  let typing = 0;
  document.addEventListener("input", (event) => {
    const control = event.target;
    const output = control.dataset.shows && part(control.dataset.shows);
    if (output) output.textContent = `${control.value}%`;
    if (!control.dataset.live) return;
    clearTimeout(typing);
    const wait = control.type === "range" ? 20 : 180;
    typing = setTimeout(() => ask(control.dataset.live, { ...(control.dataset.args ? JSON.parse(control.dataset.args) : {}), value: control.value }), wait);
  });
  function picked(input) {
    const file = input.files[0];
    if (!file) return;
    if (file.size > 10e6) return say("That file is larger than 10 MB.");
    file.text().then((text) => ask(input.dataset.act, { name: file.name, text }));
    input.value = "";
  }

  // --- Linked selection: a line lights its claims in the text, a claim the lines that rest on it. ---
  let chosen = { claims: [], line: null };
  function select(node) {
    if (node.dataset.claim) chosen = { claims: node.dataset.claim.split(" "), line: null, from: "claim" };
    else chosen = { claims: (node.dataset.claims || "").split(" ").filter(Boolean), line: node.dataset.line || null, from: "line" };
    relight();
    const pane = part(chosen.from === "claim" ? "case" : "evidence");
    const first = pane && pane.querySelector(".lit");
    if (first) reveal(first);
    const count = chosen.claims.length;
    if (chosen.from === "line") say(count ? `${chosen.line}: rests on ${chosen.claims.join(", ")}` : `${chosen.line}: cites no claim`);
    else { const lines = all(".lit[data-line]").map((one) => one.dataset.line); say(lines.length ? `Claim ${chosen.claims.join(", ")}: ${[...new Set(lines)].join(", ")} rest on it` : `Claim ${chosen.claims.join(", ")}: no line rests on it`); }
  }
  function reveal(node) {
    const box = node.closest(".scroll");
    if (!box) return;
    const a = node.getBoundingClientRect(), b = box.getBoundingClientRect();
    if (a.top < b.top + 40 || a.bottom > b.bottom - 20) box.scrollTop += a.top - b.top - b.height / 3;
  }
  function relight() {
    const claims = new Set(chosen.claims);
    for (const node of all("[data-claim], [data-claims], [data-line]")) {
      const own = (node.dataset.claim || node.dataset.claims || "").split(" ");
      const byClaim = own.some((one) => claims.has(one)) && (chosen.from === "claim" || Boolean(node.dataset.claim));
      const byLine = Boolean(chosen.line) && node.dataset.line === chosen.line;
      node.classList.toggle("lit", byClaim || byLine);
    }
  }

  // --- Dragging lines of a list ---
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    const line = event.target.closest && event.target.closest("[data-drag]");
    if (!line) return;
    dragged = line;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", line.dataset.line || "");
    line.classList.add("dragged");
  });
  const target = (event) => {
    const line = dragged && event.target.closest && event.target.closest("[data-drag]");
    return line && line.dataset.list === dragged.dataset.list ? line : null;
  };
  document.addEventListener("dragover", (event) => {
    const line = target(event);
    if (!line) return;
    event.preventDefault();
    all(".drop-here").forEach((one) => one.classList.remove("drop-here", "below"));
    line.classList.add("drop-here");
    line.classList.toggle("below", Number(line.dataset.drag) > Number(dragged.dataset.drag));
  });
  document.addEventListener("drop", (event) => {
    const line = target(event);
    if (!line) return;
    event.preventDefault();
    const by = Number(line.dataset.drag) - Number(dragged.dataset.drag);
    if (by) ask("move", { path: JSON.parse(dragged.dataset.path), by });
  });
  document.addEventListener("dragend", () => {
    all(".drop-here, .dragged").forEach((one) => one.classList.remove("drop-here", "below", "dragged"));
    dragged = null;
  });

  // --- Line numbers and marks go with the text ---
  document.addEventListener("scroll", (event) => {
    if (event.target.id !== "yaml") return;
    const box = event.target.closest(".editor");
    box.querySelector(".numbers").scrollTop = event.target.scrollTop;
    box.querySelector(".marks").style.transform = `translate(${-event.target.scrollLeft}px, ${-event.target.scrollTop}px)`;
  }, true);

  // --- The words selected in a report, as code points of its text ---
  function offset(node, inside) {
    const piece = (node.nodeType === 3 ? node.parentElement : node).closest("[data-at]");
    if (!piece || node.nodeType !== 3) return null;
    return Number(piece.dataset.at) + [...node.nodeValue.slice(0, inside)].length;
  }
  document.addEventListener("selectionchange", () => {
    const range = document.getSelection();
    const box = part("respan");
    if (!box || !range.rangeCount || range.isCollapsed) return;
    const one = offset(range.anchorNode, range.anchorOffset), other = offset(range.focusNode, range.focusOffset);
    if (one === null || other === null) return;
    box.dataset.args = JSON.stringify({ ...JSON.parse(box.dataset.args), start: Math.min(one, other), end: Math.max(one, other) });
    box.disabled = false;
  });

  // --- Keys ---
  function toPane(id) {
    document.body.dataset.pane = id;
    for (const one of all(".switch [data-pane]")) one.setAttribute("aria-pressed", String(one.dataset.pane === id));
  }
  const owns = {
    theme() {
      const root = document.documentElement;
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      localStorage.setItem("winset-theme", root.dataset.theme);
    },
    pane(control) { toPane(control.dataset.pane); },
    print() { window.print(); },
  };
  const focusPane = (id) => { toPane(id); const pane = part(id); const first = pane.querySelector("[role=tab][aria-selected=true], button, [tabindex='0']"); if (first) first.focus(); };
  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    const inText = event.target.matches("textarea, input[type=text], input[type=search]");
    if (event.key === "Escape" && document.body.classList.contains("has-dialog")) return ask("close");
    if (event.key === "Tab" && document.body.classList.contains("has-dialog")) return round(event);
    if (command && event.key.toLowerCase() === "s") { event.preventDefault(); return ask("keep"); }
    if (command && !inText && event.key.toLowerCase() === "z") { event.preventDefault(); return ask(event.shiftKey ? "redo" : "undo"); }
    if (command && !inText && event.key.toLowerCase() === "y") { event.preventDefault(); return ask("redo"); }
    if (event.altKey && "123".includes(event.key)) { event.preventDefault(); return focusPane(["evidence", "case", "consequences"][Number(event.key) - 1]); }
    const line = event.target.closest("[data-drag]");
    if (line && event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      return ask("move", { path: JSON.parse(line.dataset.path), by: event.key === "ArrowUp" ? -1 : 1, follow: true });
    }
    const tab = event.target.closest("[role=tab]");
    if (tab && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const tabs = all("[role=tab]", tab.parentElement), to = tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
      to.focus(); to.click();
    }
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("[role=button][tabindex]")) { event.preventDefault(); event.target.dispatchEvent(new MouseEvent("click", { bubbles: true })); }
    if (event.key === "?" && !inText) ask("help");
  });
  function round(event) {
    const inner = document.querySelector("#dialog [role=dialog]");
    const stops = all("button, input, select, textarea, a[href], [tabindex='0']", inner).filter((one) => !one.disabled && one.offsetParent);
    const first = stops[0], last = stops[stops.length - 1];
    if (event.shiftKey && document.activeElement === first) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && document.activeElement === last) { event.preventDefault(); first.focus(); }
  }
  function download(path) { const link = document.createElement("a"); link.href = path; link.download = ""; link.click(); }
  const saved = localStorage.getItem("winset-theme");
  if (saved) document.documentElement.dataset.theme = saved;
  document.documentElement.lang = "en";
  window.winset = {
    show, say, trouble, download,
    settle(desk) { quiet(); const here = new URL(location.href); here.searchParams.set("desk", desk); history.replaceState(null, "", here); },
    firstTime() { if (!localStorage.getItem("winset-toured")) { localStorage.setItem("winset-toured", "1"); ask("tour", { step: 0 }); } },
    moved() {
      const box = document.createElement("div"), words = document.createElement("p"), own = document.createElement("a");
      words.textContent = "This desk is now open in another tab. ";
      own.textContent = "Open a desk of its own here";
      own.href = location.pathname;
      words.append(own);
      words.className = "notice";
      box.className = "over";
      box.append(words);
      for (const id of ["top", "line", "panes", "foot"]) if (part(id)) part(id).inert = true;
      document.body.append(box);
    },
    goto(line) {
      const box = part("yaml");
      if (!box) return;
      const lines = box.value.split("\n"), start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      box.focus(); box.setSelectionRange(start, start + (lines[line - 1] || "").length);
      box.scrollTop = Math.max(0, (line - 6)) * (box.scrollHeight / Math.max(1, lines.length));
    },
    focus(selector) { const node = document.querySelector(selector); if (node) node.focus(); },
  };
})();
