# Why a line didn't arrive: under the message of the staff member who wrote it, or under the ticket's card.
sender-unreachable = 这条没送到：对方停用了机器人，或者这个聊天已经不在了。请打电话联系。
sender-unknown = 这条不知道送到没有，所以没有再发。请看一眼，需要的话再发一次。
sender-refused = 这条没送到：Telegram 不收这样的内容。请换个写法再发一次。
sender-card-unreachable = #{ $number }：居民那边收不到消息了（停用了机器人）。请打电话联系。
