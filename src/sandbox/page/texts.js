// The page's own words.
export const TEXTS = {
  zh: {
    who: "我是谁", where: "聊天", day: "+1 天", monday: "到周一 9:00", language: "English", back: "返回", send: "发送",
    more: "更多", attach: "照片、视频、文件", samplePhoto: "示例照片", sampleVoice: "示例语音", location: "发位置(小区门口)",
    sea: "发位置(海上)", composer: "写消息", reply: "回复", start: "开始", edited: "已编辑", close: "好", unquote: "不回复了",
    photo: "照片", video: "视频", voice: "语音", document: "文件", place: "位置", nobody: "先在左边选一个人。", removed: "消息已删除",
  },
  en: {
    who: "Who am I", where: "Chats", day: "+1 day", monday: "To Monday 9:00", language: "中文", back: "Back", send: "Send",
    more: "More", attach: "Photo, video, file", samplePhoto: "Sample photo", sampleVoice: "Sample voice note",
    location: "Location (the gate)", sea: "Location (at sea)", composer: "Message", reply: "Reply", start: "Start",
    edited: "edited", close: "OK", unquote: "Don't reply", photo: "Photo", video: "Video", voice: "Voice note",
    document: "File", place: "Location", nobody: "Pick somebody on the left.", removed: "Message deleted",
  },
};
