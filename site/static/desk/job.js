/* A running job: its panel is asked for again until it has ended. Without scripts the page reloads. */
"use strict";
(function () {
    const EVERY = 1500;
    let panel = document.querySelector("[data-job=running]");
    if (!panel) return;

    async function look() {
        try {
            const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
            if (answer.redirected || !answer.ok) return location.reload();
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.querySelector("[data-job]");
            if (!fresh || fresh.dataset.job !== "running") return location.reload();
            panel.replaceWith(fresh);
            panel = fresh;
        } catch (error) {
            /* The line is down for a moment; what runs goes on without this page. */
        }
        setTimeout(look, EVERY);
    }
    setTimeout(look, EVERY);
})();
