// The picture, drawn here by the viewer.
"use strict";
const said = document.getElementById("said");
const failed = (text) => {
  said.textContent = text;
  document.documentElement.dataset.state = "failed";
};

const carried = new URLSearchParams(location.hash.slice(1)).get("s");

// again asks for the scenario as it is on the disk now. The viewer cannot go on before it has it, so this waits.
function again() {
  const ask = new XMLHttpRequest();
  ask.open("GET", "/scenario", false);
  ask.send();
  return { ok: ask.status === 200, text: ask.responseText };
}

async function link() {
  if (carried !== null) return carried;
  const answer = await fetch("/scenario");
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function begin() {
  document.getElementById("stage").remove(); // the viewer brings a canvas of its own
  const go = new Go();
  const loading = WebAssembly.instantiateStreaming(fetch("/viewer.wasm"), go.importObject);
  globalThis.tweeling = {
    link: await link(),
    again: carried === null ? again : null,
    plan: document.body.dataset.plan,
    seed: document.body.dataset.seed,
    lang: document.documentElement.lang,
    dark: matchMedia("(prefers-color-scheme: dark)").matches,
    failed,
    drawn() {
      said.textContent = "";
      document.documentElement.dataset.state = "drawn";
      const canvas = document.querySelector("canvas");
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", document.body.dataset.title);
      canvas.focus();
    },
  };
  go.run((await loading).instance);
}
begin().catch((error) => failed(error.message));
