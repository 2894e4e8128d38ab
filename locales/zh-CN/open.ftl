## 小区里正在办的事,别人看得到的那一点

open-none = 小区里现在没有正在办的事。
open-list = 小区里正在办的事,共 { $count } 件:
open-list-many = 小区里正在办的事,超过 { $count } 件:
open-form =
    { $number } { $category } · { $compound }{ $building ->
        [none] {""}
       *[other] { $building }栋
    }
    { $state } · { $since }起 · { $affected } 人受影响
open-waiting = 在等,到{ $until }
open-one = 看 { $number }
open-resolutions = 开会定的事
open-menu = 主菜单
open-back = 回列表
open-join = 我也是
open-leave = 不再关注
open-mine = 这是您报的,看进度
open-joined = 算上您了。{ $number } 有进展就告诉您。
open-left = 好,{ $number } 不再告诉您了。
