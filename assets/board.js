/* The address is the state: controls and links write it, and what the server says has to change for it is applied. */
(function () {
    "use strict";

    // A priority or quarter of one edition means nothing in another.
    const OF_A_PLAN = ["priority", "outcome", "status", "from", "to"];
    const ANSWERS = "_dash-update-component";
    const AS_BEFORE = "What you see is as it was before.";
    const UNREACHED = `The board could not be reached. ${AS_BEFORE} Check your connection, then try again.`;
    const FAILED = `The board could not answer. ${AS_BEFORE} Try again in a minute.`;

    const here = () => [window.location.pathname, window.location.search];
    const same = (one, other) => String(one) === String(other);
    const write = (parts) => parts.forEach(([id, properties]) => window.dash_clientside.set_props(id, properties));
    const say = (words) => write([["page-notice", {children: words}]]);
    const controls = () => [...document.querySelectorAll(".filter-bar select")];

    let wanted = here();
    let onShow = here();
    let pending = null;

    function ask() {
        wanted = here();
        say("");
        if (same(wanted, onShow)) {
            // The reader came back before the answer did, which will be dropped.
            delete document.documentElement.dataset.boardBusy;
            followAddress();
            return;
        }
        document.documentElement.dataset.boardBusy = "";
        write([["wanted", {data: wanted}]]);
    }

    function arrive() {
        if (!same(here(), wanted)) ask();
    }

    window.addEventListener("popstate", arrive);
    // dcc.Link says so when it has written the address.
    window.addEventListener("_dashprivate_pushstate", arrive);

    /** The address with what some controls say. */
    function chosen(changed) {
        const parameters = new URLSearchParams(window.location.search);
        changed.forEach(({name, value}) => {
            if (value) parameters.set(name, value);
            else parameters.delete(name);
            if (name === "plan") OF_A_PLAN.forEach((each) => parameters.delete(each));
            // A publication brings its own quarter.
            if (name === "as_at") parameters.delete("to");
        });
        const text = parameters.toString();
        return window.location.pathname + (text && "?" + text);
    }

    document.addEventListener("change", ({target}) => {
        if (!target.matches(".filter-bar select")) return;
        const address = chosen([target]);
        // Until the page can change itself, the choice is opened as any link is.
        if (window.store?.getState().appLifecycle !== "HYDRATED") {
            window.location.assign(address);
            return;
        }
        window.history.pushState({}, "", address);
        arrive();
    });

    // What a reader chose before this script had come.
    const early = controls().filter(({options, selectedIndex}) => !options[selectedIndex]?.defaultSelected);
    if (early.length) window.location.assign(chosen(early));

    /** Sets every control to what the address says; an unknown value is shown as the default. */
    function followAddress() {
        const parameters = new URLSearchParams(window.location.search);
        controls().forEach((control) => {
            const value = parameters.get(control.name) ?? "";
            const shown = [...control.options].some((option) => option.value === value) ? value : "";
            if (control.value !== shown) write([[control.id, {value: shown}]]);
        });
    }

    /* A change that was refused, or never arrived, is over: help.js sees the words and takes the page for idle again. */
    const fetch = window.fetch;
    let asked = 0;
    window.fetch = function (address) {
        const answer = fetch.apply(this, arguments);
        if (!String(address).endsWith(ANSWERS)) return answer;
        const question = ++asked;
        const fail = (words) => question === asked && say(words);
        answer.then(({ok}) => ok || fail(FAILED), () => fail(UNREACHED));
        return answer;
    };

    document.addEventListener("click", ({target}) => {
        if (!target.closest("[data-board-retry]")) return;
        document.getElementById("main").focus({preventScroll: true});
        ask();
    });

    function finish() {
        const work = pending;
        pending = null;
        if (work) work();
    }

    /**
     * Applies a change, if it still leads from what is on show to where the reader is.
     * A reader may have moved on while the answer was under way; then it is dropped, or asked for again.
     */
    function apply(change, shown) {
        const keep = window.dash_clientside.no_update;
        if (!change || !same(change.to, here())) return [keep, keep];
        finish();
        if (!same(change.from, shown)) {
            ask();
            return [keep, keep];
        }
        const moved = change.from[0] !== change.to[0];
        const parts = Object.entries(change.updates);
        // Charts first: the eye waits for them, and long lists take the browser longer.
        const first = moved ? parts : parts.filter(([, properties]) => "figure" in properties);
        write(first);
        pending = () => {
            write(parts.filter((part) => !first.includes(part)));
            // New controls come with the right values, and are not there yet.
            if (!moved && !change.updates.filters) followAddress();
        };
        window.setTimeout(finish);
        delete document.documentElement.dataset.boardBusy;
        onShow = change.to;
        document.title = change.title + " - Council plan board";
        if (moved) enter();
        return [change.to, change.words];
    }

    /** Goes to the beginning of a new page, or to the part of it that the address names. */
    function enter() {
        document.getElementById("main")?.focus({preventScroll: true});
        if (!window.location.hash) return;
        window.requestAnimationFrame(() => {
            const part = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
            if (!part) return;
            // Marks it as the target for style sheets, and scrolls there.
            window.location.replace(window.location.hash);
            part.tabIndex = -1;
            part.focus();
        });
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {board: {apply}});
})();
