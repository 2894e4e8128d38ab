// A peer for the benchmark: the same three-step dialogue with grammY, its runner (updates of one chat in order) and a
// session in SQLite (WAL, synchronous=FULL). API_ROOT, BOT_TOKEN and DB_FILE come from the environment.
import { Bot, session } from "grammy";
import { run, sequentialize } from "@grammyjs/runner";
import Database from "better-sqlite3";

const db = new Database(process.env.DB_FILE);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec("CREATE TABLE IF NOT EXISTS sessions (key TEXT PRIMARY KEY, value TEXT NOT NULL)");
const get = db.prepare("SELECT value FROM sessions WHERE key = ?");
const put = db.prepare("INSERT INTO sessions VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
const del = db.prepare("DELETE FROM sessions WHERE key = ?");
const storage = {
  read: (key) => { const row = get.get(key); return row ? JSON.parse(row.value) : undefined; },
  write: (key, value) => { put.run(key, JSON.stringify(value)); },
  delete: (key) => { del.run(key); },
};

const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.API_ROOT } });
bot.use(sequentialize((ctx) => String(ctx.chat?.id)));
bot.use(session({ initial: () => ({ step: "menu", words: "" }), storage }));
const buttons = (...labels) => ({ reply_markup: { inline_keyboard: [labels.map((text) => ({ text, callback_data: text }))] } });
bot.command("report", async (ctx) => {
  ctx.session = { step: "what", words: "" };
  await ctx.reply("请说说是什么事,也可以直接发照片。", buttons("取消"));
});
bot.command("cancel", async (ctx) => {
  ctx.session = { step: "menu", words: "" };
  await ctx.reply("您要办什么?", buttons("报修", "我的事"));
});
bot.on("message:text", async (ctx) => {
  if (ctx.session.step === "what") {
    ctx.session = { step: "category", words: ctx.message.text };
    await ctx.reply("是“照明”的事吗?", buttons("是", "不是"));
  } else {
    await ctx.reply("您要办什么?", buttons("报修", "我的事"));
  }
});
bot.catch((error) => console.error(error.message));
run(bot);
