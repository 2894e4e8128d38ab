// One message as its reader sees it.
import { button, make, timeOf } from "/page/tools.js";
import { t } from "/page/texts.js";

export const briefly = (message) => (message.text || message.caption || t()[message.media?.[0]?.kind] || "…").slice(0, 60);

// `pane` gives who reads (`person`), the other messages, and what can be done: `quote`, `change`, `press`, `follow`.
export function bubble(message, pane) {
  if (message.service && Object.keys(message.service).length) return service(message.service);
  const isMine = message.from.id === pane.person;
  const element = make("article", { className: isMine ? "message mine" : "message" });
  element.dataset.message = message.message_id;
  if (!isMine) element.append(make("div", { className: "from" }, message.from.name));
  const quoted = message.reply_to && pane.messages.get(message.reply_to);
  if (quoted) element.append(make("div", { className: "quote" }, briefly(quoted)));
  for (const media of message.media ?? []) element.append(file(media, pane));
  if (message.location) element.append(make("div", {}, `${t().place} ${message.location.lat}, ${message.location.lon}`));
  if (message.rich) element.append(make("div", { className: "rich" }, ...message.rich.map(block)));
  const said = message.text || message.caption;
  if (said) element.append(make("p", { className: "text" }, ...linked(said, pane)));
  element.append(meta(message, isMine, pane));
  if (message.buttons?.length) element.append(keys(message, pane));
  return element;
}

function service(fields) {
  const names = (fields.new_chat_members ?? [fields.left_chat_member]).filter(Boolean).map((user) => user.first_name).join("、");
  const what = fields.new_chat_members ? t().joined : fields.left_chat_member ? t().left : Object.keys(fields).join(" ");
  return make("div", { className: "service" }, `${names} ${what}`.trim());
}

function meta(message, isMine, pane) {
  const line = make("div", { className: "meta" });
  for (const reaction of message.reactions ?? []) line.append(make("span", {}, reaction.emoji));
  if (message.edited_ms) line.append(make("span", {}, t().edited));
  line.append(make("span", {}, timeOf(message.date_ms)));
  if (isMine && (message.text || message.caption)) line.append(button(t().edit, () => pane.change(message), { className: "edit" }));
  line.append(button(t().reply, () => pane.quote(message), { className: "reply" }));
  return line;
}

function file(media, pane) {
  const label = media.name || t()[media.kind] || t().document;
  // A picture's size is known only when it is there: what was in view stays in view.
  if (media.kind === "photo") return whole(media.url, make("img", { src: media.url, alt: label, onload: () => pane.stay() }));
  if (media.kind === "voice") return make("audio", { src: media.url, controls: true, ariaLabel: label });
  if (media.kind === "video") return make("video", { src: media.url, controls: true, ariaLabel: label });
  return make("a", { href: media.url, download: label }, label);
}

// A block of a rich message.
function block(one) {
  if (one.type === "heading") return make("h3", {}, one.text);
  if (one.type === "details") return make("details", {}, make("summary", {}, one.summary), ...one.blocks.map(block));
  if (one.type === "divider") return make("hr");
  if (one.type !== "table") return make("p", { className: one.type }, one.text);
  const cell = (told) => make(told.is_header ? "th" : "td", { className: told.align }, told.text ?? "");
  const table = make("table", {}, ...one.cells.map((row) => make("tr", {}, ...row.map(cell))));
  return make("div", { className: "wide", tabIndex: 0 }, table);
}

// A press on a picture shows all of it, as large as it is.
const whole = (url, picture) => make("a", { href: url, target: "_blank", className: "whole" }, picture);

function linked(text, pane) {
  return text.split(/(https:\/\/t\.me\/\S+)/).map((part) => {
    if (!part.startsWith("https://t.me/")) return part;
    const link = make("a", { href: "#" }, part);
    link.addEventListener("click", (event) => { event.preventDefault(); pane.follow(part); });
    return link;
  });
}

function keys(message, pane) {
  const rows = message.buttons.map((row) => make("div", {}, ...row.map((key) => button(key.text, () => pane.press(message, key)))));
  return make("div", { className: "keys" }, ...rows);
}
