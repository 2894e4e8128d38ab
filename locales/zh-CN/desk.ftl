## 同事用的

desk-took = { $number } 归您主办了。
desk-contacted = 记下了:{ $number } 已联系居民。
desk-done = { $number } 办结了,回访会问居民办好了没有。
desk-declined = { $number } 不予受理,原因告诉居民了。
desk-reopened = { $number } 重新办了。
desk-undo = 点错了,撤回(15 秒内)
desk-undone = { $number } 撤回了,接着办。也跟居民说了刚才那条不算。
desk-undo-late = 过了 15 秒或居民已经回了,撤不回了。已办结的可以在工单卡上点“重办”。
desk-undo-others = 不是您发的,请发的那位来撤回。
desk-taken-now = { $who } { $seconds } 秒前签收了。
desk-taken-at = { $who } 签收了({ $at })。
desk-your-words =
    您写的还在这里:
    { $words }
desk-too-long = 太长了,只留下前 { $count } 个字。

desk-prompt-reply = 回复这条,写给居民的话({ $number })。可以带照片。
desk-prompt-ask = 回复这条,写要问居民的({ $number })。
desk-prompt-note = 回复这条,写内部备注({ $number })。
desk-prompt-done = 回复这条,写办理结果({ $number }):什么时候谈过、查到什么、做了什么、结果怎样。可以带照片。
desk-prompt-channel = 回复这条,写清楚居民该找谁({ $number })。

desk-preview =
    { $number },居民会读到:

    { $words }
desk-send = 发给居民
desk-drop = 不发
desk-sending =
    { $number },交给我发了:

    { $words }
desk-dropped =
    没有发。您写的还在这里:

    { $words }
desk-preview-gone = 这份草稿已经发过或不在了,请再写一次。

desk-canned = { $number } 用哪一条答复?点了先给您看。
desk-canned-none = 这类事还没有常用答复。
desk-canned-unknown = “{ $name }”里有空填不出来,没有发。请告诉管理员改一改。

desk-assign = { $number } 指派给谁?
desk-assign-unknown = 没找到能接的“{ $who }”。
desk-assign-nobody = { $number } 现在没有别人能接。
desk-assigned = { $number } 现在由{ $who }主办。
desk-assigned-to-you = { $by } 请您主办 { $number }。

desk-decline = { $number } 为什么不归我们办?
desk-decline-emergency = 该找 110、119、120
desk-decline-legal = 已在诉讼、仲裁或信访
desk-decline-duplicate = 同一件事正在办
desk-decline-secrets = 涉及秘密或他人隐私
desk-decline-beyond = 不在本地职责内
desk-decline-unlawful = 要求本身违法
desk-decline-words = { $number },原因:{ $reason }。要不要写明居民该找谁?
desk-decline-say = 写明该找谁
desk-decline-plain = 只说原因

desk-story = 🎫 { $number } · { $category }
desk-shown-in-private = 这个不方便在群里说,私聊发给您了。

desk-queue = 待办 { $count } 件,急的、快到期的在前
desk-queue-mine = 您主办的 { $count } 件,急的、快到期的在前
desk-queue-many = 待办超过 { $count } 件,急的、快到期的在前
desk-queue-mine-many = 您主办的超过 { $count } 件,急的、快到期的在前
desk-queue-empty = 没有待办的事。
desk-queue-mine-empty = 没有您主办的事。要接新的,点“未签收”。
desk-queue-only = 只看:{ $what }
desk-queue-page = 第 { $page }/{ $pages } 页
desk-queue-page-of-many = 第 { $page } 页
desk-queue-row = { $number } · { $category } · { $state }
desk-queue-private = { $number } · 请在私聊里看
desk-queue-due = 🟢 { $at } 前
desk-queue-near = 🟡 { $at } 前
desk-queue-over = 🔴 超时,应在{ $at } 前
desk-queue-open = 看 { $number }
desk-queue-untaken = 未签收
desk-queue-overdue = 超时
desk-queue-urgent = 急
desk-queue-on = ✓ { $name }
desk-queue-all = 看全部

## 用错了,给个对的例子

desk-usage-queue = 没看懂。例:/queue 超时,/queue 照明 3栋
desk-usage-ticket = 请写编号。例:/ticket 1042
desk-usage-take = 请写编号。例:/take 1042
desk-usage-ask = 请写编号和要问的话。例:/ask 1042 是哪一层的灯?
desk-usage-reply = 请写编号和答复。例:/reply 1042 师傅下午三点到
desk-usage-note = 请写编号和备注。例:/note 1042 缺灯管
desk-usage-assign = 请写编号和谁。例:/assign 1042 @小陈
desk-usage-done = 请写编号和结果。例:/done 1042 灯管换了,试过亮了
desk-usage-decline = 请写编号,原因下一步点。例:/decline 1042
