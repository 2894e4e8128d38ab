// Draws the board anew every half minute, in place, unless somebody paused it.
"use strict";

const EVERY_MS = 30_000;
const board = document.getElementById("board");
const stale = document.getElementById("stale");
const pause = document.getElementById("pause");

const isPaused = () => pause.getAttribute("aria-pressed") === "true";

async function refresh() {
  if (isPaused()) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
    if (!fresh || isPaused()) return;
    // A link inside that has the focus keeps it: nothing is moved from under a reader's hands.
    if (!board.contains(document.activeElement)) board.replaceChildren(...fresh.childNodes);
    stale.textContent = "";
  } catch {
    if (!stale.textContent) stale.textContent = stale.dataset.words;
  }
}

pause.addEventListener("click", () => {
  pause.setAttribute("aria-pressed", String(!isPaused()));
  refresh();
});
pause.hidden = false;
setInterval(refresh, EVERY_MS);
