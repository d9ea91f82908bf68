// The picture, drawn by the program and sent as SVG, one after the other; what the user does goes along with the next ask.
"use strict";
const said = document.getElementById("said");
const stage = document.getElementById("stage");
const least = 40; // milliseconds between two pictures
let session = "";
let input = [];

const keys = { " ": "space", Escape: "escape", Enter: "enter", Tab: "tab", Backspace: "backspace", ArrowLeft: "left", ArrowRight: "right",
  ArrowUp: "up", ArrowDown: "down", Home: "home", End: "end", PageUp: "pageup", PageDown: "pagedown" };

let start = null;
let last = null;
let dragging = false;
const where = (event) => {
  const box = stage.getBoundingClientRect();
  return { X: event.clientX - box.left, Y: event.clientY - box.top };
};
stage.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  start = last = where(event);
  dragging = false;
  stage.setPointerCapture(event.pointerId);
  stage.focus();
});
stage.addEventListener("pointermove", (event) => {
  const at = where(event);
  if (start === null) {
    input = input.filter((i) => i.Kind !== "hover"); // only the last counts
    input.push({ Kind: "hover", ...at });
    return;
  }
  if (!dragging && Math.hypot(at.X - start.X, at.Y - start.Y) > 4) dragging = true;
  if (dragging) {
    input.push({ Kind: "drag", ...at, DX: at.X - last.X, DY: at.Y - last.Y });
    last = at;
  }
});
stage.addEventListener("pointerup", () => {
  if (start !== null && !dragging) input.push({ Kind: "click", ...start });
  start = null;
});
stage.addEventListener("pointercancel", () => { start = null; });
stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  input.push({ Kind: "wheel", ...where(event), DY: -Math.sign(event.deltaY) });
}, { passive: false });
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Tab") return;
  const key = keys[event.key] ?? (event.key.length === 1 ? event.key : "");
  if (key === "") return;
  event.preventDefault();
  input.push({ Kind: "key", Key: key });
});

const carried = new URLSearchParams(location.hash.slice(1)).get("s") ?? "";

async function picture() {
  const sent = input;
  input = [];
  const answer = await fetch("/stream", { method: "POST", body: JSON.stringify({
    Session: session, Link: session === "" ? carried : "", Width: stage.clientWidth, Height: stage.clientHeight,
    Dark: matchMedia("(prefers-color-scheme: dark)").matches, Input: sent }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  session = answer.headers.get("X-Session");
  const image = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  stage.replaceChildren(document.adoptNode(image));
  said.textContent = "";
  document.documentElement.dataset.state = "drawn";
}

async function run() {
  for (;;) {
    const began = performance.now();
    if (!document.hidden) await picture();
    await new Promise((go) => setTimeout(go, Math.max(0, least - (performance.now() - began))));
  }
}
run().catch((error) => {
  said.textContent = error.message;
  document.documentElement.dataset.state = "failed";
});
