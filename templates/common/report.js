
/* report.js: sorting, filtering and pages for the index.html of a batch. Without it the page is plain tables.
 * What is shown stands in the address behind #, so that a view can be kept and the page's own links are filters. */
(function () {
  "use strict";
  var PAGE = 500; /* rows in the document at once: a browser lays out ten thousand slowly */
  var table = document.getElementById("documents"), body = table.tBodies[0];
  var form = document.getElementById("filter"), pager = document.getElementById("pager");
  var keys = ["q", "state", "programme", "rule", "unit"].filter(function (k) { return form.elements[k]; });
  var order = new Intl.Collator("zh-Hans-CN-u-co-pinyin", {numeric: true});
  var rows = Array.prototype.map.call(body.rows, function (tr) { return {tr: tr}; });
  var view = {}, shown = rows;

  /* --- sorting any table --- */

  function value(tr, column) {
    var cell = tr.cells[column];
    var link = cell.querySelector(":scope > a");
    return (link || cell.firstChild || cell).textContent.trim();
  }

  function sorted(list, column, down, number) {
    var made = list.map(function (row, i) {
      var v = value(row.tr, column);
      return {row: row, i: i, v: number ? parseFloat(v) || 0 : v};
    });
    made.sort(function (a, b) {
      var by = number ? a.v - b.v : order.compare(a.v, b.v);
      return (down ? -by : by) || a.i - b.i;
    });
    return made.map(function (m) { return m.row; });
  }

  function mark(of, column, down) {
    Array.prototype.forEach.call(of.tHead.rows[0].cells, function (th, i) {
      if (i === column) th.setAttribute("aria-sort", down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    });
  }

  function sortable(of, sort) {
    Array.prototype.forEach.call(of.tHead.rows[0].cells, function (th, i) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = th.textContent;
      th.textContent = "";
      th.appendChild(button);
      button.addEventListener("click", function () {
        sort(i, th.getAttribute("aria-sort") === "ascending", th.classList.contains("n"));
      });
    });
  }

  function simple(of) {
    sortable(of, function (column, down, number) {
      var list = Array.prototype.map.call(of.tBodies[0].rows, function (tr) { return {tr: tr}; });
      sorted(list, column, down, number).forEach(function (row) { of.tBodies[0].appendChild(row.tr); });
      mark(of, column, down);
    });
  }

  /* --- documents --- */

  /* unit= alone are those that name none */
  function of_unit(unit) {
    return view.unit ? unit.indexOf(view.unit) >= 0 : unit === "";
  }

  function fits(row) {
    var data = row.tr.dataset;
    if (view.state && data.state !== view.state) return false;
    if (view.programme && data.programme !== view.programme) return false;
    if (view.rule && data.rules.split(" ").indexOf(view.rule) < 0) return false;
    if (view.unit !== undefined && !of_unit(row.tr.querySelector(".u").textContent)) return false;
    if (!view.q) return true;
    if (row.text === undefined) row.text = row.tr.textContent.toLowerCase();
    return view.q.toLowerCase().split(/\s+/).every(function (w) { return row.text.indexOf(w) >= 0; });
  }

  function put(list) {
    body.replaceChildren.apply(body, list.map(function (row) { return row.tr; }));
  }

  function column() {
    var n = parseInt(view.sort, 10);
    return n >= 1 && n <= table.tHead.rows[0].cells.length ? n - 1 : -1;
  }

  function page() {
    var last = Math.max(1, Math.ceil(shown.length / PAGE));
    var at = Math.min(Math.max(parseInt(view.page, 10) || 1, 1), last);
    put(shown.slice((at - 1) * PAGE, at * PAGE));
    pager.hidden = last === 1;
    pager.querySelector("span").textContent = at + " / " + last;
    pager.querySelector("[name=back]").disabled = at === 1;
    pager.querySelector("[name=on]").disabled = at === last;
    return at;
  }

  function render() {
    var by = column(), down = view.order === "down";
    shown = rows.filter(fits);
    if (by >= 0) shown = sorted(shown, by, down, table.tHead.rows[0].cells[by].classList.contains("n"));
    mark(table, by, down);
    page();
    form.elements.shown.value = form.elements.shown.dataset.text.replace("{1}", shown.length).replace("{2}", rows.length);
    keys.forEach(function (k) { form.elements[k].value = view[k] || ""; });
  }

  function remember() {
    var said = new URLSearchParams();
    keys.concat(["sort", "order", "page"]).forEach(function (k) { if (view[k]) said.set(k, view[k]); });
    history.replaceState(null, "", "#" + said.toString());
    render();
  }

  function show(hit) {
    view = {};
    shown = rows;
    view.page = Math.floor(rows.indexOf(hit) / PAGE) + 1;
    render();
    var details = hit.tr.querySelector("details");
    if (details) details.open = true;
    hit.tr.scrollIntoView();
  }

  /* #d12 is a row; #rule=SD-101 and the like is a view; any other is a place in the page. */
  function read() {
    var hash = location.hash.slice(1);
    var hit = /^d[0-9]+$/.test(hash) && rows.filter(function (row) { return row.tr.id === hash; })[0];
    if (hit) return show(hit);
    if (hash && hash.indexOf("=") < 0) return;
    view = {};
    new URLSearchParams(hash).forEach(function (v, k) { view[k] = v; });
    render();
    if (hash) form.scrollIntoView();
  }

  /* --- paper shows all that the filter lets through, opened --- */

  var opened = [];
  window.addEventListener("beforeprint", function () {
    put(shown);
    opened = Array.prototype.filter.call(body.querySelectorAll("details"), function (d) { return !d.open; });
    opened.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (d) { d.open = false; });
    page();
  });

  form.addEventListener("submit", function (e) { e.preventDefault(); });
  form.addEventListener("input", function () {
    keys.forEach(function (k) { view[k] = form.elements[k].value || undefined; });
    view.page = undefined;
    remember();
  });
  form.elements.reset.addEventListener("click", function () {
    view = {};
    remember();
  });
  pager.addEventListener("click", function (e) {
    if (e.target.name !== "back" && e.target.name !== "on") return;
    view.page = page() + (e.target.name === "on" ? 1 : -1);
    remember();
    table.scrollIntoView();
  });
  sortable(table, function (by, down) {
    view.sort = by + 1;
    view.order = down ? "down" : undefined;
    view.page = undefined;
    remember();
  });
  simple(document.getElementById("rules"));
  simple(document.getElementById("units"));
  window.addEventListener("hashchange", read);
  form.hidden = false;
  render();
  read();
})();
