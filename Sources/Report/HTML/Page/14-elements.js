// Elements are made here only. Text enters as text, never as markup.

const svgSpace = "http://www.w3.org/2000/svg";

/** Makes an HTML element; children are elements, texts, or lists of them; null is left out. */
const html = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

/** Makes an SVG element. */
const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(svgSpace, tag), attributes, children);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : printable(String(value)));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined) continue;
    element.append(child instanceof Node ? child : printable(String(child)));
  }
  return element;
}

const byId = (id) => document.getElementById(id);

/** Puts children in the place of what an element holds. */
const refill = (id, ...children) => byId(id).replaceChildren(...children.flat(Infinity).filter(Boolean));

/** A button that calls `action`. */
const button = (words, action, attributes = {}) =>
  html("button", { type: "button", click: action, ...attributes }, words);

/** A verdict as its sign and its word. */
const badge = (verdict) =>
  html("span", { class: `badge ${verdict}`, title: meanings[verdict] ?? null },
    html("span", { class: "sign", "aria-hidden": "true" }, signs[verdict]), " ", verdict);

/** A list of terms; a pair whose value is null or empty is left out. */
const terms = (pairs, attributes = {}) =>
  html("dl", attributes, pairs
    .filter(([, value]) => value !== null && value !== undefined && value !== "" && value.length !== 0)
    .map(([term, value]) => html("div", {}, html("dt", {}, term), html("dd", {}, value))));

/** A table with its head; wide tables scroll in a region of their own, which the keyboard reaches. */
function table(label, heads, rows, attributes = {}) {
  const head = html("tr", {}, heads.map((words) => html("th", { scope: "col" }, words)));
  return html("div", { class: "wide", role: "group", "aria-label": label, tabindex: "0" },
    html("table", attributes, html("thead", {}, head), html("tbody", {}, rows)));
}

const cells = (...values) => html("tr", {}, values.map((value) => html("td", {}, value)));

/** A part that is folded until somebody opens it; `body` is called the first time. */
function unfolding(summary, body, attributes = {}) {
  const part = html("details", attributes, html("summary", {}, summary));
  const open = () => {
    if (part.open && part.children.length === 1) part.append(...[body()].flat(Infinity).filter(Boolean));
  };
  part.addEventListener("toggle", open);
  part.unfold = () => { part.open = true; open(); };
  open();
  return part;
}

/** Says something to those who do not see it. */
const announce = (words) => { byId("announcement").textContent = printable(words); };
