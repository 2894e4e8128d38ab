// The page's own words.
const TEXTS = {
  zh: {
    who: "我是谁", where: "聊天", clock: "时间", hour: "+1 小时", day: "+1 天", monday: "到周一九点", month: "到月底九点", split: "两边同时看",
    language: "English", back: "返回", send: "发送", more: "更多", attach: "照片、视频、文件", samplePhoto: "示例照片",
    sampleVoice: "示例语音", location: "发位置(小区门口)", sea: "发位置(海上)", composer: "写消息", log: "消息", commands: "命令",
    reply: "回复", edit: "修改", editing: "修改这条:", start: "开始", edited: "已修改", close: "好", drop: "不要了", copied: "已复制",
    photo: "照片", video: "视频", voice: "语音", document: "文件", place: "位置", nobody: "先选一个人。",
    joined: "进群了", left: "退群了",
  },
  en: {
    who: "Who am I", where: "Chats", clock: "Time", hour: "+1 hour", day: "+1 day", monday: "Mon 9:00", month: "Month end", split: "Side by side",
    language: "中文", back: "Back", send: "Send", more: "More", attach: "Photo, video, file", samplePhoto: "Sample photo",
    sampleVoice: "Sample voice note", location: "Location (the gate)", sea: "Location (at sea)", composer: "Message",
    log: "Messages", commands: "Commands", reply: "Reply", edit: "Edit", editing: "Editing: ", start: "Start", edited: "edited",
    close: "OK", drop: "Never mind", copied: "Copied", photo: "Photo", video: "Video", voice: "Voice note", document: "File",
    place: "Location", nobody: "Pick somebody.", joined: "joined", left: "left",
  },
};

export let language = localStorage.getItem("language") === "en" ? "en" : "zh";
export const t = () => TEXTS[language];
export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

export function otherLanguage() {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
}

// Fills every element that names a word: `data-text` its content, `data-label` what it is called.
export function fill(root) {
  for (const element of root.querySelectorAll("[data-text]")) element.textContent = t()[element.dataset.text];
  for (const element of root.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t()[element.dataset.label]);
  for (const element of root.querySelectorAll("textarea")) element.placeholder = t().composer;
}
