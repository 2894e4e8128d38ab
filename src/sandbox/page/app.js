// The chat page: one persona, one chat, everything by the sandbox's own endpoints.
import { TEXTS } from "/page/texts.js";

const at = (id) => document.getElementById(id);
const post = (path, body) => fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const get = async (path) => (await fetch(path)).json();

let language = localStorage.getItem("language") ?? "zh";
let state = null, as = null, chat = null, replyTo = null, source = null, messages = new Map();
const t = () => TEXTS[language];

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function words() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const [id, key] of [["who", "who"], ["where", "where"], ["clock-day", "day"], ["clock-monday", "monday"], ["language", "language"],
    ["back", "back"], ["send", "send"], ["more-label", "more"], ["attach-label", "attach"], ["sample-photo", "samplePhoto"],
    ["sample-voice", "sampleVoice"], ["location", "location"], ["sea", "sea"], ["composer-label", "composer"], ["alert-close", "close"]]) {
    at(id).textContent = t()[key];
  }
  at("composer").placeholder = t().composer;
  at("unquote").setAttribute("aria-label", t().unquote);
}

function showNow(ms) {
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB",
    { timeZone: "Asia/Shanghai", month: "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false });
  at("now").textContent = format.format(ms);
}
const clockOf = (ms) => new Date(ms).toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });

function showPersonas() {
  at("personas").replaceChildren(...state.personas.map((persona) => {
    const button = make("button", { type: "button" }, persona.name[language], make("small", {}, persona.about[language]));
    button.dataset.persona = persona.id;
    if (persona.id === as) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => play(persona.id, persona.id));
    return make("li", {}, button);
  }));
}

async function showChats() {
  if (!as) return at("chats").replaceChildren();
  const chats = await get(`/sandbox/chats?as=${as}`);
  at("chats").replaceChildren(...chats.map((one) => {
    const button = make("button", { type: "button" });
    if (one.unread && one.id !== chat) button.append(make("span", { className: "badge" }, String(one.unread)));
    button.append(titleOf(one), make("small", {}, (one.last?.text ?? "").slice(0, 40)));
    button.dataset.chat = one.id;
    if (one.id === chat) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => play(as, one.id));
    return make("li", {}, button);
  }));
}

const titleOf = (one) => (one.kind === "private" ? state.bot.name ?? state.bot.username : one.title);

async function play(person, where) {
  at("main").dataset.open = "";
  location.hash = `as=${person}&chat=${where}`;
  if (person !== as) listen(person);
  as = person;
  chat = where;
  unquote();
  showPersonas();
  await showMessages();
  await showChats();
  at("composer").focus();
}

async function showMessages() {
  const list = await get(`/sandbox/messages?as=${as}&chat=${chat}`);
  messages = new Map(list.map((message) => [message.message_id, message]));
  const known = state.chats.find((one) => one.id === chat);
  at("title").textContent = known ? titleOf(known) : state.bot.name ?? state.bot.username;
  if (list.length === 0 && chat === as) {
    const begin = make("button", { type: "button", className: "begin" }, t().start);
    begin.addEventListener("click", () => post("/sandbox/start", { as, token: "" }));
    at("log").replaceChildren(begin);
  } else {
    at("log").replaceChildren(...list.map(bubble));
  }
  showKeyboard(list.at(-1));
  bottom();
}

const bottom = () => { at("log").scrollTop = at("log").scrollHeight; };

function bubble(message) {
  if (message.service && Object.keys(message.service).length) {
    return make("div", { className: "service" }, Object.keys(message.service).join(" "));
  }
  const element = make("article", { className: message.from.id === as ? "message mine" : "message" });
  element.dataset.message = message.message_id;
  if (message.from.id !== as) element.append(make("div", { className: "from" }, message.from.name));
  const quoted = message.reply_to && messages.get(message.reply_to);
  if (quoted) element.append(make("div", { className: "quote" }, (quoted.text || quoted.caption || "…").slice(0, 60)));
  for (const media of message.media ?? []) element.append(file(media));
  if (message.location) element.append(make("div", {}, `${t().place} ${message.location.lat}, ${message.location.lon}`));
  const said = message.text || message.caption;
  if (said) element.append(make("p", { className: "text" }, ...linked(said)));
  if (message.buttons?.length) element.append(keys(message));
  const meta = make("div", { className: "meta" });
  for (const reaction of message.reactions ?? []) meta.append(make("span", {}, reaction.emoji));
  if (message.edited_ms) meta.append(make("span", {}, t().edited));
  const reply = make("button", { type: "button" }, t().reply);
  reply.addEventListener("click", () => quote(message));
  meta.append(make("span", {}, clockOf(message.date_ms)), reply);
  element.append(meta);
  return element;
}

function file(media) {
  const label = media.name || t()[media.kind] || t().document;
  if (media.kind === "photo") return make("img", { src: media.url, alt: label });
  if (media.kind === "voice") return Object.assign(make("audio", { src: media.url, controls: true }), { ariaLabel: label });
  if (media.kind === "video") return make("video", { src: media.url, controls: true });
  return make("a", { href: media.url, download: label }, label);
}

// A link to the bot opens its private chat and sends its start token.
function follow(url) {
  const found = /t\.me\/[^?]+\?start=([\w-]+)/.exec(url);
  if (!found) return window.open(url, "_blank", "noopener");
  play(as, as).then(() => post("/sandbox/start", { as, token: found[1] }));
}

function linked(text) {
  return text.split(/(https:\/\/t\.me\/\S+)/).map((part) => {
    if (!part.startsWith("https://t.me/")) return part;
    const link = make("a", { href: "#" }, part);
    link.addEventListener("click", (event) => { event.preventDefault(); follow(part); });
    return link;
  });
}

function keys(message) {
  const rows = message.buttons.map((row) => make("div", {}, ...row.map((key) => {
    const button = make("button", { type: "button" }, key.text);
    button.addEventListener("click", () => (key.url ? follow(key.url)
      : post("/sandbox/press", { as, chat, message_id: message.message_id, data: key.data })));
    return button;
  })));
  return make("div", { className: "keys" }, ...rows);
}

function showKeyboard(last) {
  const rows = last?.keyboard ?? [];
  at("keyboard").replaceChildren(...rows.flat().map((key) => {
    const button = make("button", { type: "button" }, key.text);
    button.addEventListener("click", () => (key.request_location ? share(24.8138, 118.5721) : say(key.text)));
    return button;
  }));
}

function quote(message) {
  replyTo = message.message_id;
  at("quoted").textContent = (message.text || message.caption || "…").slice(0, 60);
  at("quote").hidden = false;
  at("composer").focus();
}
function unquote() { replyTo = null; at("quote").hidden = true; }

const say = (text) => post("/sandbox/say", { as, chat, text, ...(replyTo ? { reply_to: replyTo } : {}) });
const share = (lat, lon) => post("/sandbox/location", { as, chat, lat, lon });

async function upload(kind, files) {
  const body = new FormData();
  for (const [name, value] of [["as", as], ["chat", chat], ["kind", kind], ["caption", at("composer").value]]) body.append(name, value);
  if (replyTo) body.append("reply_to", replyTo);
  for (const one of files) body.append("files[]", one, one.name);
  at("composer").value = "";
  at("more").open = false;
  unquote();
  await fetch("/sandbox/upload", { method: "POST", body });
}

const kindOf = (one) => (one.type.startsWith("image/") ? "photo" : one.type.startsWith("video/") ? "video"
  : one.type.startsWith("audio/") ? "voice" : "document");

// A dark stair, drawn here.
function samplePhoto() {
  const canvas = make("canvas", { width: 480, height: 320 });
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#1b1e22"; paint.fillRect(0, 0, 480, 320);
  paint.fillStyle = "#33383e";
  for (let step = 0; step < 7; step += 1) paint.fillRect(60 + step * 45, 260 - step * 32, 420 - step * 45, 28);
  paint.fillStyle = "#555"; paint.beginPath(); paint.arc(240, 40, 16, 0, 7); paint.fill();
  canvas.toBlob((blob) => upload("photo", [new File([blob], "stair.png", { type: "image/png" })]));
}

// A second of a quiet tone as a WAV file.
function sampleVoice() {
  const rate = 8000, bytes = new DataView(new ArrayBuffer(44 + rate));
  [..."RIFF"].forEach((c, i) => bytes.setUint8(i, c.charCodeAt(0)));
  bytes.setUint32(4, 36 + rate, true);
  [..."WAVEfmt "].forEach((c, i) => bytes.setUint8(8 + i, c.charCodeAt(0)));
  [[16, 16, 4], [20, 1, 2], [22, 1, 2], [24, rate, 4], [28, rate, 4], [32, 1, 2], [34, 8, 2]].forEach(([offset, value, size]) =>
    (size === 4 ? bytes.setUint32(offset, value, true) : bytes.setUint16(offset, value, true)));
  [..."data"].forEach((c, i) => bytes.setUint8(36 + i, c.charCodeAt(0)));
  bytes.setUint32(40, rate, true);
  for (let i = 0; i < rate; i += 1) bytes.setUint8(44 + i, 128 + 20 * Math.sin(i / 6));
  upload("voice", [new File([bytes], "voice.wav", { type: "audio/wav" })]);
}

let hideToast = 0;
function toast(text, alert) {
  if (!text) return;
  if (alert) { at("alert-text").textContent = text; at("alert").showModal(); return; }
  at("toast").textContent = text;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => { at("toast").textContent = ""; }, 4000);
}

function listen(person) {
  source?.close();
  source = new EventSource(`/sandbox/events?as=${person}`);
  source.onmessage = ({ data }) => heard(JSON.parse(data));
}

function heard(event) {
  if (event.type === "clock") return showNow(event.now);
  if (event.type === "toast") return toast(event.text, event.alert);
  if (event.type === "typing") return;
  if (event.type === "lagged") return void showMessages();
  showChats();
  if (event.chat !== chat) return;
  if (event.type === "delete" || !event.message) return void showMessages();
  const { message } = event, old = at("log").querySelector(`[data-message="${message.message_id}"]`);
  messages.set(message.message_id, message);
  const element = bubble(message);
  if (old) {
    const focused = old.contains(document.activeElement);
    old.replaceWith(element);
    element.classList.add("new-edit");
    setTimeout(() => element.classList.remove("new-edit"), 900);
    if (focused) element.querySelector("button")?.focus();
  } else {
    at("log").querySelector(".begin")?.remove();
    at("log").append(element);
    showKeyboard(message);
    if (message.force_reply && message.from.is_bot) quote(message);
  }
  bottom();
}

at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = at("composer").value.trim();
  if (!text || !as) return;
  at("composer").value = "";
  say(text);
  unquote();
});
at("composer").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); at("form").requestSubmit(); }
});
at("unquote").addEventListener("click", unquote);
at("back").addEventListener("click", () => { delete at("main").dataset.open; });
at("attach").addEventListener("change", ({ target }) => {
  if (target.files.length) upload(kindOf(target.files[0]), [...target.files]);
  target.value = "";
});
at("sample-photo").addEventListener("click", samplePhoto);
at("sample-voice").addEventListener("click", sampleVoice);
at("location").addEventListener("click", () => { at("more").open = false; share(24.8138, 118.5721); });
at("sea").addEventListener("click", () => { at("more").open = false; share(24.5, 119.5); });
at("language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
  words();
  showNow(state.now);
  showPersonas();
  if (as) showMessages().then(showChats);
});
for (const [id, body] of [["clock-hour", { advance_ms: 3_600_000 }], ["clock-day", { advance_ms: 86_400_000 }], ["clock-monday", { to: "monday9" }]]) {
  at(id).addEventListener("click", () => post("/sandbox/clock", body));
}

words();
state = await get("/sandbox/state");
showNow(state.now);
setInterval(async () => { state.now = (await get("/sandbox/state")).now; showNow(state.now); }, 20_000);
showPersonas();
const hash = new URLSearchParams(location.hash.slice(1));
if (hash.get("as")) await play(Number(hash.get("as")), Number(hash.get("chat") ?? hash.get("as")));
else at("log").textContent = t().nobody;
