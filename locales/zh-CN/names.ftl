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
