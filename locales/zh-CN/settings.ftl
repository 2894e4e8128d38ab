settings-list =
    设置
    您的小区:{ $place }
settings-no-place = 还没选
settings-language = English
settings-language-set = 好,现在用中文。
settings-care-on = 打开关怀模式
settings-care-off = 关掉关怀模式
settings-care-is-on = 关怀模式打开了:字少、按钮大,每一屏都有办公室电话。
settings-care-is-off = 关怀模式关掉了。
settings-compound = 换小区
settings-contact = 我的称呼和电话
settings-forget = 删掉称呼和电话
settings-contact-gone = 删掉了。
settings-contact-kept = 记住了。实名报事时才会给经手的人看。
settings-ask-name = 怎么称呼您?比如:王阿姨
settings-ask-phone = 留个电话,方便找您。不想留就点“跳过”。
settings-contact-is = 您留的是:{ $contact }
settings-please-type = 请打几个字。
settings-privacy = 隐私
settings-home = 我的家
settings-menu = 回主菜单
privacy-notice =
    您说的话、发的照片、留的地址,只用来办您的事;经手的人看得到,别人看不到;存的时候都加了密。聊天走 Telegram,会经过国外的服务器。
privacy-agreed = 您已经同意过:使用这些内容、经 Telegram 传到国外。随时可以收回。
privacy-not-agreed = 您还没有同意。
privacy-erasure = 想看、想删您的内容,找街道办公室:
privacy-withdraw = 收回同意
privacy-withdrawn = 收回了,没说完的也删了。已经报上去的事会办完。以后想用,发个 /start。
