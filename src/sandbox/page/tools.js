// What every part of the page needs: elements, the sandbox's endpoints, times.
import { locale } from "/page/texts.js";

export const post = (path, body) =>
  fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
export const get = async (path) => (await fetch(path)).json();

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// A button that does `act`.
export function button(label, act, properties = {}) {
  const element = make("button", { type: "button", ...properties }, label);
  element.addEventListener("click", act);
  return element;
}

const shown = (ms, options) => new Intl.DateTimeFormat(locale(), { timeZone: "Asia/Shanghai", hour12: false, ...options }).format(ms);
const TIME = { hour: "2-digit", minute: "2-digit" }, DAY = { month: "short", day: "numeric", weekday: "short" };
export const timeOf = (ms) => shown(ms, TIME);
export const dayOf = (ms) => shown(ms, DAY);
export const momentOf = (ms) => shown(ms, { ...DAY, ...TIME });
