menu-greeting = { $place },您要办什么?直接打字、发照片、发语音也行。
menu-greeting-nowhere = 您要办什么?直接打字、发照片、发语音也行。
menu-resume = 接着上次没说完的
menu-report = 报修、反映事情
menu-queue = 待办的事
menu-mine = 我的事
menu-open = 小区里的事
menu-progress = 微实事进展
menu-together = 投票和基金
menu-together-what =
    小区一起定、一起花钱的事:
    投票,大家提的项目,钱花到哪里去了。
menu-votes = 投票
menu-projects = 基金项目
menu-fund = 账本
menu-home = 我的家
menu-settings = 设置
menu-help = 怎么用
care-office = 办公室电话:
