## 岗位,居民和同事都这样叫

role-clerk = 管家
role-branch = 支部委员
role-committee = 业委会委员
role-grid = 网格员
role-enforcement = 执法人员
role-patrol = 巡逻队员
role-secretary = 社区书记
role-officer = 街道干部
role-leader = 街道领导
role-treasurer = 基金管理员
role-teller = 计票人
role-manager = 管理员

## 同一个岗位,跟在姓后面时的叫法:小陈管家、林书记

title-clerk = 管家
title-branch = 委员
title-committee = 委员
title-grid = 网格员
title-enforcement = 执法员
title-patrol = 巡逻队员
title-secretary = 书记
title-officer = 干部
title-leader = 领导
title-treasurer = 管理员
title-teller = 计票员
title-manager = 管理员
