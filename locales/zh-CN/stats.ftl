## 数字,给同事看的:每个都带着分母

stats-title = { $place },{ $from }–{ $until }
stats-tickets = 报上来 { $filed } 件,办结 { $done } 件
stats-open = 现在在办 { $open } 件,其中挂账 { $parked } 件
stats-rate = { $part }/{ $of }{ $percent }
stats-acknowledged = 签收及时 { $rate }
stats-contacted = 按时联系 { $rate }
stats-done = 按期办结 { $rate },停过钟的 { $paused } 件
stats-extended = 延期 { $rate }
stats-solved = 解决 { $rate },部分解决 { $partly } 件
stats-satisfied = 满意 { $rate }
stats-reopened = 重办 { $rate }
stats-returned = 退单 { $rate }
stats-repeated = 重复诉求 { $rate }
