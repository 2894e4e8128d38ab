## 项目作战图:发出来的图,和图下面的字

map-title = 项目作战图
map-about = 截至 { $at } · 在办 { $open } 件
map-green = 按期
map-yellow = 快到期
map-red = 超期
map-compound = 小区
map-month = 本月销号
map-rest = 其余 { $count } 个小区
map-all = 合计
map-share = { $part }/{ $of }
map-share-percent = { $part }/{ $of } ({ $percent }%)
map-note = 本月销号:本月该办完的,已经验收销号的有几件。不足 5 件的不算百分比。
map-caption = 项目作战图:在办 { $open } 件,按期 { $green },快到期 { $yellow },超期 { $red }。本月销号 { $month }。
map-lines-table = 各小区:
map-lines = 看不清图,点一下就放大。各小区:
map-line = { $place }:在办 { $open } 件{ $near }{ $late }{ $month }
map-line-near = ,快到期 { $count } 件
map-line-late = ,超期 { $count } 件
map-line-month = ,本月销号 { $month }
map-none = 现在还没有登记在办的微实事。

photo-usage = 请带上编号,比如 /photo 12
photo-none = { $number } 号微实事还没有前后两张照片。
photo-caption = 微实事 { $number } 号:{ $title }
photo-before = 前
photo-after = 后

rich-is-on = 好,这里的作战图和周报以后用表格显示。有的手机看不到表格,看不到就再发一次 /rich。
rich-is-off = 好,这里以后不用表格了。
rich-about = 说明
