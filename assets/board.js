/* Address and arrival: filters write the query string; a new view is applied, titled, announced and focused. */
(function () {
    "use strict";

    // The order of PARAMETERS in dashboard/filters.py; a test holds the two together.
    const PARAMETERS = ["plan", "priority", "outcome", "measure", "status", "area", "from", "to", "as_at", "illustrative"];
    const OF_A_PLAN = ["priority", "outcome", "status", "from", "to"];
    const ATTRIBUTES = {from: "start", to: "end"};

    /** The query string that the controls on the page stand for; a dash is a parameter left out. */
    function search(...args) {
        const current = args.pop() || "";
        const parameters = new URLSearchParams(current);
        PARAMETERS.forEach((name, index) => {
            const value = args[index];
            if (value === undefined || value === null) return;
            if (value === "-") parameters.delete(name);
            else parameters.set(name, value);
        });
        const context = window.dash_clientside.callback_context;
        if ((context.triggered || []).some((each) => each.prop_id === "filter-plan.value")
            && (new URLSearchParams(current).get("plan") || "") !== (parameters.get("plan") || "")) {
            OF_A_PLAN.forEach((name) => parameters.delete(name));
        }
        const text = parameters.toString();
        const wanted = text ? "?" + text : "";
        const same = new URLSearchParams(current).toString() === text;
        return same ? window.dash_clientside.no_update : wanted;
    }

    /** Sets every filter control to what the address says; an unknown value is shown as the default. */
    function followAddress() {
        const parameters = new URLSearchParams(window.location.search);
        PARAMETERS.forEach((name) => {
            const id = "filter-" + (ATTRIBUTES[name] || name).replaceAll("_", "-");
            const control = document.getElementById(id);
            if (!control) return;
            const wanted = parameters.get(name) || "-";
            const value = [...control.options].some((option) => option.value === wanted) ? wanted : "-";
            if (control.value !== value) window.dash_clientside.set_props(id, {value});
        });
    }

    /**
     * Applies what the server says has to change, if it still leads from what is on show to where the reader is.
     * A reader may have moved on while the answer was under way; then it is dropped, or asked for again.
     */
    function apply(change, shown, again) {
        const keep = window.dash_clientside.no_update;
        if (!change) return [keep, keep, keep];
        const here = [window.location.pathname, window.location.search];
        if (String(change.to) !== String(here)) return [keep, keep, keep];
        if (String(change.from) !== String(shown)) return [keep, again + 1, keep];
        Object.entries(change.updates).forEach(([id, properties]) => window.dash_clientside.set_props(id, properties));
        const moved = change.from[0] !== change.to[0];
        // New controls come with the right values, and are not there yet.
        if (!moved && !change.updates.filters) followAddress();
        document.title = change.title + " - Council plan board";
        if (moved) document.getElementById("main")?.focus({preventScroll: true});
        const words = moved ? change.title : change.updates.summary?.children || change.title;
        return [change.to, keep, words];
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {board: {search, apply}});
})();
