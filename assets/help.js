/* Help on the spot: meanings of words, the guide of a newcomer, hints of sideways scrolling, and news of slow work. */
(() => {
  "use strict";

  const KEY = "board-guide-read";
  const SLOW = 8000;
  const SETTLED = 300;
  const EDGE = 8;

  const root = document.documentElement;

  const remembered = () => {
    try {
      return localStorage.getItem(KEY) !== null;
    } catch {
      return true; // storage may be forbidden; a guide that opens on every visit would only be in the way
    }
  };

  const remember = () => {
    try {
      localStorage.setItem(KEY, "1");
    } catch {
      // it stays folded anyway
    }
  };

  /* The guide opens itself once. Dash draws the page anew after it was read as plain HTML, so it is watched for. */
  let isNew = !remembered();

  const openGuide = () => {
    const guide = isNew && document.querySelector("[data-board-guide-first]");
    if (guide && !guide.open) guide.open = true;
  };

  const closeGuide = (guide) => {
    isNew = false;
    remember();
    guide.open = false;
    guide.querySelector("summary").focus();
  };

  /* What can be scrolled sideways says so. */
  const hint = () => {
    for (const block of document.querySelectorAll(".table-scroll, .panel-wide")) {
      const scrolls = block.scrollWidth > block.clientWidth + 1;
      block.toggleAttribute("data-board-scrolls", scrolls);
      // A keyboard can scroll only what it can reach.
      if (scrolls && !block.hasAttribute("tabindex")) block.tabIndex = 0;
    }
  };

  let settling = 0;
  const settle = () => {
    clearTimeout(settling);
    settling = setTimeout(hint, SETTLED);
  };

  /* One note for all words. */
  const note = document.createElement("div");
  note.id = "term-note";
  note.className = "term-note";
  note.setAttribute("popover", "auto");
  note.setAttribute("role", "dialog");
  note.setAttribute("aria-labelledby", "term-note-word");
  note.tabIndex = -1;

  const part = (tag, properties) => Object.assign(document.createElement(tag), properties);

  let opener = null;
  note.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed" && note.contains(document.activeElement)) opener?.focus({ preventScroll: true });
  });

  const explain = (link) => {
    opener = link;
    const close = part("button", { type: "button", textContent: "Close", className: "guide-close" });
    close.addEventListener("click", () => note.hidePopover());
    note.replaceChildren(
      part("strong", { id: "term-note-word", textContent: link.dataset.term }),
      part("p", { textContent: link.dataset.meaning }),
      part("a", { href: link.getAttribute("href"), textContent: "All words" }),
      close,
    );
    if (!note.isConnected) document.body.append(note);
    note.showPopover();
    const at = link.getBoundingClientRect();
    const below = at.bottom + EDGE + note.offsetHeight < window.innerHeight;
    note.style.left = `${Math.max(EDGE, Math.min(at.left, window.innerWidth - note.offsetWidth - EDGE))}px`;
    note.style.top = `${below ? at.bottom + EDGE : Math.max(EDGE, at.top - EDGE - note.offsetHeight)}px`;
    note.focus({ preventScroll: true });
  };

  document.addEventListener(
    "click",
    (event) => {
      const { target } = event;
      const closing = target.closest("[data-board-guide-close]");
      if (closing) closeGuide(closing.closest("details"));
      const link = target.closest("a.term");
      const plain = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      if (!link || !plain || !note.showPopover) return;
      // Before the script that follows links inside the board hears of it.
      event.preventDefault();
      explain(link);
    },
    true,
  );

  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (target.matches?.("[data-board-guide-first]") && !target.open && isNew && target.isConnected) {
        isNew = false;
        remember();
      }
      settle();
    },
    true,
  );

  window.addEventListener("resize", settle);
  document.addEventListener("board:drawn", settle);

  /* A change under way is shown by the style sheet; one that takes long, or never comes back, is told in words. */
  let slow = 0;
  const busy = () => {
    clearTimeout(slow);
    delete root.dataset.boardSlow;
    if (!("boardBusy" in root.dataset)) return;
    slow = setTimeout(() => {
      root.dataset.boardSlow = "";
      const words = document.getElementById("slow-notice")?.textContent;
      if (words) window.dash_clientside.set_props("announced", { children: words });
    }, SLOW);
  };

  new MutationObserver(busy).observe(root, { attributes: true, attributeFilter: ["data-board-busy"] });

  /* What failed is no longer under way. */
  const rest = () => {
    if (document.getElementById("page-notice")?.textContent) delete root.dataset.boardBusy;
  };

  const start = () => {
    openGuide();
    settle();
    new MutationObserver(() => {
      rest();
      openGuide();
      settle();
    }).observe(document.body, { childList: true, subtree: true });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
