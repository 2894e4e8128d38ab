// The chat page: people to play, their chats, the clock, and one or two panes.
import { Pane } from "/page/pane.js";
import { button, get, make, momentOf, post } from "/page/tools.js";
import { fill, language, locale, otherLanguage, t } from "/page/texts.js";

const at = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 60rem)");
let state = null, panes = [], active = null;

const shell = {
  title(person, chat) {
    const player = state.personas.find(({ id }) => id === person)?.name[language] ?? "";
    return `${player} · ${titleOf(state.chats.find(({ id }) => id === chat))}`;
  },
  heard(pane, event) {
    if (event.type === "clock") showNow(event.now);
    else if (event.chat && pane === active) showSide();
  },
  alert(text) {
    at("alert-text").textContent = text;
    if (!at("alert").open) at("alert").showModal();
  },
  leave() {
    delete at("main").dataset.open;
    at("people").querySelector("[aria-current]")?.focus();
  },
  play,
};

const titleOf = (chat) => (!chat || chat.kind === "private" ? state.bot.name : chat.title);

function words() {
  document.documentElement.lang = locale();
  fill(document);
  showNow(state.now);
  showSide();
  panes.forEach((pane) => pane.words());
  if (!active?.chat) active?.log.replaceChildren(t().nobody);
}

function showNow(ms) {
  state.now = ms;
  at("now").textContent = momentOf(ms);
}

// The people to play; below the present one, their chats. The focus stays where it was.
async function showSide() {
  const pane = active;
  const chats = pane?.person ? await get(`/sandbox/chats?as=${pane.person}`) : [];
  if (pane !== active) return;
  const side = at("people"), focused = side.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  side.replaceChildren(...state.personas.map(({ id, name, about }) => {
    const isPresent = id === pane?.person;
    const item = make("li", {}, choice(`p${id}`, name[language], about[language], isPresent, () => play(active, id, id)));
    if (isPresent) item.append(make("ul", { ariaLabel: t().where }, ...chats.map((chat) => chatItem(pane, chat))));
    return item;
  }));
  if (focused) side.querySelector(`[data-key="${focused}"]`)?.focus();
}

function choice(key, label, small, isPresent, act) {
  const one = button(label, act);
  one.append(make("small", {}, small));
  one.dataset.key = key;
  if (isPresent) one.setAttribute("aria-current", "true");
  return one;
}

function chatItem(pane, chat) {
  const isOpen = chat.id === pane.chat, last = (chat.last?.text || chat.last?.caption || "").slice(0, 40);
  const one = choice(`c${chat.id}`, titleOf(chat), last, isOpen, () => play(pane, pane.person, chat.id));
  if (chat.unread && !isOpen) one.prepend(make("span", { className: "badge" }, String(chat.unread)));
  return make("li", {}, one);
}

async function play(pane, person, chat) {
  at("main").dataset.open = "";
  await pane.show(person, chat);
  remember();
  await activate(pane);
  at("people").querySelector("[aria-current]")?.parentElement.scrollIntoView({ block: "nearest" });
}

function activate(pane) {
  active = pane;
  for (const one of panes) one.element.classList.toggle("active", one === pane && panes.length > 1);
  return showSide();
}

// Who looks at what stands in the address, so that a reload or a copied link shows the same.
function remember() {
  const shown = panes.filter(({ chat }) => chat).map(({ person, chat }) => `as=${person}&chat=${chat}`);
  history.replaceState(null, "", `#${shown.join("&")}`);
}

function add() {
  const pane = new Pane(shell);
  pane.element.addEventListener("focusin", () => { if (active !== pane && pane.chat) activate(pane); });
  panes.push(pane);
  at("panes").append(pane.element);
  return pane;
}

// Whom the second pane begins with. For somebody of a staff chat: a neighbour of theirs, in private. For a neighbour:
// somebody of the staff chat of their place. For anybody else: whoever is next.
function companion(person) {
  const played = new Set(state.personas.map(({ id }) => id));
  const groups = state.chats.filter(({ kind }) => kind === "group");
  const people = ({ members }) => members.filter((id) => played.has(id) && id !== person);
  const mine = groups.filter(({ members }) => members.includes(person));
  const met = new Set(mine.flatMap(people));
  if (mine.length > 1) {
    const inAll = (id) => mine.every(({ members }) => members.includes(id));
    const resident = Math.min(...[...met].filter((id) => !inAll(id)));
    if (Number.isFinite(resident)) return [resident, resident];
  }
  const staff = groups.findLast((group) => !mine.includes(group) && people(group).some((id) => met.has(id)));
  if (staff) return [Math.min(...people(staff).filter((id) => met.has(id))), staff.id];
  const other = state.personas.find(({ id }) => id !== person).id;
  return [other, other];
}

async function split() {
  const isSplit = panes.length > 1;
  at("split").setAttribute("aria-pressed", String(!isSplit));
  if (isSplit) {
    const gone = panes.pop();
    gone.close();
    gone.element.remove();
    activate(panes[0]);
    return remember();
  }
  return play(add(), ...companion(active.person));
}

async function begin() {
  state = await get("/sandbox/state");
  active = add();
  words();
  const shown = new URLSearchParams(location.hash.slice(1));
  const people = shown.getAll("as").map(Number), chats = shown.getAll("chat").map(Number);
  if (people.length) await play(panes[0], people[0], chats[0]);
  if (people.length > 1 && wide.matches) {
    at("split").setAttribute("aria-pressed", "true");
    await play(add(), people[1], chats[1]);
  }
}

at("language").addEventListener("click", () => { otherLanguage(); words(); });
at("split").addEventListener("click", split);
wide.addEventListener("change", () => { if (!wide.matches && panes.length > 1) split(); });
for (const [id, body] of [["clock-hour", { advance_ms: 3_600_000 }], ["clock-day", { advance_ms: 86_400_000 }], ["clock-monday", { to: "monday9" }], ["clock-month", { to: "monthend9" }]]) {
  at(id).addEventListener("click", () => post("/sandbox/clock", body));
}
setInterval(async () => showNow((await get("/sandbox/state")).now), 20_000);
await begin();
