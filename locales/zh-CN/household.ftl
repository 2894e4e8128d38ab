## 我的家:绑定、解绑、代投票

tie-owner = 业主
tie-family = 家属
tie-tenant = 租户
home-door = { $place } { $door }
home-none = 您还没绑定哪一户。绑上了,才能代表这一户投票;不绑,报事照样办。
home-list = 您绑定的家:
home-row = { $home }({ $tie })
home-waits = 等物业确认:{ $home },核对号 { $number }
home-by-code = 我有绑定码
home-by-staff = 没有码,请物业确认
home-menu = 回主菜单

home-code =
    请把绑定码发给我,像这样:ABCD-EFGH
    码由物业发,一户一个,只能用一次。
home-code-form = 这不像绑定码。绑定码是 8 个字母和数字。
home-code-wrong = 这个码用不了。请对一对,或找物业要一个新的。
home-code-wait = 试了太多次,请 { $at } 以后再试。急的话请物业确认。
home-bound = 绑好了:{ $home },您是{ $tie }。
home-somebody = { $home } 又绑定了一位{ $tie }。不认识的话,请告诉物业。

home-where =
    { $place },您家是哪一栋、哪单元、哪一室?
    比如:3栋2单元501
home-where-whole = 请把楼栋、单元、房号写全,比如:3栋2单元501
home-where-unknown =
    名册里没有这一户。请对一对,或打物业电话:
    { $phone }
home-as-what = { $home },您是:
home-asked =
    已请物业确认:{ $home }。
    请打电话或到物业说您是谁,报核对号 { $number }。他们核对后点一下就绑好了:
    { $phone }
home-asked-already = 您已经有在等的了,等物业回了再说。
home-nobody =
    这里还没人能在网上确认。请打电话,要一个绑定码:
    { $phone }
home-confirm =
    有居民请您确认:{ $home },{ $tie }
    核对号 { $number }。等他来报这个号,核对是本人再点;没人来就别点。
home-confirm-yes = 核对过,是这一户的
home-confirm-no = 不是,不绑
home-confirmed = 确认了:{ $home },{ $tie }(核对号 { $number })。
home-refused = 没有绑定:{ $home }(核对号 { $number })。
home-refused-told =
    { $home } 没绑上:物业没能核对。请打电话问一问:
    { $phone }
home-decided-already = 这一件已经有人处理了:{ $home }。

home-one = { $home },您是{ $tie }。
home-area = 专有面积 { $area } 平方米
home-people = 绑定的{ $tie }:{ $count } 位
home-proxy-held = 业主同意您代这一户投业主的票。
home-proxy-none = 业主的票,要业主同意才能由您代投。
home-since = { $at }绑定
home-proxy = 同意家属代投({ $since })
home-proxy-end = 收回代投({ $since })
home-proxy-set = 记下了:这位家属可以代您投业主的票。随时可以收回。
home-proxy-ended = 收回了,这位家属不再代投。
home-proxy-told = { $home } 的业主同意您代投业主的票。
home-proxy-told-end = { $home } 的业主票,您不再代投了。
home-leave = 解除绑定
home-leave-sure = 真的解除和 { $home } 的绑定吗?以后要绑,得有新的码,或再请物业确认。
home-leave-yes = 对,解除
home-left = 解除了:{ $home }。
