// The page around the picture: its figures as a table, a link that carries the scenario, and who draws.
"use strict";
const $ = (id) => document.getElementById(id);
const texts = document.body.dataset;

// linked is the scenario that the address carries, "" for that of the program.
function linked() {
  return new URLSearchParams(location.hash.slice(1)).get("s") ?? "";
}

// show loads the picture; what the address carries goes on to it.
function show() {
  const frame = document.createElement("iframe");
  const old = $("picture");
  frame.id = old.id;
  frame.title = old.title;
  frame.allow = old.allow;
  frame.src = "/picture" + location.hash;
  frame.addEventListener("load", () => frame.contentWindow.focus());
  old.replaceWith(frame);
}

let asking;
async function figures() {
  asking?.abort();
  asking = new AbortController();
  const place = $("figures");
  place.textContent = texts.computing;
  try {
    const answer = await fetch("/figures", { method: "POST", body: JSON.stringify({ Link: linked() }), signal: asking.signal });
    const text = await answer.text();
    if (answer.ok) place.innerHTML = text;
    else place.textContent = text;
  } catch (error) {
    if (error.name !== "AbortError") place.textContent = texts.lost;
  }
}

async function share() {
  let link = linked();
  if (link === "") {
    const answer = await fetch("/scenario");
    if (!answer.ok) return;
    link = await answer.text();
  }
  $("share").href = "/#s=" + link;
  $("copy").disabled = false;
}

$("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText($("share").href);
  $("copied").textContent = texts.copied;
});
$("reload").addEventListener("click", () => location.reload());

// about says who draws, and asks again as long as a viewer is being built.
async function about(built) {
  try {
    const answer = await (await fetch("/about")).json();
    $("how").textContent = answer.said;
    if (answer.busy) setTimeout(about, 1000, true);
    else if (built && answer.wasm) {
      $("ready").querySelector("span").textContent = texts.ready;
      $("ready").hidden = false;
    }
  } catch {
    $("how").textContent = texts.lost;
  }
}

function begin() {
  show();
  figures();
  share();
}
addEventListener("hashchange", begin);
begin();
about(false);
