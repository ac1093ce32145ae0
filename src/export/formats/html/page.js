
// Filters of the panel: by kind, by a name's words, and by one name alone. The page reads well without them.
(() => {
  "use strict";
  const panel = document.getElementById("findings");
  const article = document.querySelector("article");
  const sections = [...panel.querySelectorAll("section[data-kind]")];
  if (!sections.length) return;

  const create = (name, className, words) => {
    const element = document.createElement(name);
    element.className = className;
    if (words) element.textContent = words;
    return element;
  };
  const createButton = (className, words, act) => {
    const button = create("button", className, words);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  };

  // Kinds: a pressed button means that the kind is shown.
  const bar = create("div", "filters");
  const addKind = (kind, words, marks, parts) => {
    const button = createButton("kind", words, () => {
      const isShown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", isShown);
      marks.forEach((mark) => mark.classList.toggle(kind, isShown));
      parts.forEach((part) => part.classList.toggle("off", !isShown));
    });
    button.setAttribute("aria-pressed", true);
    bar.append(button);
  };
  for (const section of sections) {
    const kind = section.dataset.kind;
    addKind(kind, section.querySelector("h2").textContent, [...article.querySelectorAll("." + kind)], [section]);
  }
  const reported = [...panel.querySelectorAll("a.indirect")];
  if (reported.length) {
    const marks = [...article.querySelectorAll(".indirect")];
    addKind("indirect", "Reported speech", marks, reported.map((link) => link.parentElement));
  }

  // One name alone: its mentions and words stay marked, the findings that do not concern it are hidden.
  const marks = [...article.querySelectorAll("[class][id], [data-e], [data-s], .quote, .indirect, .figure, .date")];
  const findings = [...panel.querySelectorAll("li")];
  const status = create("p", "only");
  status.setAttribute("role", "status");
  let chosen = null;
  const concerns = (element) =>
    element.dataset.e === chosen || element.dataset.s === chosen || (element.dataset.n || "").split(" ").includes(chosen);
  const hideEmpty = () => {
    for (const part of panel.querySelectorAll(".speaker, section")) {
      const items = [...part.querySelectorAll("li")];
      part.classList.toggle("empty", items.every((item) => item.classList.contains("out") || item.classList.contains("unlike")));
    }
  };
  const choose = (id, name) => {
    chosen = id;
    marks.forEach((mark) => mark.classList.toggle("dim", id !== null && !concerns(mark)));
    findings.forEach((item) => item.classList.toggle("out", id !== null && !concerns(item)));
    panel.querySelectorAll("button.pick").forEach((pick) => {
      pick.setAttribute("aria-pressed", pick.dataset.e === id);
    });
    status.replaceChildren();
    if (id !== null) {
      status.append("Only ", create("b", "", name), " ", createButton("clear", "Show all", () => choose(null)));
    }
    hideEmpty();
  };
  for (const item of panel.querySelectorAll("li[data-e]")) {
    const name = item.querySelector("a").textContent;
    const pick = createButton("pick", "only", () => choose(chosen === item.dataset.e ? null : item.dataset.e, name));
    pick.dataset.e = item.dataset.e;
    pick.setAttribute("aria-pressed", false);
    pick.setAttribute("aria-label", "Show only " + name);
    item.append(" ", pick);
  }

  // Words: names, quotes and figures that contain them.
  const search = create("input", "search");
  search.type = "search";
  search.placeholder = "Filter names, quotes, figures";
  search.setAttribute("aria-label", search.placeholder);
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    for (const item of findings) {
      const speaker = item.closest(".speaker")?.querySelector("h3").textContent || "";
      const isLike = (speaker + " " + item.textContent).toLowerCase().includes(words);
      item.classList.toggle("unlike", words !== "" && !isLike);
    }
    hideEmpty();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen !== null) choose(null);
  });
  const top = create("div", "controls");
  top.append(search, bar, status);
  panel.prepend(top);
})();
