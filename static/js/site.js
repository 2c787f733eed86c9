(function () {
  "use strict";
  var root = document.documentElement;

  /* What happens without being seen is said here. */
  var live = document.createElement("p");
  live.className = "vh";
  live.setAttribute("role", "status");
  live.dataset.live = "";
  document.body.append(live);

  function say(text) {
    live.textContent = text;
  }

  /* The theme: the system's, or the reader's choice. */
  var select = document.querySelector("[data-theme-select]");
  if (select) {
    var themes = ["auto", "light", "dark"];
    select.selectedIndex = Math.max(themes.indexOf(root.dataset.theme), 0);
    select.addEventListener("change", function () {
      var theme = themes[select.selectedIndex];
      if (theme === "auto") delete root.dataset.theme;
      else root.dataset.theme = theme;
      try {
        if (theme === "auto") localStorage.removeItem("phasebook-theme");
        else localStorage.setItem("phasebook-theme", theme);
      } catch (e) {}
    });
  }

  /* Tables that are cards on a phone: Safari takes a table that is not laid out as one for plain text,
     unless the roles that its elements have are written out. */
  var roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell", TH: "columnheader" };
  document.querySelectorAll("table[data-stack], table[data-stack] :not([data-drop])").forEach(function (part) {
    var role = /^row/.test(part.scope) ? "rowheader" : roles[part.tagName];
    if (role) part.setAttribute("role", role);
  });

  function mark(code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    say("Selected. Copy it with your keyboard.");
  }

  function copy(button) {
    var code = button.closest(".cmd").querySelector("code");
    var label = button.querySelector("[data-label]");
    if (!navigator.clipboard) return mark(code);
    navigator.clipboard.writeText(code.textContent).then(function () {
      var before = label.textContent;
      label.textContent = "Copied";
      say("Copied");
      setTimeout(function () { label.textContent = before; say(""); }, 2000);
    }, function () { mark(code); });
  }

  /* Ticks of rollback steps: kept in this tab, for this text of the plan. */
  var steps = document.querySelector("[data-ticks]");
  if (steps) {
    var ticks = steps.querySelectorAll("[data-tick]");
    var key = "phasebook-ticks-" + steps.dataset.ticks;
    var done = [];
    try { done = JSON.parse(sessionStorage.getItem(key)) || []; } catch (e) {}
    var count = function (announce) {
      done = [];
      ticks.forEach(function (tick, at) { if (tick.checked) done.push(at); });
      var text = done.length + " of " + ticks.length + " done";
      var shown = document.querySelector("[data-ticked]");
      if (shown) shown.textContent = text;
      if (announce) say(text);
    };
    ticks.forEach(function (tick, at) { tick.checked = done.indexOf(at) >= 0; });
    count(false);
    steps.addEventListener("change", function () {
      count(true);
      try { sessionStorage.setItem(key, JSON.stringify(done)); } catch (e) {}
    });
  }

  /* A list of all plans is sorted and filtered by a script of its own, which comes when it is first
     wanted. Until then a press waits. */
  var plans = document.querySelector("[data-plans]");
  if (plans) {
    var pressed, asked;
    var load = function () {
      if (asked) return;
      asked = document.createElement("script");
      asked.src = plans.dataset.list;
      asked.onload = function () { if (pressed) pressed.click(); };
      asked.onerror = function () { say("Sorting and filtering could not be loaded"); };
      document.head.append(asked);
    };
    plans.querySelectorAll("[data-sort]").forEach(function (head) {
      var button = document.createElement("button");
      button.type = "button";
      button.append(head.textContent);
      button.addEventListener("click", function () {
        pressed = button;
        load();
      });
      head.replaceChildren(button);
    });
    ["pointerover", "focusin", "input"].forEach(function (kind) { plans.querySelector(".filter").addEventListener(kind, load); });
    var follow = function () { if (/[#&](status|risk|program|approver|tag|sort|q)=/.test(location.hash)) load(); };
    addEventListener("popstate", follow);
    follow();
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-copy")) copy(button);
    if (button.hasAttribute("data-print")) print();
  });
})();

/* The key / leads to the search field. */
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    var fields = ["main [role=search] input", ".top [role=search] input", ".top [role=search] button"];
    var shown = fields.map(function (name) { return document.querySelector(name); })
      .filter(function (field) { return field && field.getClientRects().length > 0; })[0];
    if (!shown) return;
    event.preventDefault();
    shown.focus();
  });
})();
