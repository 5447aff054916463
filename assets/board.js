/* The address is the state: controls and links write it, and what the server says has to change for it is applied. */
(function () {
    "use strict";

    const NONE = "-";
    // A priority or quarter of one edition means nothing in another.
    const OF_A_PLAN = ["priority", "outcome", "status", "from", "to"];

    const here = () => [window.location.pathname, window.location.search];
    const same = (one, other) => String(one) === String(other);
    const write = (parts) => parts.forEach(([id, properties]) => window.dash_clientside.set_props(id, properties));
    const controls = () => document.querySelectorAll(".filter-bar [name]");

    let wanted = here();
    let onShow = here();
    let pending = null;

    function ask() {
        wanted = here();
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

    document.addEventListener("change", ({target}) => {
        if (!target.matches(".filter-bar [name]")) return;
        const parameters = new URLSearchParams(window.location.search);
        if (target.value === NONE || target.value === "") parameters.delete(target.name);
        else parameters.set(target.name, target.value);
        if (target.name === "plan") OF_A_PLAN.forEach((name) => parameters.delete(name));
        // A publication brings its own quarter.
        if (target.name === "as_at") parameters.delete("to");
        const text = parameters.toString();
        window.history.pushState({}, "", window.location.pathname + (text && "?" + text));
        arrive();
    });

    /** Sets every control to what the address says; an unknown value is shown as the default. */
    function followAddress() {
        const parameters = new URLSearchParams(window.location.search);
        controls().forEach((control) => {
            const value = parameters.get(control.name) || NONE;
            const known = !control.options || [...control.options].some((option) => option.value === value);
            const shown = known ? value : NONE;
            if (control.id && control.value !== shown) write([[control.id, {value: shown}]]);
        });
    }

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
        if (moved) document.getElementById("main")?.focus({preventScroll: true});
        return [change.to, change.words];
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {board: {apply}});
})();
