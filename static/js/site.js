(function () {
  "use strict";
  var root = document.documentElement;
  var live = document.querySelector("[data-live]");

  function say(text) {
    if (live) live.textContent = text;
  }

  /* The theme: the system's, or the reader's choice. */
  var select = document.querySelector("[data-theme-select]");
  if (select) {
    select.value = root.dataset.theme || "auto";
    select.addEventListener("change", function () {
      var theme = select.value;
      if (theme === "auto") delete root.dataset.theme;
      else root.dataset.theme = theme;
      try {
        if (theme === "auto") localStorage.removeItem("phasebook-theme");
        else localStorage.setItem("phasebook-theme", theme);
      } catch (e) {}
    });
  }

  /* A command as its author wrote it: the words of each line, lines apart. */
  function source(code) {
    var lines = code.querySelectorAll(".line");
    if (!lines.length) return code.textContent;
    return Array.prototype.map.call(lines, function (line) { return line.textContent; }).join("\n");
  }

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
    navigator.clipboard.writeText(source(code)).then(function () {
      var before = label.textContent;
      label.textContent = "Copied";
      say("Copied");
      setTimeout(function () { label.textContent = before; say(""); }, 2000);
    }, function () { mark(code); });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) return;
    if (button.hasAttribute("data-copy")) copy(button);
    if (button.hasAttribute("data-print")) print();
  });
})();
