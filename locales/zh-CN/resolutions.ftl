## 居民看会上定了什么

resolutions-none = 小区开会定的事,这里还没有。
resolutions-list = 小区和社区开会定的事,共 { $count } 件:
resolutions-propose = 我也提个想法
resolutions-work = 立微实事:{ $words }
resolution-line = { $owner },{ $due }前 · { $state }
resolution-open = 在办
resolution-carried_over = 改过日子,在办
resolution-late = 过了日子,还没办好
resolution-done = 办好了
resolution-done-at = { $at }办好了
resolution-result = 结果:{ $words }
resolution-internal = (只给同事看)
