/* Keys of the desk. Every page works without them. */
"use strict";
(function () {
    const rows = () => [...document.querySelectorAll("[data-row]")];
    const links = new Map();
    let first = "";

    for (const link of document.querySelectorAll("a[data-key]")) {
        links.set(link.dataset.key.replace(/\s/g, ""), link);
    }

    function isTyping(target) {
        return target.closest("input, textarea, select, [contenteditable], dialog") !== null;
    }

    function move(step) {
        const all = rows();
        if (!all.length) return;
        const here = all.findIndex((row) => row.classList.contains("current"));
        const next = Math.min(Math.max(here + step, 0), all.length - 1);
        if (here >= 0) all[here].classList.remove("current");
        all[next].classList.add("current");
        all[next].scrollIntoView({ block: "nearest" });
        all[next].querySelector("a")?.focus({ preventScroll: true });
    }

    function open(name) {
        document.querySelector(name)?.click();
    }

    const acts = {
        "/": () => document.querySelector("[data-find]")?.focus(),
        "?": () => document.getElementById("aj-keys")?.showModal(),
        j: () => move(1),
        k: () => move(-1),
        "[": () => open("[data-turn=before]"),
        "]": () => open("[data-turn=next]"),
    };

    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
        const chord = first + event.key;
        first = event.key === "g" && !first ? "g" : "";
        const act = links.has(chord) ? () => links.get(chord).click() : acts[chord];
        if (!act) return;
        event.preventDefault();
        act();
    });

    /* Filters act at once; without scripts a button does it. */
    for (const part of document.querySelectorAll("[data-at-once]")) {
        const form = part.form ?? part;
        part.addEventListener("change", () => form.requestSubmit());
    }

    /* A form is sent once: a second click while the first is under way would repeat the step. */
    for (const form of document.querySelectorAll("form[method=post]")) {
        form.addEventListener("submit", (event) => {
            if (form.dataset.sent) event.preventDefault();
            form.dataset.sent = "yes";
        });
    }
    window.addEventListener("pageshow", () => {
        for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    });

    document.querySelector("#errors, #faults")?.focus();
})();
