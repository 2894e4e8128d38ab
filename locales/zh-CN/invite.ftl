invite-usage = 请写岗位和地方。例:/invite clerk 永丰里。岗位有:
invite-role = { $code } — { $role }
invite-manager = 管理员不能在这里请,请让运维用 mulin invite 开链接。
invite-made =
    请把这个链接发给要请的那一位,只能用一次,{ $until } 前有效:
    { $link }
    岗位:{ $place } { $role }
invite-offer = 请您担任:{ $place } { $role }
invite-by = 邀请人:{ $name }
invite-by-operator = 邀请人:运维
invite-accept = 您愿意吗?
invite-refused = 好,没有接受。链接在期限内还能用。
invite-name = 居民怎么叫您?一般写姓就好,例:小陈
invite-name-again = 请只写一个称呼,不超过 { $count } 个字。例:小陈
invite-welcome = 好了,{ $name }。您现在是{ $place }的{ $role }。新工单会送到这里或工作群;发 /queue 看待办的事,发 /help 看怎么用。
