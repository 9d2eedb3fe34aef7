// Runs before the first paint, so it is a plain script: a module would come too late.
(function () {
  function follow() {
    try {
      var theme = JSON.parse(localStorage.getItem("tabletop/theme"));
      if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
      else if (!document.documentElement.dataset.fixed) delete document.documentElement.dataset.theme;
    } catch (error) {
      // Without storage the page follows the system.
    }
  }
  follow();
  addEventListener("storage", function (event) {
    if (event.key === "tabletop/theme") follow();
  });
})();
