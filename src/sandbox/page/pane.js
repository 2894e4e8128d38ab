// One chat as one person sees it: messages, buttons, and where they write.
import { bubble, briefly } from "/page/bubble.js";
import { Commands } from "/page/commands.js";
import * as samples from "/page/samples.js";
import { button, dayOf, get, make, post } from "/page/tools.js";
import { fill, t } from "/page/texts.js";

const kindOf = ({ type }) => ({ image: "photo", video: "video", audio: "voice" })[type.split("/")[0]] ?? "document";

export class Pane {
  // `shell` is the page around it: `title(person, chat)`, `heard(pane, event)`, `alert(text)`, `leave(pane)`.
  constructor(shell) {
    this.shell = shell;
    this.element = document.getElementById("pane").content.firstElementChild.cloneNode(true);
    this.part = (selector) => this.element.querySelector(selector);
    Object.assign(this, { log: this.part(".log"), composer: this.part("textarea"), note: this.part(".note") });
    Object.assign(this, { person: null, chat: null, messages: new Map(), source: null, turn: 0, waiting: null, day: "", atEnd: true, top: 0 });
    this.commands = new Commands(this, this.part(".commands"));
    this.wire();
    fill(this.element);
  }

  wire() {
    this.part("form").addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.composer.addEventListener("keydown", (event) => { if (this.took(event)) event.preventDefault(); });
    this.part(".drop").addEventListener("click", () => this.forget());
    this.part(".back").addEventListener("click", () => this.shell.leave(this));
    const input = this.part("input[type=file]"), details = this.part("details");
    input.addEventListener("change", () => {
      if (input.files.length) this.upload(kindOf(input.files[0]), [...input.files]);
      input.value = "";
    });
    const acts = {
      photo: async () => this.upload("photo", [await samples.photo()]), voice: () => this.upload("voice", [samples.voice()]),
      gate: () => this.share(samples.GATE), sea: () => this.share(samples.SEA),
    };
    for (const one of this.element.querySelectorAll("[data-sample]")) {
      one.addEventListener("click", () => { details.open = false; acts[one.dataset.sample](); this.focus(); });
    }
    this.log.addEventListener("scroll", () => this.scrolled());
    new ResizeObserver(() => this.stay()).observe(this.log);
    details.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") { details.open = false; this.part("summary").focus(); }
    });
  }

  // Whether a key in the composer means something else than a letter.
  took(event) {
    if (event.isComposing) return false;
    if (this.commands.takes(event.key)) return true;
    if (event.key === "Enter" && !event.shiftKey) this.submit();
    else if (event.key === "Escape" && !this.note.hidden) this.forget();
    else if (event.key === "ArrowUp" && !this.composer.value) return this.changeLast();
    else return false;
    return true;
  }

  async show(person, chat) {
    // What came while a chat was open has been read.
    if (this.chat) await get(this.path("messages"));
    Object.assign(this, { chat, person });
    this.forget();
    await this.listen();
    this.focus();
  }

  // A touch screen's keyboard would hide half of the chat.
  focus() {
    if (!matchMedia("(pointer: coarse)").matches) this.composer.focus();
  }

  path(what) { return `/sandbox/${what}?as=${this.person}&chat=${this.chat}`; }

  // Listens first and reads then, so that nothing falls between; a connection that comes back reads again.
  listen() {
    this.close();
    this.source = new EventSource(`/sandbox/events?as=${this.person}`);
    this.source.onmessage = ({ data }) => this.heard(JSON.parse(data));
    return new Promise((done) => { this.source.onopen = () => this.load().then(done); });
  }

  close() { this.source?.close(); }

  async load() {
    const turn = this.turn += 1;
    this.waiting = [];
    const list = await get(this.path("messages"));
    if (turn !== this.turn) return;
    const { waiting } = this;
    this.waiting = null;
    this.messages = new Map(list.map((message) => [message.message_id, message]));
    this.part("h2").textContent = this.shell.title(this.person, this.chat);
    this.day = "";
    this.log.replaceChildren();
    if (list.length === 0 && this.chat === this.person) {
      this.log.append(button(t().start, () => { this.start(""); this.focus(); }, { className: "begin" }));
    }
    list.forEach((message) => this.append(message));
    this.showKeyboard();
    waiting.forEach((event) => this.heard(event));
    this.bottom();
  }

  append(message) {
    const day = dayOf(message.date_ms);
    if (day !== this.day) this.log.append(make("div", { className: "service" }, day));
    this.day = day;
    this.log.append(bubble(message, this));
  }

  bottom() {
    this.atEnd = true;
    this.log.scrollTop = this.log.scrollHeight;
  }

  // Whoever scrolls up leaves the end; what grows does not.
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.log, wentUp = scrollTop < this.top;
    this.top = scrollTop;
    if (scrollHeight - scrollTop - clientHeight < 40) this.atEnd = true;
    else if (wentUp) this.atEnd = false;
  }

  // Something grew, or the screen's keyboard came: who reads the end goes on reading the end.
  stay() { if (this.atEnd) this.bottom(); }

  words() {
    fill(this.element);
    if (this.chat) this.load();
  }

  // The keyboard below stays until another one comes, it is taken away, or it was for one use and was used.
  showKeyboard() {
    const last = [...this.messages.values()].findLast((message) => message.keyboard || message.remove_keyboard);
    const press = (key) => {
      if (last.one_time) this.used = last.message_id;
      this.showKeyboard();
      return key.request_location ? this.share(samples.GATE) : this.say(key.text);
    };
    const rows = last && last.message_id !== this.used ? last.keyboard ?? [] : [];
    this.part(".keyboard").replaceChildren(...rows.flat().map((key) => button(key.text, () => press(key))));
  }

  heard(event) {
    if (this.waiting && event.chat) return void this.waiting.push(event);
    this.shell.heard(this, event);
    if (event.type === "toast") return this.toast(event);
    if (event.type === "lagged") return void this.load();
    if (event.type === "typing" || event.chat !== this.chat) return;
    if (event.type === "delete" || !event.message) return void this.load();
    const { message } = event, isNew = !this.messages.has(message.message_id);
    this.messages.set(message.message_id, message);
    if (!isNew) return this.replace(message);
    this.log.querySelector(".begin")?.remove();
    this.append(message);
    this.showKeyboard();
    if (message.force_reply && message.from.is_bot) this.quote(message);
    this.bottom();
  }

  replace(message) {
    const old = this.log.querySelector(`[data-message="${message.message_id}"]`), element = bubble(message, this);
    if (!old) return;
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(element);
    if (hadFocus) (element.querySelector(".keys button") ?? this.composer).focus();
    element.classList.add("new-edit");
    setTimeout(() => element.classList.remove("new-edit"), 900);
    this.stay();
  }

  toast({ text, alert }) {
    if (!text) return;
    if (alert) return this.shell.alert(text);
    this.part(".toast").textContent = text;
    clearTimeout(this.hide);
    this.hide = setTimeout(() => { this.part(".toast").textContent = ""; }, 4000);
  }

  // What is written next answers a message, or takes its place.
  quote(message) { this.about({ reply: message.message_id }, briefly(message)); }
  change(message) {
    this.about({ edit: message.message_id }, t().editing + briefly(message));
    this.composer.value = message.text || message.caption;
  }

  changeLast() {
    const mine = [...this.messages.values()].filter((message) => message.from.id === this.person && (message.text || message.caption));
    if (mine.length) this.change(mine.at(-1));
    return mine.length > 0;
  }

  about(subject, words) {
    this.subject = subject;
    this.part(".note span").textContent = words;
    this.note.hidden = false;
    this.composer.focus();
  }

  forget() {
    if (this.subject?.edit) this.composer.value = "";
    this.subject = null;
    this.note.hidden = true;
  }

  submit() {
    const text = this.composer.value.trim(), { edit, reply } = this.subject ?? {};
    if (!text || !this.chat) return;
    this.commands.close();
    this.composer.value = "";
    this.forget();
    if (edit) this.act("edit", { message_id: edit, text });
    else this.say(text, reply);
  }

  act(what, fields) { return post(`/sandbox/${what}`, { as: this.person, chat: this.chat, ...fields }); }
  say(text, reply) { return this.act("say", { text, ...(reply ? { reply_to: reply } : {}) }); }
  share([lat, lon]) { return this.act("location", { lat, lon }); }
  start(token) { return this.act("start", { token }); }

  press(message, key) {
    if (key.url) return this.follow(key.url);
    if (key.copy_text) return navigator.clipboard?.writeText(key.copy_text.text).then(() => this.toast({ text: t().copied }));
    return this.act("press", { message_id: message.message_id, data: key.data });
  }

  // A link to the bot opens its private chat and sends its start token.
  async follow(url) {
    const found = /t\.me\/[^?]+\?start=([\w-]+)/.exec(url);
    if (!found) return window.open(url, "_blank", "noopener");
    await this.shell.play(this, this.person, this.person);
    return this.start(found[1]);
  }

  async upload(kind, files) {
    const body = new FormData(), { reply } = this.subject ?? {};
    for (const [name, value] of [["as", this.person], ["chat", this.chat], ["kind", kind], ["caption", this.composer.value]]) body.append(name, value);
    if (reply) body.append("reply_to", reply);
    for (const one of files) body.append("files[]", one, one.name);
    this.composer.value = "";
    this.part("details").open = false;
    this.forget();
    await fetch("/sandbox/upload", { method: "POST", body });
  }
}
