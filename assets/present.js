/* Presenting: one block of the page at a time in large type, by keys or a clicker, with or without full screen. */
(() => {
  "use strict";

  const BLOCKS = "#page-header, .section, .panel";
  const NORMAL = 16;
  const LITTLE = 0.1;
  const STEP = 0.8;
  const TIGHTEST = 0.7;
  const MUCH = 10_000;
  const PIXELS = new Set(["size", "xshift", "yshift", "ticklen", "standoff", "tracegroupgap"]);
  const WHOLE = new Set(["meta", "customdata", "x", "y", "text", "hovertext", "ticktext", "tickvals", "base", "range"]);

  const root = document.documentElement;
  let slides = [];
  let at = -1;
  let silenced = [];

  const element = (name, properties = {}, children = []) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  const isOn = () => at >= 0;

  /* ---- what is shown ---- */

  /* A section is one block, unless it holds several. */
  const blocks = () => {
    const all = [...document.querySelectorAll(`#content :is(${BLOCKS})`)].filter((each) => each.offsetHeight > 0);
    const inside = (outer) => all.filter((each) => each !== outer && outer.contains(each));
    const split = new Set(all.filter((each) => inside(each).length > 1));
    const kept = all.filter((each) => !split.has(each));
    return kept.filter((each) => !kept.some((other) => other !== each && other.contains(each)));
  };

  /* ---- charts at the size of the room ---- */

  const scale = () => parseFloat(getComputedStyle(root).fontSize) / NORMAL;

  const multiplied = (value, factor) => (Array.isArray(value) ? value.map((each) => each * factor) : value * factor);

  const larger = (node, factor, parent = "") => {
    if (Array.isArray(node)) return typeof node[0] === "object" ? node.map((each) => larger(each, factor, parent)) : node;
    if (node === null || typeof node !== "object") return node;
    const copy = {};
    for (const [key, value] of Object.entries(node)) {
      const inPixels = PIXELS.has(key) || parent === "margin" || (key === "width" && parent === "line");
      if (WHOLE.has(key)) copy[key] = value;
      else if (inPixels && (typeof value === "number" || Array.isArray(value))) copy[key] = multiplied(value, factor);
      else copy[key] = larger(value, factor, key);
    }
    return copy;
  };

  const enlarge = ({ data, layout }) => {
    const { height: _, ...rest } = larger(layout, scale());
    return { data: larger(data, scale()), layout: { ...rest, autosize: true } };
  };

  const height = (slide, value) => {
    slide.style.setProperty("--board-plot", `${value}px`);
    return slide.scrollHeight;
  };

  /* A chart takes what its words leave of the screen; one that would become too small for that can be scrolled. */
  const fit = (slide) => {
    root.style.setProperty("--board-scale", scale());
    if (slide.querySelectorAll(".plot").length !== 1) return;
    const needed = parseFloat(getComputedStyle(slide.querySelector(".plot")).getPropertyValue("--plot-height")) || 0;
    const left = slide.clientHeight - (height(slide, MUCH) - MUCH);
    height(slide, Math.max(left, needed * scale() * TIGHTEST, slide.clientHeight / 2));
  };

  /* ---- the bar ---- */

  const button = (words, act) => {
    const node = element("button", { type: "button", textContent: words });
    node.addEventListener("click", act);
    return node;
  };

  const count = element("span", { className: "present-count" });
  count.setAttribute("role", "status");
  const bar = element("div", { className: "present-bar" });
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Presentation");
  bar.setAttribute("data-board-always", "");

  /* ---- moving ---- */

  const leave = () => {
    const slide = slides[at];
    for (const node of silenced) node.inert = false;
    silenced = [];
    slide.removeAttribute("data-board-slide");
    slide.style.removeProperty("--board-plot");
    slide.removeAttribute("tabindex");
    return slide;
  };

  const silence = (slide) => {
    for (let node = slide; node !== document.body; node = node.parentElement) {
      for (const other of node.parentElement.children) {
        if (other !== node && !other.inert && !other.hasAttribute("data-board-always")) silenced.push(other);
      }
    }
    for (const node of silenced) node.inert = true;
  };

  const show = (index) => {
    if (isOn()) leave();
    at = Math.max(0, Math.min(index, slides.length - 1));
    const slide = slides[at];
    slide.setAttribute("data-board-slide", "");
    slide.setAttribute("tabindex", "-1");
    fit(slide);
    silence(slide);
    slide.scrollTop = 0;
    slide.focus({ preventScroll: true });
    count.textContent = `${at + 1} of ${slides.length}`;
    window.boardTheme.redraw(slide);
  };

  const end = () => {
    if (!isOn()) return;
    const slide = leave();
    at = -1;
    delete root.dataset.boardPresent;
    bar.remove();
    window.boardTheme.redraw();
    if (document.fullscreenElement) document.exitFullscreen();
    slide.scrollIntoView({ block: "start" });
    document.querySelector("[data-board-present]")?.focus({ preventScroll: true });
  };

  const next = () => show(at + 1);
  const previous = () => show(at - 1);
  bar.append(button("Previous", previous), count, button("Next", next), button("End", end));

  const begin = () => {
    slides = blocks();
    if (!slides.length) return;
    const top = slides.findIndex((each) => each.getBoundingClientRect().bottom > root.clientHeight / 3);
    root.dataset.boardPresent = "";
    document.body.append(bar);
    show(window.scrollY > 0 ? Math.max(top, 0) : 0);
    // Without leave for full screen, or without the interface, the window is the room's screen.
    root.requestFullscreen?.().catch(() => {});
  };

  const scrolls = () => slides[at].scrollHeight > slides[at].clientHeight + 1;

  /* A clicker has two keys: they first go through a block that is higher than the screen. */
  const page = (way, move) => () => {
    const slide = slides[at];
    const left = way > 0 ? slide.scrollHeight - slide.clientHeight - slide.scrollTop : slide.scrollTop;
    if (left > slide.clientHeight * LITTLE) slide.scrollBy(0, way * slide.clientHeight * STEP);
    else move();
  };

  const keys = {
    ArrowRight: next,
    PageDown: page(1, next),
    ArrowLeft: previous,
    PageUp: page(-1, previous),
    Home: () => show(0),
    End: () => show(slides.length - 1),
    Escape: end,
  };

  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const vertical = { ArrowDown: next, ArrowUp: previous }[event.key];
    const act = keys[event.key] ?? (vertical && !scrolls() ? vertical : null);
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", ({ target }) => {
    if (target.closest("button[data-board-present]")) begin();
  });

  /* Escape belongs to the browser in full screen: it leaves that without a word to the page. */
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) end();
    else if (isOn()) show(at);
  });
  window.addEventListener("resize", () => {
    if (isOn()) fit(slides[at]);
  });
  for (const name of ["popstate", "_dashprivate_pushstate"]) window.addEventListener(name, end);

  window.boardPresent = { enlarge };
})();
