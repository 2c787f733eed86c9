(function (root) {
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("phasebook-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (e) {}
})(document.documentElement);
